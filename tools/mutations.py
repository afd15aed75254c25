"""Mutants of a module: the same code, changed in one place."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand for `node` in a mutant."""
    if isinstance(node, ast.Compare):
        for other in COMPARED[type(node.ops[0])]:
            yield ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        yield from node.values
        if len(node.values) > 2:
            for one in node.values:
                yield ast.BoolOp(node.op, [each for each in node.values if each is not one])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield ast.BinOp(node.left, COUNTED[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant):
        yield from (ast.Constant(value) for value in _constants(node.value))
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.If | ast.While):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield changed
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.comprehension):
        for one in node.ifs:
            yield ast.comprehension(
                node.target, node.iter, [each for each in node.ifs if each is not one], node.is_async
            )
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Continue | ast.Raise | ast.For):
        yield ast.Pass()


def mutants(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Yield every mutant of a module with a line that says what is changed."""
    told: Counter[str] = Counter()
    for path, node in list(_inside(tree, ())):
        for other in variants(node):
            changed = copy.deepcopy(tree)
            _put(changed, path, ast.copy_location(copy.deepcopy(other), node))
            ast.fix_missing_locations(changed)
            before, after = (" ".join(ast.unparse(each).split()) for each in (node, other))
            line = f"{_place(tree, node)}: {before[:90]} -> {after[:60]}"
            told[line] += 1
            yield line if told[line] == 1 else f"{line} ({told[line]})", changed


def _inside(
    node: ast.AST, path: tuple[tuple[str, int | None], ...]
) -> Iterator[tuple[tuple[tuple[str, int | None], ...], ast.AST]]:
    """Yield what stands in `node`, but for annotations, docstrings, imports and what only a reader reads."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment", "ctx", "keywords_only"):
            continue
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for place, item in items:
            if not isinstance(item, ast.AST) or _is_text(item) or isinstance(item, ast.Import | ast.ImportFrom):
                continue
            step = (*path, (name, place))
            yield step, item
            yield from _inside(item, step)


def _put(tree: ast.AST, path: tuple[tuple[str, int | None], ...], other: ast.AST) -> None:
    node = tree
    for name, place in path[:-1]:
        held = getattr(node, name)
        node = held if place is None else held[place]
    name, place = path[-1]
    if place is None:
        setattr(node, name, other)
    else:
        getattr(node, name)[place] = other


def _place(tree: ast.Module, node: ast.AST) -> str:
    """The function in which `node` stands, by which a survivor is known whatever line it is on."""
    line = getattr(node.target if isinstance(node, ast.comprehension) else node, "lineno", 0)
    names = [
        one.name
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef | ast.ClassDef) and one.lineno <= line <= (one.end_lineno or 0)
    ]
    return ".".join(names) or "module"


def _constants(value: object) -> Iterator[bool | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}XX" if value else "XX"
    elif value is None:
        yield 1


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_text(node: ast.AST) -> bool:
    # A text in an f-string is read by people.
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or isinstance(node, ast.JoinedStr)
