"""The names of customers, which follow their connections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .cloud import SERVICE, START, ZONE, Asked, Ec2
from .route53 import Route53
from .running import Cloud, events, named

ONE, TWO = "222222222222", "333333333333"
FIRST = {"key": "anycompany", "action": "accept", "accounts": [ONE]}
SECOND = {"key": "other", "action": "accept", "accounts": [TWO]}


def target(number: int) -> str:
    """What the name of the customer with that connection answers with."""
    return Asked(number, ONE).dns_name


def owner(number: int) -> str:
    return f'"service={SERVICE} endpoint={Asked(number, ONE).endpoint_id}"'


def test_whom_a_rule_accepts_gets_a_name_at_once() -> None:
    """And a record that says whose it is, in one batch."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, "444444444444")))
    cloud.reconcile(named(FIRST))
    assert {"anycompany": target(1)} == cloud.route53.names()
    mark = cloud.route53.records[f"_private-cells.anycompany.{ZONE}.", "TXT"]
    assert owner(1) == mark["ResourceRecords"][0]["Value"]
    assert 1 == cloud.route53.calls.count("change_resource_record_sets")


def test_a_second_run_changes_no_name() -> None:
    """Also where the zone has many pages, and the names are more than two batches take."""
    cloud = Cloud(Ec2(*(Asked(number, f"{number:012d}") for number in range(201))))
    cloud.route53.page = 7
    rules = [{"key": f"c{number}", "action": "accept", "accounts": [f"{number:012d}"]} for number in range(201)]
    cloud.reconcile(named(*rules))
    assert 201 == len(cloud.route53.names())
    assert [200, 200, 2] == [len(batch["Changes"]) for batch in cloud.route53.asked]
    assert cloud.writes
    cloud.reconcile(named(*rules))
    assert [] == cloud.writes


def test_a_name_goes_with_its_connection() -> None:
    """Also where the rule that accepted it expires."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    expiring = {**SECOND, "expires": (START + timedelta(days=1)).isoformat()}
    cloud.reconcile(named(FIRST, expiring))
    assert {"anycompany", "other"} == cloud.route53.names().keys()
    cloud.ec2.connections[Asked(1, ONE).endpoint_id].state = "Deleted"
    cloud.reconcile(named(FIRST, expiring), START + timedelta(days=2))
    assert {} == cloud.route53.names()
    assert Route53().records == cloud.route53.records


@pytest.mark.parametrize(("name", "kind"), [("anycompany", "CNAME"), ("_private-cells.anycompany", "TXT")])
@pytest.mark.parametrize("how", ["changed", "deleted"])
def test_drift_is_repaired(name: str, kind: str, how: str) -> None:
    """A record of the function's own is put right; without its mark it is nobody's own any more."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.reconcile(named(FIRST))
    right = dict(cloud.route53.records)
    if how == "deleted":
        del cloud.route53.records[f"{name}.{ZONE}.", kind]
    else:
        cloud.route53.put(f"{name}.{ZONE}.", kind, "elsewhere.example" if kind == "CNAME" else owner(1), ttl=5)
    found = cloud.reconcile(named(FIRST))
    orphan = (kind, how) == ("TXT", "deleted")
    assert (right == cloud.route53.records) is not orphan
    assert orphan == bool(events(found, "foreign-record"))


@pytest.mark.parametrize("kind", ["CNAME", "A"])
@pytest.mark.parametrize("mark", ["", '"service=vpce-svc-99999999999999999 endpoint=vpce-1"', '"something else"'])
def test_what_is_not_its_own_is_never_touched(kind: str, mark: str) -> None:
    """Neither overwritten where a customer would have the name, nor removed where none has."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    for label in ("anycompany", "stranger"):
        cloud.route53.put(f"{label}.{ZONE}.", kind, "elsewhere.example" if kind == "CNAME" else "10.0.0.1")
        if mark:
            cloud.route53.put(f"_private-cells.{label}.{ZONE}.", "TXT", mark)
    before = dict(cloud.route53.records)
    found = cloud.reconcile(named(FIRST))
    assert before == cloud.route53.records
    assert [f"anycompany.{ZONE}"] == [line["name"] for line in events(found, "foreign-record")]
    assert [] == cloud.route53.writes


@pytest.mark.parametrize("mark", [None, '"service=vpce-svc-99999999999999999"'])
def test_a_zone_that_is_not_marked_is_left_alone(mark: str | None) -> None:
    """It may be anybody's."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.route53.records.clear()
    if mark:
        cloud.route53.put(f"_private-cells.{ZONE}.", "TXT", mark)
    assert events(cloud.reconcile(named(FIRST)), "zone-not-marked")
    assert [] == cloud.route53.writes


def test_of_several_connections_the_oldest_has_the_name() -> None:
    """The next one has it when that is gone."""
    cloud = Cloud(Ec2(Asked(2, ONE), Asked(1, ONE)))
    assert events(cloud.reconcile(named(FIRST)), "name-shared")
    assert {"anycompany": target(1)} == cloud.route53.names()
    del cloud.ec2.connections[Asked(1, ONE).endpoint_id]
    cloud.reconcile(named(FIRST))
    assert {"anycompany": target(2)} == cloud.route53.names()


def test_a_label_that_changes_takes_the_old_name_away() -> None:
    """The customer has one name."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.reconcile(named(FIRST))
    cloud.reconcile(named({**FIRST, "key": "anyco"}))
    assert {"anyco": target(1)} == cloud.route53.names()


def test_whom_a_human_let_in_has_the_name_of_the_account() -> None:
    """Where the account has one."""
    connected = [Asked(1, ONE, state="Available"), Asked(2, TWO, state="Available")]
    cloud = Cloud(Ec2(*connected))
    cloud.reconcile(named(customers={ONE: "anycompany"}))
    assert {"anycompany": target(1)} == cloud.route53.names()


def test_who_stays_connected_without_a_rule_keeps_the_name() -> None:
    """As where its rejection is held back."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    cloud.reconcile(named(FIRST, SECOND))
    before = cloud.route53.names()
    assert events(cloud.reconcile(named(most_rejected=0.0)), "stopped")
    assert before == cloud.route53.names()
    cloud.reconcile(named(most_rejected=1.0))
    assert {} == cloud.route53.names()


def test_an_endpoint_without_a_name_yet_gets_one_by_a_later_run() -> None:
    """EC2 tells the name some time after the acceptance."""
    cloud = Cloud(Ec2(Asked(1, ONE, named=False)))
    cloud.reconcile(named(FIRST))
    assert {} == cloud.route53.names()
    cloud.ec2.connections[Asked(1, ONE).endpoint_id].named = True
    cloud.reconcile(named(FIRST))
    assert {"anycompany": target(1)} == cloud.route53.names()


@pytest.mark.parametrize("code", ["InvalidChangeBatch", "AccessDenied"])
def test_a_lost_change_is_made_by_the_next_run(code: str) -> None:
    """Whatever refused it."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    cloud.route53.failing["change_resource_record_sets"] = [code] * (3 if code == "InvalidChangeBatch" else 1)
    cloud.reconcile(named(FIRST, SECOND))
    assert {} == cloud.route53.names()
    cloud.reconcile(named(FIRST, SECOND))
    assert {"anycompany", "other"} == cloud.route53.names().keys()


def test_one_name_that_is_refused_holds_up_no_other() -> None:
    """A batch that fails as a whole is made name by name."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    cloud.route53.failing["change_resource_record_sets"] = ["InvalidChangeBatch", "InvalidChangeBatch", None]
    found = cloud.reconcile(named(FIRST, SECOND))
    assert {"other": Asked(2, TWO).dns_name} == cloud.route53.names()
    assert ["anycompany"] == [line["name"] for line in events(found, "name-failed")]


@pytest.mark.parametrize("code", ["Throttling", "PriorRequestNotComplete"])
def test_a_throttled_change_is_made_again(code: str) -> None:
    """Route 53 takes five requests a second of an account."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.route53.failing["change_resource_record_sets"] = [code] * 4
    cloud.route53.failing["list_resource_record_sets"] = [code] * 2
    cloud.reconcile(named(FIRST))
    assert {"anycompany": target(1)} == cloud.route53.names()
