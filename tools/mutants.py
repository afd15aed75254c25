"""Changes the code that decides on connections in one place at a time, and asks whether the tests notice.

``python tools/mutants.py [module ...]`` makes a mutant of each comparison, boolean, constant, sum, condition and
statement of the modules, runs the tests of acceptance on it in a process of its own, and prints who survived. It fails
below 95 % killed, and where `tests/acceptance/mutants.txt` does not list exactly the survivors, each with its reason.
"""

from __future__ import annotations

import ast
import copy
import os
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HANDLERS = ROOT / "constructs_pkg" / "fragments" / "handlers"
TESTS = ROOT / "tests" / "acceptance"
LIST = TESTS / "mutants.txt"
MODULES = ("acceptance_rules", "reconciliation", "connections", "customer_names", "customer_blocks")
# A history finds what a case misses, but takes minutes; a process of its own would not see the mutant.
SUITE = ("test_rules.py", "test_reconcile.py", "test_names.py", "test_drain.py", "test_decisions.py")
SECONDS = 60
LEAST_KILLED = 0.95

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
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Continue | ast.Raise | ast.For):
        yield ast.Pass()


def mutants(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Yield every mutant of a module with a line that says what is changed."""
    for path, node in list(_inside(tree, ())):
        for number, other in enumerate(variants(node)):
            changed = copy.deepcopy(tree)
            _put(changed, path, ast.copy_location(copy.deepcopy(other), node))
            ast.fix_missing_locations(changed)
            before, after = (" ".join(ast.unparse(each).split()) for each in (node, other))
            yield f"{_place(tree, node)} {number}: {before[:90]} -> {after[:60]}", changed


def main(asked: list[str]) -> int:
    """Run the tests on every mutant, and return how the process is to end."""
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]
    survived: list[str] = []
    killed = 0
    known = _listed()
    _warm()
    if not _killed(None, None):
        print("the code as it is passes its tests", flush=True)
    else:
        print("the tests fail without any mutant", flush=True)
        return 1
    for module in asked or MODULES:
        tree = ast.parse((HANDLERS / f"{module}.py").read_text(encoding="utf-8"))
        for line, changed in mutants(tree):
            if _killed(module, changed):
                killed += 1
            else:
                survived.append(f"{module}.{line}")
                print(f"survived: {survived[-1]}", flush=True)
    share = killed / (killed + len(survived))
    new = [line for line in survived if line not in known]
    print(f"{killed} of {killed + len(survived)} killed ({share:.1%}), {len(new)} survivors without a reason")
    gone = [] if asked else [line for line in known if line not in survived]
    print(*(f"no longer survives: {line}" for line in gone), sep="\n")
    return int(share < LEAST_KILLED or bool(new) or bool(gone))


def _killed(module: str | None, changed: ast.Module | None) -> bool:
    """Tell whether a test fails, or none ends in time."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
                _alarm()
                _replace(module, changed)
                code = int(
                    pytest.main(
                        [
                            "-x",
                            "-q",
                            "-p",
                            "no:randomly",
                            "-p",
                            "no:xdist",
                            "-p",
                            "no:cacheprovider",
                            *(str(TESTS / name) for name in SUITE),
                        ]
                    )
                )
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _warm() -> None:
    """Read once what every process needs."""
    from acceptance.running import Cloud  # type: ignore[import-not-found,unused-ignore]

    cloud = Cloud()
    cloud.ec2.describe_vpc_endpoint_connections  # noqa: B018
    cloud.route53.list_cidr_blocks  # noqa: B018


def _alarm() -> None:
    import signal

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)


def _replace(module: str | None, changed: ast.Module | None) -> None:
    """Make everybody who reads or imports `module` find the mutant."""
    if module is None or changed is None:
        return
    import importlib

    text, file = ast.unparse(changed), HANDLERS / f"{module}.py"
    read = Path.read_text

    def reading(path: Path, *given: str | None, **named: str | None) -> str:
        return text if path == file else read(path, *given, **named)

    Path.read_text = reading  # type: ignore[method-assign,assignment]
    name = f"constructs_pkg.fragments.handlers.{module}"
    held = importlib.import_module(name)
    exec(compile(changed, str(file), "exec"), held.__dict__)


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
    names = [
        one.name
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef | ast.ClassDef)
        and one.lineno <= getattr(node, "lineno", 0) <= (one.end_lineno or 0)
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


def _listed() -> list[str]:
    """The survivors that are known: a line each, and below it, indented, why nobody can tell."""
    text = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    return [line for line in text.splitlines() if re.match(r"\w", line)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
