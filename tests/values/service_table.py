"""The rules of services beyond the limits: what is refused and its nearest valid neighbour."""

from typing import Any

from .case import Case
from .examples import (
    ACCOUNT,
    CERTIFICATE,
    NETWORK,
    SUBNET_A,
    SUBNET_B,
    balancer,
    brought,
    group,
    listener,
    nlb,
    secure,
    service,
)

_TLS: dict[str, Any] = {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE}
_BECAUSE = "the service answers everybody"
_ALB = {"application_load_balancer_arn": nlb(kind="app")}
_NO_CIDR = {**NETWORK, "cidr": None}
_LOGS = {"bucket": "my-access-logs"}
_CLIENTS = ["10.0.0.0/8"]


def _in_tiers(*tiers: str) -> dict[str, Any]:
    subnets = [{**subnet, "tier": tier} for subnet, tier in zip((SUBNET_A, SUBNET_B), tiers, strict=True)]
    return {**NETWORK, "subnets": subnets}


def _addresses(*addresses: str) -> dict[str, Any]:
    return {"targets": {"ip_addresses": list(addresses)}}


def _blocks(count: int) -> list[str]:
    return [f"10.{number >> 8}.{number & 255}.0/24" for number in range(count)]


def _udp_and_tcp(count: int) -> list[dict[str, Any]]:
    return [{"port": port, "protocol": "TCP_UDP"} for port in range(1, count + 1)]


def _check(**changes: Any) -> dict[str, Any]:
    return {"health_check": changes}


def _alb(**changes: Any) -> dict[str, Any]:
    return {"targets": _ALB, **changes}


SERVICE = [
    Case(
        "a load balancer is made or brought",
        "load-balancer-made-and-brought",
        "network",
        lambda: service(load_balancer_arns=[nlb()]),
        lambda: service(),
    ),
    Case(
        "a brought load balancer is named once",
        "duplicate-load-balancer",
        "load_balancer_arns[1]",
        lambda: brought(load_balancer_arns=[nlb(), nlb()]),
        lambda: brought(load_balancer_arns=[nlb("a"), nlb("b")]),
    ),
    Case(
        "a brought load balancer is in the service's Region",
        "load-balancer-in-other-region",
        "load_balancer_arns[0]",
        lambda: brought(load_balancer_arns=[nlb(region="us-west-2")]),
        lambda: brought(load_balancer_arns=[nlb(region="us-east-1")]),
    ),
    Case(
        "a brought load balancer is in the service's account",
        "load-balancer-in-other-account",
        "load_balancer_arns[0]",
        lambda: brought(load_balancer_arns=[nlb(account="222222222222")]),
        lambda: brought(load_balancer_arns=[nlb(account=ACCOUNT)]),
    ),
    Case(
        "a brought load balancer keeps its listeners",
        "listeners-of-brought-load-balancer",
        "listeners",
        lambda: brought(listeners=[{"port": 5432}]),
        lambda: brought(),
    ),
    Case(
        "a brought load balancer keeps its settings",
        "settings-of-brought-load-balancer",
        "load_balancer",
        lambda: brought(load_balancer={"cross_zone": False}),
        lambda: brought(load_balancer={"cross_zone": True}),
    ),
    Case(
        "a made load balancer has listeners",
        "no-listeners",
        "listeners",
        lambda: service(listeners=[]),
        lambda: service(listeners=[{"port": 1}]),
    ),
    Case(
        "a supported Region is named once",
        "duplicate-region",
        "supported_regions[1]",
        lambda: service(supported_regions=["us-east-1", "us-east-1"]),
        lambda: service(supported_regions=["us-east-1", "us-east-2"]),
    ),
    Case(
        "a service has address types",
        "no-address-types",
        "ip_address_types",
        lambda: service(ip_address_types=[]),
        lambda: service(ip_address_types=["ipv6"]),
    ),
    Case(
        "an address type is named once",
        "duplicate-address-type",
        "ip_address_types[1]",
        lambda: service(ip_address_types=["ipv4", "ipv4"]),
        lambda: service(ip_address_types=["ipv4", "ipv6"]),
    ),
    Case(
        "a parameter is not below a reserved path",
        "reserved-parameter-path",
        "publish_to",
        lambda: service(publish_to="/AWS/db"),
        lambda: service(publish_to="/apps/aws/db"),
    ),
    Case(
        "a parameter does not begin as a reserved one",
        "reserved-parameter-path",
        "publish_to",
        lambda: service(publish_to="/SSM-databases/name"),
        lambda: service(publish_to="/databases-ssm/name"),
    ),
    Case(
        "a reason for everybody goes with everybody",
        "reason-without-public",
        "public_because",
        lambda: service(public_because=_BECAUSE),
        lambda: service(public_because=_BECAUSE, allowed_principals=["*"]),
    ),
    Case(
        "everybody includes every other principal",
        "everyone-and-others",
        "allowed_principals[1]",
        lambda: service(public_because=_BECAUSE, allowed_principals=[ACCOUNT, "*"]),
        lambda: service(public_because=_BECAUSE, allowed_principals=["*"]),
        "warning",
    ),
    Case(
        "a principal known only at deployment is named once",
        "duplicate-principal",
        "allowed_principals[2]",
        lambda: service(allowed_principals=["${Token[Role.1]}", ACCOUNT, "${Token[Role.1]}"]),
        lambda: service(allowed_principals=["${Token[Role.1]}", ACCOUNT, "${Token[Role.2]}"]),
    ),
    Case(
        "everybody may not connect because some are known only at deployment",
        "public-without-reason",
        "allowed_principals[1]",
        lambda: service(allowed_principals=["${Token[Role.1]}", "*"]),
        lambda: service(allowed_principals=["${Token[Role.1]}"], acceptance_required=False),
    ),
    Case(
        "a principal is named once, by either form",
        "duplicate-principal",
        "allowed_principals[1]",
        lambda: service(allowed_principals=[ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root"]),
        lambda: service(allowed_principals=[ACCOUNT, f"arn:aws:iam::{ACCOUNT}:role/reader"]),
    ),
]

PLACEMENT = [
    Case(
        "a load balancer stands in a tier of its network",
        "no-such-tier",
        "load_balancer.tier",
        lambda: balancer(tier="data"),
        lambda: balancer(tier="default"),
    ),
    Case(
        "a load balancer stands in one tier",
        "several-tiers",
        "load_balancer.tier",
        lambda: service(network=_in_tiers("data", "web")),
        lambda: service(network=_in_tiers("data", "web"), load_balancer={"tier": "data"}),
    ),
    Case(
        "a load balancer has one subnet in a zone",
        "two-subnets-in-one-az",
        "load_balancer.tier",
        lambda: service(network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_A, "id": SUBNET_B["id"], "cidr": None}]}),
        lambda: service(network=NETWORK),
    ),
    Case(
        "each zone that is asked for has a subnet",
        "no-such-availability-zone",
        "load_balancer.availability_zones[1]",
        lambda: balancer(availability_zones=["us-east-1a", "use1-az9"]),
        lambda: balancer(availability_zones=["us-east-1a", "use1-az2"]),
    ),
    Case(
        "each zone is asked for once",
        "duplicate-availability-zone",
        "load_balancer.availability_zones[2]",
        lambda: balancer(availability_zones=["us-east-1a", "us-east-1b", "us-east-1a"]),
        lambda: balancer(availability_zones=["us-east-1a", "us-east-1b"]),
    ),
    Case(
        "an empty list of zones is none",
        "no-availability-zones",
        "load_balancer.availability_zones",
        lambda: balancer(availability_zones=[]),
        lambda: balancer(availability_zones=None),
    ),
    Case(
        "no Network Load Balancer stands in a Local Zone",
        "load-balancer-in-local-zone",
        "load_balancer.availability_zones",
        lambda: service(
            network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "availability_zone": "us-east-1-bos-1a"}]}
        ),
        lambda: service(network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "availability_zone": "us-east-1c"}]}),
    ),
    Case(
        "a load balancer's network keeps the rules of networks",
        "subnet-outside-vpc",
        "network.subnets[0].cidr",
        lambda: service(network={**NETWORK, "cidr": "10.9.0.0/16"}),
        lambda: service(network={**NETWORK, "cidr": "10.0.0.0/16"}),
    ),
    Case(
        "a dualstack load balancer stands in a network with IPv6",
        "no-ipv6-in-network",
        "ip_address_types",
        lambda: service(ip_address_types=["ipv4", "ipv6"], network={**NETWORK, "ipv6": False}),
        lambda: service(ip_address_types=["ipv4", "ipv6"], network={**NETWORK, "ipv6": True}),
    ),
]

SECURITY = [
    Case(
        "a load balancer without a security group never gets one",
        "no-security-groups",
        "load_balancer.security_group_ids",
        lambda: balancer(security_group_ids=[]),
        lambda: balancer(security_group_ids=[group(1)]),
        "warning",
    ),
    Case(
        "rules that let nobody in do not judge PrivateLink traffic",
        "enforcement-without-clients",
        "load_balancer.enforce_inbound_rules_on_private_link_traffic",
        lambda: balancer(enforce_inbound_rules_on_private_link_traffic=True),
        lambda: balancer(enforce_inbound_rules_on_private_link_traffic=True, client_cidrs=_CLIENTS),
    ),
    Case(
        "brought security groups keep their inbound rules",
        "cidrs-with-security-groups",
        "load_balancer.client_cidrs",
        lambda: balancer(security_group_ids=[group(1)], client_cidrs=_CLIENTS),
        lambda: balancer(client_cidrs=_CLIENTS),
    ),
    Case(
        "brought security groups let in the prefix lists that they let in",
        "cidrs-with-security-groups",
        "load_balancer.client_prefix_list_ids",
        lambda: balancer(security_group_ids=[group(1)], client_prefix_list_ids=["pl-0123456789abcdef0"]),
        lambda: balancer(client_prefix_list_ids=["pl-0123456789abcdef0"]),
    ),
    Case(
        "each prefix list once",
        "duplicate-prefix-list",
        "load_balancer.client_prefix_list_ids[1]",
        lambda: balancer(client_prefix_list_ids=["pl-01234567", "pl-01234567"]),
        lambda: balancer(client_prefix_list_ids=["pl-01234567", "pl-76543210"]),
    ),
    Case(
        "brought security groups keep their outbound rules",
        "cidrs-with-security-groups",
        "load_balancer.target_cidrs",
        lambda: balancer(security_group_ids=[group(1)], target_cidrs=_CLIENTS),
        lambda: balancer(security_group_ids=[group(1)], enforce_inbound_rules_on_private_link_traffic=True),
    ),
    Case(
        "a list of blocks is not empty",
        "no-cidrs",
        "load_balancer.target_cidrs",
        lambda: balancer(target_cidrs=[]),
        lambda: balancer(target_cidrs=["10.0.0.0/16"]),
    ),
    Case(
        "where targets may be is known",
        "target-cidrs-unknown",
        "listeners[0].targets",
        lambda: service(network=_NO_CIDR),
        lambda: service(network=_NO_CIDR, load_balancer={"target_cidrs": ["10.0.0.0/16"]}),
    ),
    Case(
        "where targets may be is known from their addresses",
        "target-cidrs-unknown",
        "listeners[0].targets",
        lambda: service(network=_NO_CIDR, listeners=[{"port": 1, **_alb()}]),
        lambda: service(network=_NO_CIDR, listeners=[{"port": 1, **_addresses("10.0.0.10")}]),
    ),
    Case(
        "where targets may be is a matter of brought security groups",
        "target-cidrs-unknown",
        "listeners[0].targets",
        lambda: service(network=_NO_CIDR, listeners=[{"port": 1, **_addresses("${Token[Ip.1]}")}]),
        lambda: service(network=_NO_CIDR, load_balancer={"security_group_ids": [group(1)]}),
    ),
    Case(
        "a TLS listener has access logs or a reason for none",
        "access-logs-undecided",
        "load_balancer.access_logs",
        lambda: secure(),
        lambda: secure(access_logs=_LOGS),
    ),
    Case(
        "access logs have a bucket or a reason for none",
        "access-logs-undecided",
        "load_balancer.access_logs",
        lambda: secure(access_logs={}),
        lambda: secure(access_logs={"omitted_because": "VPC flow logs do"}),
    ),
    Case(
        "access logs have not both a bucket and a reason for none",
        "access-logs-contradiction",
        "load_balancer.access_logs",
        lambda: secure(access_logs={**_LOGS, "omitted_because": "VPC flow logs do"}),
        lambda: secure(access_logs={**_LOGS, "prefix": "db"}),
    ),
    Case(
        "a prefix is one of a bucket",
        "prefix-without-bucket",
        "load_balancer.access_logs.prefix",
        lambda: secure(access_logs={"prefix": "db", "omitted_because": "VPC flow logs do"}),
        lambda: secure(access_logs={**_LOGS, "prefix": "db"}),
    ),
    Case(
        "access logs are written for TLS only",
        "access-logs-never-written",
        "load_balancer.access_logs.bucket",
        lambda: balancer(access_logs=_LOGS),
        lambda: secure(access_logs=_LOGS),
        "warning",
    ),
]

RULE_COUNTS = [
    Case(
        "a load balancer's group has 60 inbound rules unless the quota is raised",
        "many-ingress-rules",
        "load_balancer.client_cidrs",
        lambda: service(listeners=_udp_and_tcp(1), load_balancer={"client_cidrs": _blocks(31)}),
        lambda: service(listeners=_udp_and_tcp(1), load_balancer={"client_cidrs": _blocks(30)}),
        "warning",
    ),
    Case(
        "a load balancer's group never has more than 1,000 inbound rules",
        "too-many-ingress-rules",
        "load_balancer.client_cidrs",
        lambda: service(listeners=_udp_and_tcp(5), load_balancer={"client_cidrs": _blocks(101)}),
        lambda: service(listeners=_udp_and_tcp(5), load_balancer={"client_cidrs": _blocks(100)}),
    ),
    Case(
        "a load balancer's group has 60 outbound rules unless the quota is raised",
        "many-egress-rules",
        "listeners",
        lambda: listener(**_addresses(*(f"10.0.0.{number}" for number in range(10, 71)))),
        lambda: listener(**_addresses(*(f"10.0.0.{number}" for number in range(10, 70)))),
        "warning",
    ),
    Case(
        "a load balancer's group never has more than 1,000 outbound rules",
        "too-many-egress-rules",
        "load_balancer.target_cidrs",
        lambda: service(listeners=_udp_and_tcp(5), load_balancer={"target_cidrs": _blocks(101)}),
        lambda: service(listeners=_udp_and_tcp(5), load_balancer={"target_cidrs": _blocks(100)}),
    ),
    Case(
        "what brought security groups hold is not counted",
        "cidrs-with-security-groups",
        "load_balancer.target_cidrs",
        lambda: balancer(security_group_ids=[group(1)], target_cidrs=_blocks(1_001)),
        lambda: balancer(security_group_ids=[group(1)]),
    ),
]

LISTENERS = [
    Case(
        "a load balancer has at most 50 listeners",
        "too-many-listeners",
        "listeners",
        lambda: service(listeners=[{"port": port} for port in range(1, 52)]),
        lambda: service(listeners=[{"port": port} for port in range(1, 51)]),
    ),
    Case(
        "a port is at most 65535",
        "port-out-of-range",
        "listeners[0].port",
        lambda: listener(port=65_536),
        lambda: listener(port=65_535),
    ),
    Case(
        "a target port is at least 1",
        "port-out-of-range",
        "listeners[0].target_port",
        lambda: listener(target_port=0),
        lambda: listener(target_port=1),
    ),
    Case(
        "a TLS listener has a certificate",
        "tls-without-certificate",
        "listeners[0].certificate_arn",
        lambda: service(listeners=[{"port": 443, "protocol": "TLS"}], load_balancer={"access_logs": _LOGS}),
        lambda: secure(access_logs=_LOGS),
    ),
    Case(
        "only a TLS listener has a certificate",
        "certificate-without-tls",
        "listeners[0].certificate_arn",
        lambda: listener(certificate_arn=CERTIFICATE),
        lambda: listener(),
    ),
    Case(
        "a certificate is one of the service's Region",
        "certificate-in-other-region",
        "listeners[0].certificate_arn",
        lambda: listener(**{**_TLS, "certificate_arn": CERTIFICATE.replace("us-east-1", "us-east-2")}),
        lambda: secure(access_logs=_LOGS),
    ),
    Case(
        "a certificate is one of the service's account",
        "certificate-in-other-account",
        "listeners[0].certificate_arn",
        lambda: listener(**{**_TLS, "certificate_arn": CERTIFICATE.replace(ACCOUNT, "222222222222")}),
        lambda: secure(access_logs=_LOGS),
    ),
    Case(
        "a dualstack load balancer made here has no UDP",
        "udp-on-dualstack",
        "listeners[0].protocol",
        lambda: service(listeners=[{"port": 53, "protocol": "UDP"}], ip_address_types=["ipv4", "ipv6"]),
        lambda: service(listeners=[{"port": 53, "protocol": "UDP"}]),
    ),
    Case(
        "only TCP reaches an Application Load Balancer",
        "alb-target-protocol",
        "listeners[0].protocol",
        lambda: listener(**_alb(protocol="UDP")),
        lambda: listener(**_alb()),
    ),
    Case(
        "an Application Load Balancer is probed by HTTP or HTTPS",
        "alb-health-check",
        "listeners[0].health_check.protocol",
        lambda: listener(**_alb(health_check={})),
        lambda: listener(**_alb(health_check={"protocol": "HTTPS"})),
    ),
]

HEALTH_CHECKS = [
    Case(
        "a probed port is at least 1",
        "port-out-of-range",
        "listeners[0].health_check.port",
        lambda: listener(**_check(port=0)),
        lambda: listener(**_check(port=1)),
    ),
    Case(
        "an interval is at least 5 seconds",
        "health-check-interval",
        "listeners[0].health_check.interval",
        lambda: listener(**_check(interval=4, timeout=2)),
        lambda: listener(**_check(interval=5, timeout=5)),
    ),
    Case(
        "an interval is at most 300 seconds",
        "health-check-interval",
        "listeners[0].health_check.interval",
        lambda: listener(**_check(interval=301)),
        lambda: listener(**_check(interval=300)),
    ),
    Case(
        "a timeout is at least 2 seconds",
        "health-check-timeout",
        "listeners[0].health_check.timeout",
        lambda: listener(**_check(timeout=1)),
        lambda: listener(**_check(timeout=2)),
    ),
    Case(
        "a timeout is at most 120 seconds",
        "health-check-timeout",
        "listeners[0].health_check.timeout",
        lambda: listener(**_check(timeout=121, interval=300)),
        lambda: listener(**_check(timeout=120, interval=300)),
    ),
    Case(
        "a timeout is not over the interval",
        "timeout-over-interval",
        "listeners[0].health_check.timeout",
        lambda: listener(**_check(timeout=31)),
        lambda: listener(**_check(timeout=30)),
    ),
    Case(
        "the default timeout is not over the interval",
        "timeout-over-interval",
        "listeners[0].health_check.timeout",
        lambda: listener(**_check(interval=9)),
        lambda: listener(**_check(interval=6, protocol="HTTP")),
    ),
    Case(
        "a threshold is at least 2",
        "health-check-threshold",
        "listeners[0].health_check.healthy_threshold",
        lambda: listener(**_check(healthy_threshold=1)),
        lambda: listener(**_check(healthy_threshold=2)),
    ),
    Case(
        "a threshold is at most 10",
        "health-check-threshold",
        "listeners[0].health_check.unhealthy_threshold",
        lambda: listener(**_check(unhealthy_threshold=11)),
        lambda: listener(**_check(unhealthy_threshold=10)),
    ),
    Case(
        "a TCP probe has no path",
        "http-setting-without-http",
        "listeners[0].health_check.path",
        lambda: listener(**_check(path="/")),
        lambda: listener(**_check(path="/", protocol="HTTP")),
    ),
    Case(
        "a TCP probe has no success codes",
        "http-setting-without-http",
        "listeners[0].health_check.success_codes",
        lambda: listener(**_check(success_codes="200")),
        lambda: listener(**_check(success_codes="200-399,404", protocol="HTTPS")),
    ),
    Case(
        "a range of success codes goes upwards",
        "success-codes",
        "listeners[0].health_check.success_codes",
        lambda: listener(**_check(success_codes="404,300-200", protocol="HTTP")),
        lambda: listener(**_check(success_codes="404,300-300", protocol="HTTP")),
    ),
    Case(
        "success codes are 200 to 599",
        "success-codes",
        "listeners[0].health_check.success_codes",
        lambda: listener(**_check(success_codes="199-200", protocol="HTTP")),
        lambda: listener(**_check(success_codes="200-599", protocol="HTTP")),
    ),
]

TARGETS = [
    Case(
        "a listener has one kind of target",
        "mixed-targets",
        "listeners[0].targets",
        lambda: listener(targets={"instance_ids": ["i-01234567"], "ip_addresses": ["10.0.0.10"]}),
        lambda: listener(targets={"instance_ids": ["i-01234567"]}),
    ),
    Case(
        "the kind of what will register is that of what is listed: instances",
        "target-kind-differs",
        "listeners[0].targets.kind",
        lambda: listener(targets={"kind": "ip", "instance_ids": ["i-01234567"]}),
        lambda: listener(targets={"kind": "instance", "instance_ids": ["i-01234567"]}),
    ),
    Case(
        "the kind of what will register is that of what is listed: addresses",
        "target-kind-differs",
        "listeners[0].targets.kind",
        lambda: listener(targets={"kind": "instance", "ip_addresses": ["10.0.0.10"]}),
        lambda: listener(targets={"kind": "instance"}),
    ),
    Case(
        "an Application Load Balancer has a kind of its own",
        "target-kind-differs",
        "listeners[0].targets.kind",
        lambda: listener(targets={"kind": "ip", **_ALB}),
        lambda: listener(targets=_ALB),
    ),
    Case(
        "an instance is named once",
        "duplicate-target",
        "listeners[0].targets.instance_ids[1]",
        lambda: listener(targets={"instance_ids": ["i-01234567", "i-01234567"]}),
        lambda: listener(targets={"instance_ids": ["i-01234567", "i-01234568"]}),
    ),
    Case(
        "an address is named once",
        "duplicate-target",
        "listeners[0].targets.ip_addresses[1]",
        lambda: listener(**_addresses("10.0.0.10", "10.0.0.10")),
        lambda: listener(**_addresses("10.0.0.10", "10.0.0.11")),
    ),
    Case(
        "an address is private",
        "public-target",
        "listeners[0].targets.ip_addresses[0]",
        lambda: listener(**_addresses("8.8.8.8")),
        lambda: listener(**_addresses("100.64.0.1")),
    ),
    Case(
        "an address is private, or in a known subnet of the VPC",
        "public-target",
        "listeners[0].targets.ip_addresses[0]",
        lambda: service(
            network={**NETWORK, "cidr": "8.8.0.0/16", "subnets": [{**SUBNET_A, "cidr": None}]},
            listeners=[{"port": 1, **_addresses("8.9.8.8")}],
        ),
        lambda: service(
            network={**NETWORK, "cidr": "8.8.0.0/16", "subnets": [{**SUBNET_A, "cidr": None}]},
            listeners=[{"port": 1, **_addresses("8.8.8.8")}],
        ),
    ),
    Case(
        "an address can be reached",
        "unreachable-target",
        "listeners[0].targets.ip_addresses[0]",
        lambda: service(network=_NO_CIDR, listeners=[{"port": 1, **_addresses("169.254.169.254")}]),
        lambda: service(network=_NO_CIDR, listeners=[{"port": 1, **_addresses("8.8.8.8")}]),
    ),
    Case(
        "addresses are of one family",
        "mixed-address-families",
        "listeners[0].targets.ip_addresses",
        lambda: service(
            listeners=[{"port": 1, **_addresses("10.0.0.10", "fd00::10")}], ip_address_types=["ipv4", "ipv6"]
        ),
        lambda: service(
            listeners=[{"port": 1, **_addresses("fd00::11", "fd00::10")}], ip_address_types=["ipv4", "ipv6"]
        ),
    ),
    Case(
        "an IPv6 target stands behind a dualstack load balancer",
        "ipv6-target",
        "listeners[0].targets.ip_addresses[0]",
        lambda: listener(**_addresses("fd00::10")),
        lambda: service(listeners=[{"port": 1, **_addresses("fd00::10")}], ip_address_types=["ipv6"]),
    ),
    Case(
        "an Application Load Balancer is in the service's Region",
        "load-balancer-in-other-region",
        "listeners[0].targets.application_load_balancer_arn",
        lambda: listener(targets={"application_load_balancer_arn": nlb(kind="app", region="us-west-2")}),
        lambda: listener(targets=_ALB),
    ),
    Case(
        "an Application Load Balancer is in the service's account",
        "load-balancer-in-other-account",
        "listeners[0].targets.application_load_balancer_arn",
        lambda: listener(targets={"application_load_balancer_arn": nlb(kind="app", account="222222222222")}),
        lambda: listener(targets=_ALB),
    ),
]

SERVICE_RULES = [*SERVICE, *PLACEMENT, *SECURITY, *RULE_COUNTS, *LISTENERS, *HEALTH_CHECKS, *TARGETS]
