"""Public records that answer with what nobody on the internet reaches."""

from collections.abc import Callable, Mapping
from typing import Any

from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import Record, Visibility
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ZONE, ZONE_ID

_ENDPOINT = "vpce-0123456789abcdef0-abcdefgh.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com"
_BALANCER = "web-1234567890.us-east-1.elb.amazonaws.com"

_COLLECTION = "01234567-89ab-cdef-0123-456789abcdef"

# https://docs.aws.amazon.com/general/latest/gr/elb.html
_BALANCERS = "Z35SXDOTRQ7X7K"


def _record(visibility: Visibility = "public", **given: Any) -> Callable[[], list[Problem]]:
    record: Mapping[str, Any] = {"name": "www", "type": "A", **given}
    return lambda: check_records([parse(Record, record)], ZONE, visibility=visibility)


def _alias(name: str, zone_id: str = ZONE_ID) -> Callable[[], list[Problem]]:
    return _record(alias={"dns_name": name, "zone_id": zone_id})


def _from(location: str) -> Mapping[str, Any]:
    return {"policy": "ip-based", "set_identifier": "a", "collection_id": _COLLECTION, "location": location}


def _address(says: str, refused: Callable[[], list[Problem]], accepted: Callable[[], list[Problem]]) -> Case:
    rule, path = "private-address-in-public-zone", "records[0].values[0]"
    return Case(says, rule, path, refused, accepted, "warning")


PUBLIC_ANSWER_RULES = [
    _address(
        "an address of RFC 1918 is reached inside one network",
        _record(values=["10.0.0.1"]),
        _record(values=["198.51.100.1"]),
    ),
    _address(
        "a private zone answers with private addresses",
        _record(values=["192.168.0.1", "198.51.100.1"]),
        _record("private", values=["192.168.0.1", "10.0.0.1"]),
    ),
    _address(
        "unique local addresses of IPv6 are private too",
        _record(type="AAAA", values=["fd00::1"]),
        _record(type="AAAA", values=["2001:db8::1"]),
    ),
    _address(
        "text is no address",
        _record(values=["100.64.0.1"]),
        _record(type="TXT", values=['"10.0.0.1"']),
    ),
    _address(
        "who asks from known blocks may reach it",
        _record(values=["10.0.0.1"], policy=_from("*")),
        _record(values=["10.0.0.1"], policy=_from("customers")),
    ),
    Case(
        "an interface endpoint's name leads to private addresses",
        "private-name-in-public-zone",
        "records[0].values[0]",
        _record(type="CNAME", values=[_ENDPOINT]),
        _record(type="CNAME", values=["www.example.net"]),
        "warning",
    ),
    Case(
        "an alias leads there too",
        "private-name-in-public-zone",
        "records[0].alias.dns_name",
        _alias(_ENDPOINT),
        _alias("a1.awsglobalaccelerator.com"),
        "warning",
    ),
    Case(
        "an internal load balancer is told by its name",
        "private-name-in-public-zone",
        "records[0].alias.dns_name",
        _alias(f"internal-{_BALANCER}", _BALANCERS),
        _alias(_BALANCER, _BALANCERS),
        "warning",
    ),
]
