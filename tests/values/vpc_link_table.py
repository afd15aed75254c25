"""The rules of VPC links, and of what a private API's name is shared with."""

from typing import Any

from constructs_pkg.values.place import AccountId
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec, RestVpcLinkSpec
from constructs_pkg.values.vpc_link_rules import check_http_vpc_link, check_rest_vpc_link

from .case import Case
from .examples import ACCOUNT, NETWORK, REGION, listener

_BALANCER = f"arn:aws:elasticloadbalancing:us-east-1:{ACCOUNT}:loadbalancer/net/db/0123456789abcdef"
_GROUPS = {"security_group_ids": ["sg-0123456789abcdef0"]}


def _http(**changes: Any) -> list[Problem]:
    try:
        spec = parse(HttpVpcLinkSpec, {"network": NETWORK, **changes})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_http_vpc_link(spec, REGION)


def _rest(arn: str) -> list[Problem]:
    spec = parse(RestVpcLinkSpec, {"load_balancer_arn": arn, "name": "orders"})
    return check_rest_vpc_link(spec, REGION, AccountId(ACCOUNT))


VPC_LINK_RULES = [
    Case(
        "a VPC link has security groups",
        "vpc-link-without-groups",
        "security_group_ids",
        lambda: _http(security_group_ids=[]),
        lambda: _http(**_GROUPS),
    ),
    Case(
        "the rules of groups that are given are not changed",
        "targets-with-security-groups",
        "ports",
        lambda: _http(**_GROUPS, ports=[8443]),
        lambda: _http(**_GROUPS),
    ),
    Case(
        "a link reaches something",
        "no-ports",
        "ports",
        lambda: _http(ports=[]),
        lambda: _http(ports=[443]),
    ),
    Case(
        "a port is one of TCP",
        "port-out-of-range",
        "ports[0]",
        lambda: _http(ports=[65536]),
        lambda: _http(ports=[65535]),
    ),
    Case(
        "a port is named once",
        "duplicate-port",
        "ports[1]",
        lambda: _http(ports=[443, 443]),
        lambda: _http(ports=[443, 8443]),
    ),
    Case(
        "the targets' blocks are known",
        "no-targets-known",
        "target_cidrs",
        lambda: _http(network={**NETWORK, "cidr": None}),
        lambda: _http(network={**NETWORK, "cidr": None}, target_cidrs=["10.0.0.0/8"]),
    ),
    Case(
        "the load balancer of a REST API's link is in its Region",
        "load-balancer-in-other-region",
        "load_balancer",
        lambda: _rest(_BALANCER.replace("us-east-1", "us-east-2")),
        lambda: _rest(_BALANCER),
    ),
    Case(
        "the load balancer of a REST API's link is in its account",
        "load-balancer-in-other-account",
        "load_balancer",
        lambda: _rest(_BALANCER.replace(ACCOUNT, "999999999999")),
        lambda: _rest(_BALANCER),
    ),
    Case(
        "only a topology knows its cells' endpoints by name",
        "no-such-interface-endpoint",
        "listeners[0].targets.interface_endpoint",
        lambda: listener(targets={"interface_endpoint": "execute-api"}),
        lambda: listener(targets={"endpoint_id": "vpce-0123456789abcdef0"}),
    ),
]
