"""The rules of public zones and of records in them: what is refused and its nearest valid neighbour."""

from functools import partial
from typing import Any

from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.public_records import PublicRecordsSpec, check_public_records
from constructs_pkg.values.public_zone import PublicZoneSpec
from constructs_pkg.values.public_zone_rules import check_public_zone
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, HEALTH_CHECK, REGION, ZONE_ID

OTHER = "222222222222"
ROLE = f"arn:aws:iam::{OTHER}:role/entries"
OWN_ROLE = f"arn:aws:iam::{ACCOUNT}:role/entries"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/01234567-89ab-cdef-0123-456789abcdef"
PARENT = {"name": "example.com", "id": ZONE_ID}
SIGNED: dict[str, Any] = {"dnssec": True, "alarms": True}
SERVERS = ["ns-1.awsdns-00.com", "ns-513.awsdns-00.net"]


def zone(region: str = REGION, **fields: Any) -> list[Problem]:
    """Return the problems of zone eu.example.com of `fields` in a stack in `region`."""
    try:
        spec = parse(PublicZoneSpec, {"name": "eu.example.com", **fields})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_public_zone(spec, Region(region), AccountId(ACCOUNT))


def brought(**fields: Any) -> list[Problem]:
    """Return the problems of an existing zone of `fields`."""
    return zone(id=ZONE_ID, **fields)


def parent(**fields: Any) -> list[Problem]:
    """Return the problems of a zone that is delegated from one of `fields`."""
    return zone(delegated_from={**PARENT, **fields})


def contributor(**fields: object) -> list[Problem]:
    """Return the problems of a zone with a contributor of `fields`."""
    return zone(contributors={"cells": {"role_name": "entries", "accounts": [OTHER], "names": ["api"], **fields}})


def contributors(*names: str) -> list[Problem]:
    """Return the problems of a zone whose contributors have roles of those `names`."""
    wish = {"accounts": [OTHER], "names": ["api"]}
    return zone(contributors={f"c{place}": {**wish, "role_name": name} for place, name in enumerate(names)})


def records(*given: dict[str, object]) -> list[Problem]:
    """Return the problems of records of zone example.com."""
    spec = parse(PublicRecordsSpec, {"zone": PARENT, "records": list(given)})
    return check_public_records(spec, REGION, AccountId(ACCOUNT))


def by(role: str) -> list[Problem]:
    """Return the problems of a record that `role` writes."""
    return records({"name": "api", "type": "A", "values": ["192.0.2.1"], "authorised_by": role})


def failover(role: str) -> dict[str, object]:
    """Return a record of that role."""
    policy = {"policy": "failover", "set_identifier": role, "role": role}
    return {"name": "api", "type": "A", "values": ["192.0.2.1"], "ttl": 60, "policy": policy}


PUBLIC_ZONE_RULES = [
    *(
        Case(
            f"{key.replace('_', ' ')} of a public zone outside us-east-1",
            "public-zone-elsewhere",
            key,
            partial(zone, "eu-west-1", **wish),
            partial(zone, **wish),
        )
        for key, wish in (
            ("query_logs", {"query_logs": True}),
            ("dnssec", SIGNED),
            ("alarms", {"alarms": {"tune": {"many-queries": {"threshold": 1000}}}}),
        )
    ),
    Case(
        "name servers given for a zone made here",
        "name-servers-of-made-zone",
        "name_servers",
        lambda: zone(name_servers=SERVERS),
        lambda: brought(name_servers=SERVERS),
    ),
    Case(
        "query logs of an existing zone",
        "query-logs-of-brought-zone",
        "query_logs",
        lambda: brought(query_logs=True),
        lambda: brought(query_logs=False),
    ),
    Case(
        "accelerated recovery of an existing zone",
        "recovery-of-brought-zone",
        "accelerated_recovery",
        lambda: brought(accelerated_recovery=True),
        lambda: zone(accelerated_recovery=True),
    ),
    Case(
        "a delegation to servers that are not told",
        "delegation-without-name-servers",
        "delegated_from",
        lambda: brought(delegated_from=PARENT),
        lambda: brought(delegated_from=PARENT, name_servers=SERVERS),
    ),
    Case(
        "a name server twice",
        "duplicate-name-server",
        "name_servers[1]",
        lambda: brought(name_servers=[SERVERS[0], SERVERS[0]]),
        lambda: brought(name_servers=SERVERS),
    ),
    Case(
        "a parent beside the zone",
        "parent-not-above",
        "delegated_from.name",
        lambda: parent(name="example.net"),
        parent,
    ),
    Case(
        "a zone delegated from itself",
        "parent-not-above",
        "delegated_from.name",
        lambda: parent(name="eu.example.com"),
        parent,
    ),
    Case(
        "a delegation for more than resolvers take",
        "ttl-out-of-range",
        "delegated_from.ttl",
        lambda: parent(ttl=2_147_483_648),
        lambda: parent(ttl=2_147_483_647),
    ),
    Case(
        "a role of the own account for the delegation",
        "authority-in-own-account",
        "delegated_from.authorised_by",
        lambda: parent(authorised_by=OWN_ROLE),
        lambda: parent(authorised_by=ROLE),
    ),
    Case(
        "a role of another partition for the delegation",
        "mixed-partition",
        "delegated_from.authorised_by",
        lambda: parent(authorised_by=ROLE.replace("arn:aws:", "arn:aws-cn:")),
        lambda: parent(authorised_by=ROLE),
    ),
    Case(
        "two roles of one name",
        "duplicate-role-name",
        "contributors.c1.role_name",
        lambda: contributors("entries", "entries"),
        lambda: contributors("entries", "others"),
    ),
    Case(
        "the own account as contributor",
        "contributor-of-own-account",
        "contributors.cells.accounts[0]",
        lambda: contributor(accounts=[ACCOUNT]),
        contributor,
    ),
    Case(
        "an account twice",
        "duplicate-account",
        "contributors.cells.accounts[1]",
        lambda: contributor(accounts=[OTHER, OTHER]),
        lambda: contributor(accounts=[OTHER, "333333333333"]),
    ),
    Case(
        "a contributed name outside the zone",
        "record-outside-zone",
        "contributors.cells.names[0]",
        lambda: contributor(names=["api.example.net."]),
        lambda: contributor(names=["api.eu.example.com."]),
    ),
    Case(
        "a contributor that may delegate the zone itself away",
        "contributed-apex-delegation",
        "contributors.cells.names[0]",
        lambda: contributor(names=["@"], types=["NS"]),
        lambda: contributor(names=["team"], types=["NS", "DS"]),
    ),
    Case(
        "logs kept for a time that CloudWatch Logs does not know",
        "retention-days",
        "query_logs.retention_days",
        lambda: zone(query_logs={"retention_days": 8}),
        lambda: zone(query_logs={"retention_days": 7}),
    ),
    Case(
        "a key in another Region than us-east-1",
        "signing-key-in-other-region",
        "dnssec.key_arn",
        lambda: zone(**{**SIGNED, "dnssec": {"key_arn": KEY.replace("us-east-1", "eu-west-1")}}),
        lambda: zone(**{**SIGNED, "dnssec": {"key_arn": KEY}}),
    ),
    Case(
        "signing that nobody watches",
        "dnssec-without-alarms",
        "dnssec",
        lambda: zone(dnssec=True),
        lambda: zone(**SIGNED),
        "warning",
    ),
    Case(
        "signing of which one alarm is taken away",
        "dnssec-without-alarms",
        "dnssec",
        lambda: zone(dnssec=True, alarms={"tune": {"dnssec-internal-failure": {"enabled": False}}}),
        lambda: zone(**SIGNED),
        "warning",
    ),
    Case(
        "an alarm on signing of a zone that is not signed",
        "alarm-without-dnssec",
        "alarms.tune.dnssec-internal-failure",
        lambda: zone(alarms={"tune": {"dnssec-internal-failure": {"periods": 2}, "many-queries": {"threshold": 1}}}),
        lambda: zone(dnssec=True, alarms={"tune": {"dnssec-internal-failure": {"periods": 2}}}),
    ),
    Case("alarms on nothing", "no-zone-alarm", "alarms", lambda: zone(alarms=True), lambda: zone(**SIGNED)),
    Case(
        "a topic in another Region than us-east-1",
        "topic-in-other-region",
        "alarms.topic_arn",
        lambda: zone(dnssec=True, alarms={"topic_arn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:alarms"}),
        lambda: zone(dnssec=True, alarms={"topic_arn": f"arn:aws:sns:us-east-1:{ACCOUNT}:alarms"}),
    ),
    Case(
        "a role of the own account for a record",
        "authority-in-own-account",
        "records[0].authorised_by",
        lambda: by(OWN_ROLE),
        lambda: by(ROLE),
    ),
    Case(
        "a role of another partition for a record",
        "mixed-partition",
        "records[0].authorised_by",
        lambda: by(ROLE.replace("arn:aws:", "arn:aws-cn:")),
        lambda: by(ROLE),
    ),
    Case(
        "a PRIMARY that never fails over, whose SECONDARY may stand elsewhere",
        "primary-without-health-signal",
        "records[0].policy.role",
        lambda: records(failover("PRIMARY")),
        lambda: records({**failover("PRIMARY"), "health_check_id": HEALTH_CHECK}),
    ),
    Case(
        "a CNAME at the name of a public zone",
        "cname-at-apex",
        "records[0].name",
        lambda: records({"name": "@", "type": "CNAME", "values": ["example.net"]}),
        lambda: records({"name": "www", "type": "CNAME", "values": ["example.net"]}),
    ),
]
