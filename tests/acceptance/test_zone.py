"""The zone of customers' names: what stands in it beside them, how it is read, and how it is changed."""

from __future__ import annotations

import pytest

from .cloud import SERVICE, ZONE, Asked, Ec2
from .route53 import MARK, Route53
from .running import Cloud, Rule, events, named

ONE, TWO = "222222222222", "333333333333"
FIRST = {"key": "anycompany", "action": "accept", "accounts": [ONE]}
SECOND = {"key": "other", "action": "accept", "accounts": [TWO]}
OWN = f'"service={SERVICE} endpoint={Asked(1, ONE).endpoint_id}"'
ALIAS = {"AliasTarget": {"HostedZoneId": "Z2", "DNSName": "a.example.", "EvaluateTargetHealth": False}}


def several(count: int) -> tuple[Cloud, list[Rule]]:
    """A cloud with so many requests, and a rule for each."""
    accounts = [f"{number:012d}" for number in range(count)]
    rules: list[Rule] = [{"key": f"c{each}", "action": "accept", "accounts": [each]} for each in accounts]
    return Cloud(Ec2(*(Asked(number, each) for number, each in enumerate(accounts)))), rules


@pytest.mark.parametrize("kind", ["TXT", "CNAME", "A"])
@pytest.mark.parametrize("value", ["elsewhere.example", f'"xservice={SERVICE} endpoint=vpce-1"'])
def test_a_mark_of_somebody_else_is_not_overwritten(kind: str, value: str) -> None:
    """Also where the name itself is free; the others have theirs."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    cloud.route53.put(f"_private-cells.anycompany.{ZONE}.", kind, value)
    before = dict(cloud.route53.records)
    found = cloud.reconcile(named(FIRST, SECOND))
    (line,) = events(found, "foreign-record")
    assert f"anycompany.{ZONE}" == line["name"]
    assert "it stands there and is not marked as this function's own" == line["reason"]
    assert {"other": Asked(2, TWO).dns_name}.items() <= cloud.route53.names().items()
    assert before.items() <= cloud.route53.records.items()


@pytest.mark.parametrize(
    ("kind", "marked"), [("TXT", False), ("A", True), ("AAAA", False), ("CAA", True), ("MX", True)]
)
def test_a_record_of_another_type_is_not_its_own(kind: str, marked: bool) -> None:
    """Even where a mark says so: the function makes no other than CNAME."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.route53.put(f"anycompany.{ZONE}.", kind, "anything")
    if marked:
        cloud.route53.put(f"_private-cells.anycompany.{ZONE}.", "TXT", OWN)
    before = dict(cloud.route53.records)
    assert events(cloud.reconcile(named(FIRST)), "foreign-record")
    cloud.reconcile(named())
    assert before == cloud.route53.records
    assert [] == cloud.route53.asked


@pytest.mark.parametrize("name", ["anycompany", "_private-cells.anycompany", "stranger", "_private-cells.stranger"])
def test_an_alias_is_somebody_elses(name: str) -> None:
    """It has no value that could be a mark."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    alias = {"Name": f"{name}.{ZONE}.", "Type": "TXT", **ALIAS}
    cloud.route53.records[f"{name}.{ZONE}.", "TXT"] = alias
    found = cloud.reconcile(named(FIRST, SECOND))
    assert alias == cloud.route53.records[f"{name}.{ZONE}.", "TXT"]
    assert ("stranger" not in name) == bool(events(found, "foreign-record"))
    assert "other" in cloud.route53.names()


@pytest.mark.parametrize("kind", ["SPF", "alias", "two values"])
def test_only_a_text_that_says_no_more_marks_the_zone(kind: str) -> None:
    """What only looks like a mark is none."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    right = cloud.route53.records.pop((MARK, "TXT"))
    wrong = {
        "SPF": {**right, "Type": "SPF"},
        "alias": {"Name": MARK, "Type": "TXT", **ALIAS},
        "two values": {**right, "ResourceRecords": [*right["ResourceRecords"], {"Value": '"more"'}]},
    }[kind]
    cloud.route53.records[MARK, wrong["Type"]] = wrong
    (line,) = events(cloud.reconcile(named(FIRST)), "zone-not-marked")
    assert f"_private-cells.{ZONE} does not say that the zone is of {SERVICE}" == line["reason"]
    assert [] == cloud.route53.asked


def test_a_mark_that_is_left_over_goes() -> None:
    """Where somebody deleted the name beside it, and nobody has it any more."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.reconcile(named(FIRST))
    del cloud.route53.records[f"anycompany.{ZONE}.", "CNAME"]
    cloud.reconcile(named())
    assert Route53().records == cloud.route53.records


def test_a_name_that_is_shared_holds_up_no_other() -> None:
    """Nor does one that its customer cannot have."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, ONE), Asked(3, TWO)))
    (line,) = events(cloud.reconcile(named(FIRST, SECOND)), "name-shared")
    assert ("anycompany", Asked(2, ONE).endpoint_id) == (line["label"], line["endpoint"])
    assert {"anycompany", "other"} == cloud.route53.names().keys()


def test_who_is_not_connected_has_no_name() -> None:
    """As where EC2 did not accept, or the rule leaves."""
    ec2 = Ec2(Asked(1, ONE), Asked(2, TWO, state="Available"))
    ec2.unwilling = {Asked(1, ONE).endpoint_id}
    cloud = Cloud(ec2)
    cloud.reconcile(named(FIRST, {**SECOND, "action": "leave"}))
    assert {} == cloud.route53.names()


def test_who_could_not_be_rejected_keeps_the_name() -> None:
    """It is connected still."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.reconcile(named(FIRST))
    cloud.ec2.unwilling = {Asked(1, ONE).endpoint_id}
    cloud.reconcile(named())
    assert {"anycompany": Asked(1, ONE).dns_name} == cloud.route53.names()


def test_every_change_is_written_down() -> None:
    """With its name and type."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    changes = [(f"anycompany.{ZONE}.", "CNAME"), (f"_private-cells.anycompany.{ZONE}.", "TXT")]
    for rules, action in (([FIRST], "UPSERT"), ([], "DELETE")):
        found = events(cloud.reconcile(named(*rules)), "name-changed")
        assert [(action, *each) for each in changes] == [(one["action"], one["name"], one["type"]) for one in found]


def test_a_batch_that_fails_is_told_and_the_next_is_made() -> None:
    """What was refused for another reason than its content is not tried name by name."""
    cloud, rules = several(103)
    cloud.route53.failing["change_resource_record_sets"] = ["AccessDenied"]
    (line,) = events(cloud.reconcile(named(*rules)), "names-failed")
    assert 100 == line["names"]
    assert 3 == len(cloud.route53.names())
    assert 2 == cloud.route53.calls.count("change_resource_record_sets")


@pytest.mark.parametrize("code", ["InvalidChangeBatch", "AccessDenied"])
def test_one_name_that_fails_alone_is_tried_once(code: str) -> None:
    """And named."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.route53.failing["change_resource_record_sets"] = [code]
    found = cloud.reconcile(named(FIRST))
    assert ["anycompany"] == [line["name"] for line in events(found, "name-failed")]
    assert [] == events(found, "names-failed")
    assert 1 == cloud.route53.calls.count("change_resource_record_sets")


def test_pages_may_end_among_records_of_one_name() -> None:
    """Several records of one name and type are told apart by their identifiers."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.route53.page = 1
    for identifier in "abc":
        name = f"stranger.{ZONE}."
        record = {"Name": name, "Type": "CNAME", "SetIdentifier": identifier, "Weight": 1, "TTL": 60}
        values = {"ResourceRecords": [{"Value": "elsewhere.example"}]}
        cloud.route53.records[name, "CNAME", identifier] = {**record, **values}
    cloud.reconcile(named(FIRST))
    assert {"anycompany", "stranger"} == cloud.route53.names().keys()
    assert [2] == [len(batch["Changes"]) for batch in cloud.route53.asked]
