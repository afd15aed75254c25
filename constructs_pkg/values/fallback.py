"""What a private name of an endpoint answers with while the endpoint is unhealthy: the service's public addresses.

A private zone answers alone for every name below it. Where it has no answer, or none that can be reached, nobody asks
the public zone of that name, so that a way back to the public endpoint needs a record of its own.
Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-private-hosted-zones.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.late import Late
from constructs_pkg.values.private_use import is_private_use
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import AliasTarget, Failover, Record, RecordType
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.spec import Spec

PRIMARY, SECONDARY = "endpoint", "public"
"""The set identifiers of the endpoint's record and of the one that takes its place."""

# Resolvers keep no answer for longer than this where a health check decides: TTL in
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
DEFAULT_TTL = 60


class Fallback(Spec):
    """Public addresses that take the endpoint's place."""

    values: Annotated[tuple[IpAddress, ...], Field(min_length=1)]
    """The public addresses of the service: of every address type that the name has."""

    ttl: Annotated[int, Field(strict=True)] = DEFAULT_TTL
    """Seconds that resolvers may keep them. Default: 60."""

    health_check_id: Late | HealthCheckId | None = None
    """The health check that tells whether the endpoint serves. Default: the endpoint's own health in Route 53, which
    AWS says to be of no use for failover."""


def fallback_records(primary: Record, fallback: Fallback) -> list[Record]:
    """Return `primary`, an alias to an endpoint, as the PRIMARY, and the SECONDARY of its type; alone without one."""
    alias, values = primary.alias, tuple(value for value in fallback.values if value.record_type == primary.type)
    if alias is None or not values:
        return [primary]
    evaluated = AliasTarget(dns_name=alias.dns_name, zone_id=alias.zone_id, evaluate_target_health=True)
    return [
        Record(
            name=primary.name,
            type=primary.type,
            alias=evaluated,
            ttl=primary.ttl,
            policy=Failover(set_identifier=PRIMARY, role="PRIMARY"),
            health_check_id=fallback.health_check_id,
        ),
        Record(
            name=primary.name,
            type=primary.type,
            values=values,
            ttl=fallback.ttl,
            policy=Failover(set_identifier=SECONDARY, role="SECONDARY"),
        ),
    ]


def wished_at(path: str, record: Record) -> str:
    """Return where `record` of the name at `path` was wished for."""
    return f"{path}.fallback" if record.set_identifier == SECONDARY else path


def check_fallback(fallback: Fallback, kind: str, types: Iterable[RecordType], path: str) -> Iterator[Problem]:
    """Yield the problems of the `fallback` at `path` of a name of that kind, whose alias has these `types`."""
    if kind == "cname":
        limit = "is given for a CNAME, which can stand beside no addresses of its name"
        yield Problem("fallback-of-cname", path, ", ".join(fallback.values), limit, "use an alias")
        return
    for place, value in enumerate(fallback.values):
        if is_private_use(value):
            limit = "is no public address: whoever loses the endpoint does not reach it"
            yield Problem("fallback-not-public", f"{path}.values[{place}]", value, limit, "give a public address")
    given = {value.record_type for value in fallback.values}
    for kind_of_address in types:
        if kind_of_address not in given:
            limit = f"has no address for the name's {kind_of_address} record, which would lead to the endpoint alone"
            fix = "add one, or choose the endpoint's addresses by ip_address_type or dns_options"
            yield Problem("fallback-lacks-type", f"{path}.values", ", ".join(fallback.values), limit, fix)
    if fallback.health_check_id is None:
        # EvaluateTargetHealth in https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
        limit = "is missing: of an interface endpoint AWS evaluates no health that helps to fail over"
        fix = "give a health check that follows the service, such as one on a CloudWatch alarm"
        yield Problem("fallback-unwatched", f"{path}.health_check_id", "", limit, fix, "warning")
