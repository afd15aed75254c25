"""The JSON Schema is current, complete and as strict about keys as the loader."""

import json
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from constructs_pkg.topology.schema import main, topology_schema

from .wishes import BASE, GONE, Wish, changed

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "schema" / "topology.schema.json"


def accepted(wish: Wish) -> bool:
    return bool(Draft202012Validator(topology_schema()).is_valid(wish))


def test_committed_schema_is_current() -> None:
    """The schema in the repository is the one the models give: ``make schema`` writes it."""
    assert topology_schema() == json.loads(COMMITTED.read_text())


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The module prints the committed file, byte for byte."""
    main()
    assert COMMITTED.read_text() == capsys.readouterr().out


def test_module_runs_by_its_name(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """``python -m`` runs it."""
    monkeypatch.delitem(sys.modules, main.__module__)
    runpy.run_module(main.__module__, run_name="__main__")
    assert COMMITTED.read_text() == capsys.readouterr().out


def test_schema_is_a_schema() -> None:
    """It keeps to its dialect and has a title and no id."""
    schema = topology_schema()
    Draft202012Validator.check_schema(schema)
    assert ("https://json-schema.org/draft/2020-12/schema", False) == (schema["$schema"], "$id" in schema)
    assert "Topology of private cells" == schema["title"]


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, definition in {"Topology": schema, **schema["$defs"]}.items():
        for key, held in definition.get("properties", {}).items():
            yield f"{name}.{key}", held


def test_every_key_is_described() -> None:
    """An editor can explain every key but those that choose one of several forms."""
    described = [path for path, held in properties(topology_schema()) if held.get("description") or "const" in held]
    assert [path for path, _ in properties(topology_schema())] == described


def test_every_mapping_is_closed() -> None:
    """No mapping with known keys takes others."""
    definitions = topology_schema()["$defs"]
    assert [] == [name for name, each in definitions.items() if "properties" in each and each["additionalProperties"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"cels": {}},
        {"cells.app.zone": []},
        {"cells.app.network.cdir": "10.0.0.0/16"},
        {"cells.App": BASE["cells"]["app"]},
        {"cells.old.network.subnets[0].az": "a"},
        {"services.db.network": {"vpc_id": "vpc-00000000000000001"}},
        {"services.db.listeners[0].targets.ips": []},
        {"links.db.service_name": {"ssm": "/a"}},
        {"links.db.names": [{"name": "a", "type": "A"}]},
        {"links.db.service_name": GONE},
        {"cells.app.hosts": {"foo": []}},
    ],
)
def test_unknown_and_missing_keys_are_refused(changes: Wish) -> None:
    """An editor marks what the loader would refuse."""
    assert accepted(BASE)
    assert not accepted(changed(changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"cells.app.zones": ["example.com", {"name": "example.net"}]},
        {"cells.app.interface_endpoints": ["ssm", {"service": "logs", "policy": "full-access"}]},
        {"links.db.names": ["db", {"name": "db2", "kind": "cname"}]},
        {"links.db.service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000001"},
        {"links.db.service_name": {"ssm_parameter": "/a"}},
    ],
)
def test_short_and_long_forms_are_accepted(changes: Wish) -> None:
    """An editor accepts both forms of what has a short one."""
    assert accepted(changed(changes))


def test_choices_of_one_set_are_told_in_one_order() -> None:
    """Python takes two literals of the same choices for one, and which order it keeps hangs on what is loaded first."""
    written: dict[frozenset[str], set[tuple[str, ...]]] = {}
    for file in (
        *(ROOT / "constructs_pkg" / "values").glob("*.py"),
        *(ROOT / "constructs_pkg" / "topology").glob("*.py"),
    ):
        for choices in re.findall(r'Literal\[((?:"[^"]+"(?:, )?)+)\]', file.read_text(encoding="utf-8")):
            order = tuple(choices.split(", "))
            written.setdefault(frozenset(order), set()).add(order)
    assert [] == [orders for orders in written.values() if len(orders) > 1]
