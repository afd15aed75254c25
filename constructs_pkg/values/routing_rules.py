"""What the routing policy and the health signal of one record must keep to.

Which policies and health checks a private zone knows:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.cidr_collection_rules import check_location
from constructs_pkg.values.common_rules import out_of_range
from constructs_pkg.values.geolocations import (
    COUNTRIES,
    LATENCY_REGIONS,
    MISTAKEN_COUNTRIES,
    UNSUPPORTED_COUNTRIES,
    US_SUBDIVISIONS,
)
from constructs_pkg.values.geoproximity import check_place
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import (
    Failover,
    Geolocation,
    Geoproximity,
    IpBased,
    Latency,
    Multivalue,
    Record,
    RecordType,
    Visibility,
    Weighted,
)

# https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
LONGEST_SET_IDENTIFIER = 128
HIGHEST_WEIGHT = 255

# https://docs.aws.amazon.com/Route53/latest/APIReference/API_GeoProximityLocation.html
HIGHEST_BIAS = 99

# Countries whose parts Route 53 tells apart: the United States and Ukraine
# (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-geo.html).
COUNTRIES_WITH_SUBDIVISIONS = ("US", "UA")


def check_routing(record: Record, visibility: Visibility = "private") -> list[Problem]:
    """Return the problems of the routing policy and health signal of `record`, with paths below it."""
    return [*_policy(record, visibility), *_type(record), *_health(record, visibility)]


def has_health_signal(record: Record) -> bool:
    """Tell whether Route 53 can find `record` unhealthy."""
    return record.health_check_id is not None or (record.alias is not None and record.alias.evaluate_target_health)


def _policy(record: Record, visibility: Visibility) -> Iterable[Problem]:
    if len(record.set_identifier) > LONGEST_SET_IDENTIFIER:
        limit = f"is over {LONGEST_SET_IDENTIFIER} characters ({len(record.set_identifier)})"
        shown = f"{record.set_identifier[:40]}..."
        yield Problem("set-identifier-too-long", "policy.set_identifier", shown, limit, "shorten it")
    match record.policy:
        case Weighted(weight=weight):
            yield from out_of_range("weight-out-of-range", "policy.weight", weight, 0, HIGHEST_WEIGHT)
        case Geoproximity(bias=bias):
            yield from out_of_range("bias-out-of-range", "policy.bias", bias, -HIGHEST_BIAS, HIGHEST_BIAS)
            place = (record.policy.region, record.policy.local_zone_group, record.policy.coordinates)
            yield from (problem.under("policy") for problem in check_place(*place))
        case Geolocation():
            yield from _location(record.policy)
            yield from _known_place(record.policy)
        case Latency(region=region) if region not in LATENCY_REGIONS:
            limit, fix = "is no Region that AWS lists for latency records", "check how it is written"
            yield Problem("unlisted-latency-region", "policy.region", region, limit, fix, "warning")
        case IpBased() if visibility == "private":
            yield Problem(
                "ip-based-routing-in-private-zone",
                "policy",
                record.policy.policy,
                "routing exists in public zones only",
                "choose another policy: geolocation and latency go by the VPC's Region",
            )
        case IpBased():
            yield from check_location(record.policy)


def _location(policy: Geolocation) -> Iterable[Problem]:
    given = (policy.continent, policy.country, policy.subdivision)
    value = "-".join(part for part in given if part)
    fix = "give a continent, a country, or a country and its subdivision"
    if bool(policy.continent) == bool(policy.country) or (policy.continent and policy.subdivision):
        limit = "names no location" if not value else "names no single location"
        yield Problem("geolocation-location", "policy", value, limit, fix)
    elif policy.subdivision and policy.country not in COUNTRIES_WITH_SUBDIVISIONS:
        limit = f"has a subdivision, which Route 53 knows for {' and '.join(COUNTRIES_WITH_SUBDIVISIONS)} only"
        yield Problem("geolocation-location", "policy", value, limit, "leave the subdivision out")


def _known_place(policy: Geolocation) -> Iterable[Problem]:
    country, part = policy.country, policy.subdivision
    if country in UNSUPPORTED_COUNTRIES:
        limit = "is a country of whose addresses Route 53 has no data"
        yield Problem("unknown-country", "policy.country", country, limit, "leave it to country '*' or its continent")
    elif country is not None and country != "*" and country not in COUNTRIES:
        fix = MISTAKEN_COUNTRIES.get(country, "write the code of ISO 3166-1")
        yield Problem("unknown-country", "policy.country", country, "is no country's code", fix)
    elif country == "US" and part is not None and part not in US_SUBDIVISIONS:
        limit = "is no state of the United States"
        yield Problem("unknown-subdivision", "policy.subdivision", part, limit, "write its two letters, such as NY")


def _type(record: Record) -> Iterable[Problem]:
    # Type in https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
    if record.policy and record.type is RecordType.NS:
        yield Problem("policy-on-ns", "policy", record.policy.policy, "is given for an NS record", "leave it out")
    if not isinstance(record.policy, Multivalue):
        return
    if record.type is RecordType.CNAME:
        fix = "use A or AAAA records, or weighted routing"
        yield Problem("multivalue-cname", "type", record.type, "has no multivalue routing", fix)
    if record.alias:
        fix = "give values, or use weighted routing"
        yield Problem("multivalue-alias", "alias", "", "has no multivalue routing", fix)
    if len(record.values) > 1:
        yield Problem(
            "multivalue-with-several-values",
            "values",
            f"{len(record.values)} values",
            "are healthy or unhealthy together",
            "give each value a record of its own",
            "warning",
        )


def _health(record: Record, visibility: Visibility) -> Iterable[Problem]:
    if record.health_check_id and record.policy is None and visibility == "private":
        yield Problem(
            "health-check-on-simple-record",
            "health_check_id",
            str(record.health_check_id),
            "is given for a simple record, where a private zone knows none",
            "leave it out, or choose a routing policy",
        )
    if isinstance(record.policy, Failover) and record.policy.role == "PRIMARY" and not has_health_signal(record):
        yield Problem(
            "primary-without-health-signal",
            "policy.role",
            "PRIMARY",
            "never fails over: nothing tells whether it is healthy",
            "give a health check, or an alias with evaluate_target_health",
        )
