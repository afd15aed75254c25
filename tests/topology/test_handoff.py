"""A handoff in a file beside the topology, and what a link takes from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_pkg.topology import TopologyError, load, parse, plan
from constructs_pkg.topology.handoff_schema import handoff_schema

from .wishes import GONE, changed

COMMITTED = Path(__file__).parents[2] / "schema" / "handoff.schema.json"
DOCUMENT: dict[str, Any] = {
    "version": 1,
    "service_name": "com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001",
    "region": "eu-west-1",
    "ports": [{"port": 443}, {"port": 53, "protocol": "udp"}],
    "private_dns_name": "api.vendor.test",
    "supported_regions": ["us-east-1"],
}
BY_FILE = {
    "links.vendor.service_name": GONE,
    "links.vendor.security_group_ids": GONE,
    "links.vendor.handoff": "vendors/api.json",
    "links.vendor.private_dns": True,
}


def written(folder: Path, document: object, changes: dict[str, Any] | None = None) -> Path:
    """Write a topology and the handoff that it names, and return the topology's file."""
    (folder / "vendors").mkdir()
    text = document if isinstance(document, str) else json.dumps(document)
    (folder / "vendors" / "api.json").write_text(text, encoding="utf-8")
    file = folder / "topology.yaml"
    file.write_text(yaml.safe_dump(changed({**BY_FILE, **(changes or {})})), encoding="utf-8")
    return file


def refused(file: Path) -> list[tuple[str, str]]:
    """Return the rules and places for which the topology in a file is refused."""
    with pytest.raises(TopologyError) as error:
        plan(load(file))
    return [(problem.rule, problem.path) for problem in error.value.problems if problem.severity == "error"]


def test_a_link_takes_what_its_handoff_tells(tmp_path: Path) -> None:
    """Name, Region and ports come from the file, found from the topology's folder."""
    (cell,) = (one for one in plan(load(written(tmp_path, DOCUMENT))).cells if one.key == "old")
    (consumer,) = cell.consumers
    spec = consumer.spec
    assert (DOCUMENT["service_name"], "eu-west-1", True) == (spec.service_name, spec.service_region, spec.private_dns)
    assert {(443, "tcp"), (53, "udp")} == {(one.from_port, one.protocol) for one in spec.ingress}
    assert {"172.16.0.0/16"} == {str(one.cidr) for one in spec.ingress}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{", [("malformed-json", "api.json")]),
        ("[]", [("not-a-mapping", "api.json")]),
        ({**DOCUMENT, "version": 2}, [("handoff-version", "links.vendor.handoff.version")]),
        ({**DOCUMENT, "port": 1}, [("unknown-key", "links.vendor.handoff.port")]),
        ({**DOCUMENT, "ports": [{"port": 0}]}, [("wrong-type", "links.vendor.handoff.ports[0].port")]),
        ({**DOCUMENT, "supported_regions": []}, [("region-not-supported", "links.vendor.cell")]),
    ],
)
def test_a_handoff_is_refused_at_its_place(document: object, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    """What cannot be read is told by the file, what is wrong in it by its path in the topology."""
    assert expected == refused(written(tmp_path, document))


def test_a_handoff_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The file that is missing is named."""
    file = written(tmp_path, DOCUMENT, {"links.vendor.handoff": "vendors/other.json"})
    assert [("unreadable-file", "other.json")] == refused(file)


def test_a_path_is_read_from_files_only() -> None:
    """A topology in Python takes the document itself: it has no folder."""
    with pytest.raises(TopologyError) as error:
        parse(changed(BY_FILE))
    assert [("handoff-not-read", "links.vendor.handoff")] == [(one.rule, one.path) for one in error.value.problems]


def test_a_name_beside_another_handoff_is_refused() -> None:
    """A link has one service."""
    with pytest.raises(TopologyError) as error:
        parse(changed({"links.vendor.handoff": DOCUMENT}))
    assert ["service-name-beside-handoff"] == [one.rule for one in error.value.problems]


def test_the_committed_schema_is_current() -> None:
    """The module prints the committed file."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == handoff_schema()


def test_a_name_in_a_handoff_is_read_after_it_is_written() -> None:
    """In one account and Region a link reads the name from the handoff's own parameter, and is deployed after it."""
    changes = {
        "services.db.publish_handoff_to": "/vendor/db",
        "cells.data.account": "111111111111",
        "cells.data.network.availability_zones[0].name": "us-east-1b",
        "cells.data.network.availability_zones[1].name": "us-east-1c",
        "links.db.service_name": {"ssm_parameter": "/vendor/db/service-name"},
    }
    found = plan(parse(changed(changes)))
    assert {"app": ("data",)} == {cell.key: cell.links_after for cell in found.cells if cell.links_after}
    assert "handed over below /vendor/db" in str(found)
