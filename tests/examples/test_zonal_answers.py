"""What the witness says of zonal names in the templates that a table of Regions becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_pkg.audit.assembly import load as read_assembly
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.vantage import vantages_of
from constructs_pkg.preview import preview
from constructs_pkg.topology import load, plan

from .synthesis import ROOT, synthesize, without_bootstrap

NAMES = ROOT / "tests" / "security" / "names.yaml"
KAFKA = "abc123.us-east-1.kafka.test"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly of the topology of names."""
    found = tmp_path_factory.mktemp("names")
    synthesize(plan(load(NAMES)), found)
    return found


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        (f"broker.{KAFKA}", ["us-east-1a", "us-east-1b"]),
        (f"broker.use1-az4.{KAFKA}", ["us-east-1a"]),
        (f"broker.use1-az6.{KAFKA}", ["us-east-1b"]),
        ("warehouse.example.com", ["us-east-1a", "us-east-1b"]),
        ("near.warehouse.example.com", ["us-east-1b"]),
    ],
)
def test_a_zonal_name_answers_from_the_subnet_of_its_zone(folder: Path, name: str, zones: list[str]) -> None:
    """The witness tells the one subnet behind a zonal name, and all of the endpoint's behind any other."""
    facts = read_assembly(folder)
    (vantage,) = (one for one in vantages_of(facts) if one.label == "virginia")
    subnets = {subnet for record in resolve(facts, name, "A", vantage).final for subnet in record.subnets}
    assert zones == sorted(str(facts.addresses.zone_of_subnet[subnet]) for subnet in subnets)


def test_the_preview_is_what_is_synthesized(tmp_path: Path) -> None:
    """Links of several cells, zonal names and DNS options are the same with and without the CDK."""
    wanted = plan(load(NAMES))
    synthesized = {name: without_bootstrap(found) for name, found in synthesize(wanted, tmp_path).items()}
    compared = ("Parameters", "Resources", "Outputs")
    assert preview(wanted) == {
        name: {section: held for section, held in found.items() if section in compared}
        for name, found in synthesized.items()
    }
