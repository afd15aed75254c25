"""What the records of one zone must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from constructs_pkg.values.alias_name_rules import check_balancer_zone
from constructs_pkg.values.alias_target import ALIAS_RULES
from constructs_pkg.values.alias_zones import CLOUDFRONT_ZONE
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.own_alias_rules import check_own_aliases
from constructs_pkg.values.private_use import is_of_one_host
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.public_answer_rules import check_public_answer
from constructs_pkg.values.record import DEFAULT_TTL, AliasTarget, Record, RecordType, Visibility
from constructs_pkg.values.record_group_rules import PlacedRecord, check_groups
from constructs_pkg.values.record_values import normal_value
from constructs_pkg.values.routing_rules import check_routing
from constructs_pkg.values.unwatched_rules import check_unwatched

# TTL and ResourceRecords in
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
LONGEST_TTL = 2_147_483_647
LONGEST_TTL_WITH_HEALTH_CHECK = 60

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-records
MOST_VALUES = 400


def check_records(
    records: Sequence[Record], zone: str, path: str = "records", visibility: Visibility = "private"
) -> list[Problem]:
    """Return the problems of all `records` of the zone `zone`; empty means good.

    Each problem's path begins with `path` and the index of the record at fault.
    """
    return check_records_at([(f"{path}[{place}]", record) for place, record in enumerate(records)], zone, visibility)


def check_alias_zones(records: Iterable[tuple[str, Record]], other_zones: Mapping[str, str]) -> list[Problem]:
    """Return the problems of aliases, each given with its path, to names in other private zones than their own.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html

    Args:
        records: The records.
        other_zones: The ids of private zones that they are not in, and what tells these zones.
    """
    return [
        Problem(
            "alias-in-other-zone",
            f"{path}.alias.zone_id",
            str(record.alias.zone_id),
            f"is {other_zones[str(record.alias.zone_id)]}, and an alias leads to a record of its own private zone",
            "put both into one zone, or use a CNAME",
        )
        for path, record in records
        if record.alias and str(record.alias.zone_id) in other_zones
    ]


def check_records_at(
    records: Iterable[tuple[str, Record]], zone: str, visibility: Visibility = "private"
) -> list[Problem]:
    """Return the problems of all records of the zone `zone`, each given with its path."""
    apex, placed, problems = ZoneName(zone), list[PlacedRecord](), list[Problem]()
    for path, record in records:
        found = [
            *_values(record),
            *_hosts(record),
            *_alias(record, visibility),
            *_ttl(record),
            *check_routing(record, visibility),
        ]
        try:
            name = record.name.placed_in(apex)
        except Refused as refused:
            found.append(refused.at("name"))
        else:
            found.extend(_name(record, name, apex))
            placed.append(PlacedRecord(path, name, record))
        if visibility == "public":
            found.extend(check_public_answer(record))
        problems.extend(problem.under(path) for problem in found)
    return [*problems, *check_groups(placed), *check_own_aliases(placed, apex), *check_unwatched(placed, apex)]


def _name(record: Record, name: DnsName, apex: ZoneName) -> Iterable[Problem]:
    if name == apex and record.type is RecordType.CNAME:
        yield Problem("cname-at-apex", "name", name, "is the zone's apex", "use an alias: DNS forbids a CNAME there")
    if name == apex and record.type is RecordType.NS:
        fix = "leave it out: Route 53 makes and keeps the zone's own NS record"
        yield Problem("ns-at-apex", "name", name, "is the zone's apex", fix)
    if name.startswith("*") and record.type is RecordType.NS:
        fix = "delegate each name by itself"
        yield Problem("wildcard-ns", "name", name, "is a wildcard, which Route 53 refuses for NS", fix)


def _values(record: Record) -> Iterable[Problem]:
    values = record.values
    if values and record.alias:
        yield Problem("values-and-alias", "values", "", "are given beside an alias", "leave one of them out")
    if not values and not record.alias:
        yield Problem("no-values", "values", "", "are missing", "give values or an alias")
    if len(values) > MOST_VALUES:
        limit = f"are more than the {MOST_VALUES} of a record set"
        yield Problem("too-many-values", "values", f"{len(values)} values", limit, "spread them over several names")
    if record.type is RecordType.CNAME and len(values) > 1:
        fix = "keep one, or give each a weighted record of its own"
        yield Problem("cname-with-several-values", "values", f"{len(values)} values", "are too many for a CNAME", fix)
    normal: list[Late | str] = []
    for place, value in enumerate(values):
        try:
            normal.append(value if isinstance(value, Late) else normal_value(record.type, value))
        except Refused as refused:
            yield refused.at(f"values[{place}]")
            normal.append(value)
    for place, first in repeated(normal):
        yield Problem(
            "duplicate-value", f"values[{place}]", str(values[place]), f"is also values[{first}]", "write it once"
        )


def _hosts(record: Record) -> Iterable[Problem]:
    if record.type not in (RecordType.A, RecordType.AAAA):
        return
    for place, value in enumerate(record.values):
        try:
            wrong = isinstance(value, str) and not is_of_one_host(IpAddress(value))
        except Refused:
            # Of what is no address another rule tells.
            continue
        if wrong:
            limit = "is no address of one host that others can reach"
            fix = "give the host's own address; leave it where nobody is to reach anything"
            yield Problem("address-of-no-host", f"values[{place}]", str(value), limit, fix, "warning")


def _alias(record: Record, visibility: Visibility) -> Iterable[Problem]:
    alias: AliasTarget | None = record.alias
    if alias and record.type is RecordType.NS:
        yield Problem("alias-of-ns", "type", record.type, "has no alias in Route 53", "give values")
    if alias:
        yield from check_balancer_zone(alias)
    rules = ALIAS_RULES[alias.kind] if alias and alias.kind else None
    if alias is None or rules is None:
        return
    if not rules.private and visibility == "private":
        yield Problem(
            "cloudfront-alias-in-private-zone",
            "alias.zone_id",
            CLOUDFRONT_ZONE,
            "is CloudFront, which a private zone cannot alias",
            "use a CNAME to the distribution's name",
        )
    if record.type not in rules.types and record.type is not RecordType.NS:
        limit = f"is no type of an alias to {alias.kind}"
        yield Problem("alias-of-type", "type", record.type, limit, f"use {' or '.join(rules.types)}")
    if alias.evaluate_target_health and not rules.evaluated:
        fix = "switch it off, and give a health check where there is need"
        limit = f"is on, and the health of {alias.kind} cannot be evaluated"
        yield Problem("alias-health-not-evaluated", "alias.evaluate_target_health", "true", limit, fix)


def _ttl(record: Record) -> Iterable[Problem]:
    yield from out_of_range("ttl-out-of-range", "ttl", record.ttl, 0, LONGEST_TTL)
    if record.alias and record.ttl is not None:
        fix = "leave it out: an alias has its target's"
        yield Problem("alias-with-ttl", "ttl", str(record.ttl), "is given for an alias", fix)
    ttl = DEFAULT_TTL if record.ttl is None else record.ttl
    if record.health_check_id and not record.alias and ttl > LONGEST_TTL_WITH_HEALTH_CHECK:
        yield Problem(
            "ttl-over-60-with-health-check",
            "ttl",
            str(ttl),
            "keeps resolvers on an unhealthy answer for longer than 60 seconds",
            f"set {LONGEST_TTL_WITH_HEALTH_CHECK} or less",
            "warning",
        )
