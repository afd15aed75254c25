"""What the mechanisms of links put into the cell's zone, and what they show for networks on premises."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.preview import preview
from constructs_pkg.values.problem import InvalidInput

from .mechanism_cases import cidr, hostname, split
from .wishes import GONE, Wish, planned

AT = "links.db.mechanism"


def made(changes: Wish) -> dict[str, Any]:
    return preview(planned(changes))["net-app-links"]


def answers(changes: Wish) -> dict[tuple[str, str, str | None], Any]:
    """What each record of the cell answers with, by name, type and role."""
    found = (
        one["Properties"] for one in made(changes)["Resources"].values() if one["Type"] == "AWS::Route53::RecordSet"
    )
    return {
        (one["Name"], one["Type"], one.get("Failover")): one.get("ResourceRecords", "the endpoint") for one in found
    }


def shown(changes: Wish) -> list[Any]:
    outputs = made(changes).get("Outputs", {})
    return [value["Value"] for name, value in outputs.items() if "OnPremises" in name]


@pytest.mark.parametrize("given", [{}, {"cidr": None}, {**split()[AT], **hostname()[AT]}], ids=["none", "null", "two"])
def test_a_link_has_one_mechanism(given: Wish) -> None:
    """No mechanism and two of them are refused by one rule."""
    with pytest.raises(InvalidInput) as refused:
        planned({AT: given})
    assert [("one-mechanism", AT)] == [(one.rule, one.path) for one in refused.value.problems]


def test_the_public_name_leads_to_the_endpoint_and_back() -> None:
    """With split-horizon the endpoint answers, or else the public address."""
    assert {
        ("api.test.", "A", "PRIMARY"): "the endpoint",
        ("api.test.", "A", "SECONDARY"): ["203.0.113.12"],
    } == answers(split())


def test_a_public_name_may_have_no_way_back() -> None:
    """Without a fallback the public name is a plain alias."""
    assert {("api.test.", "A", None): "the endpoint"} == answers(
        split(fallback=None) | {"links.db.mechanism": {"split_horizon": {"public_name": "api.test"}}}
    )


def test_a_second_name_leads_to_the_endpoint_alone() -> None:
    """Clients find the way back by the public name, which stays public."""
    assert {("api.test.", "A", None): "the endpoint"} == answers(hostname())


def test_the_mixed_name_answers_with_both_kinds_of_addresses() -> None:
    """The endpoint's addresses and the public ones are answered together, type by type."""
    found = answers(cidr(public_addresses=["2001:db8::1", "203.0.113.1"]))
    assert {
        ("api.test.", "A", None): ["10.1.0.20", "10.1.16.20", "203.0.113.1"],
        ("api.test.", "AAAA", None): ["2001:db8::1"],
    } == found


def test_names_stand_beside_the_mechanism() -> None:
    """A link has its own names as well."""
    assert {("api.test.", "A", None), ("more.api.test.", "A", None)} == answers(
        hostname() | {"links.db.names": ["more"]}
    ).keys()


def test_a_mechanism_serves_links_of_several_cells() -> None:
    """Each cell of a link has the name in its own zone."""
    changes = hostname() | {"links.db.cell": GONE, "links.db.cells": ["app"]}
    assert {("api.test.", "A", None): "the endpoint"} == answers(changes)


def test_servers_on_premises_are_told() -> None:
    """The stack shows a record that CloudFormation finishes, or the statements that forward."""
    (record,) = shown(hostname(on_premises="record"))
    before, _, after = record["Fn::Join"][1]
    assert ("api.test 60 IN CNAME ", ".") == (before, after)
    statements = shown(split(on_premises={"forward_to": ["10.1.0.53"]}))
    assert ['zone "api.test" { type forward; forward first; forwarders { 10.1.0.53; }; };'] == statements[:1]
    assert "forward-first: yes" in statements[1]
    assert [] == shown(hostname())


def test_the_way_back_hangs_on_a_signal_of_the_cell() -> None:
    """The endpoint's record has the health check of a signal that looks at the endpoint, in the same stack."""
    signal = {"health_signals": {"api": {"cell": "app", "endpoint": "db"}}}
    found = made(split(fallback={"health_check_id": None, "health_signal": "api"}) | signal)["Resources"]
    (check,) = (name for name, one in found.items() if one["Type"] == "AWS::Route53::HealthCheck")
    assert [{"Ref": check}] == [
        one["Properties"]["HealthCheckId"] for one in found.values() if "HealthCheckId" in one.get("Properties", {})
    ]
