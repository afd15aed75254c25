"""What health signals, and the records that name them, demand of a topology: refused wishes and their neighbours."""

from typing import Any

from .wishes import Wish

Case = tuple[str, list[tuple[str, str]], Wish, Wish]

_SITE: Wish = {"https": {"domain_name": "www.example.com", "interval": 10}}
_AT = "health_signals.site"
_ELSEWHERE = "01234567-89ab-cdef-0123-456789abcdef"


def signals(record: Wish | None = None, **given: Wish) -> Wish:
    """Return the changes that make health signals in `app`, unless they say otherwise, and records of one name."""
    primary = {
        "name": "shop",
        "type": "A",
        "values": ["10.1.0.11"],
        "ttl": 30,
        "policy": {"policy": "failover", "set_identifier": "one", "role": "PRIMARY"},
        "health_signal": "site",
        **(record or {}),
    }
    secondary = {
        "name": "shop",
        "type": "A",
        "values": ["10.1.0.12"],
        "ttl": 30,
        "policy": {"policy": "failover", "set_identifier": "two", "role": "SECONDARY"},
    }
    made = {"site": _SITE, **given}
    return {
        "cells.app.records": [{key: value for key, value in primary.items() if value is not None}, secondary],
        "health_signals": {key: {"cell": "app", **signal} for key, signal in made.items()},
    }


def _case(says: str, rule: str, path: str, refused: Wish, accepted: Wish) -> Case:
    return says, [(rule, path)], refused, accepted


def _hosts(service: str, **given: Any) -> Wish:
    return signals(site={"cell": "data", "service_healthy_hosts": {"service": service, **given}}) | _UNNAMED


# Records of `app` name no signal of `data`.
_UNNAMED: Wish = {"cells.app.records": []}
_OLD_ENDPOINT: Wish = {"cell": "old", "endpoint": "vendor"}

SIGNAL_CASES: list[Case] = [
    _case(
        "a health signal of a cell that is not there",
        "unknown-cell",
        f"{_AT}.cell",
        signals(site=_SITE | {"cell": "apq"}) | _UNNAMED,
        signals(),
    ),
    _case(
        "a private address that health checkers are to probe",
        "health-check-of-private-address",
        f"{_AT}.https.ip_address",
        signals(site={"https": {"ip_address": "10.1.0.11"}}),
        signals(site={"https": {"ip_address": "52.95.110.1"}}),
    ),
    _case(
        "a health signal that is not there",
        "unknown-health-signal",
        "cells.app.records[0].health_signal",
        signals({"health_signal": "sight"}),
        signals(),
    ),
    _case(
        "a health signal of another cell",
        "health-signal-of-other-cell",
        "cells.app.records[0].health_signal",
        signals(site=_SITE | {"cell": "data"}),
        signals(),
    ),
    _case(
        "a health signal beside the id of a health check",
        "health-signal-and-check",
        "cells.app.records[0].health_signal",
        signals({"health_check_id": "01234567-89ab-cdef-0123-456789abcdef"}),
        signals({"health_check_id": "01234567-89ab-cdef-0123-456789abcdef", "health_signal": None}),
    ),
    _case(
        "a primary whose name is to recover faster than its signal tells",
        "recovers-too-late",
        "cells.app.records[0].recover_within",
        # 3 x 10 s and 6 s, and 30 s of TTL.
        signals({"recover_within": 65}),
        signals({"recover_within": 66}),
    ),
    _case(
        "a record that is to recover, of which nothing tells",
        "recovery-not-bounded",
        "cells.app.records[0].recover_within",
        signals({"recover_within": 600}, site={"alarm": {"name": "orders", "region": "us-east-1"}}),
        signals(
            {"recover_within": 600}, site={"alarm": {"name": "orders", "region": "us-east-1", "goes_off_within": 60}}
        ),
    ),
    _case(
        "an alias that is to recover, of whose target no TTL is told",
        "recovery-not-bounded",
        "cells.app.records[0].recover_within",
        signals(
            {
                "recover_within": 600,
                "values": None,
                "ttl": None,
                "alias": {"dns_name": "elsewhere.example.net", "zone_id": "Z0123"},
            }
        ),
        signals(
            {
                "recover_within": 600,
                "values": None,
                "ttl": None,
                "alias": {"dns_name": "web.example.net", "to": "network-load-balancer", "region": "us-east-1"},
            }
        ),
    ),
    _case(
        "a record that is to recover, by a health check that is made elsewhere",
        "recovery-not-bounded",
        "cells.app.records[0].recover_within",
        signals({"recover_within": 600, "health_check_id": _ELSEWHERE, "health_signal": None}),
        signals({"recover_within": 600}),
    ),
    _case(
        "an alarm of another partition",
        "alarm-in-other-partition",
        f"{_AT}.alarm.region",
        signals(site={"alarm": {"name": "orders", "region": "us-gov-west-1"}}),
        signals(site={"alarm": {"name": "orders", "region": "eu-west-1"}}),
    ),
    _case(
        "a signal by which all names are to recover in time, and the TTL of one",
        "recovers-too-late",
        f"{_AT}.recover_within",
        signals({"ttl": 31}, site=_SITE | {"recover_within": 66}),
        signals({"ttl": 30}, site=_SITE | {"recover_within": 66}),
    ),
    _case(
        "a calculated signal that is to recover faster than what it counts",
        "recovers-too-late",
        "health_signals.all.recover_within",
        signals(
            {"health_signal": "all"},
            slow={"metric": {"namespace": "Orders", "name": "Depth", "statistic": "Maximum", "above": 1}},
            all={"calculated": {"children": ["site", "slow"]}, "recover_within": 209},
        ),
        signals(
            {"health_signal": "all"},
            slow={"metric": {"namespace": "Orders", "name": "Depth", "statistic": "Maximum", "above": 1}},
            all={"calculated": {"children": ["site", "slow"]}, "recover_within": 210},
        ),
    ),
    _case(
        "a calculated signal of one that is not there",
        "unknown-health-signal",
        "health_signals.all.calculated.children[0]",
        signals(all={"calculated": {"children": ["sight"]}}),
        signals(all={"calculated": {"children": ["site"]}}),
    ),
    _case(
        "a calculated signal of one of another cell",
        "health-signal-of-other-cell",
        "health_signals.all.calculated.children[0]",
        signals(there=_SITE | {"cell": "data"}, all={"calculated": {"children": ["there"]}}),
        signals(there=_SITE | {"cell": "data"}, all={"cell": "data", "calculated": {"children": ["there"]}}),
    ),
    _case(
        "a calculated signal that counts itself",
        "circular-health-signals",
        "health_signals.all.calculated.children[0]",
        signals(all={"calculated": {"children": ["all"]}}),
        signals(all={"calculated": {"children": ["site"]}}),
    ),
    (
        "calculated signals that count each other",
        [
            ("circular-health-signals", "health_signals.one.calculated.children[0]"),
            ("circular-health-signals", "health_signals.two.calculated.children[0]"),
        ],
        signals(one={"calculated": {"children": ["two"]}}, two={"calculated": {"children": ["one"]}}),
        signals(one={"calculated": {"children": ["two", "site"]}}, two={"calculated": {"children": ["site"]}}),
    ),
    (
        "calculated signals in a circle that another one counts",
        [
            ("circular-health-signals", "health_signals.one.calculated.children[0]"),
            ("circular-health-signals", "health_signals.two.calculated.children[0]"),
            ("unknown-health-signal", "health_signals.two.calculated.children[1]"),
        ],
        signals(
            one={"calculated": {"children": ["two"]}},
            two={"calculated": {"children": ["one", "three"]}},
            zero={"calculated": {"children": ["one"]}},
        ),
        signals(one={"calculated": {"children": ["site"]}}, zero={"calculated": {"children": ["one", "site"]}}),
    ),
    _case(
        "the healthy targets of a service that is not there",
        "unknown-service",
        f"{_AT}.service_healthy_hosts.service",
        _hosts("dc"),
        _hosts("db"),
    ),
    _case(
        "the healthy targets of a service of another cell",
        "health-signal-of-other-cell",
        f"{_AT}.service_healthy_hosts.service",
        signals(site={"service_healthy_hosts": "db"}),
        _hosts("db"),
    ),
    _case(
        "the healthy targets of a port that the service has not",
        "unknown-listener",
        f"{_AT}.service_healthy_hosts.port",
        _hosts("db", port=5433),
        _hosts("db", port=5432),
    ),
    _case(
        "the healthy targets of load balancers made elsewhere",
        "no-hosts-measured",
        f"{_AT}.service_healthy_hosts",
        _hosts("db")
        | {
            "services.db": {
                "cell": "data",
                "load_balancer_arns": [
                    "arn:aws:elasticloadbalancing:us-east-1:222222222222:loadbalancer/net/db/0123456789abcdef"
                ],
                "allowed_principals": ["111111111111"],
            },
            "links.db.ingress": [{"from_port": 5432, "cidr": "10.1.0.0/16"}],
        },
        _hosts("db"),
    ),
    _case(
        "the endpoint of a link that is not there",
        "unknown-link",
        f"{_AT}.endpoint.link",
        signals(site={"endpoint": "bd"}),
        signals(site={"endpoint": "db"}),
    ),
    _case(
        "the endpoint of a link of another cell",
        "health-signal-of-other-cell",
        f"{_AT}.endpoint.link",
        signals(site={"endpoint": "vendor"}),
        signals(site=_OLD_ENDPOINT) | _UNNAMED,
    ),
    _case(
        "an endpoint to a service of another Region, of which AWS measures nothing",
        "endpoint-not-measured",
        f"{_AT}.endpoint.link",
        signals(site=_OLD_ENDPOINT)
        | _UNNAMED
        | {"links.vendor.service_name": "com.amazonaws.vpce.eu-west-1.vpce-svc-00000000000000001"},
        signals(site=_OLD_ENDPOINT) | _UNNAMED,
    ),
]
