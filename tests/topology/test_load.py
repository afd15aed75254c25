"""What a topology file may be, and what is said about one that is none."""

import json
from pathlib import Path

import pytest

from constructs_pkg.topology import TopologyError, load, parse, plan
from constructs_pkg.topology.load import LARGEST_FILE

from .wishes import BASE, changed

YAML = """\
name: net
cells:
  us:
    account: "111111111111"
    region: us-east-1
    network:
      cidr: 10.0.0.0/16
      availability_zones: [{slot: 0, name: us-east-1a}]
"""

TOML = """\
name = "net"

[cells.us]
account = "111111111111"
region = "us-east-1"
network.cidr = "10.0.0.0/16"
network.availability_zones = [{slot = 0, name = "us-east-1a"}]
"""


def said(folder: Path, text: str | bytes, name: str = "topology.yaml") -> list[str]:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(TopologyError) as caught:
        load(file)
    return [str(problem) for problem in caught.value.problems]


def test_yaml_and_toml_hold_the_same(tmp_path: Path) -> None:
    """A topology is the same whichever of the two languages it is written in."""
    for name, text in (("a.yaml", YAML), ("a.YML", YAML), ("a.toml", TOML)):
        (tmp_path / name).write_text(text)
    first, second, third = (load(tmp_path / name) for name in ("a.yaml", "a.YML", "a.toml"))
    assert first == second == third
    assert plan(first) == plan(third)


def test_a_mapping_is_the_same_in_a_file_and_in_python(tmp_path: Path) -> None:
    """A topology may be written in Python as its file would hold it."""
    (tmp_path / "a.yaml").write_text(json.dumps(BASE))
    assert load(tmp_path / "a.yaml") == parse(BASE)


def test_a_mapping_in_python_is_refused_as_its_file_is(tmp_path: Path) -> None:
    """Every problem of a mapping is said, in the words that its file would get."""
    wish = changed({"name": "1st", "cells.app.account": "1", "links.db.cell": "a-"})
    with pytest.raises(TopologyError) as caught:
        parse(wish)
    assert said(tmp_path, json.dumps(wish)) == [str(problem) for problem in caught.value.problems]
    assert 3 == len(caught.value.problems)


def test_path_may_be_text(tmp_path: Path) -> None:
    """The file may be named by text."""
    (tmp_path / "a.yaml").write_text(json.dumps(BASE))
    assert "net" == load(str(tmp_path / "a.yaml")).name


def test_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(TopologyError, match=r"unreadable-file: none\.yaml cannot be read: No such file or directory"):
        load(tmp_path / "none.yaml")


def test_file_of_another_kind(tmp_path: Path) -> None:
    """A file that is neither YAML nor TOML by its name is not guessed at."""
    assert ["unknown-file-type: a.json .json is neither YAML nor TOML; name it .yaml, .yml or .toml"] == said(
        tmp_path, "{}", "a.json"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1", "malformed-yaml: topology.yaml:2 is not YAML"),
        ("name: x\n  y: z", "malformed-yaml: topology.yaml:2 is not YAML"),
        ("a: \x07", "malformed-yaml: topology.yaml is not YAML"),
        ("a: 2026-99-99", "malformed-yaml: topology.yaml is not YAML: month must be in 1..12"),
        ("a: !!python/name:os.system x", "malformed-yaml: topology.yaml:1 is not YAML"),
        ("a: {<<: {b: c}}", "malformed-yaml: topology.yaml:1 is not YAML"),
        ("a: 1\nb: 2\na: 3", "duplicate-key: topology.yaml:3 a was given on line 1 already; keep one of them"),
        ("a: {b: 1, b: 2}", "duplicate-key: topology.yaml:1 b was given on line 1 already; keep one of them"),
        ("a: &x 1\nb: *x", "yaml-alias: topology.yaml:2 *x is an alias; write the value out"),
        ("? [a]\n: b", "malformed-key: topology.yaml:1 has a key that is no text; write text"),
        (
            "hosts: {on: 1}",
            'malformed-key: topology.yaml:1 on is read as true, which is no text; put it in quotes: "on"',
        ),
        ("a: 1\nno: 2", 'malformed-key: topology.yaml:2 no is read as false, which is no text; put it in quotes: "no"'),
        ("443: 1", 'malformed-key: topology.yaml:1 443 is read as 443, which is no text; put it in quotes: "443"'),
        ("~: 1", 'malformed-key: topology.yaml:1 ~ is read as nothing, which is no text; put it in quotes: "~"'),
        ("[" * 60, "nested-too-deeply: topology.yaml:1 is nested more than 50 levels deep"),
        ("[]", "not-a-mapping: topology.yaml does not hold a mapping; begin with `name:` and `cells:`"),
        ("", "not-a-mapping: topology.yaml does not hold a mapping"),
        ("a: 1\n---\nb: 2", "malformed-yaml: topology.yaml:2 is not YAML"),
        (b"\xff\xfe\xff", "not-utf-8: topology.yaml is not UTF-8 text; save it as UTF-8"),
        ("#" * (LARGEST_FILE + 1), "file-too-large: topology.yaml is over 4000000 bytes; split the topology"),
    ],
)
def test_yaml_that_is_refused(tmp_path: Path, text: str | bytes, expected: str) -> None:
    """YAML that is broken, or means something else than people think, is refused with its line."""
    (only,) = said(tmp_path, text)
    assert only.startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = 2\n\n", "malformed-toml: a.toml:2 is not TOML: Cannot overwrite a value; correct the syntax"),
        ("a =", "malformed-toml: a.toml is not TOML"),
        ("a = 1\nb = =\n", "malformed-toml: a.toml:2 is not TOML"),
        ("a = " + "[" * 100_000, "nested-too-deeply: a.toml is nested too deeply"),
    ],
)
def test_toml_that_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    """Broken TOML is refused, with its line where the parser tells it."""
    (only,) = said(tmp_path, text, "a.toml")
    assert only.startswith(expected)


def test_every_bad_value_is_said_at_its_path(tmp_path: Path) -> None:
    """All values that are refused are said in one error, each where it stands."""
    wish = changed(
        {
            "name": "1st",
            "cells.app.account": 111111111111,
            "cells.app.network.cidr": "10.1.0.0/8",
            "cells.app.netwrk": {},
            "cells.Bad_Key": BASE["cells"]["data"],
            "cells.data.hosts": {"Foo": ["10.2.0.9"], "foo": ["10.2.0.8"]},
            "cells.old.hosts": {"a..b": [], "c": "10.0.0.1", "d": [], "e": ["10.0.0"]},
            "services.db.network": {"vpc_id": "vpc-00000000000000001"},
            "links.db.cell": "a-",
        }
    )
    assert [
        ("duplicate-name", "cells.data.hosts"),
        ("empty-label", "cells.old.hosts.a..b"),
        ("malformed-address", "cells.old.hosts.e[0]"),
        ("malformed-cidr", "cells.app.network.cidr"),
        ("malformed-key", "cells.Bad_Key"),
        ("malformed-key", "links.db.cell"),
        ("malformed-topology-name", "name"),
        ("not-text", "cells.app.account"),
        ("unknown-key", "cells.app.netwrk"),
        ("wrong-type", "cells.old.hosts.a..b"),
        ("wrong-type", "cells.old.hosts.c"),
        ("wrong-type", "cells.old.hosts.d"),
        ("wrong-type", "services.db.network"),
    ] == [tuple(text.split(" ")[:2]) for text in map(_without_colon, said(tmp_path, json.dumps(wish)))]


def _without_colon(text: str) -> str:
    return text.replace(": ", " ", 1)


def test_hosts_that_are_no_mapping(tmp_path: Path) -> None:
    """Hosts written as a list are refused as such."""
    (only,) = said(tmp_path, json.dumps(changed({"cells.app.hosts": ["foo"]})))
    assert only.startswith("wrong-type: cells.app.hosts ['foo'] is refused: input should be a valid dictionary")


def test_a_cell_called_like_a_field_gets_the_cell_s_hints(tmp_path: Path) -> None:
    """A misspelt key is compared with the keys of its own place, whatever the cell above it is called."""
    file = tmp_path / "topology.yaml"
    file.write_text("name: x\ncells: {network: {acount: '111111111111'}}\n")
    with pytest.raises(TopologyError) as refused:
        load(file)
    fixes = {problem.path: problem.fix for problem in refused.value.problems}
    assert "did you mean 'account'?" == fixes["cells.network.acount"]


def test_key_with_nothing_after_it_is_absent(tmp_path: Path) -> None:
    """A section that is left empty is as if it were not there; cells left empty are none."""
    (tmp_path / "a.yaml").write_text(YAML)
    empty = "".join(
        f"    {key}:\n" for key in ("zones", "hosts", "records", "routed_to", "tags", "interface_endpoints")
    )
    (tmp_path / "b.yaml").write_text(f"{YAML}{empty}services:\nlinks:\ntags:\n")
    assert load(tmp_path / "a.yaml") == load(tmp_path / "b.yaml")
    assert ["missing-key: cells is missing; add it"] == said(tmp_path, "name: net\ncells:\n")


def test_section_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    """A cell written as text is refused as such."""
    (only,) = said(tmp_path, "name: net\ncells: {us: here}\n")
    assert only.startswith("wrong-type: cells.us 'here' is refused: ")


def test_quotes_that_are_missing_are_asked_for(tmp_path: Path) -> None:
    """A word that YAML reads as something else than text is mended by quotes, and the message says so."""
    wish = changed({"links.db.tier": False})
    assert ["wrong-type: links.db.tier False is refused: input should be a valid string; put it in quotes"] == said(
        tmp_path, json.dumps(wish)
    )


def test_principals_of_a_topology_are_literal() -> None:
    """What only code could know is no principal of a topology, not even one written in Python."""
    with pytest.raises(TopologyError, match=r"^token-where-literal: services\.db\.allowed_principals\[0\] "):
        parse(changed({"services.db.allowed_principals": ["${Token[Role.1]}"]}))
