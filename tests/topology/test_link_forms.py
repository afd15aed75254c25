"""The forms that a link may have in the file, and what two parts of a topology must not both claim."""

from __future__ import annotations

import json

import pytest

from constructs_pkg.topology import handoff_schema
from constructs_pkg.topology.handoff_file import with_name_of_handoff
from constructs_pkg.topology.link import Link
from constructs_pkg.topology.model import Topology
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse

from .vendor_table import INGRESS, KAFKA, US
from .wishes import GONE, Wish, problems

NAMED = {"cell": "app", "service_name": US, "ingress": INGRESS}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"cell": GONE}, ("missing-key", "cell")),
        ({"cells": ["app"]}, ("cell-and-cells", "cells")),
        ({"service_name": GONE}, ("missing-key", "service_name")),
        ({"vendor": "kafka"}, ("service-beside-vendor", "service_name")),
        ({"skip_missing_regions": True}, ("skips-nothing", "skip_missing_regions")),
    ],
    ids=["no cell", "both", "no service", "a vendor too", "nothing to skip"],
)
def test_a_link_says_once_where_and_to_what(link: Wish, expected: tuple[str, str]) -> None:
    """A link is of one cell or of several, and to a named service or to a vendor's."""
    given = {key: value for key, value in {**NAMED, **link}.items() if value is not GONE}
    with pytest.raises(InvalidInput) as refused:
        parse(Topology, {"name": "net", "cells": {}, "links": {"x": given}})
    rule, key = expected
    assert [(rule, f"links.x.{key}")] == [(one.rule, one.path) for one in refused.value.problems]


def test_a_link_that_is_no_mapping_is_refused_as_such() -> None:
    """What is no mapping has no handoff, and is refused by its type."""
    assert with_name_of_handoff("kafka") == "kafka"
    with pytest.raises(InvalidInput) as refused:
        parse(Topology, {"name": "net", "cells": {}, "links": {"x": "kafka"}})
    assert ["wrong-type"] == [one.rule for one in refused.value.problems]


def test_a_link_stands_nowhere_in_a_network_that_is_refused() -> None:
    """Of a network that rules refuse no subnets are known."""
    assert () == parse(Link, NAMED).subnets_of(None)


def test_the_schema_of_one_link_tells_its_forms() -> None:
    """A link by itself, as Python makes it, has a service name, a handoff or a resource configuration."""
    schema = Link.model_json_schema()
    forms = ["service_name", "handoff", "resource_configuration_arn"]
    assert ["cell"] == schema["required"]
    assert [{"required": [form]} for form in forms] == schema["anyOf"]


def test_the_schema_of_a_handoff_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The module prints the schema that ships."""
    handoff_schema.main()
    assert handoff_schema.handoff_schema() == json.loads(capsys.readouterr().out)


def test_two_hosts_are_not_published_to_one_parameter() -> None:
    """A parameter of one account and Region is written once, by a service or by a shared host."""
    host = {"cell": "app", "host": {"domain_name": "db.example.net"}, "ports": [5432], "publish_to": "/taken"}
    found = problems({"resource_configurations.one": host, "resource_configurations.two": host})
    assert [("duplicate-parameter", "resource_configurations.two.publish_to")] == [
        (one.rule, one.path) for one in found if one.severity == "error"
    ]
    found = problems({"services.db.publish_to": "/taken", "resource_configurations.one": host})
    assert [] == [one for one in found if one.severity == "error"]


def test_an_endpoint_is_of_its_services_type() -> None:
    """A Gateway Load Balancer endpoint leads to no service over Network Load Balancers."""
    gateway = {"endpoint_type": "GatewayLoadBalancer", "availability_zones": ["us-east-1b"]}
    changes = {f"links.db.{key}": value for key, value in gateway.items()}
    found = [one.rule for one in problems({**changes, "links.db.names": GONE})]
    assert "endpoint-type-differs" in found


def test_ports_of_a_handoff_need_known_blocks() -> None:
    """Where the cell's block is not known, the ports of a handoff open to nobody by themselves."""
    handoff = {"version": 1, "service_name": US, "region": "us-east-1", "ports": [{"port": 443, "protocol": "tcp"}]}
    link = {"cell": "old", "handoff": handoff}
    found = problems({"cells.old.network.cidr": GONE, "links.handed": link})
    assert [("no-ingress", "links.handed.ingress")] == [
        (one.rule, one.path) for one in found if one.rule == "no-ingress"
    ]
    assert "the network's cidr is not known" in next(one.limit for one in found if one.rule == "no-ingress")


def test_vendors_are_plain_links_to_the_rules() -> None:
    """The base of these tests is legal."""
    assert [] == [one for one in problems(KAFKA) if one.severity == "error"]
