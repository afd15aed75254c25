"""The ids of the rules that the vocabulary's source holds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import constructs_pkg.values

_MAKERS = {
    "Problem",
    "Refused",
    "problem",
    "out_of_range",
    "other_region",
    "_refuse_scope",
    "say",
    "unknown_word",
    "_unknown",
}


def rule_ids() -> set[str]:
    """Return every rule id that is written as a literal where a problem is made."""
    folder = Path(constructs_pkg.values.__file__).parent
    return {rule for file in folder.glob("*.py") for rule in _in(ast.parse(file.read_text("utf-8")))}


def _in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _MAKERS and node.args:
            first = node.args[0]
            for each in ast.walk(first):
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and "-" in each.value:
                    yield each.value


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
