"""What public zones hold for a service's public name and customers."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.preview import preview
from constructs_pkg.values.problem import InvalidInput

from .customer_cases import customer
from .wishes import Wish, planned


def answers(changes: Wish) -> dict[tuple[str, str, str | None], Any]:
    """What each record of the zone answers with, by name, type and location."""
    resources = preview(planned(changes))["net-api-public-zone"]["Resources"].values()
    found = [one["Properties"] for one in resources if one["Type"] == "AWS::Route53::RecordSet"]
    return {
        (one["Name"], one["Type"], one.get("CidrRoutingConfig", {}).get("LocationName")): one["ResourceRecords"]
        for one in found
    }


def locations(changes: Wish) -> list[Any]:
    resources = preview(planned(changes))["net-api-public-zone"]["Resources"].values()
    return [one["Properties"].get("Locations") for one in resources if one["Type"] == "AWS::Route53::CidrCollection"]


def test_a_customers_networks_hear_both_kinds_of_addresses() -> None:
    """From there the endpoint's addresses are answered beside the public ones, which everybody else hears alone."""
    changes = customer(blocks=["192.0.2.0/24", "198.51.100.0/24"])
    assert {
        ("api.test.", "A", "acme"): ["10.1.0.20", "203.0.113.12"],
        ("api.test.", "A", "*"): ["203.0.113.12"],
    } == answers(changes)
    assert [[{"LocationName": "acme", "CidrList": ["192.0.2.0/24", "198.51.100.0/24"]}]] == locations(changes)


def test_a_customers_hostname_leads_to_its_endpoint() -> None:
    """By its addresses, or by the name that public DNS has of it; the public name is answered alike everywhere."""
    simple = {"routing": "simple"}
    assert {
        ("api.test.", "A", None): ["203.0.113.12"],
        ("acme.api.test.", "A", None): ["10.1.0.20"],
    } == answers(customer(hostname="acme.api.test", public=simple))
    named: Wish = {"endpoint_addresses": None, "endpoint_dns_name": "vpce-1.vpce.test"}
    assert ["vpce-1.vpce.test"] == answers(customer(hostname="acme.api.test", public=simple, **named))[
        ("acme.api.test.", "CNAME", None)
    ]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"hostname": "acme.api.test", "endpoint_dns_name": "vpce.test"}, "one-way-to-endpoint"),
        ({"hostname": "acme.api.test", "endpoint_addresses": None}, "one-way-to-endpoint"),
        ({}, "customer-without-name"),
    ],
    ids=["both ways", "no way", "no name"],
)
def test_a_customer_has_one_way_and_a_name(fields: Wish, rule: str) -> None:
    """A customer that gets no record, or of whose endpoint too much or nothing is told, is refused."""
    with pytest.raises(InvalidInput) as refused:
        planned(customer(**fields))
    assert [(rule, "services.db.customers.acme")] == [(one.rule, one.path) for one in refused.value.problems]
