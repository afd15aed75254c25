"""The code that keeps a record set in another account's zone, against that account's Route 53, and what may do it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.contributed_records import (
    contributed_id,
    contributed_records_fragment,
    contributor_role_fragment,
)
from constructs_pkg.fragments.records import record_entry
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.public_records import PublicRecord
from constructs_pkg.values.public_zone import Contributor
from constructs_pkg.values.spec import parse

from .handling import Answer, Context, event, run_handler
from .public_zone_accounts import ZONE, PublicZone

ROLE = "arn:aws:iam::111111111111:role/entries"
ASKED = {
    "HostedZoneId": ZONE,
    "RoleArn": ROLE,
    "Name": "api.example.com.",
    "Type": "A",
    "TTL": "60",
    "ResourceRecords": ["192.0.2.1"],
    "SetIdentifier": "eu",
    "Region": "eu-west-1",
}
MADE = {
    "Name": "api.example.com.",
    "Type": "A",
    "TTL": 60,
    "ResourceRecords": [{"Value": "192.0.2.1"}],
    "SetIdentifier": "eu",
    "Region": "eu-west-1",
}
PHYSICAL = f"{ZONE}/api.example.com./A/eu"
DONE = [Answer("SUCCESS", PHYSICAL)]


def run(zone: PublicZone, request: str, asked: dict[str, Any] | None = None, **more: Any) -> list[Answer]:
    context = more.pop("context", None)
    given = {"physical_id": PHYSICAL, **more} if request != "Create" else more
    return run_handler("contribute_record", zone.clients(), event(request, asked or ASKED, **given), context)


def other(**fields: Any) -> dict[str, Any]:
    return {**MADE, **fields}


def test_a_record_set_is_written_by_the_role() -> None:
    """It is created by the role named, and everything that CloudFormation made text has its type again."""
    zone = PublicZone()
    assert DONE == run(zone, "Create")
    assert ([MADE], [ROLE], "CREATE") == (zone.records, zone.assumed, zone.changes[0]["Action"])


def test_a_creation_that_is_asked_for_twice_writes_once() -> None:
    """A repeated event finds its record set there, and changes nothing."""
    zone = PublicZone([dict(MADE)])
    assert (DONE, []) == (run(zone, "Create"), zone.changes)


@pytest.mark.parametrize(
    "theirs", [{"ResourceRecords": [{"Value": "192.0.2.9"}]}, {"TTL": 300}, {"Region": "eu-west-2"}]
)
def test_a_record_set_of_somebody_else_is_not_taken(theirs: dict[str, Any]) -> None:
    """What stands there otherwise stays, and the answer says what to do."""
    zone = PublicZone([other(**theirs)])
    (answer,) = run(zone, "Create")
    assert ("FAILED", "Made", True) == (answer.status, answer.physical_id, "by somebody else" in str(answer.reason))
    assert ([other(**theirs)], []) == (zone.records, zone.changes)


def test_rolling_back_a_refused_creation_deletes_nothing() -> None:
    """The id that a failure is answered with owns no record set."""
    zone = PublicZone([other(TTL=300)])
    assert [Answer("SUCCESS", "Made")] == run(zone, "Delete", physical_id="Made")
    assert ([other(TTL=300)], []) == (zone.records, zone.changes)


def test_an_update_replaces_its_own() -> None:
    """A new value takes the place of the former in one change."""
    zone = PublicZone([dict(MADE)])
    assert DONE == run(zone, "Update", {**ASKED, "ResourceRecords": ["192.0.2.2"]}, old=ASKED)
    assert ["UPSERT"] == [change["Action"] for change in zone.changes]
    assert [other(ResourceRecords=[{"Value": "192.0.2.2"}])] == zone.records


def test_an_update_brings_back_what_somebody_deleted() -> None:
    """A record set that is gone is created again."""
    zone = PublicZone()
    assert (DONE, "CREATE") == (run(zone, "Update", old=ASKED), zone.changes[0]["Action"])


@pytest.mark.parametrize("change", [{"Name": "app.example.com."}, {"SetIdentifier": "ap"}, {"Type": "AAAA"}])
def test_another_name_is_another_record_set(change: dict[str, str]) -> None:
    """The physical id tells CloudFormation to delete the former, which stays until then."""
    zone = PublicZone([dict(MADE)])
    values = ["2001:db8::1"] if "Type" in change else ASKED["ResourceRecords"]
    (answer,) = run(zone, "Update", {**ASKED, **change, "ResourceRecords": values}, old=ASKED)
    assert ("SUCCESS", True, 2) == (answer.status, answer.physical_id != PHYSICAL, len(zone.records))


def test_a_deletion_takes_what_stands_there() -> None:
    """The record set goes as it is now, though somebody has changed it since."""
    zone = PublicZone([other(TTL=300), other(SetIdentifier="us")])
    assert (DONE, [other(SetIdentifier="us")]) == (run(zone, "Delete"), zone.records)


def test_a_deletion_of_what_is_gone_is_done() -> None:
    """Nothing is left to do; the next record set of the zone is not taken for it."""
    zone = PublicZone([other(SetIdentifier="us")])
    assert (DONE, []) == (run(zone, "Delete"), zone.changes)


@pytest.mark.parametrize("code", ["PriorRequestNotComplete", "Throttling", "ThrottlingException"])
@pytest.mark.parametrize("operation", ["list_resource_record_sets", "change_resource_record_sets", "get_change"])
def test_busy_route_53_is_asked_again(operation: str, code: str) -> None:
    """What passes by itself is waited for."""
    zone = PublicZone(failing={operation: [code] * 12})
    assert (DONE, [MADE]) == (run(zone, "Create"), zone.records)


@pytest.mark.parametrize(("times", "status"), [(7, "SUCCESS"), (8, "FAILED")])
def test_a_new_permission_is_waited_for_and_a_missing_one_told(times: int, status: str) -> None:
    """What is not known everywhere yet is asked for eight times; then it is a refusal."""
    zone = PublicZone(failing={"change_resource_record_sets": ["AccessDenied"] * times})
    (answer,) = run(zone, "Create")
    assert status == answer.status


@pytest.mark.parametrize("code", ["NoSuchHostedZone", "InvalidChangeBatch", "InvalidInput"])
def test_a_refusal_is_a_failure_with_its_reason(code: str) -> None:
    """What Route 53 refuses for good is told, once."""
    zone = PublicZone(failing={"change_resource_record_sets": [code]})
    (answer,) = run(zone, "Create")
    assert ("FAILED", True) == (answer.status, code in str(answer.reason))


def test_a_change_that_is_never_known_ends_in_time() -> None:
    """The function answers before it is ended, with what it waited for."""
    (answer,) = run(PublicZone(pending=10_000), "Create", context=Context(seconds=300, seconds_a_look=5))
    assert ("FAILED", True) == (answer.status, f"change C0123 of zone {ZONE}" in str(answer.reason))


RECORDS: dict[str, dict[str, Any]] = {
    "simple": {"type": "A", "values": ["192.0.2.1"]},
    "wildcard": {"name": "*.api", "type": "A", "values": ["192.0.2.1"]},
    "weighted": {
        "type": "A",
        "values": ["192.0.2.1"],
        "policy": {"policy": "weighted", "set_identifier": "a", "weight": 0},
    },
    "failover": {
        "type": "AAAA",
        "values": ["2001:db8::1"],
        "policy": {"policy": "failover", "set_identifier": "a", "role": "PRIMARY"},
        "health_check_id": "11111111-1111-1111-1111-111111111111",
    },
    "geolocation": {
        "type": "A",
        "values": ["192.0.2.1"],
        "policy": {"policy": "geolocation", "set_identifier": "a", "country": "US", "subdivision": "CA"},
    },
    "geoproximity": {
        "type": "A",
        "values": ["192.0.2.1"],
        "policy": {"policy": "geoproximity", "set_identifier": "a", "region": "eu-west-1", "bias": -10},
    },
    "multivalue": {"type": "A", "values": ["192.0.2.1"], "policy": {"policy": "multivalue", "set_identifier": "a"}},
    "ip-based": {
        "type": "A",
        "values": ["192.0.2.1"],
        "policy": {"policy": "ip-based", "set_identifier": "a", "collection_id": "0", "location": "acme"},
    },
    "alias": {
        "type": "A",
        "alias": {"dns_name": "lb.example.net", "zone_id": "Z35SXDOTRQ7X7K", "evaluate_target_health": True},
    },
}


def as_text(value: Any) -> Any:
    """Return what CloudFormation makes of a property of a custom resource: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("policy", RECORDS)
def test_every_policy_arrives_as_the_api_takes_it(policy: str) -> None:
    """Each kind of record passes botocore's model, is found again unchanged, and is deleted."""
    record = parse(PublicRecord, {"name": "api", "authorised_by": ROLE, **RECORDS[policy]})
    entry = {key: value for key, value in record_entry("example.com", ZONE, record).items() if value is not None}
    asked = as_text({**entry, "HostedZoneId": ZONE, "RoleArn": ROLE})
    zone = PublicZone()
    (answer,) = run(zone, "Create", asked)
    assert ("SUCCESS", 1) == (answer.status, len(zone.records))
    run(zone, "Create", asked)
    run(zone, "Delete", asked, physical_id=answer.physical_id)
    assert (["CREATE", "DELETE"], []) == ([change["Action"] for change in zone.changes], zone.records)


def test_the_weight_is_a_number_and_the_flag_a_flag() -> None:
    """Text of CloudFormation is not handed on as text."""
    zone = PublicZone()
    weighted = {key: value for key, value in ASKED.items() if key != "Region"}
    run(zone, "Create", {**weighted, "Weight": "0"})
    alias = {"DNSName": "lb.example.net", "HostedZoneId": "Z1", "EvaluateTargetHealth": "false"}
    plain = {
        key: value for key, value in ASKED.items() if key not in ("TTL", "ResourceRecords", "SetIdentifier", "Region")
    }
    run(zone, "Create", {**plain, "Type": "AAAA", "AliasTarget": alias})
    assert (0, False) == (zone.records[0]["Weight"], zone.records[1]["AliasTarget"]["EvaluateTargetHealth"])


def contributions(*names: str) -> dict[str, Any]:
    records = [
        parse(PublicRecord, {"name": name, "type": "A", "values": ["192.0.2.1"], "authorised_by": ROLE})
        for name in names
    ]
    made = contributed_records_fragment(ZoneName("example.com"), ZONE, records, partition="aws")
    resources: dict[str, Any] = made.template()["Resources"]
    return resources


def test_the_function_may_take_the_role_and_no_more() -> None:
    """Its own log, and the role that its records name."""
    (policy,) = contributions("api", "app")["ContributionRole"]["Properties"]["Policies"]
    assert [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE},
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": ["ContributionLogGroup", "Arn"]},
        },
    ] == policy["PolicyDocument"]["Statement"]


def test_another_record_changes_nothing_of_the_first() -> None:
    """A record brings itself alone."""
    one, two = contributions("api"), contributions("api", "app")
    assert one == {key: two[key] for key in one}
    assert {"Contributed example.com app A"} == two.keys() - one.keys()


def test_no_record_makes_no_function() -> None:
    """Without a record to contribute there is nothing."""
    assert {} == contributions()


def test_the_id_of_a_contribution_is_no_record_sets() -> None:
    """CloudFormation refuses another type under the same id, so that the two never share one."""
    record = parse(PublicRecord, {"name": "api", "type": "A", "values": ["192.0.2.1"]})
    assert "Contributed example.com api A" == contributed_id("example.com", record)


def test_the_contributors_role_may_write_its_names_and_types_alone() -> None:
    """Names and types by the condition keys of Route 53, normalised as it documents; looking, and knowing changes."""
    contributor = parse(
        Contributor,
        {"role_name": "entries", "accounts": ["333333333333", "222222222222"], "names": ["api", "*.Dev.example.com"]},
    )
    made = contributor_role_fragment(
        contributor, "Role", zone=ZoneName("example.com"), zone_id=ZONE, partition="aws"
    ).template()["Resources"]["Role"]["Properties"]
    zone = f"arn:aws:route53:::hostedzone/{ZONE}"
    assert [
        {
            "Effect": "Allow",
            "Action": "route53:ChangeResourceRecordSets",
            "Resource": zone,
            "Condition": {
                "ForAllValues:StringEquals": {
                    "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
                        "\\052.dev.example.com",
                        "api.example.com",
                    ],
                    "route53:ChangeResourceRecordSetsRecordTypes": ["A", "AAAA"],
                    "route53:ChangeResourceRecordSetsActions": ["CREATE", "DELETE", "UPSERT"],
                },
                "Null": {"route53:ChangeResourceRecordSetsNormalizedRecordNames": "false"},
            },
        },
        {"Effect": "Allow", "Action": "route53:ListResourceRecordSets", "Resource": zone},
        {"Effect": "Allow", "Action": "route53:GetChange", "Resource": "arn:aws:route53:::change/*"},
    ] == made["Policies"][0]["PolicyDocument"]["Statement"]
    assert {
        "Effect": "Allow",
        "Principal": {"AWS": ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"]},
        "Action": "sts:AssumeRole",
    } == made["AssumeRolePolicyDocument"]["Statement"][0]
