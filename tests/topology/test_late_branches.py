"""What is known only at deployment, or wrong in more than one way, is judged by what is known, and once."""

from __future__ import annotations

import json
import runpy
import sys

import pytest

from constructs_pkg.topology.handoff_schema import handoff_schema
from constructs_pkg.topology.link import Link
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse

from .resource_link_cases import shared
from .sharing_cases import FAR, GIVEN, OF_APP
from .vendor_table import INGRESS, US
from .wishes import Wish, problems

ARN = "arn:aws:vpc-lattice:us-east-1:222222222222:resourceconfiguration/rcfg-0123456789abcdef0"


def _told(changes: Wish) -> list[tuple[str, str]]:
    return [(one.rule, one.path) for one in problems(changes) if one.severity == "error"]


def test_a_link_is_to_a_service_or_to_a_resource_configuration() -> None:
    """A link by itself refuses both at once."""
    with pytest.raises(InvalidInput) as refused:
        parse(Link, {"cell": "app", "service_name": US, "resource_configuration_arn": ARN, "ingress": INGRESS})
    assert ["target-of-other-type"] == [one.rule for one in refused.value.problems]


def test_a_profile_of_no_cell_is_told_once() -> None:
    """A cell that is handed such a Profile has no problem of its own."""
    profiles = {key: {**profile, "cell": "nowhere"} for key, profile in OF_APP.items()}
    told = _told({"profiles": profiles, "cells.old.profile": GIVEN, "cells.old.profile_of": "shared"})
    assert [("unknown-cell", "profiles.shared.cell")] == told


def test_a_host_is_shared_in_its_region_alone() -> None:
    """The zones of a link elsewhere are not compared as well."""
    asked = {"cell": "far", "resource_configuration_arn": {"ssm_parameter": "/orders"}, "names": []}
    told = _told({"cells.far": FAR, **shared(asked, {"shared_with": [FAR["account"]]})})
    assert ("resource-in-other-region", "links.orders.resource") in told
    assert "no-common-availability-zone" not in {rule for rule, _ in told}


def test_a_zone_over_an_endpoint_of_its_own_cell_is_told_once() -> None:
    """The cell's own rules tell it, those between cells do not."""
    changes = {"cells.app.zones": ["example.com", "ssm.us-east-1.amazonaws.com"]}
    told = _told({**changes, "cells.app.interface_endpoints": ["ssm"]})
    assert 1 == len([rule for rule, _ in told if rule == "duplicate-zone"])


def test_the_schema_of_a_handoff_is_a_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The module, run, prints the schema."""
    monkeypatch.delitem(sys.modules, "constructs_pkg.topology.handoff_schema")
    runpy.run_module("constructs_pkg.topology.handoff_schema", run_name="__main__")
    assert handoff_schema() == json.loads(capsys.readouterr().out)
