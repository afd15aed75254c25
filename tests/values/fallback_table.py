"""The rules of names that fall back to public addresses: what is refused and its nearest valid neighbour."""

from constructs_pkg.values.problem import Problem

from .case import Case
from .examples import HEALTH_CHECK, ZONE, ZONE_ID, consumer, names

_PUBLIC = {"values": ["203.0.113.12"], "health_check_id": HEALTH_CHECK}


def _name(**changes: object) -> dict[str, object]:
    return {"fallback": {**_PUBLIC, **changes}}


def _dual(name: dict[str, object]) -> list[Problem]:
    zone = {"name": ZONE, "id": ZONE_ID}
    return consumer(names=[{"name": "db", "zone": zone, **name}], ip_address_type="dualstack")


FALLBACK_RULES = [
    Case(
        "a CNAME stands beside no addresses",
        "fallback-of-cname",
        "names[0].fallback",
        lambda: names({"kind": "cname", **_name()}),
        lambda: names(_name()),
    ),
    Case(
        "what takes the endpoint's place is reached without the VPC",
        "fallback-not-public",
        "names[0].fallback.values[1]",
        lambda: names(_name(values=["203.0.113.12", "10.0.0.9"])),
        lambda: names(_name(values=["203.0.113.12", "203.0.113.13"])),
    ),
    Case(
        "an address for use between carriers is no public one",
        "fallback-not-public",
        "names[0].fallback.values[0]",
        lambda: names(_name(values=["100.127.255.255"])),
        lambda: names(_name(values=["100.128.0.0"])),
    ),
    Case(
        "each type of the name has a way back",
        "fallback-lacks-type",
        "names[0].fallback.values",
        lambda: _dual(_name()),
        lambda: _dual(_name(values=["203.0.113.12", "2001:db8::12"])),
    ),
    Case(
        "somebody watches the endpoint",
        "fallback-unwatched",
        "names[0].fallback.health_check_id",
        lambda: names(_name(health_check_id=None)),
        lambda: names(_name()),
        "warning",
    ),
    Case(
        "an address is given once",
        "duplicate-value",
        "names[0].fallback.values[1]",
        lambda: names(_name(values=["203.0.113.12", "203.0.113.12"])),
        lambda: names(_name(values=["203.0.113.12", "203.0.113.13"])),
    ),
    Case(
        "networks on premises are told of a name once",
        "duplicate-name",
        "on_premises[1].name",
        lambda: consumer(on_premises=[{"name": "api.test"}, {"name": "api.test"}]),
        lambda: consumer(on_premises=[{"name": "api.test"}, {"name": "www.api.test"}]),
    ),
    Case(
        "servers forward a domain and no wildcard",
        "wildcard-forwarded",
        "on_premises[0].name",
        lambda: consumer(on_premises=[{"name": "*.api.test", "forward_to": ["10.0.0.2"]}]),
        lambda: consumer(on_premises=[{"name": "*.api.test"}, {"name": "api.test", "forward_to": ["10.0.0.2"]}]),
    ),
    Case(
        "servers forward to an address once",
        "duplicate-address",
        "on_premises[0].forward_to[1]",
        lambda: consumer(on_premises=[{"name": "api.test", "forward_to": ["10.0.0.2", "10.0.0.2"]}]),
        lambda: consumer(on_premises=[{"name": "api.test", "forward_to": ["10.0.0.2", "10.0.16.2"]}]),
    ),
]
