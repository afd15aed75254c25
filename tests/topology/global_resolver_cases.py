"""Global Resolvers: what the rules of a topology refuse, and the neighbours that they let through."""

from .wishes import Wish

VIEW: Wish = {
    "access_sources": {"office": {"cidr": "198.51.100.0/24", "protocol": "DOH"}},
    "zones": [{"cell": "app", "name": "example.com"}],
}
STAFF: Wish = {"account": "111111111111", "regions": ["us-east-1", "eu-west-1"], "views": {"staff": VIEW}}
ZONES = "global_resolvers.staff.views.staff.zones"
TWO: Wish = {
    "cells.two": {
        "account": "111111111111",
        "region": "us-east-1",
        "network": {"cidr": "10.3.0.0/16", "availability_zones": [{"slot": 0, "name": "us-east-1b"}]},
        "zones": ["a-b.test", "a.b.test"],
    }
}
FIRST: Wish = {"cell": "two", "name": "a-b.test"}
SECOND: Wish = {"cell": "two", "name": "a.b.test"}


def _staff(**changes: object) -> Wish:
    return {"global_resolvers.staff": STAFF | changes}


def _seen(*zones: Wish) -> Wish:
    return _staff(views={"staff": VIEW | {"zones": [*zones]}})


# What, the rule and path of every problem, the change that causes them, the change that does not.
GLOBAL_RESOLVER_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a view of a cell that is not there",
        [("unknown-cell", f"{ZONES}[0].cell")],
        _seen({"cell": "ap", "name": "example.com"}),
        _staff(),
    ),
    (
        "a view of a zone that its cell has not",
        [("unknown-zone", f"{ZONES}[0].name")],
        _seen({"cell": "app", "name": "example.org"}),
        _staff(),
    ),
    (
        "a view of a zone of another account",
        [("zone-of-other-account", f"{ZONES}[0].cell")],
        _staff(account="222222222222"),
        _staff(),
    ),
    (
        "a view of a zone that nobody tells the id of",
        [("zone-without-id", f"{ZONES}[0]")],
        _seen({"name": "example.com"}),
        _seen({"name": "example.com", "id": {"stack_parameter": "ZoneId"}}),
    ),
    (
        "two zones by one parameter",
        [("parameter-of-two-zones", f"{ZONES}[1]")],
        TWO | _seen(FIRST, SECOND),
        TWO | _seen(FIRST, SECOND | {"id": {"stack_parameter": "Other"}}),
    ),
    (
        "a Global Resolver of one Region",
        [("one-region-resolver", "global_resolvers.staff.regions")],
        _staff(regions=["us-east-1"]),
        _staff(),
    ),
    (
        "a Global Resolver of another partition's Region",
        [("global-resolver-partition", "global_resolvers.staff.regions[1]")],
        _staff(regions=["us-east-1", "cn-north-1"]),
        _staff(),
    ),
    (
        "a tag of AWS on a Global Resolver",
        [("reserved-tag", "global_resolvers.staff.tags.aws:owner")],
        _staff(tags={"aws:owner": "x"}),
        _staff(tags={"owner": "x"}),
    ),
]
