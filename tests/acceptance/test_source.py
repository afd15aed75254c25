"""The code of each function is one file, into which its modules are put one after the other."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from constructs_pkg.fragments.handler_source import handler_source, source_with_settings


@pytest.mark.parametrize("module", ["reconcile_connections", "drain_connections"])
def test_no_two_modules_of_a_function_have_one_name(module: str) -> None:
    """The later would take the place of the earlier."""
    names = Counter(name for node in ast.parse(handler_source(module)).body for name in _defined(node))
    assert [] == [name for name, count in names.items() if count > 1]


def test_settings_are_written_in_whatever_they_hold() -> None:
    """A reason is free text, in which quotes and line breaks may be."""
    settings = {"rules": [{"reason": "a 'b' \"c\" \\ \n ü ''' \"\"\""}]}
    module: dict[str, object] = {}
    source = source_with_settings("reconcile_connections", settings)
    end = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.Expr)][-1:]
    exec("import json\nSETTINGS = {}\n" + ast.unparse(end[0]), module)
    assert settings == module["SETTINGS"]


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
    return []
