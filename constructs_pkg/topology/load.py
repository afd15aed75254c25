"""Reading a topology from a YAML or TOML file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Hashable
from pathlib import Path
from typing import Any, NoReturn

import yaml

from constructs_pkg.topology.error import TopologyError
from constructs_pkg.topology.model import Topology
from constructs_pkg.topology.parse import parse
from constructs_pkg.values.problem import Problem

# Far above what a few hundred cells need, far below what harms.
LARGEST_FILE = 4_000_000
DEEPEST_NESTING = 50

# The same language, faster, where PyYAML was built with libyaml.
_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_YAML_WORDS = {True: "true", False: "false", None: "nothing"}

_EVERY = "*"
# Where a topology may name a JSON file beside it, and what to do about one that is none.
_FILES = {
    ("links", _EVERY, "handoff"): "ask the provider for its handoff again",
    ("traffic_trees", _EVERY, "document"): "give the JSON that aws route53 get-traffic-policy shows as its Document",
    ("services", _EVERY, "connection_rules", "memberships"): (
        'write a mapping such as {"111111111111": ["o-a1b2c3d4e5", "r-ab12", "ou-ab12-11111111"]}'
    ),
}

_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def load(path: str | Path) -> Topology:
    """Return the topology in the file at `path`, YAML or TOML by its suffix.

    Raises:
        TopologyError: if it cannot be read, or with every value in it that is refused.
    """
    file = Path(path)
    text = _text(file)
    match file.suffix.lower():
        case ".yaml" | ".yml":
            content = _yaml(file, text)
        case ".toml":
            content = _toml(file, text)
        case suffix:
            _refuse("unknown-file-type", file, suffix, "is neither YAML nor TOML", "name it .yaml, .yml or .toml")
    if not isinstance(content, dict):
        _refuse("not-a-mapping", file, "", "does not hold a mapping", "begin with `name:` and `cells:`")
    for place, fix in _FILES.items():
        content = _with_files(content, place, file.parent, fix)
    return parse(content)


def _with_files(node: Any, path: tuple[str, ...], folder: Path, fix: str) -> Any:
    """Return `node` with what the files hold that stand at `path` below it, in place of their own paths."""
    if not path:
        return _json_file(folder / node, fix) if isinstance(node, str) else node
    if not isinstance(node, dict):
        return node
    below = [key for key in node if path[0] in (key, _EVERY)]
    return {**node, **{key: _with_files(node[key], path[1:], folder, fix) for key in below}}


def _json_file(file: Path, fix: str) -> Any:
    text = _text(file)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        _refuse("malformed-json", file, "", f"is not JSON: {error}", fix)
    if not isinstance(document, dict):
        _refuse("not-a-mapping", file, "", "does not hold a mapping", fix)
    return document


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_FILE:
            _refuse("file-too-large", file, "", f"is over {LARGEST_FILE} bytes", "split the topology")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        _refuse("unreadable-file", file, "", f"cannot be read: {error.strerror}", "name an existing topology file")
    except UnicodeDecodeError:
        _refuse("not-utf-8", file, "", "is not UTF-8 text", "save it as UTF-8")


def _toml(file: Path, text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _TOML_LINE.search(message)
        line = int(found[1]) if found else None
        _refuse("malformed-toml", file, "", f"is not TOML: {_TOML_LINE.sub('', message)}", "correct the syntax", line)
    except RecursionError:
        _refuse("nested-too-deeply", file, "", "is nested too deeply", "write it as the documentation shows")


def _yaml(file: Path, text: str) -> Any:
    try:
        _bound(text)
        return yaml.load(text, Loader=_Loader)
    except _RefusedNode as refused:
        _refuse(refused.rule, file, refused.value, refused.limit, refused.fix, refused.line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        _refuse("malformed-yaml", file, "", f"is not YAML: {error.problem}", "correct the syntax", line)
    except (yaml.YAMLError, ValueError) as error:
        _refuse("malformed-yaml", file, "", f"is not YAML: {str(error).splitlines()[0]}", "correct the syntax")


class _RefusedNode(Exception):
    """YAML that is well-formed but that people do not mean."""

    def __init__(self, rule: str, value: str, limit: str, fix: str, mark: Any) -> None:
        super().__init__(rule)
        self.rule, self.value, self.limit, self.fix, self.line = rule, value, limit, fix, mark.line + 1


def _bound(text: str) -> None:
    """Refuse aliases, by which a small file grows without bound, and nesting that no topology has."""
    depth = 0
    for event in yaml.parse(text, Loader=_SAFE_LOADER):
        if isinstance(event, yaml.AliasEvent):
            fix = "write the value out"
            raise _RefusedNode("yaml-alias", f"*{event.anchor}", "is an alias", fix, event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_NESTING:
            limit = f"is nested more than {DEEPEST_NESTING} levels deep"
            raise _RefusedNode("nested-too-deeply", "", limit, "write it as the documentation shows", event.start_mark)


class _Loader(_SAFE_LOADER):  # type: ignore[misc, valid-type]
    """A safe loader that refuses a key given twice, of which YAML loaders keep the last, and one that is no text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: dict[object, int] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _RefusedNode("malformed-key", "", "has a key that is no text", "write text", key_node.start_mark)
            key = self.construct_object(key_node)
            if not isinstance(key, str):
                limit = f"is read as {_YAML_WORDS.get(key, repr(key))}, which is no text"
                fix = f'put it in quotes: "{key_node.value}"'
                raise _RefusedNode("malformed-key", key_node.value, limit, fix, key_node.start_mark)
            if key in seen:
                limit = f"was given on line {seen[key]} already"
                raise _RefusedNode("duplicate-key", key_node.value, limit, "keep one of them", key_node.start_mark)
            seen[key] = key_node.start_mark.line + 1
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def _refuse(rule: str, file: Path, value: str, limit: str, fix: str, line: int | None = None) -> NoReturn:
    where = file.name if line is None else f"{file.name}:{line}"
    raise TopologyError([Problem(rule, where, value, limit, fix)])
