"""The rules of records beyond the limits: what is refused and its nearest valid neighbour."""

from constructs_pkg.values.own_alias_rules import check_alias_targets
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_alias_zones
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import HEALTH_CHECK, OTHER_ZONE_ID, ZONE, ZONE_ID, alias, failover, records, weighted

_CLOUDFRONT = "Z2FDTNDATAQYW2"
_PRIMARY = {"policy": failover("PRIMARY"), "health_check_id": HEALTH_CHECK, "ttl": 60}
_SECONDARY = {"policy": failover("SECONDARY")}
_NS = {"type": "NS", "values": ["ns.example.org"]}


def _multivalue(name: str = "a") -> dict[str, object]:
    return {"policy": "multivalue", "set_identifier": name}


def _geo(name: str, **location: str) -> dict[str, object]:
    return {"policy": {"policy": "geolocation", "set_identifier": name, **location}}


def _latency(name: str, region: str) -> dict[str, object]:
    return {"policy": {"policy": "latency", "set_identifier": name, "region": region}}


def _bias(bias: int) -> dict[str, object]:
    return {"policy": {"policy": "geoproximity", "set_identifier": "a", "region": "us-east-1", "bias": bias}}


def _alias_to(zone_id: str) -> list[Problem]:
    record = parse(Record, {"name": "db", "type": "A", "alias": alias(zone_id=zone_id)})
    plain = parse(Record, {"name": "web", "type": "A", "values": ["10.0.0.10"]})
    return check_alias_zones([("records[0]", record), ("records[1]", plain)], {OTHER_ZONE_ID: "partner.example.com"})


def _to_db(kind: str, target: dict[str, object]) -> list[Problem]:
    www = parse(Record, {"name": "www", "type": kind, "alias": {"to": "record", "dns_name": "db"}})
    other = parse(Record, {"name": "db", **target})
    return list(check_alias_targets([("records[0]", www), ("records[1]", other)], ZONE))


def _of_length(length: int) -> dict[str, object]:
    """An alias of a record whose full name has so many characters."""
    begin = ".".join(["a" * 63] * 3)
    last = "b" * (length - len(f"{begin}..{ZONE}"))
    return {"to": "record", "dns_name": f"{begin}.{last}"}


ONE_RECORD = [
    Case(
        "an alias is no name in another private zone",
        "alias-in-other-zone",
        "records[0].alias.zone_id",
        lambda: _alias_to(OTHER_ZONE_ID),
        lambda: _alias_to(ZONE_ID),
    ),
    Case(
        "an address leads to one host",
        "address-of-no-host",
        "records[0].values[1]",
        lambda: records({"values": ["10.0.0.10", "127.0.0.1"]}),
        lambda: records({"values": ["10.0.0.10", "10.0.0.11"]}),
        "warning",
    ),
    Case(
        "an address of IPv6 leads beyond its link",
        "address-of-no-host",
        "records[0].values[0]",
        lambda: records({"type": "AAAA", "values": ["fe80::1"]}),
        lambda: records({"type": "AAAA", "values": ["fd00::1"]}),
        "warning",
    ),
    Case(
        "the zone's own NS record is Route 53's",
        "ns-at-apex",
        "records[0].name",
        lambda: records({"name": "@", **_NS}),
        lambda: records({"name": "sub", **_NS}),
    ),
    Case(
        "an NS record is no wildcard",
        "wildcard-ns",
        "records[0].name",
        lambda: records({"name": "*", **_NS}),
        lambda: records({"name": "*"}),
    ),
    Case(
        "a record has values or an alias",
        "no-values",
        "records[0].values",
        lambda: records({"values": []}),
        lambda: records({"alias": alias()}),
    ),
    Case(
        "a record has not both values and an alias",
        "values-and-alias",
        "records[0].values",
        lambda: records({"values": ["10.0.0.10"], "alias": alias()}),
        lambda: records({"values": ["10.0.0.10"]}),
    ),
    Case(
        "a record set has at most 400 values",
        "too-many-values",
        "records[0].values",
        lambda: records({"values": [f"10.0.{number >> 8}.{number & 255}" for number in range(401)]}),
        lambda: records({"values": [f"10.0.{number >> 8}.{number & 255}" for number in range(400)]}),
    ),
    Case(
        "a CNAME has one value",
        "cname-with-several-values",
        "records[0].values",
        lambda: records({"type": "CNAME", "values": ["a.example.com", "b.example.com"]}),
        lambda: records({"type": "CNAME", "values": ["a.example.com"]}),
    ),
    Case(
        "a value is written once, in whatever form",
        "duplicate-value",
        "records[0].values[1]",
        lambda: records({"type": "AAAA", "values": ["fd00::10", "FD00:0::10"]}),
        lambda: records({"type": "AAAA", "values": ["fd00::10", "fd00::11"]}),
    ),
    Case(
        "a value has at most 4,000 characters",
        "value-too-long",
        "records[0].values[0]",
        lambda: records({"type": "TXT", "values": ['"abcdefgh"' * 401]}),
        lambda: records({"type": "TXT", "values": ['"abcdefgh"' * 400]}),
    ),
    Case(
        "a text has at most 255 octets, however they are escaped",
        "text-too-long",
        "records[0].values[0]",
        lambda: records({"type": "TXT", "values": ['"' + "\\344" * 256 + '"']}),
        lambda: records({"type": "TXT", "values": ['"' + "\\344" * 255 + '"']}),
    ),
    Case(
        "an NS record has no alias",
        "alias-of-ns",
        "records[0].type",
        lambda: records({"type": "NS", "alias": alias()}),
        lambda: records({"type": "TXT", "alias": alias()}),
    ),
    Case(
        "a private zone cannot alias CloudFront",
        "cloudfront-alias-in-private-zone",
        "records[0].alias.zone_id",
        lambda: records({"alias": alias(zone_id=_CLOUDFRONT)}),
        lambda: records({"alias": alias(zone_id=OTHER_ZONE_ID)}),
    ),
    Case(
        "a TTL is at least 0",
        "ttl-out-of-range",
        "records[0].ttl",
        lambda: records({"ttl": -1}),
        lambda: records({"ttl": 0}),
    ),
    Case(
        "a TTL is at most 2147483647",
        "ttl-out-of-range",
        "records[0].ttl",
        lambda: records({"ttl": 2_147_483_648}),
        lambda: records({"ttl": 2_147_483_647}),
    ),
    Case(
        "the default TTL is over 60 s as well",
        "ttl-over-60-with-health-check",
        "records[0].ttl",
        lambda: records({"policy": weighted("a"), "health_check_id": HEALTH_CHECK}),
        lambda: records({"policy": weighted("a"), "health_check_id": HEALTH_CHECK, "alias": alias()}),
        "warning",
    ),
    Case(
        "a simple record has no health check in a private zone",
        "health-check-on-simple-record",
        "records[0].health_check_id",
        lambda: records({"health_check_id": HEALTH_CHECK, "ttl": 60}),
        lambda: records({"health_check_id": HEALTH_CHECK, "ttl": 60, "policy": weighted("a")}),
    ),
    Case(
        "a weight is at least 0",
        "weight-out-of-range",
        "records[0].policy.weight",
        lambda: records({"policy": weighted("a", -1)}),
        lambda: records({"policy": weighted("a", 0)}),
    ),
    Case(
        "a bias is at most 99",
        "bias-out-of-range",
        "records[0].policy.bias",
        lambda: records(_bias(100)),
        lambda: records(_bias(99)),
    ),
    Case(
        "a bias is at least -99",
        "bias-out-of-range",
        "records[0].policy.bias",
        lambda: records(_bias(-100)),
        lambda: records(_bias(-99)),
    ),
    Case(
        "a geolocation names a place",
        "geolocation-location",
        "records[0].policy",
        lambda: records(_geo("a")),
        lambda: records(_geo("a", country="*")),
    ),
    Case(
        "a geolocation names one place",
        "geolocation-location",
        "records[0].policy",
        lambda: records(_geo("a", continent="EU", country="DE")),
        lambda: records(_geo("a", continent="EU")),
    ),
    Case(
        "a subdivision is part of a country, not of a continent",
        "geolocation-location",
        "records[0].policy",
        lambda: records(_geo("a", continent="NA", subdivision="WA")),
        lambda: records(_geo("a", country="US", subdivision="WA")),
    ),
    Case(
        "a subdivision is one of the United States or Ukraine",
        "geolocation-location",
        "records[0].policy",
        lambda: records(_geo("a", country="DE", subdivision="BY")),
        lambda: records(_geo("a", country="UA", subdivision="32")),
    ),
    Case(
        "a country is one of ISO 3166-1",
        "unknown-country",
        "records[0].policy.country",
        lambda: records(_geo("a", country="UK")),
        lambda: records(_geo("a", country="GB")),
    ),
    Case(
        "Route 53 knows no addresses of some countries",
        "unknown-country",
        "records[0].policy.country",
        lambda: records(_geo("a", country="BV")),
        lambda: records(_geo("a", country="NO")),
    ),
    Case(
        "a subdivision of the United States is one of its states",
        "unknown-subdivision",
        "records[0].policy.subdivision",
        lambda: records(_geo("a", country="US", subdivision="XX")),
        lambda: records(_geo("a", country="US", subdivision="DC")),
    ),
    Case(
        "a Region by latency is one that is listed",
        "unlisted-latency-region",
        "records[0].policy.region",
        lambda: records(_latency("a", "us-east-9")),
        lambda: records(_latency("a", "us-east-2")),
        "warning",
    ),
    Case(
        "an alias does not lead back to itself",
        "alias-loop",
        "records[0].alias.dns_name",
        lambda: records({"alias": {"to": "record", "dns_name": "db"}}),
        lambda: records({"alias": {"to": "record", "dns_name": "web"}}),
    ),
    Case(
        "aliases do not lead back through each other",
        "alias-loop",
        "records[1].alias.dns_name",
        lambda: records(
            {"alias": {"to": "record", "dns_name": "web"}}, {"name": "web", "alias": {"to": "record", "dns_name": "db"}}
        ),
        lambda: records(
            {"alias": {"to": "record", "dns_name": "web"}}, {"name": "web", "alias": {"to": "record", "dns_name": "x"}}
        ),
    ),
    Case(
        "the name that an alias of a record has in its zone is not too long",
        "name-too-long",
        "records[0].alias.dns_name",
        lambda: records({"alias": _of_length(254)}),
        lambda: records({"alias": _of_length(253)}),
    ),
    Case(
        "an alias of a record has that record beside it",
        "alias-target-missing",
        "records[0].alias.dns_name",
        lambda: _to_db("AAAA", {"type": "A", "values": ["10.0.0.10"]}),
        lambda: _to_db("A", {"type": "A", "values": ["10.0.0.10"]}),
        "warning",
    ),
    Case(
        "a wildcard may be what an alias leads to",
        "alias-target-missing",
        "records[0].alias.dns_name",
        lambda: _to_db("A", {"name": "*.db", "type": "A", "values": ["10.0.0.10"]}),
        lambda: _to_db("A", {"name": "*", "type": "A", "values": ["10.0.0.10"]}),
        "warning",
    ),
    Case(
        "an NS record is simple",
        "policy-on-ns",
        "records[0].policy",
        lambda: records({**_NS, "policy": weighted("a")}),
        lambda: records(_NS),
    ),
    Case(
        "a CNAME has no multivalue routing",
        "multivalue-cname",
        "records[0].type",
        lambda: records({"type": "CNAME", "values": ["a.example.com"], "policy": _multivalue()}),
        lambda: records({"type": "TXT", "values": ['"a"'], "policy": _multivalue()}),
    ),
    Case(
        "an alias has no multivalue routing",
        "multivalue-alias",
        "records[0].alias",
        lambda: records({"alias": alias(), "policy": _multivalue()}),
        lambda: records({"alias": alias(), "policy": weighted("a")}),
    ),
    Case(
        "a multivalue record has one value",
        "multivalue-with-several-values",
        "records[0].values",
        lambda: records({"values": ["10.0.0.10", "10.0.0.11"], "policy": _multivalue()}),
        lambda: records({"values": ["10.0.0.10"], "policy": _multivalue()}),
        "warning",
    ),
]

RECORDS_TOGETHER = [
    Case(
        "a name and type has one simple record",
        "duplicate-record",
        "records[1].name",
        lambda: records({"name": "db"}, {"name": "DB.example.com.", "values": ["10.0.0.11"]}),
        lambda: records({"name": "db"}, {"name": "db2.example.com.", "values": ["10.0.0.11"]}),
    ),
    Case(
        "a simple record does not stand beside one with a policy",
        "simple-beside-policy",
        "records[1].policy",
        lambda: records({}, {"policy": weighted("a")}),
        lambda: records({}, {"policy": weighted("a"), "name": "db2"}),
    ),
    Case(
        "records of one name and type have one policy",
        "mixed-policies",
        "records[1].policy",
        lambda: records(_latency("a", "us-east-1"), {"policy": weighted("b")}),
        lambda: records({"policy": weighted("a")}, {"policy": weighted("b")}),
    ),
    Case(
        "set identifiers differ by more than a slash",
        "set-identifiers-alike",
        "records[1].policy.set_identifier",
        lambda: records({"policy": weighted("a/b")}, {"policy": weighted("a--b")}),
        lambda: records({"policy": weighted("a/b")}, {"policy": weighted("a-b")}),
    ),
    Case(
        "records of one name and type have different set identifiers",
        "duplicate-set-identifier",
        "records[1].policy.set_identifier",
        lambda: records({"policy": weighted("a")}, {"policy": weighted("a")}),
        lambda: records({"policy": weighted("a")}, {"policy": weighted("a"), "type": "TXT", "values": ['"a"']}),
    ),
    Case(
        "a Region has one latency record",
        "duplicate-location",
        "records[1].policy",
        lambda: records(_latency("a", "us-east-1"), _latency("b", "us-east-1")),
        lambda: records(_latency("a", "us-east-1"), _latency("b", "us-west-2")),
    ),
    Case(
        "geolocation without a record for everywhere else answers nothing there",
        "geolocation-without-default",
        "records[0].policy",
        lambda: records(_geo("a", continent="EU")),
        lambda: records(_geo("a", continent="EU"), _geo("b", country="*")),
        "warning",
    ),
    Case(
        "SECONDARY has a PRIMARY",
        "secondary-without-primary",
        "records[0].policy.role",
        lambda: records(_SECONDARY),
        lambda: records(_SECONDARY, _PRIMARY),
    ),
    Case(
        "there is one PRIMARY",
        "duplicate-failover-role",
        "records[1].policy.role",
        lambda: records(_PRIMARY, {**_PRIMARY, "policy": {**failover("PRIMARY"), "set_identifier": "b"}}, _SECONDARY),
        lambda: records(_PRIMARY, _SECONDARY),
    ),
    Case(
        "weighted records have one TTL",
        "group-ttl-differs",
        "records[0].ttl",
        lambda: records({"policy": weighted("a"), "ttl": 60}, {"policy": weighted("b")}),
        lambda: records({"policy": weighted("a"), "ttl": 300}, {"policy": weighted("b")}),
        "warning",
    ),
]

RECORD_RULES = [*ONE_RECORD, *RECORDS_TOGETHER]
