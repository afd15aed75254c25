"""One link for several cells, by the table of its vendor."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.preview import preview
from constructs_pkg.topology import Plan
from constructs_pkg.values.consumer import ConsumerSpec

from .vendor_table import EU, GOVERNMENT, KAFKA, US
from .wishes import Wish, planned

ENDPOINT, RECORD = "AWS::EC2::VPCEndpoint", "AWS::Route53::RecordSet"


def consumers(found: Plan) -> dict[tuple[str, str], ConsumerSpec]:
    """Each endpoint by its cell and the key of its link."""
    return {(cell.key, each.key): each.spec for cell in found.cells for each in cell.consumers}


def properties(template: Wish, kind: str) -> list[Wish]:
    return [held["Properties"] for held in template["Resources"].values() if held["Type"] == kind]


def test_each_cell_gets_the_service_of_its_region() -> None:
    """One link makes an endpoint in each of its cells, to the service that the vendor has in the cell's Region."""
    found = consumers(planned(KAFKA))
    assert {("app", "kafka"): US, ("eu", "kafka"): EU} == {
        place: spec.service_name for place, spec in found.items() if place[1] == "kafka"
    }
    assert ["kafka.eu.test"] == [name.zone.name for name in found["eu", "kafka"].names]
    assert ["kafka.example.com"] == [name.name for name in found["app", "kafka"].names]


def test_what_the_link_says_goes_before_what_the_vendor_says() -> None:
    """Names, ingress and groups of the link stand for those of the vendor."""
    groups = ["sg-00000000000000001"]
    found = consumers(planned(KAFKA | {"links.kafka.security_group_ids": groups, "links.kafka.names": ["broker"]}))
    spec = found["eu", "kafka"]
    assert (groups, (), ["broker.kafka.eu.test"]) == (
        list(spec.security_group_ids or ()),
        spec.ingress,
        [name.name for name in spec.names],
    )


def test_a_region_may_be_skipped() -> None:
    """Where it is asked for, a cell in a Region without an entry has no endpoint, and the others are as they were."""
    alone = {"vendors.kafka.regions": {"us-east-1": {"service_name": US}}, "links.kafka.skip_missing_regions": True}
    before, after = consumers(planned(KAFKA)), consumers(planned(KAFKA | alone))
    del before["eu", "kafka"]
    assert before == after


def test_one_cell_or_a_list_of_one_are_the_same() -> None:
    """A link of a cell, and a link of a list with that cell alone, give one template."""
    link = {"vendor": "kafka"}
    one = planned(KAFKA | {"links.kafka": link | {"cell": "app"}})
    several = planned(KAFKA | {"links.kafka": link | {"cells": ["app"]}})
    assert one.cells == several.cells


def test_another_cell_of_a_link_changes_no_other() -> None:
    """A cell that a link is given adds to that cell's own stack, and to nothing else."""
    before = preview(planned(KAFKA | {"links.kafka.cells": ["app"]}))
    after = preview(planned(KAFKA))
    assert {"net-eu-links"} == {stack for stack in after if after[stack] != before.get(stack)}


def test_a_link_of_several_cells_needs_no_vendor() -> None:
    """A service name that is the same everywhere serves several cells."""
    link = {"service_name": US, "ingress": [{"from_port": 443, "cidr": "10.0.0.0/8"}], "cells": ["app", "old"]}
    assert {("app", "all"), ("old", "all")} <= consumers(planned({"links.all": link})).keys()


@pytest.mark.parametrize(
    ("region", "service"),
    [("us-gov-west-1", GOVERNMENT), ("cn-north-1", f"cn.{US.replace('us-east-1', 'cn-north-1')}")],
)
def test_other_partitions_have_entries_of_their_own(region: str, service: str) -> None:
    """GovCloud and China are Regions of a table like any other."""
    cell = {
        "account": "444444444444",
        "region": region,
        "network": {"cidr": "10.9.0.0/16", "availability_zones": [{"slot": 0, "name": f"{region}a"}]},
        "zones": ["kafka.test"],
    }
    found = planned(
        KAFKA
        | {
            "cells.far": cell,
            f"vendors.kafka.regions.{region}": {"service_name": service},
            "links.kafka.cells": ["app", "eu", "far"],
        }
    )
    assert service == consumers(found)["far", "kafka"].service_name


def test_names_by_zone_id_take_the_ids_of_the_account() -> None:
    """A cell that names zones without ids has names by id, once its account tells them."""
    ids = {"us-east-1b": "use1-az1", "us-east-1c": "use1-az2"}
    changes: dict[str, Any] = {
        "accounts.111111111111.availability_zone_ids": ids,
        "links.vendor.names": ["*.{az_id}", {"name": "one", "availability_zone": "use1-az2"}],
    }
    records = properties(preview(planned(changes))["net-old-links"], RECORD)
    assert {
        "*.use1-az1.old.test.": "-us-east-1b.vpce-svc-",
        "*.use1-az2.old.test.": "-us-east-1c.vpce-svc-",
        "one.old.test.": "-us-east-1c.vpce-svc-",
    } == {record["Name"]: record["AliasTarget"]["DNSName"]["Fn::Join"][1][1] for record in records}


def test_zones_of_the_vendor_choose_the_subnets() -> None:
    """The endpoint stands in the cell's one zone that the vendor has."""
    changes = KAFKA | {"vendors.kafka.regions.us-east-1.availability_zone_ids": ["use1-az2", "use1-az3"]}
    template = preview(planned(changes))["net-app-links"]
    subnets = {len(each["SubnetIds"]) for each in properties(template, ENDPOINT) if each["ServiceName"] == US}
    assert {1} == subnets
