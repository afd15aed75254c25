"""Records that are added to the private zones of a cell."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_route53 as route53
from construct_cases import NETWORK, ZONE, Template, cell, every, only, refusal_of, template_of

from constructs_pkg import CellRecords, PrivateCell
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.records import record_id, records_fragment
from constructs_pkg.values.late import import_value
from constructs_pkg.values.record import AliasTarget, Record
from constructs_pkg.values.spec import parse

HEALTH_CHECK = "01234567-89ab-cdef-0123-456789abcdef"
TARGET = parse(
    AliasTarget,
    {"dns_name": "vpce-0123-abcd.vpce-svc-0123.us-east-1.vpce.amazonaws.com", "zone_id": "Z7HUB22UULQXV"},
)


def _policy(name: str, **fields: Any) -> dict[str, Any]:
    return {"policy": {"policy": name, "set_identifier": f"{name} one", **fields}}


def _records(template: Template) -> dict[tuple[str, str], Any]:
    """Each record set by its name and type, without those two and its zone."""
    return {
        (record["Name"], record["Type"]): {
            key: value for key, value in record.items() if key not in ("Name", "Type", "HostedZoneId")
        }
        for record in every(template, "AWS::Route53::RecordSet").values()
    }


def test_host_has_a_record_for_each_kind_of_address(stack: cdk.Stack) -> None:
    """A host's IPv4 addresses answer in an A record, its IPv6 ones in an AAAA record, for five minutes."""
    made = cell(stack).add_host("db", ["10.0.0.10", "fd00::10", "10.0.0.11"])
    template = template_of(stack)
    assert {
        ("db.example.internal.", "A"): {"ResourceRecords": ["10.0.0.10", "10.0.0.11"], "TTL": "300"},
        ("db.example.internal.", "AAAA"): {"ResourceRecords": ["fd00::10"], "TTL": "300"},
    } == _records(template)
    assert [route53.CfnRecordSet] * 2 == [type(each) for each in made]
    zone = {"Ref": logical_id("Cell", "Zone example.internal")}
    assert [zone] * 2 == [record["HostedZoneId"] for record in every(template, "AWS::Route53::RecordSet").values()]


def test_names_are_placed_in_their_zone_once(stack: cdk.Stack) -> None:
    """A relative name, a name written in full, the apex and a wildcard each land in the zone, never suffixed twice."""
    made = cell(stack)
    for name in ("a.b", "c.example.internal", "d.example.internal.", "@", "*.e"):
        made.add_host(name, ["10.0.0.10"], ttl=60)
    assert {
        "a.b.example.internal.",
        "c.example.internal.",
        "d.example.internal.",
        "example.internal.",
        "*.e.example.internal.",
    } == {name for name, _ in _records(template_of(stack))}


def test_alias_has_no_ttl(stack: cdk.Stack) -> None:
    """An alias answers with its target's addresses in each type asked for, and has no TTL of its own."""
    cell(stack).add_alias("db", TARGET, types=["A", "AAAA"])
    alias = {
        "AliasTarget": {"DNSName": TARGET.dns_name, "HostedZoneId": "Z7HUB22UULQXV", "EvaluateTargetHealth": False}
    }
    records = _records(template_of(stack))
    assert {("db.example.internal.", "A"): alias, ("db.example.internal.", "AAAA"): alias} == records


def test_alias_waits_for_the_record_that_it_leads_to(stack: cdk.Stack) -> None:
    """Route 53 makes no alias of a record that is not there yet, whichever of the two was added first."""
    made = cell(stack)
    made.add_record({"name": "www", "type": "A", "alias": {"to": "record", "dns_name": "db"}})
    made.add_host("db", ["10.0.0.10"])
    made.add_record({"name": "web", "type": "A", "alias": {"to": "record", "dns_name": "db"}})
    resources = template_of(stack)["Resources"].values()
    records = [each for each in resources if each["Type"] == "AWS::Route53::RecordSet"]
    waits = {each["Properties"]["Name"]: each.get("DependsOn") for each in records}
    db = [logical_id("Cell", "Record example.internal db A")]
    assert {"www.example.internal.": db, "web.example.internal.": db, "db.example.internal.": None} == waits


def test_alias_may_be_known_at_deployment_only(stack: cdk.Stack) -> None:
    """An alias target that another stack exports is referred to by that import."""
    target = AliasTarget(dns_name=import_value("net:Name"), zone_id=import_value("net:Zone"))
    cell(stack).add_alias("db", target)
    (record,) = _records(template_of(stack)).values()
    assert ({"Fn::ImportValue": "net:Name"}, {"Fn::ImportValue": "net:Zone"}) == (
        record["AliasTarget"]["DNSName"],
        record["AliasTarget"]["HostedZoneId"],
    )


def test_alias_to_another_zone_of_the_cell_is_refused(stack: cdk.Stack) -> None:
    """An alias leads to a record of its own zone: the id of another zone of the cell, made or brought, is refused."""
    made = cell(stack, zones=["a.internal", "b.internal", ZONE])
    for zone in ("b.internal", ZONE.name):
        target = {"dns_name": f"db.{zone}", "zone_id": made.zones[zone].hosted_zone_id}
        record = {"name": "db", "type": "A", "alias": target}
        refused = refusal_of(lambda record=record: made.add_record(record, zone="a.internal"))  # type: ignore[misc]
        assert {("alias-in-other-zone", "record.alias.zone_id")} == refused
        made.add_record(record, zone=zone)


def test_every_routing_policy_of_a_private_zone(stack: cdk.Stack) -> None:
    """Each routing policy that a private zone knows becomes what CloudFormation calls it."""
    asked: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "weighted": ({"weight": 0}, {"Weight": 0}),
        "latency": ({"region": "us-east-1"}, {"Region": "us-east-1"}),
        "failover": ({"role": "PRIMARY"}, {"Failover": "PRIMARY"}),
        "geolocation": (
            {"country": "US", "subdivision": "NY"},
            {"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "NY"}},
        ),
        "multivalue": ({}, {"MultiValueAnswer": True}),
    }
    made = cell(stack)
    for name, (fields, _) in asked.items():
        record = {"name": name, "type": "A", "values": ["10.0.0.10"], "ttl": 30, "health_check_id": HEALTH_CHECK}
        made.add_record({**record, **_policy(name, **fields)})
    made.add_record(
        {
            "name": "failover",
            "type": "A",
            "alias": TARGET,
            "policy": {"policy": "failover", "set_identifier": "two", "role": "SECONDARY"},
        }
    )
    records = every(template_of(stack), "AWS::Route53::RecordSet")
    for name, (_, expected) in asked.items():
        assert {
            "HostedZoneId": {"Ref": logical_id("Cell", "Zone example.internal")},
            "Name": f"{name}.example.internal.",
            "Type": "A",
            "TTL": "30",
            "ResourceRecords": ["10.0.0.10"],
            "HealthCheckId": HEALTH_CHECK,
            "SetIdentifier": f"{name} one",
            **expected,
        } == records[logical_id("Cell", f"Record example.internal {name} A {name} one")]


def test_geoproximity_is_a_record_set_group(stack: cdk.Stack) -> None:
    """A geoproximity record is a group of one, since CloudFormation knows the policy nowhere else."""
    policy = _policy("geoproximity", region="us-east-1", bias=-10)
    made = cell(stack).add_record({"name": "near", "type": "A", "values": ["10.0.0.10"], **policy})
    group = only(template_of(stack), "AWS::Route53::RecordSetGroup")
    assert isinstance(made, route53.CfnRecordSetGroup)
    assert {"AWSRegion": "us-east-1", "Bias": -10} == group["RecordSets"][0]["GeoProximityLocation"]
    assert {"Ref": logical_id("Cell", "Zone example.internal")} == group["HostedZoneId"]


@pytest.mark.parametrize("identifier", ["", "blue", "blue/green", "ü ñ", "{a} & $b", "x" * 128])
def test_added_record_is_the_one_its_fragment_gives(stack: cdk.Stack, identifier: str) -> None:
    """A record that is added has the logical id and the properties that it has at construction."""
    policy = {"policy": {"policy": "weighted", "set_identifier": identifier, "weight": 1}} if identifier else {}
    record = parse(Record, {"name": "db", "type": "CNAME", "values": ["a.example.com"], "ttl": 60, **policy})
    PrivateCell(stack, "Records", vpc=NETWORK, zones=[ZONE]).add_record(record)
    rendered = records_fragment(ZONE.name, ZONE.id, [record]).template()["Resources"]
    identity = logical_id("Records", record_id(ZONE.name, record))
    assert {identity: rendered[record_id(ZONE.name, record)]} == template_of(stack)["Resources"]


@pytest.mark.parametrize("policy", ["simple", "weighted", "geoproximity", "failover"])
def test_records_stand_alone_as_they_do_in_a_cell(app: cdk.App, stack: cdk.Stack, policy: str) -> None:
    """Records of a construct of their own are those that a cell would add, under the same ids."""
    fields = {
        "simple": {},
        "weighted": _policy("weighted", weight=5),
        "geoproximity": _policy("geoproximity", region="eu-west-1"),
        "failover": {**_policy("failover", role="SECONDARY")},
    }[policy]
    records = [{"name": "@", "type": "A", "values": ["10.0.0.10", "10.0.0.11"], **fields}]
    if policy == "failover":
        primary = {"policy": "failover", "set_identifier": "first", "role": "PRIMARY"}
        records.append({"name": "@", "type": "A", "alias": TARGET, "policy": primary})
        records[1]["alias"] = TARGET.model_copy(update={"evaluate_target_health": True})
    CellRecords(stack, "Same", records={ZONE: records})
    other = cdk.Stack(app, "Other", env=cdk.Environment(account="111111111111", region="us-east-1"))
    added = PrivateCell(other, "Same", vpc=NETWORK, zones=[ZONE])
    for record in records:
        added.add_record(record)
    assert template_of(stack)["Resources"] == template_of(other)["Resources"]


def test_records_of_zones_of_the_cdk(stack: cdk.Stack) -> None:
    """Records stand alone in zones given as objects of the CDK, several in one construct."""
    zones = [
        route53.HostedZone.from_hosted_zone_attributes(stack, name, zone_name=name, hosted_zone_id=f"Z{place}")
        for place, name in enumerate(("one.internal", "two.internal"))
    ]
    record = {"name": "db", "type": "A", "values": ["10.0.0.10"]}
    CellRecords(stack, "Records", records=[(zone, [record]) for zone in zones])
    records = every(template_of(stack), "AWS::Route53::RecordSet").values()
    assert {("Z0", "db.one.internal."), ("Z1", "db.two.internal.")} == {
        (each["HostedZoneId"], each["Name"]) for each in records
    }


def test_records_that_stand_alone_are_refused_together(stack: cdk.Stack) -> None:
    """Every record that is refused is named by its zone's place and its own, and nothing is made."""
    record = {"name": "db", "type": "A", "values": ["10.0.0.10"]}
    nowhere = ZONE.model_copy(update={"id": None})
    assert {
        ("wrong-type", "records[0][1].type"),
        ("malformed-label", "records[0][2].name"),
        ("zone-without-id", "records[1]"),
    } == refusal_of(
        lambda: CellRecords(
            stack,
            "Records",
            records=[(ZONE, [record, {**record, "type": "ANY"}, {**record, "name": "a b"}]), (nowhere, [record])],
        )
    )
    assert {
        ("duplicate-record", "records[0][1].name"),
        ("duplicate-zone", "records[1]"),
    } == refusal_of(lambda: CellRecords(stack, "Records", records=[(ZONE, [record, record]), (ZONE, [])]))
    assert [] == stack.node.children


@pytest.mark.parametrize(
    ("record", "rule", "path"),
    [
        ({"name": "@", "type": "CNAME", "values": ["a.example.com"]}, "cname-at-apex", "record.name"),
        ({"name": "db", "type": "CNAME", "values": ["a.example.com"]}, "cname-beside-other", "record.type"),
        ({"name": "db", "type": "A", "values": ["10.0.0.11"]}, "duplicate-record", "record.name"),
        ({"name": "db.other.com.", "type": "A", "values": ["10.0.0.11"]}, "record-outside-zone", "record.name"),
        ({"name": "x", "type": "A", "values": ["fd00::1"]}, "value-not-of-type", "record.values[0]"),
        ({"name": "x", "type": "A", "alias": TARGET, "ttl": 60}, "alias-with-ttl", "record.ttl"),
        ({"name": "x", "type": "ALIAS", "values": ["10.0.0.11"]}, "wrong-type", "record.type"),
        (
            {
                "name": "x",
                "type": "A",
                "values": ["10.0.0.11"],
                **_policy("ip-based", collection_id="c", location="l"),
            },
            "ip-based-routing-in-private-zone",
            "record.policy",
        ),
        (
            {"name": "x", "type": "A", "values": ["10.0.0.11"], **_policy("failover", role="PRIMARY")},
            "primary-without-health-signal",
            "record.policy.role",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_illegal_record_is_refused(stack: cdk.Stack, record: dict[str, Any], rule: str, path: str) -> None:
    """A record that Route 53 would refuse, alone or beside the others, is refused and not made."""
    made = cell(stack)
    made.add_host("db", ["10.0.0.10"])
    before = len(made.node.children)
    assert (rule, path) in refusal_of(lambda: made.add_record(record))
    assert before == len(made.node.children)


def test_refused_host_leaves_nothing_behind(stack: cdk.Stack) -> None:
    """Where one of a host's two records is refused, the other is not made either, and the name stays free."""
    made = cell(stack)
    made.add_record({"name": "db", "type": "AAAA", "values": ["fd00::1"]})
    before = len(made.node.children)
    assert {("duplicate-record", "record.name")} == refusal_of(lambda: made.add_host("db", ["10.0.0.10", "fd00::10"]))
    assert before == len(made.node.children)
    made.add_host("db", ["10.0.0.10"])


def test_host_without_addresses_is_refused(stack: cdk.Stack) -> None:
    """A host needs addresses, in a list, each of them one."""
    made = cell(stack)
    assert {("wrong-type", "ips")} == refusal_of(lambda: made.add_host("db", []))
    assert {("wrong-type", "ips")} == refusal_of(lambda: made.add_host("db", "10.0.0.10"))
    assert {("malformed-address", "ips[1]"), ("token-where-literal", "ips[2]")} == refusal_of(
        lambda: made.add_host("db", ["10.0.0.10", "db", cdk.Fn.ref("Address")])
    )


def test_several_zones_need_a_choice(stack: cdk.Stack) -> None:
    """In a cell of several zones a record says which one it goes into, by a name the cell knows."""
    made = cell(stack, zones=["one.internal", "two.internal"])
    assert {("no-such-zone", "zone")} == refusal_of(lambda: made.add_host("db", ["10.0.0.1"]))
    assert {("no-such-zone", "zone")} == refusal_of(lambda: made.add_host("db", ["10.0.0.1"], zone="three.internal"))
    made.add_host("db", ["10.0.0.1"], zone="one.internal")
    made.add_host("db", ["10.0.0.1"], zone="two.internal")
    names = {"db.one.internal.", "db.two.internal."}
    assert names == {name for name, _ in _records(template_of(stack))}


def test_zone_is_chosen_however_it_is_written(stack: cdk.Stack) -> None:
    """The zone of a record is found in capitals and with a trailing dot as well."""
    made = cell(stack, zones=["one.internal", "two.internal"])
    made.add_host("db", ["10.0.0.1"], zone="Two.Internal.")
    assert {("db.two.internal.", "A")} == _records(template_of(stack)).keys()


def test_primary_without_secondary_is_said_at_synthesis(stack: cdk.Stack) -> None:
    """A PRIMARY may wait for its SECONDARY until synthesis, which fails with the record's name."""
    made = cell(stack)
    record = {"name": "db", "type": "A", "values": ["10.0.0.10"], "ttl": 30, "health_check_id": HEALTH_CHECK}
    made.add_record({**record, **_policy("failover", role="PRIMARY")})
    with pytest.raises(RuntimeError, match=r"primary-without-secondary: .*db.example.internal A"):
        template_of(stack)


def test_secondary_that_comes_later_mends_it(stack: cdk.Stack) -> None:
    """A PRIMARY and a SECONDARY may be added in either order."""
    made = cell(stack)
    for name, roles in {"one": ("PRIMARY", "SECONDARY"), "two": ("SECONDARY", "PRIMARY")}.items():
        for role in roles:
            policy = {"policy": "failover", "set_identifier": role, "role": role}
            record = {"name": name, "type": "A", "values": ["10.0.0.10"], "ttl": 30, "health_check_id": HEALTH_CHECK}
            made.add_record({**record, "policy": policy})
    assert 4 == len(every(template_of(stack), "AWS::Route53::RecordSet"))
