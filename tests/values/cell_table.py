"""The rules of cells and networks beyond the limits: what is refused and its nearest valid neighbour."""

from datetime import date
from typing import Any

from constructs_pkg.values.cell import CellSpec, PrivateZone
from constructs_pkg.values.cell_rules import check_cell
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.export import check_exports
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import HostedZoneId, KeyArn
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import (
    AZ_A,
    AZ_B,
    EGRESS,
    ISOLATED,
    NETWORK,
    OTHER_ZONE_ID,
    PUBLIC,
    SUBNET_A,
    SUBNET_B,
    ZONE_ID,
    cell,
    existing,
    made,
    subnets,
)

_NAT: dict[str, Any] = {"tiers": [ISOLATED, EGRESS, PUBLIC], "nat_gateways": 1}
_NOTHING: dict[str, Any] = {"Version": "2012-10-17"}
_STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
_SSM = [{"service": "ssm"}]


def _full(**changes: object) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": [{**_STATEMENT, **changes}]}


def in_china(service: str) -> list[Problem]:
    """Return the problems of a cell in China with an interface endpoint to `service`."""
    zone = {"slot": 0, "name": "cn-north-1a"}
    given = {
        "network": {"cidr": "10.0.0.0/16", "availability_zones": [zone]},
        "interface_endpoints": [{"service": service}],
    }
    return check_cell(parse(CellSpec, given), Region("cn-north-1"))


def _endpoints(*policies: object) -> list[dict[str, object]]:
    return [
        {"service": service, "policy": policy} for service, policy in zip(("s3", "dynamodb"), policies, strict=False)
    ]


def _zone_of(length: int) -> PrivateZone:
    """Return a zone to make whose name has `length` characters."""
    return PrivateZone(name=ZoneName(f"{'a' * 49}.{'b' * 49}.{'c' * (length - 100)}"))


def _services(count: int) -> list[dict[str, str]]:
    return [{"service": f"service{number}"} for number in range(count)]


MADE_NETWORK = [
    Case(
        "a made network has at least one Availability Zone",
        "no-availability-zones",
        "network.availability_zones",
        lambda: made(availability_zones=[]),
        lambda: made(availability_zones=[AZ_A]),
    ),
    Case(
        "an Availability Zone lies in the cell's Region",
        "az-outside-region",
        "network.availability_zones[1].name",
        lambda: made(availability_zones=[AZ_A, {"slot": 1, "name": "us-east-2b"}]),
        lambda: made(availability_zones=[AZ_A, {"slot": 1, "name": "us-east-1-bos-1a"}]),
    ),
    Case(
        "an Availability Zone's id is one of the cell's Region",
        "az-outside-region",
        "network.availability_zones[0].id",
        lambda: made(availability_zones=[{**AZ_A, "id": "euw1-az1"}]),
        lambda: made(availability_zones=[{**AZ_A, "id": "use1-bos1-az1"}]),
    ),
    Case(
        "a subnet's Availability Zone id is one of the cell's Region",
        "az-outside-region",
        "network.subnets[0].availability_zone_id",
        lambda: subnets({"availability_zone_id": "use2-az1"}, {}),
        lambda: subnets({"availability_zone_id": "use1-az3"}, {}),
    ),
    Case(
        "the key of a network's logs is in its Region",
        "key-in-other-region",
        "network.log_key_arn",
        lambda: existing(log_key_arn=KeyArn.example.replace("us-east-1", "us-east-2")),
        lambda: existing(log_key_arn=KeyArn.example),
    ),
    Case(
        "a made network has at least one tier",
        "no-tiers",
        "network.tiers",
        lambda: made(tiers=[]),
        lambda: made(tiers=[ISOLATED]),
    ),
    Case(
        "each tier has its own name",
        "duplicate-tier",
        "network.tiers[1].name",
        lambda: made(tiers=[ISOLATED, {**ISOLATED, "slot": 1}]),
        lambda: made(tiers=[ISOLATED, {"slot": 1, "name": "data"}]),
    ),
    Case(
        "each tier has its own slot",
        "duplicate-slot",
        "network.tiers[1].slot",
        lambda: made(tiers=[ISOLATED, {"slot": 0, "name": "data"}]),
        lambda: made(tiers=[ISOLATED, {"slot": 3, "name": "data"}]),
    ),
    Case(
        "each Availability Zone has its own slot",
        "duplicate-slot",
        "network.availability_zones[1].slot",
        lambda: made(availability_zones=[AZ_A, {**AZ_B, "slot": 0}]),
        lambda: made(availability_zones=[AZ_A, {**AZ_B, "slot": 3}]),
    ),
    Case(
        "a tier's slot lies inside the grid",
        "grid-exhausted",
        "network.tiers[0].slot",
        lambda: made(tiers=[{"slot": 4, "name": "data"}]),
        lambda: made(tiers=[{"slot": 4, "name": "data"}], address_grid={"tiers": 8}),
    ),
    Case(
        "an Availability Zone's slot lies inside the grid",
        "grid-exhausted",
        "network.availability_zones[1].slot",
        lambda: made(availability_zones=[AZ_A, {**AZ_B, "slot": 4}]),
        lambda: made(availability_zones=[AZ_A, {**AZ_B, "slot": 4}], address_grid={"availability_zones": 8}),
    ),
    Case(
        "a grid has a power of two of tiers",
        "grid-size",
        "network.address_grid.tiers",
        lambda: made(address_grid={"tiers": 3}),
        lambda: made(address_grid={"tiers": 16}),
    ),
    Case(
        "a grid has at most eight zones",
        "grid-size",
        "network.address_grid.availability_zones",
        lambda: made(address_grid={"availability_zones": 16}),
        lambda: made(address_grid={"availability_zones": 8}),
    ),
    Case(
        "a grid has at least one tier",
        "grid-size",
        "network.address_grid.tiers",
        lambda: made(address_grid={"tiers": 0}),
        lambda: made(address_grid={"tiers": 1}),
    ),
    Case(
        "an egress tier has a NAT gateway",
        "egress-without-nat",
        "network.nat_gateways",
        lambda: made(tiers=[ISOLATED, EGRESS, PUBLIC]),
        lambda: made(**_NAT),
    ),
    Case(
        "an egress tier without a NAT gateway has a way out for IPv6 only",
        "egress-without-nat",
        "network.nat_gateways",
        lambda: made(tiers=[ISOLATED, EGRESS], ipv6=True),
        lambda: made(**_NAT, ipv6=True),
        "warning",
    ),
    Case(
        "NAT gateways stand in a public tier",
        "nat-without-public-tier",
        "network.nat_gateways",
        lambda: made(tiers=[ISOLATED, EGRESS], nat_gateways=1),
        lambda: made(**_NAT),
    ),
    Case(
        "NAT gateways serve an egress tier",
        "nat-without-egress-tier",
        "network.nat_gateways",
        lambda: made(tiers=[ISOLATED, PUBLIC], nat_gateways=1),
        lambda: made(tiers=[ISOLATED, PUBLIC]),
    ),
    Case(
        "a zone has at most one NAT gateway",
        "more-nat-gateways-than-zones",
        "network.nat_gateways",
        lambda: made(**{**_NAT, "nat_gateways": 3}),
        lambda: made(**{**_NAT, "nat_gateways": 2}),
    ),
    Case(
        "flow logs are kept for a period of CloudWatch Logs",
        "retention-days",
        "network.flow_logs.retention_days",
        lambda: made(flow_logs={"retention_days": 100}),
        lambda: made(flow_logs={"retention_days": 90}),
    ),
    Case(
        "a flow log entry sums up 60 or 600 seconds",
        "aggregation-interval",
        "network.flow_logs.max_aggregation_seconds",
        lambda: made(flow_logs={"max_aggregation_seconds": 300}),
        lambda: made(flow_logs={"max_aggregation_seconds": 60}),
    ),
    Case(
        "interface endpoints find addresses in their tier",
        "too-few-addresses",
        "network.tiers[0]",
        lambda: cell(network={"cidr": "10.0.0.0/24", "availability_zones": [AZ_A]}, interface_endpoints=_services(12)),
        lambda: cell(network={"cidr": "10.0.0.0/24", "availability_zones": [AZ_A]}, interface_endpoints=_services(11)),
    ),
    Case(
        "interface endpoints find addresses beside a NAT gateway",
        "too-few-addresses",
        "network.tiers[2]",
        lambda: cell(
            network={"cidr": "10.0.0.0/24", "availability_zones": [AZ_A], **_NAT},
            interface_endpoints=_services(11),
            interface_endpoint_tier="public",
        ),
        lambda: cell(
            network={"cidr": "10.0.0.0/24", "availability_zones": [AZ_A], **_NAT},
            interface_endpoints=_services(10),
            interface_endpoint_tier="public",
        ),
    ),
    Case(
        "interface endpoints stand in a tier of the made network",
        "no-such-tier",
        "interface_endpoint_tier",
        lambda: cell(interface_endpoints=_SSM, interface_endpoint_tier="data"),
        lambda: cell(interface_endpoints=_SSM, interface_endpoint_tier="isolated"),
    ),
]

EXISTING_NETWORK = [
    Case(
        "a subnet is named once",
        "duplicate-subnet",
        "network.subnets[1].id",
        lambda: subnets({}, {"id": SUBNET_A["id"]}),
        lambda: subnets({}, {"id": "subnet-0123abcd"}),
    ),
    Case(
        "a subnet lies in the cell's Region",
        "az-outside-region",
        "network.subnets[0].availability_zone",
        lambda: subnets({"availability_zone": "us-east-2a"}, {}),
        lambda: subnets({"availability_zone": "us-east-1c"}, {}),
    ),
    Case(
        "an Availability Zone has one id in an account",
        "inconsistent-az-id",
        "network.subnets[1].availability_zone_id",
        lambda: subnets({}, {"availability_zone": "us-east-1a"}),
        lambda: subnets({}, {"availability_zone": "us-east-1a", "availability_zone_id": "use1-az1"}),
    ),
    Case(
        "an Availability Zone's id may be unknown",
        "inconsistent-az-id",
        "network.subnets[1].availability_zone_id",
        lambda: subnets({}, {"availability_zone": "us-east-1a"}),
        lambda: subnets({}, {"availability_zone": "us-east-1a", "availability_zone_id": None}),
    ),
    Case(
        "a subnet's block is its IPv4 block",
        "subnet-cidr-not-ipv4",
        "network.subnets[0].cidr",
        lambda: subnets({"cidr": "fd00::/64"}, {}),
        lambda: subnets({"cidr": None}, {}),
    ),
    Case(
        "interface endpoints are opened to a block that is known",
        "vpc-cidr-unknown",
        "network.cidr",
        lambda: cell(network={**NETWORK, "cidr": None}, interface_endpoints=_SSM),
        lambda: cell(network=NETWORK, interface_endpoints=_SSM),
    ),
    Case(
        "interface endpoints stand in a tier of the existing network",
        "no-such-tier",
        "interface_endpoint_tier",
        lambda: cell(network=NETWORK, interface_endpoints=_SSM, interface_endpoint_tier="data"),
        lambda: cell(network=NETWORK, interface_endpoints=_SSM, interface_endpoint_tier="default"),
    ),
    Case(
        "interface endpoints stand in one tier",
        "several-tiers",
        "interface_endpoint_tier",
        lambda: cell(
            network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "tier": "data"}]}, interface_endpoints=_SSM
        ),
        lambda: existing(subnets=[SUBNET_A, {**SUBNET_B, "tier": "data"}]),
    ),
    Case(
        "interface endpoints stand in one subnet of a zone",
        "two-subnets-in-one-az",
        "interface_endpoint_tier",
        lambda: cell(
            network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "availability_zone": "us-east-1a"}]},
            interface_endpoints=_SSM,
        ),
        lambda: cell(network=NETWORK, interface_endpoints=_SSM),
    ),
    Case(
        "interface endpoints find addresses in the existing subnets",
        "too-few-addresses",
        "network.subnets[1].cidr",
        lambda: cell(
            network={**NETWORK, "subnets": [{**SUBNET_A, "cidr": None}, {**SUBNET_B, "cidr": "10.0.16.0/28"}]},
            interface_endpoints=_services(12),
        ),
        lambda: cell(
            network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "cidr": "10.0.16.0/28"}]},
            interface_endpoints=_services(11),
        ),
    ),
]

_WITHOUT_DNS: dict[str, Any] = {**NETWORK, "dns": False}

EXPORTS = [
    Case(
        "an export's name has letters, digits, colons and hyphens",
        "malformed-export",
        "export_prefix",
        lambda: check_exports("net_app", ()),
        lambda: check_exports("net:app-1", ()),
    ),
    Case(
        "an export's name has at most 255 characters",
        "export-too-long",
        "export_prefix",
        lambda: check_exports("n" * 242, ()),
        lambda: check_exports("n" * 241, ()),
    ),
    Case(
        "the name under which a zone is exported has at most 255 characters",
        "export-too-long",
        "zones[0].name",
        lambda: check_exports("n" * 100, [_zone_of(150)]),
        lambda: check_exports("n" * 100, [_zone_of(149)]),
    ),
    Case(
        "a zone that is not made is not exported",
        "export-too-long",
        "zones[0].name",
        lambda: check_exports("n" * 100, [_zone_of(150)]),
        lambda: check_exports("n" * 100, [_zone_of(150).model_copy(update={"id": HostedZoneId(ZONE_ID)})]),
    ),
    Case(
        "a prefix known only at deployment passes",
        "export-too-long",
        "export_prefix",
        lambda: check_exports("n" * 255, ()),
        lambda: check_exports("${Token[AWS.StackName.1]}" * 20, ()),
    ),
]

IPV6 = [
    Case(
        "a network's IPv6 block is IPv6",
        "ipv6-cidr-not-ipv6",
        "network.ipv6_cidr",
        lambda: existing(ipv6_cidr="10.1.0.0/16"),
        lambda: existing(ipv6_cidr="2001:db8::/56"),
    ),
    Case(
        "no network has the prefix of NAT64",
        "nat64-prefix",
        "network.ipv6_cidr",
        lambda: existing(ipv6_cidr="64:ff9b::/96"),
        lambda: existing(ipv6_cidr="2001:db8::/56"),
    ),
    Case(
        "only a network with IPv6 has an IPv6 block",
        "ipv6-cidr-without-ipv6",
        "network.ipv6_cidr",
        lambda: existing(ipv6_cidr="2001:db8::/56", ipv6=False),
        lambda: existing(ipv6_cidr="2001:db8::/56", ipv6=True),
    ),
]

ENDPOINTS_AND_ZONES = [
    Case(
        "a VPC with private zones has both DNS flags on",
        "dns-flags-off",
        "network.dns",
        lambda: cell(network=_WITHOUT_DNS, zones=[{"name": "a.com"}]),
        lambda: cell(network=_WITHOUT_DNS),
    ),
    Case(
        "a VPC with interface endpoints to AWS services has both DNS flags on",
        "dns-flags-off",
        "network.dns",
        lambda: cell(network=_WITHOUT_DNS, interface_endpoints=_SSM),
        lambda: cell(network={**NETWORK, "dns": True}, interface_endpoints=_SSM),
    ),
    Case(
        "a gateway endpoint is asked once",
        "duplicate-endpoint",
        "network.gateway_endpoints[1].service",
        lambda: made(gateway_endpoints=[{"service": "s3"}, {"service": "s3"}]),
        lambda: made(gateway_endpoints=[{"service": "s3"}, {"service": "dynamodb"}]),
    ),
    Case(
        "an interface endpoint is asked once, by either form of its name",
        "duplicate-endpoint",
        "interface_endpoints[1].service",
        lambda: cell(interface_endpoints=[*_SSM, {"service": "com.amazonaws.us-east-1.ssm"}]),
        lambda: cell(interface_endpoints=[*_SSM, {"service": "ssmmessages"}]),
    ),
    Case(
        "in China a service of AWS is given by its whole name",
        "short-service-name",
        "interface_endpoints[0].service",
        lambda: in_china("ssm"),
        lambda: in_china("com.amazonaws.cn-north-1.ssm"),
    ),
    Case(
        "an interface endpoint is to a service of the cell's Region",
        "endpoint-in-other-region",
        "interface_endpoints[1].service",
        lambda: cell(interface_endpoints=[*_SSM, {"service": "com.amazonaws.eu-west-1.logs"}]),
        lambda: cell(interface_endpoints=[*_SSM, {"service": "com.amazonaws.us-east-1.logs"}]),
    ),
    Case(
        "an interface endpoint is to a service of the cell's partition",
        "mixed-partition",
        "interface_endpoints[0].service",
        lambda: cell(interface_endpoints=[{"service": "cn.com.amazonaws.cn-north-1.ssm"}]),
        lambda: cell(interface_endpoints=[{"service": "com.amazonaws.s3-global.accesspoint"}]),
    ),
    Case(
        "a VPC has 50 interface endpoints unless the quota is raised",
        "many-interface-endpoints",
        "interface_endpoints",
        lambda: cell(interface_endpoints=_services(51)),
        lambda: cell(interface_endpoints=_services(50)),
        "warning",
    ),
    Case(
        "a policy document has statements",
        "policy-without-statement",
        "network.gateway_endpoints[0].policy",
        lambda: made(gateway_endpoints=_endpoints(_NOTHING)),
        lambda: made(gateway_endpoints=_endpoints({**_NOTHING, "Statement": [_STATEMENT]})),
    ),
    Case(
        "a policy document holds at least one statement",
        "malformed-policy",
        "network.gateway_endpoints[0].policy.Statement",
        lambda: made(gateway_endpoints=_endpoints({"Statement": []})),
        lambda: made(gateway_endpoints=_endpoints({"Statement": _STATEMENT})),
    ),
    Case(
        "a statement is no text",
        "malformed-policy",
        "network.gateway_endpoints[0].policy.Statement[0]",
        lambda: made(gateway_endpoints=_endpoints({"Statement": ["Deny"]})),
        lambda: made(gateway_endpoints=_endpoints({"Statement": [_STATEMENT]})),
    ),
    Case(
        "a statement allows or denies",
        "malformed-policy",
        "network.gateway_endpoints[0].policy.Statement[0].Effect",
        lambda: made(gateway_endpoints=_endpoints(_full(Effect="allow"))),
        lambda: made(gateway_endpoints=_endpoints(_full(Effect="Deny"))),
    ),
    Case(
        "a statement names actions either way",
        "malformed-policy",
        "network.gateway_endpoints[0].policy.Statement[0]",
        lambda: made(gateway_endpoints=_endpoints(_full(NotAction="s3:*"))),
        lambda: made(gateway_endpoints=_endpoints(_full(Action="s3:*"))),
    ),
    Case(
        "terms have no place in a document",
        "malformed-policy",
        "network.gateway_endpoints[0].policy.own_account",
        lambda: made(gateway_endpoints=_endpoints({**_full(), "own_account": True})),
        lambda: made(gateway_endpoints=_endpoints({"own_account": True})),
    ),
    Case(
        "a policy document has a version of the language",
        "malformed-policy",
        "network.gateway_endpoints[0].policy.Version",
        lambda: made(gateway_endpoints=_endpoints({**_full(), "Version": "2026-10-17"})),
        lambda: made(gateway_endpoints=_endpoints({**_full(), "Version": "2008-10-17"})),
    ),
    Case(
        "a policy document is JSON, where an unquoted version is read as a date",
        "policy-not-json",
        "network.gateway_endpoints[0].policy",
        lambda: made(gateway_endpoints=_endpoints({**_NOTHING, "Statement": [{1, 2}]})),
        lambda: made(gateway_endpoints=_endpoints({**_full(), "Version": date(2012, 10, 17)})),
    ),
    Case(
        "a document that allows everything is a full-access policy",
        "full-access-policy",
        "network.gateway_endpoints[0].policy",
        lambda: made(gateway_endpoints=_endpoints(_full())),
        lambda: made(gateway_endpoints=_endpoints(_full(Condition={"StringEquals": {}}))),
        "warning",
    ),
    Case(
        "a document with one statement that allows everything is a full-access policy",
        "full-access-policy",
        "network.gateway_endpoints[1].policy",
        lambda: made(
            gateway_endpoints=_endpoints("own-account", {"Statement": {**_STATEMENT, "Principal": {"AWS": "*"}}})
        ),
        lambda: made(gateway_endpoints=_endpoints("own-account", {"Statement": {**_STATEMENT, "Effect": "Deny"}})),
        "warning",
    ),
    Case(
        "two zones are two hosted zones",
        "duplicate-zone-id",
        "zones[1].id",
        lambda: cell(zones=[{"name": "a.com", "id": ZONE_ID}, {"name": "b.com", "id": ZONE_ID}]),
        lambda: cell(
            zones=[{"name": "a.com", "id": ZONE_ID}, {"name": "b.com", "id": OTHER_ZONE_ID}, {"name": "c.com"}]
        ),
    ),
]

CELL_RULES = [*MADE_NETWORK, *EXISTING_NETWORK, *IPV6, *EXPORTS, *ENDPOINTS_AND_ZONES]
