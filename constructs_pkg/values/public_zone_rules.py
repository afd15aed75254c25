"""What public zones must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.alarm_kinds import ZONE_ALARMS, names_of
from constructs_pkg.values.alarm_rules import check_alarms
from constructs_pkg.values.common_rules import other_partition, other_region, out_of_range, repeated
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.public_zone import HOME, Contributor, ParentZone, PublicZoneSpec
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.record_rules import LONGEST_TTL
from constructs_pkg.values.resource_id import KeyArn, RoleArn
from constructs_pkg.values.retention import check_retention

# What only exists while the zone is signed.
SIGNING_ALARMS = ("dnssec-internal-failure", "dnssec-keys-needing-action")


def check_public_zone(spec: PublicZoneSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in a stack in `region` of `account`; empty means good."""
    return [
        *_home(spec, region),
        *_name(spec),
        *_brought(spec),
        *_parent(spec, region, account),
        *_contributors(spec, account),
        *_logs(spec),
        *_signing(spec),
        *_alarms(spec, region),
    ]


def _home(spec: PublicZoneSpec, region: Region) -> Iterator[Problem]:
    needs = [key for key in ("query_logs", "dnssec", "alarms") if getattr(spec, key) is not None]
    if needs and region != HOME:
        limit = f"of a public zone stand in {HOME}, and the stack is in {region}"
        fix = f"make the zone in a stack in {HOME}: a hosted zone itself has no Region"
        yield Problem("public-zone-elsewhere", needs[0], " and ".join(needs), limit, fix)


def _name(spec: PublicZoneSpec) -> Iterator[Problem]:
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
    if spec.id is None and "." not in spec.name:
        limit = "is a top-level domain, of which Route 53 makes no public zone"
        yield Problem("zone-of-top-level-domain", "name", spec.name, limit, "name a domain that is yours")


def _brought(spec: PublicZoneSpec) -> Iterator[Problem]:
    if spec.id is None:
        if spec.name_servers:
            fix = "leave them out, or give the existing zone's id"
            yield Problem("name-servers-of-made-zone", "name_servers", "", "are given for a zone made here", fix)
        return
    if spec.query_logs is not None:
        limit = "is asked for an existing zone, and CloudFormation sets it only where it makes the zone"
        fix = "have whoever made the zone log its queries"
        yield Problem("query-logs-of-brought-zone", "query_logs", "", limit, fix)
    if spec.accelerated_recovery:
        limit, fix = "is asked for an existing zone, whose maker sets it", "leave it out"
        yield Problem("recovery-of-brought-zone", "accelerated_recovery", "true", limit, fix)
    if spec.delegated_from is not None and not spec.name_servers:
        limit = "is asked for an existing zone whose name servers are not told"
        yield Problem("delegation-without-name-servers", "delegated_from", "", limit, "give its name_servers")
    for place, first in repeated(spec.name_servers):
        limit = f"is also name_servers[{first}]"
        yield Problem("duplicate-name-server", f"name_servers[{place}]", spec.name_servers[place], limit, "drop one")


def _parent(spec: PublicZoneSpec, region: Region, account: object) -> Iterator[Problem]:
    parent = spec.delegated_from
    if parent is None:
        return
    for problem in _delegation(spec, parent, region, account):
        yield problem.under("delegated_from")


def _delegation(spec: PublicZoneSpec, parent: ParentZone, region: Region, account: object) -> Iterator[Problem]:
    if parent.name == spec.name or not spec.name.within(parent.name):
        limit = f"is not above {spec.name}"
        yield Problem("parent-not-above", "name", parent.name, limit, "name the zone that the name continues")
    yield from out_of_range("ttl-out-of-range", "ttl", parent.ttl, 0, LONGEST_TTL)
    if isinstance(parent.authorised_by, RoleArn):
        role = parent.authorised_by
        _, partition, _, _, owner, _ = role.split(":", 5)
        yield from other_partition("authorised_by", role, partition, region)
        if owner == account:
            limit = "is in the zone's own account, where records need no role"
            yield Problem("authority-in-own-account", "authorised_by", role, limit, "leave authorised_by out")


def _contributors(spec: PublicZoneSpec, account: object) -> Iterator[Problem]:
    # "Names are not distinguished by case": https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
    names = [each.role_name.lower() for each in spec.contributors.values()]
    for (key, each), place in zip(spec.contributors.items(), range(len(names)), strict=True):
        path = f"contributors.{key}"
        if each.role_name.lower() in names[:place]:
            limit = "is the name of another contributor's role"
            yield Problem("duplicate-role-name", f"{path}.role_name", each.role_name, limit, "name each role by itself")
        yield from (problem.under(path) for problem in _contributor(spec, each, account))


def _contributor(spec: PublicZoneSpec, each: Contributor, account: object) -> Iterator[Problem]:
    for place, one in enumerate(each.accounts):
        if one == account:
            limit = "is the zone's own account, where records need no role"
            yield Problem("contributor-of-own-account", f"accounts[{place}]", one, limit, "leave it out")
    for place, first in repeated(each.accounts):
        limit = f"is also accounts[{first}]"
        yield Problem("duplicate-account", f"accounts[{place}]", each.accounts[place], limit, "name it once")
    for place, name in enumerate(each.names):
        try:
            full = name.placed_in(spec.name)
        except Refused as refused:
            yield refused.at(f"names[{place}]")
            continue
        if full == spec.name and set(each.types) & {RecordType.NS, "DS"}:
            limit = "is the zone's own name, whose NS record Route 53 keeps and whose DS record is the parent's"
            fix = "leave NS and DS out of types, or name what is delegated"
            yield Problem("contributed-apex-delegation", f"names[{place}]", name, limit, fix)


def _logs(spec: PublicZoneSpec) -> Iterable[Problem]:
    if spec.query_logs is not None:
        yield from (problem.under("query_logs") for problem in check_retention(spec.query_logs.retention_days))


def _signing(spec: PublicZoneSpec) -> Iterable[Problem]:
    if spec.dnssec is None:
        return
    key = spec.dnssec.key_arn
    if isinstance(key, KeyArn):
        yield from other_region("signing-key-in-other-region", "dnssec.key_arn", key, Region(HOME))
    watched = spec.alarms is not None and all(
        spec.alarms.made_of(kind) for kind in ZONE_ALARMS if kind.name in SIGNING_ALARMS
    )
    if not watched:
        limit = "is on without alarms on it: where signing fails, validating resolvers answer nothing from the zone"
        yield Problem("dnssec-without-alarms", "dnssec", "", limit, "give alarms", "warning")


def _alarms(spec: PublicZoneSpec, region: Region) -> Iterator[Problem]:
    alarms = spec.alarms
    yield from check_alarms(alarms, ZONE_ALARMS, region)
    if alarms is None or spec.dnssec is not None:
        return
    for name in alarms.tune:
        if name in SIGNING_ALARMS:
            limit = "is on the signing of a zone that is not signed"
            yield Problem("alarm-without-dnssec", f"alarms.tune.{name}", "", limit, "leave it out, or sign the zone")
    if not any(alarms.made_of(kind) for kind in ZONE_ALARMS if kind.name not in SIGNING_ALARMS):
        names = [name for name in names_of(ZONE_ALARMS) if name not in SIGNING_ALARMS]
        limit = "makes no alarm: the zone is not signed, and no threshold for its queries is given"
        yield Problem("no-zone-alarm", "alarms", "", limit, f"tune one of: {', '.join(names)}")
