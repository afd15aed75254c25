"""Records that nothing ever finds unhealthy, where others wait to take their place.

What counts as healthy: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/
health-checks-how-route-53-chooses-records.html and .../dns-failover-complex-configs.html.
"""

from collections.abc import Callable, Mapping
from typing import Any

from constructs_pkg.values.problem import Problem

from .case import Case
from .examples import HEALTH_CHECK, ZONE_ID, alias, failover, records, weighted

_CHECKED = {"health_check_id": HEALTH_CHECK, "ttl": 60}
_SECONDARY = {"policy": failover("SECONDARY")}
_ENDPOINT = "vpce-1-2.vpce-svc-3.us-east-1.vpce.amazonaws.com"
_API = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"


def _primary(target: Mapping[str, Any], *others: Mapping[str, Any], **more: Any) -> Callable[[], list[Problem]]:
    evaluated = {"evaluate_target_health": True, **target}
    return lambda: records({"policy": failover("PRIMARY"), "alias": evaluated, **more}, _SECONDARY, *others)


def _to_app(*others: Mapping[str, Any], **more: Any) -> Callable[[], list[Problem]]:
    named = [{"name": "app", **other} for other in others]
    return _primary({"to": "record", "dns_name": "app"}, *named, **more)


def _of(policy: str, name: str, **place: Any) -> dict[str, Any]:
    return {"policy": {"policy": policy, "set_identifier": name, **place}}


def _latency(name: str, region: str, **more: Any) -> dict[str, Any]:
    return {**_of("latency", name, region=region), **more}


def _primary_case(says: str, refused: Callable[[], list[Problem]], accepted: Callable[[], list[Problem]]) -> Case:
    return Case(says, "primary-never-unhealthy", "records[0].policy.role", refused, accepted, "warning")


def _sibling_case(says: str, refused: Callable[[], list[Problem]], accepted: Callable[[], list[Problem]]) -> Case:
    return Case(says, "sibling-never-unhealthy", "records[1].health_check_id", refused, accepted, "warning")


_PRIMARIES = [
    _primary_case("an alias is as healthy as its record", _to_app({}), _to_app({**_CHECKED, "policy": weighted("a")})),
    _primary_case("a health check of its own tells", _to_app({}), _to_app({}, health_check_id=HEALTH_CHECK)),
    _primary_case(
        "one record that counts as healthy keeps its whole name healthy",
        _to_app({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b"), "ttl": 60}),
        _to_app({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b"), **_CHECKED}),
    ),
    _primary_case(
        "a record of weight 0 takes the place of the others",
        _to_app({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b", 0), "ttl": 60}),
        _to_app({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b", 0), **_CHECKED}),
    ),
    _primary_case(
        "a failover ends at its SECONDARY",
        _to_app({"policy": failover("PRIMARY"), **_CHECKED}, {"policy": failover("SECONDARY")}),
        _to_app({"policy": failover("PRIMARY"), **_CHECKED}, {"policy": failover("SECONDARY"), **_CHECKED}),
    ),
    _primary_case(
        "everybody may come to the location for everywhere else",
        _to_app(
            {**_of("geolocation", "de", country="DE"), **_CHECKED},
            _of("geolocation", "else", country="*"),
        ),
        _to_app(
            _of("geolocation", "de", country="DE"),
            {**_of("geolocation", "else", country="*"), **_CHECKED},
        ),
    ),
    _primary_case(
        "no location is checked",
        _to_app(_of("geolocation", "de", country="DE"), _of("geolocation", "fr", country="FR")),
        _to_app(_of("geolocation", "de", country="DE"), {**_of("geolocation", "fr", country="FR"), **_CHECKED}),
    ),
    _primary_case(
        "an alias behind the alias does not evaluate its target",
        _to_app({"alias": alias()}),
        _to_app({"alias": alias(evaluate_target_health=True)}),
    ),
    _primary_case(
        "aliases are followed to their end",
        _to_app(
            {"alias": {"to": "record", "dns_name": "end", "evaluate_target_health": True}},
            {"name": "end"},
        ),
        _to_app(
            {"alias": {"to": "record", "dns_name": "end", "evaluate_target_health": True}},
            {"name": "end", "policy": weighted("a"), **_CHECKED},
        ),
    ),
    _primary_case(
        "a record of the zone is told by its full name and the zone's id as well",
        _primary({"dns_name": "app.example.com", "zone_id": ZONE_ID}, {"name": "app"}),
        _primary({"dns_name": "app.example.net", "zone_id": ZONE_ID}, {"name": "app"}),
    ),
    _primary_case(
        "an interface endpoint has no health that helps",
        _primary({"dns_name": _ENDPOINT, "zone_id": "Z7HUB22UULQXV"}),
        _primary({"dns_name": "a-1.elb.us-east-1.amazonaws.com", "to": "network-load-balancer", "region": "us-east-1"}),
    ),
    _primary_case(
        "an API has no health that helps",
        _primary({"to": "api-gateway", "dns_name": _API, "zone_id": "Z1UJRXOUMOOFQ8"}),
        _primary({"to": "api-gateway", "dns_name": _API, "zone_id": "Z1UJRXOUMOOFQ8"}, health_check_id=HEALTH_CHECK),
    ),
]

_SIBLINGS = [
    _sibling_case(
        "a weighted record is checked as the others are",
        lambda: records({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b"), "ttl": 60}),
        lambda: records({"policy": weighted("a"), "ttl": 60}, {"policy": weighted("b"), "ttl": 60}),
    ),
    _sibling_case(
        "a record of weight 0 is the last resort",
        lambda: records({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b", 1), "ttl": 60}),
        lambda: records({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b", 0), "ttl": 60}),
    ),
    _sibling_case(
        "a latency record is checked as the others are",
        lambda: records(_latency("us", "us-east-1", **_CHECKED), _latency("eu", "eu-west-1")),
        lambda: records(_latency("us", "us-east-1", **_CHECKED), _latency("eu", "eu-west-1", **_CHECKED)),
    ),
    _sibling_case(
        "a multivalue record is checked as the others are",
        lambda: records({**_of("multivalue", "a"), **_CHECKED}, {**_of("multivalue", "b"), "ttl": 60}),
        lambda: records({**_of("multivalue", "a"), **_CHECKED}, {**_of("multivalue", "b"), **_CHECKED}),
    ),
    _sibling_case(
        "an alias that evaluates its target may lead to nothing that is checked",
        lambda: records(
            _latency("us", "us-east-1", **_CHECKED),
            _latency("eu", "eu-west-1", alias={"to": "record", "dns_name": "eu", "evaluate_target_health": True}),
            {"name": "eu"},
        ),
        lambda: records(
            _latency("us", "us-east-1", **_CHECKED),
            _latency("eu", "eu-west-1", alias={"to": "record", "dns_name": "eu", "evaluate_target_health": True}),
            {"name": "eu", "policy": weighted("a"), **_CHECKED},
        ),
    ),
    _sibling_case(
        "locations are left to the one for everywhere else",
        lambda: records({"policy": weighted("a"), **_CHECKED}, {"policy": weighted("b"), "ttl": 60}),
        lambda: records(
            {**_of("geolocation", "de", country="DE"), **_CHECKED}, _of("geolocation", "else", country="*")
        ),
    ),
]

UNWATCHED_RULES = [*_PRIMARIES, *_SIBLINGS]
