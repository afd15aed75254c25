"""What records of one name, and of one name and type, must keep to together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.problem import Problem, Severity
from constructs_pkg.values.record import (
    DEFAULT_TTL,
    Failover,
    Geolocation,
    Geoproximity,
    IpBased,
    Latency,
    Record,
    RecordType,
    RoutingPolicy,
    Weighted,
)

# Records of one name and type
# (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-records).
MOST_RECORDS = 100
MOST_GEOPROXIMITY_RECORDS = 30

# Route 53 gives all records of such a group the TTL that was set last: TTL in
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html and
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-multivalue.html
POLICIES_WITH_ONE_TTL = ("weighted", "multivalue")

EVERYWHERE_ELSE = "*"

_SEPARATORS = re.compile(r"[/\n]")


class PlacedRecord(NamedTuple):
    """A record with its path and the fully qualified name it has in its zone."""

    path: str
    name: DnsName
    record: Record

    @property
    def title(self) -> str:
        """Its name and type."""
        return f"{self.name} {self.record.type}"

    def problem(self, rule: str, key: str, limit: str, fix: str, severity: Severity = "error") -> Problem:
        """Return a problem at this record's `key`."""
        return Problem(rule, key, self.title, limit, fix, severity).under(self.path)


def check_groups(placed: Iterable[PlacedRecord]) -> list[Problem]:
    """Return the problems of the records of one zone among themselves."""
    by_name: dict[DnsName, list[PlacedRecord]] = defaultdict(list)
    by_type: dict[tuple[DnsName, RecordType], list[PlacedRecord]] = defaultdict(list)
    for each in placed:
        by_name[each.name].append(each)
        by_type[each.name, each.record.type].append(each)
    return [
        *(problem for group in by_name.values() for problem in _cname_alone(group)),
        *(problem for group in by_type.values() if len(group) > 1 for problem in _one_policy(group)),
        *(problem for group in by_type.values() for problem in _policy_group(group)),
    ]


def _cname_alone(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    cname = next((each for each in group if each.record.type is RecordType.CNAME), None)
    other = next((each for each in group if each.record.type is not RecordType.CNAME), None)
    if cname and other:
        limit = f"stands beside {other.title} at {other.path}"
        yield cname.problem("cname-beside-other", "type", limit, "a CNAME is the only record of its name (RFC 1034)")


def _one_policy(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    policies = [each.record.policy.policy if each.record.policy else "simple" for each in group]
    for each, policy in zip(group, policies, strict=True):
        if policy == policies[0] == "simple" and each is not group[0]:
            fix = "put all values into one record, or give each a routing policy"
            yield each.problem("duplicate-record", "name", f"is also {group[0].path}", fix)
        elif policy != policies[0]:
            rule = "simple-beside-policy" if "simple" in (policy, policies[0]) else "mixed-policies"
            limit = f"is {policy} while {group[0].path} is {policies[0]}"
            yield each.problem(rule, "policy", limit, "give all records of one name and type one policy")
    for place, first in repeated(each.record.set_identifier or place for place, each in enumerate(group)):
        limit = f"has the set identifier {group[place].record.set_identifier!r} of {group[first].path}"
        fix = "give each record of one name and type its own"
        yield group[place].problem("duplicate-set-identifier", "policy.set_identifier", limit, fix)

    # Logical ids come from set identifiers, and the CDK writes these characters of an id otherwise.
    identifiers = [each.record.set_identifier for each in group]
    for place, first in repeated(_SEPARATORS.sub("--", each) or at for at, each in enumerate(identifiers)):
        if identifiers[place] != identifiers[first]:
            limit = f"has a set identifier that is told from {identifiers[first]!r} of {group[first].path} by / alone"
            fix = "let them differ in something else than / and --"
            yield group[place].problem("set-identifiers-alike", "policy.set_identifier", limit, fix)


def _policy_group(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    policy = group[0].record.policy
    if policy is None or any(type(each.record.policy) is not type(policy) for each in group):
        return
    yield from _too_many(group, MOST_GEOPROXIMITY_RECORDS if isinstance(policy, Geoproximity) else MOST_RECORDS)
    yield from _one_ttl(group)
    match policy:
        case Weighted():
            yield from _weights(group)
        case Latency() | Geolocation():
            yield from _places(group)
        case IpBased():
            yield from _places(group)
            yield from _one_collection(group)
        case Failover():
            yield from _roles(group)


def _too_many(group: Sequence[PlacedRecord], most: int) -> Iterator[Problem]:
    if len(group) > most:
        limit = f"has {len(group)} records, {len(group) - most} more than the {most} that Route 53 allows"
        fix = "point some at a second name by an alias, which has its own records"
        yield group[0].problem("too-many-policy-records", "policy", limit, fix)


def _one_ttl(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    ttls = {DEFAULT_TTL if each.record.ttl is None else each.record.ttl for each in group if not each.record.alias}
    policy = group[0].record.policy
    if policy and policy.policy in POLICIES_WITH_ONE_TTL and len(ttls) > 1:
        limit = f"has the TTLs {', '.join(map(str, sorted(ttls)))}, of which Route 53 keeps the last one set"
        yield group[0].problem("group-ttl-differs", "ttl", limit, "give all records of the group one TTL", "warning")


def _weights(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    if all(isinstance(each.record.policy, Weighted) and each.record.policy.weight == 0 for each in group):
        limit = "has weight 0 in all its records, so each is answered equally often"
        yield group[0].problem("all-weights-zero", "policy.weight", limit, "give one a weight above 0", "warning")


def _places(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    places = [_place(each.record.policy) for each in group]
    for place, first in repeated(places):
        limit = f"stands for {places[place]}, as {group[first].path} does"
        yield group[place].problem("duplicate-location", "policy", limit, "give each location one record")
    policy = group[0].record.policy
    if isinstance(policy, Geolocation | IpBased) and EVERYWHERE_ELSE not in places:
        limit = "has no record for everywhere else, where nothing is answered"
        if isinstance(policy, Geolocation):
            fix = f"add one with country {EVERYWHERE_ELSE!r}"
            yield group[0].problem("geolocation-without-default", "policy", limit, fix, "warning")
        else:
            fix = f"add one with location {EVERYWHERE_ELSE!r}"
            yield group[0].problem("ip-based-without-default", "policy", limit, fix, "warning")


def _one_collection(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    named = [str(each.record.policy.collection_id) for each in group if isinstance(each.record.policy, IpBased)]
    for each, collection in zip(group, named, strict=True):
        if collection != named[0]:
            limit = f"goes by another CIDR collection than {group[0].path}"
            fix = "let all records of one name and type go by one collection"
            yield each.problem("several-cidr-collections", "policy.collection_id", limit, fix)


def _place(policy: RoutingPolicy | None) -> str:
    if isinstance(policy, Geolocation):
        return "-".join(part for part in (policy.continent, policy.country, policy.subdivision) if part)
    if isinstance(policy, IpBased):
        return policy.location
    return policy.region if isinstance(policy, Latency) else ""


def _roles(group: Sequence[PlacedRecord]) -> Iterator[Problem]:
    holders: dict[str, PlacedRecord] = {}
    for each in group:
        policy = each.record.policy
        role = policy.role if isinstance(policy, Failover) else ""
        if holders.setdefault(role, each) is not each:
            limit = f"is {role}, as {holders[role].path} is"
            yield each.problem("duplicate-failover-role", "policy.role", limit, "keep one PRIMARY and one SECONDARY")
    # A name is an alternate domain name of one distribution: DNSName in
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
    aliases = [each for each in group if each.record.alias and each.record.alias.kind == "cloudfront"]
    for each in aliases[1:]:
        limit = f"leads to CloudFront, as {aliases[0].path} does: only one distribution has the name"
        yield each.problem("cloudfront-beside-cloudfront", "alias", limit, "let one of them lead elsewhere")
    for role, missing in (("PRIMARY", "SECONDARY"), ("SECONDARY", "PRIMARY")):
        if missing not in holders:
            rule = f"{role}-without-{missing}".lower()
            yield holders[role].problem(
                rule, "policy.role", f"is {role} without {missing}", f"add the {missing} record"
            )
