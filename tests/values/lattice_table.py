"""The rules of service networks and services of VPC Lattice."""

from typing import Any

from constructs_pkg.values.lattice_service import LatticeServiceSpec
from constructs_pkg.values.lattice_service_rules import check_lattice_service
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.service_network import ServiceNetworkSpec
from constructs_pkg.values.service_network_rules import check_service_network
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, CERTIFICATE, NETWORK, REGION, ZONE_ID, group

_ARN = "arn:aws:vpc-lattice:us-east-1:222222222222:servicenetwork/sn-0123456789abcdef0"
_FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:orders"
_OWN_VPC = {"from_own_vpc": True}
_WEB = {"ip_addresses": ["10.0.0.10"]}
_BALANCER = "arn:aws:elasticloadbalancing:us-east-1:{}:loadbalancer/app/orders/0123456789abcdef"
_TO_WEB = {"forward": [{"targets": "web"}]}
_RULE = {"priority": 10, "path_prefix": "/api", **_TO_WEB}
_TCP = {**_WEB, "protocol": "TCP"}
_THROUGH = {"protocol": "TLS_PASSTHROUGH", **_TO_WEB}
_NAMED = {"custom_domain_name": "orders.example.com", "certificate_arn": CERTIFICATE}


def _network(**changes: Any) -> list[Problem]:
    try:
        spec = parse(ServiceNetworkSpec, {"network": NETWORK, **changes})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_service_network(spec, REGION, AccountId(ACCOUNT))


def _service(**changes: Any) -> list[Problem]:
    wish = {"network": NETWORK, "target_groups": {"web": _WEB}, "listeners": {"https": _TO_WEB}, **changes}
    try:
        spec = parse(LatticeServiceSpec, wish)
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_lattice_service(spec, REGION, AccountId(ACCOUNT))


def _listener(**listener: Any) -> list[Problem]:
    return _service(listeners={"https": {**_TO_WEB, **listener}})


def _rule(**rule: Any) -> list[Problem]:
    wish = {key: value for key, value in {**_RULE, **rule}.items() if value is not None}
    return _listener(rules={"api": wish})


def _targets(**targets: Any) -> list[Problem]:
    return _service(target_groups={"web": targets})


def _through(**changes: Any) -> list[Problem]:
    return _service(
        **{"target_groups": {"web": _TCP}, "listeners": {"tls": _THROUGH}, "custom_domain_name": "a.test", **changes}
    )


def _groups(count: int) -> dict[str, Any]:
    names = [f"web{number}" for number in range(count)]
    return {
        "target_groups": dict.fromkeys(names, _WEB),
        "listeners": {"https": {"forward": [{"targets": name} for name in names]}},
    }


LATTICE_RULES = [
    Case(
        "a service network is joined in its Region",
        "service-network-in-other-region",
        "arn",
        lambda: _network(arn=_ARN.replace("us-east-1", "us-east-2")),
        lambda: _network(arn=_ARN),
    ),
    Case(
        "what its owner says of a service network is not said by others",
        "owned-by-others",
        "allowed",
        lambda: _network(arn=_ARN, allowed=[_OWN_VPC]),
        lambda: _network(allowed=[_OWN_VPC]),
    ),
    Case(
        "a service network that exists is there to be joined",
        "network-not-joined",
        "joined",
        lambda: _network(arn=_ARN, joined=False),
        lambda: _network(joined=False),
        "warning",
    ),
    Case(
        "clients are of a VPC that joins",
        "association-not-made",
        "ingress",
        lambda: _network(joined=False, ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}]),
        lambda: _network(ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}]),
    ),
    Case(
        "somebody is let in",
        "no-clients-known",
        "ingress",
        lambda: _network(network={**NETWORK, "cidr": None}),
        lambda: _network(network={**NETWORK, "cidr": None}, ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}]),
    ),
    Case(
        "an association has at most five security groups",
        "security-groups-of-association",
        "security_group_ids",
        lambda: _network(security_group_ids=[group(number) for number in range(6)]),
        lambda: _network(security_group_ids=[group(number) for number in range(5)]),
    ),
    Case(
        "the rules of groups that are given are not changed",
        "ingress-with-association-groups",
        "ingress",
        lambda: _network(security_group_ids=[group(1)], ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}]),
        lambda: _network(security_group_ids=[group(1)]),
    ),
    Case(
        "specified domains are named",
        "domains-not-specified",
        "private_dns_specified_domains",
        lambda: _network(private_dns_preference="specified"),
        lambda: _network(private_dns_preference="specified", private_dns_specified_domains=["db.example.com"]),
    ),
    Case(
        "domains are named where they are looked at",
        "domains-without-preference",
        "private_dns_specified_domains",
        lambda: _network(private_dns_preference="all", private_dns_specified_domains=["db.example.com"]),
        lambda: _network(private_dns_preference="all"),
    ),
    Case(
        "open is open",
        "open-and-allowed",
        "open_because",
        lambda: _network(open_because="a test", allowed=[_OWN_VPC]),
        lambda: _network(open_because="a test"),
    ),
    Case(
        "a caller is limited by something",
        "caller-without-limit",
        "allowed[0]",
        lambda: _network(allowed=[{"methods": ["GET"]}]),
        lambda: _network(allowed=[{"methods": ["GET"], **_OWN_VPC}]),
    ),
    Case(
        "everybody is no principal",
        "caller-everyone",
        "allowed[0].principals[0]",
        lambda: _network(allowed=[{"principals": ["*"]}]),
        lambda: _network(allowed=[{"principals": ["222222222222"]}]),
    ),
    Case(
        "a caller is named once",
        "duplicate-caller",
        "allowed[1]",
        lambda: _network(allowed=[_OWN_VPC, _OWN_VPC]),
        lambda: _network(allowed=[_OWN_VPC]),
    ),
    Case(
        "logs are kept for a period of CloudWatch Logs",
        "retention-days",
        "log_retention_days",
        lambda: _network(log_retention_days=366),
        lambda: _network(log_retention_days=365),
    ),
    Case(
        "a parameter is the account's own",
        "reserved-parameter-path",
        "publish_to",
        lambda: _network(publish_to="/aws/network"),
        lambda: _network(publish_to="/own/network"),
    ),
    Case(
        "a service is once in a network",
        "duplicate-service-network",
        "service_networks.other",
        lambda: _service(service_networks={"first": _ARN, "other": _ARN}),
        lambda: _service(service_networks={"first": _ARN}),
    ),
    Case(
        "a service's name is no wildcard",
        "wildcard-service-name",
        "custom_domain_name",
        lambda: _service(**{**_NAMED, "custom_domain_name": "*.example.com"}),
        lambda: _service(**_NAMED),
    ),
    Case(
        "a certificate is for a name",
        "certificate-without-domain",
        "certificate_arn",
        lambda: _service(certificate_arn=CERTIFICATE),
        lambda: _service(**_NAMED),
    ),
    Case(
        "a zone holds a name",
        "zone-without-domain",
        "zone",
        lambda: _service(zone={"name": "example.com", "id": ZONE_ID}),
        lambda: _service(zone={"name": "example.com", "id": ZONE_ID}, **_NAMED),
    ),
    Case(
        "a name is below its zone",
        "record-outside-zone",
        "custom_domain_name",
        lambda: _service(zone={"name": "example.org", "id": ZONE_ID}, **_NAMED),
        lambda: _service(zone={"name": "example.com", "id": ZONE_ID}, **_NAMED),
    ),
    Case(
        "a certificate is in the service's Region",
        "certificate-in-other-region",
        "certificate_arn",
        lambda: _service(**{**_NAMED, "certificate_arn": CERTIFICATE.replace("us-east-1", "us-east-2")}),
        lambda: _service(**_NAMED),
    ),
    Case(
        "a certificate is in the service's account",
        "certificate-in-other-account",
        "certificate_arn",
        lambda: _service(**{**_NAMED, "certificate_arn": CERTIFICATE.replace(ACCOUNT, "222222222222")}),
        lambda: _service(**_NAMED),
    ),
    Case(
        "HTTPS under a name needs its certificate",
        "https-without-certificate",
        "certificate_arn",
        lambda: _service(custom_domain_name="orders.example.com"),
        lambda: _service(custom_domain_name="orders.example.com", listeners={"http": {**_TO_WEB, "protocol": "HTTP"}}),
    ),
    Case(
        "a service listens",
        "no-lattice-listeners",
        "listeners",
        lambda: _service(listeners={}),
        _service,
    ),
    Case(
        "more than two listeners need a raised quota",
        "many-lattice-listeners",
        "listeners",
        lambda: _service(listeners={f"l{port}": {**_TO_WEB, "port": port} for port in (443, 444, 445)}),
        lambda: _service(listeners={f"l{port}": {**_TO_WEB, "port": port} for port in (443, 444)}),
        "warning",
    ),
    Case(
        "a port has one listener",
        "duplicate-port",
        "listeners.other.port",
        lambda: _service(listeners={"https": _TO_WEB, "other": {**_TO_WEB, "protocol": "HTTP", "port": 443}}),
        lambda: _service(listeners={"https": _TO_WEB, "other": {**_TO_WEB, "protocol": "HTTP"}}),
    ),
    Case(
        "a listener leads somewhere",
        "listener-without-targets",
        "listeners.https.forward",
        lambda: _listener(forward=[]),
        lambda: _listener(forward=[], rules={"api": _RULE}),
    ),
    Case(
        "TLS that passes through is told by its name",
        "passthrough-without-domain",
        "listeners.tls.protocol",
        lambda: _service(target_groups={"web": _TCP}, listeners={"tls": _THROUGH}),
        _through,
    ),
    Case(
        "TLS that passes through has no rules",
        "rules-of-passthrough",
        "listeners.tls.rules",
        lambda: _through(listeners={"tls": {**_THROUGH, "rules": {"api": _RULE}}}),
        _through,
    ),
    Case(
        "TLS passes through to targets",
        "passthrough-without-targets",
        "listeners.tls.forward",
        lambda: _through(listeners={"tls": {**_THROUGH, "forward": []}}),
        _through,
    ),
    Case(
        "more than five rules need a raised quota",
        "many-lattice-rules",
        "listeners.https.rules",
        lambda: _listener(rules={f"r{number}": {**_RULE, "priority": number} for number in range(1, 7)}),
        lambda: _listener(rules={f"r{number}": {**_RULE, "priority": number} for number in range(1, 6)}),
        "warning",
    ),
    Case(
        "a priority is of one rule",
        "duplicate-priority",
        "listeners.https.rules.b.priority",
        lambda: _listener(rules={"a": _RULE, "b": _RULE}),
        lambda: _listener(rules={"a": _RULE, "b": {**_RULE, "priority": 11}}),
    ),
    Case(
        "a priority is 1 to 2000",
        "rule-priority",
        "listeners.https.rules.api.priority",
        lambda: _rule(priority=2001),
        lambda: _rule(priority=2000),
    ),
    Case(
        "a rule does one thing",
        "one-action",
        "listeners.https.rules.api",
        lambda: _rule(respond=404),
        lambda: _rule(respond=404, forward=None),
    ),
    Case(
        "a rule asks for one path",
        "two-paths",
        "listeners.https.rules.api.path_prefix",
        lambda: _rule(path="/api/v1"),
        lambda: _rule(path="/api/v1", path_prefix=None),
    ),
    Case(
        "a rule is about some requests",
        "rule-without-match",
        "listeners.https.rules.api",
        lambda: _rule(path_prefix=None),
        lambda: _rule(path_prefix=None, method="GET"),
    ),
    Case(
        "a rule looks at five headers",
        "too-many-headers",
        "listeners.https.rules.api.headers",
        lambda: _rule(headers={f"x-{number}": {"exact": "1"} for number in range(6)}),
        lambda: _rule(headers={f"x-{number}": {"exact": "1"} for number in range(5)}),
    ),
    Case(
        "a header is asked one thing",
        "one-header-match",
        "listeners.https.rules.api.headers.x-a",
        lambda: _rule(headers={"x-a": {"exact": "1", "prefix": "1"}}),
        lambda: _rule(headers={"x-a": {"exact": "1"}}),
    ),
    Case(
        "a header is named once, in whichever case",
        "duplicate-header",
        "listeners.https.rules.api.headers.x-a",
        lambda: _rule(headers={"X-A": {"exact": "1"}, "x-a": {"exact": "2"}}),
        lambda: _rule(headers={"X-A": {"exact": "1"}, "x-b": {"exact": "2"}}),
    ),
    Case(
        "targets by address are of the VPC",
        "target-outside-vpc",
        "target_groups.web.ip_addresses[1]",
        lambda: _targets(ip_addresses=["10.0.0.10", "10.1.0.10"]),
        lambda: _targets(ip_addresses=["10.0.0.10", "10.0.255.10"]),
        "warning",
    ),
    Case(
        "a target is one host",
        "unreachable-target",
        "target_groups.web.ip_addresses[0]",
        lambda: _targets(ip_addresses=["169.254.0.10"]),
        lambda: _targets(ip_addresses=["10.0.0.10"]),
    ),
    Case(
        "a header's name is at most 40 characters",
        "header-name-length",
        f"listeners.https.rules.api.headers.{'x' * 41}",
        lambda: _rule(headers={"x" * 41: {"exact": "1"}}),
        lambda: _rule(headers={"x" * 40: {"exact": "1"}}),
    ),
    Case(
        "a load balancer is in the service's Region",
        "load-balancer-in-other-region",
        "target_groups.web.load_balancer_arn",
        lambda: _targets(load_balancer_arn=_BALANCER.format(ACCOUNT).replace("us-east-1", "us-east-2")),
        lambda: _targets(load_balancer_arn=_BALANCER.format(ACCOUNT)),
    ),
    Case(
        "a load balancer is of the service's account",
        "load-balancer-in-other-account",
        "target_groups.web.load_balancer_arn",
        lambda: _targets(load_balancer_arn=_BALANCER.format("222222222222")),
        lambda: _targets(load_balancer_arn=_BALANCER.format(ACCOUNT)),
    ),
    Case(
        "a header is compared with something",
        "empty-match",
        "listeners.https.rules.api.headers.stage",
        lambda: _rule(headers={"stage": {"exact": ""}}),
        lambda: _rule(headers={"stage": {"exact": "1"}}),
    ),
    Case(
        "what a path begins with is at most 128 characters",
        "match-too-long",
        "listeners.https.rules.api.path_prefix",
        lambda: _rule(path_prefix=f"/{'a' * 128}"),
        lambda: _rule(path_prefix=f"/{'a' * 127}"),
    ),
    Case(
        "an action has at most ten target groups",
        "too-many-target-groups",
        "listeners.https.forward",
        lambda: _service(**_groups(11)),
        lambda: _service(**_groups(10)),
    ),
    Case(
        "an action names a target group once",
        "duplicate-targets",
        "listeners.https.forward[1].targets",
        lambda: _listener(forward=[{"targets": "web"}, {"targets": "web"}]),
        lambda: _listener(forward=[{"targets": "web"}]),
    ),
    Case(
        "a weight is 0 to 999",
        "target-weight",
        "listeners.https.forward[0].weight",
        lambda: _listener(forward=[{"targets": "web", "weight": 1000}]),
        lambda: _listener(forward=[{"targets": "web", "weight": 999}]),
    ),
    Case(
        "some target group has a weight",
        "weights-all-zero",
        "listeners.https.forward",
        lambda: _listener(forward=[{"targets": "web", "weight": 0}]),
        lambda: _listener(forward=[{"targets": "web", "weight": 1}]),
    ),
    Case(
        "an action names target groups of the service",
        "unknown-targets",
        "listeners.https.forward[0].targets",
        lambda: _listener(forward=[{"targets": "wed"}]),
        lambda: _listener(forward=[{"targets": "web"}]),
    ),
    Case(
        "TCP targets are for TLS that passes through",
        "targets-of-other-protocol",
        "listeners.https.forward[0].targets",
        lambda: _targets(**_TCP),
        lambda: _targets(**_WEB, protocol="HTTPS"),
    ),
    Case(
        "target groups are used",
        "unused-targets",
        "target_groups.other",
        lambda: _service(target_groups={"web": _WEB, "other": _WEB}),
        _service,
        "warning",
    ),
    Case(
        "requests in TLS show no signature",
        "signature-through-tls",
        "allowed[0].principals",
        lambda: _through(allowed=[{"principals": ["222222222222"]}]),
        lambda: _through(allowed=[_OWN_VPC]),
    ),
    Case(
        "access logs are kept for a period of CloudWatch Logs",
        "retention-days",
        "log_retention_days",
        lambda: _service(log_retention_days=2),
        lambda: _service(log_retention_days=3),
    ),
    Case(
        "a connection may be idle for 60 to 600 seconds",
        "idle-timeout",
        "idle_timeout_seconds",
        lambda: _service(idle_timeout_seconds=601),
        lambda: _service(idle_timeout_seconds=600),
    ),
    Case(
        "targets are of one kind",
        "one-kind-of-targets",
        "target_groups.web",
        lambda: _targets(**_WEB, instance_ids=["i-0123456789abcdef0"]),
        lambda: _targets(instance_ids=["i-0123456789abcdef0"]),
    ),
    Case(
        "a template registers at most 100 targets",
        "too-many-targets",
        "target_groups.web.ip_addresses",
        lambda: _targets(ip_addresses=[f"10.0.0.{number}" for number in range(101)]),
        lambda: _targets(ip_addresses=[f"10.0.0.{number}" for number in range(100)]),
    ),
    Case(
        "a target is named once",
        "duplicate-target",
        "target_groups.web.ip_addresses[1]",
        lambda: _targets(ip_addresses=["10.0.0.10", "10.0.0.10"]),
        lambda: _targets(ip_addresses=["10.0.0.10", "10.0.0.11"]),
    ),
    Case(
        "addresses are of one family",
        "mixed-address-families",
        "target_groups.web.ip_addresses",
        lambda: _targets(ip_addresses=["10.0.0.10", "fd00::1"]),
        lambda: _targets(ip_addresses=["fd00::1"]),
    ),
    Case(
        "a function is invoked",
        "protocol-of-function",
        "target_groups.web.port",
        lambda: _targets(function_arn=_FUNCTION, port=443),
        lambda: _targets(function_arn=_FUNCTION),
    ),
    Case(
        "TCP has no version of HTTP",
        "version-of-tcp",
        "target_groups.web.protocol_version",
        lambda: _through(target_groups={"web": {**_TCP, "protocol_version": "HTTP2"}}),
        _through,
    ),
    Case(
        "functions are not checked",
        "check-of-unchecked-targets",
        "target_groups.web.health_check",
        lambda: _targets(function_arn=_FUNCTION, health_check={}),
        lambda: _targets(**_WEB, health_check={}),
    ),
    Case(
        "a check comes every 5 to 300 seconds",
        "health-check-interval",
        "target_groups.web.health_check.interval",
        lambda: _targets(**_WEB, health_check={"interval": 4}),
        lambda: _targets(**_WEB, health_check={"interval": 5}),
    ),
]
