"""Bad input: all of it is said at once, at the keyword arguments it came by, before anything is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from construct_cases import ACCOUNT, NETWORK, NLB_ARN, OTHER_ZONE, REGION, SERVICE_NAME, ZONE, cell, refusal_of
from constructs import Construct

from constructs_pkg import CellRecords, EndpointConsumer, EndpointService, PrivateCell
from constructs_pkg.placed_stack import PlacedStack
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import InvalidInput

Make = Callable[[cdk.Stack], object]

TOKEN = cdk.Fn.ref("Somewhere")
CASES: dict[str, tuple[Make, set[tuple[str, str]]]] = {
    "cell: nothing given": (
        lambda stack: PrivateCell(stack, "X"),
        {("missing-key", "cidr"), ("missing-key", "availability_zones")},
    ),
    "cell: every value wrong": (
        lambda stack: cell(
            stack,
            "X",
            cidr="10.0.0.0/8",
            availability_zones=["us-east-1", "us-east-1a", {"slot": -1, "name": "us-east-1b"}],
            tiers=[{"slot": "0", "name": "app", "kid": "public"}, {"slot": 1}],
            nat_gateways=-1,
            flow_logs={"traffic": "SOME"},
            gateway_endpoints=[{"service": "sqs"}],
            zones=["a..b", "ok.internal"],
            interface_endpoints=["SSM"],
            account="12",
            region="us-east",
        ),
        {
            ("vpc-cidr-size", "cidr"),
            ("malformed-az-name", "availability_zones[0]"),
            ("wrong-type", "availability_zones[2].slot"),
            ("wrong-type", "tiers[0].slot"),
            ("unknown-key", "tiers[0].kid"),
            ("missing-key", "tiers[1].name"),
            ("wrong-type", "nat_gateways"),
            ("wrong-type", "flow_logs.traffic"),
            ("wrong-type", "gateway_endpoints[0].service"),
            ("empty-label", "zones[0]"),
            ("wrong-type", "interface_endpoints[0].service"),
            ("malformed-account-id", "account"),
            ("malformed-region", "region"),
        },
    ),
    "cell: every rule broken": (
        lambda stack: cell(
            stack,
            "X",
            cidr="10.0.0.0/26",
            availability_zones=["us-east-1a", "us-east-1a", "eu-west-1e"],
            tiers=[{"slot": 0, "name": "app", "kind": "egress"}, {"slot": 0, "name": "app"}],
            flow_logs={"retention_days": 100, "max_aggregation_seconds": 61},
            zones=["a.internal", "A.internal."],
            interface_endpoints=["ssm", "ssm"],
            interface_endpoint_tier="data",
        ),
        {
            ("subnet-too-small", "cidr"),
            ("duplicate-slot", "availability_zones[1].slot"),
            ("duplicate-availability-zone", "availability_zones[1].name"),
            ("az-outside-region", "availability_zones[2].name"),
            ("grid-exhausted", "availability_zones[2].slot"),
            ("duplicate-slot", "tiers[1].slot"),
            ("duplicate-tier", "tiers[1].name"),
            ("egress-without-nat", "nat_gateways"),
            ("retention-days", "flow_logs.retention_days"),
            ("aggregation-interval", "flow_logs.max_aggregation_seconds"),
            ("duplicate-zone", "zones[1].name"),
            ("duplicate-endpoint", "interface_endpoints[1].service"),
            ("no-such-tier", "interface_endpoint_tier"),
        },
    ),
    "cell: tokens": (
        lambda stack: cell(
            stack,
            "X",
            cidr=TOKEN,
            availability_zones=cdk.Fn.get_azs(),
            zones=[TOKEN],
            region=stack.region,
        ),
        {
            ("token-where-literal", "cidr"),
            ("token-where-literal", "availability_zones[0]"),
            ("token-where-literal", "zones[0]"),
        },
    ),
    "cell: made and brought": (
        lambda stack: PrivateCell(stack, "X", vpc=NETWORK, cidr="10.0.0.0/16", flow_logs=None, zones=["a b"]),
        {
            ("network-made-and-brought", "cidr"),
            ("network-made-and-brought", "flow_logs"),
            ("malformed-label", "zones[0]"),
        },
    ),
    "cell: text for a list": (
        lambda stack: cell(
            stack, "X", availability_zones="us-east-1a", zones="example.internal", interface_endpoints="ssm"
        ),
        {
            ("text-where-list", "availability_zones"),
            ("text-where-list", "zones"),
            ("text-where-list", "interface_endpoints"),
        },
    ),
    "cell: brought without a place": (
        lambda stack: PrivateCell(stack, "X", vpc=NETWORK, interface_endpoints=["ssm"], interface_endpoint_tier="data"),
        {("no-such-tier", "interface_endpoint_tier")},
    ),
    "service: nothing given": (lambda stack: EndpointService(stack, "X"), {("no-load-balancer", "")}),
    "service: every value wrong": (
        lambda stack: EndpointService(
            stack,
            "X",
            vpc=NETWORK,
            load_balancer={"tier": 1, "crosszone": True},
            load_balancers=["arn:aws:s3:::bucket"],
            listeners=[{"port": 443}, {"port": "443", "protocol": "HTTP"}, {"targets": {"ips": []}}],
            allowed_principals=["123"],
            public_because="no",
            acceptance_required="yes",  # type: ignore[arg-type]
            supported_regions=["europe", TOKEN],
            ip_address_types=["ipv5"],
            publish_to="name",
            region="us-east",
        ),
        {
            ("wrong-type", "load_balancer.tier"),
            ("unknown-key", "load_balancer.crosszone"),
            ("malformed-id", "load_balancers[0]"),
            ("wrong-type", "listeners[1].port"),
            ("wrong-type", "listeners[1].protocol"),
            ("missing-key", "listeners[2].port"),
            ("unknown-key", "listeners[2].targets.ips"),
            ("malformed-account-id", "allowed_principals[0]"),
            ("wrong-type", "public_because"),
            ("wrong-type", "acceptance_required"),
            ("malformed-region", "supported_regions[0]"),
            ("token-where-literal", "supported_regions[1]"),
            ("wrong-type", "ip_address_types[0]"),
            ("malformed-id", "publish_to"),
            ("malformed-region", "region"),
        },
    ),
    "service: every rule broken": (
        lambda stack: EndpointService(
            stack,
            "X",
            vpc=NETWORK,
            load_balancer={"tier": "data", "name": "internal-x"},
            listeners=[{"port": 443}, {"port": 443}, {"port": 70000}],
            allowed_principals=["arn:aws-cn:iam::111111111111:role/x"],
            supported_regions=["us-east-1", "cn-north-1"],
        ),
        {
            ("no-such-tier", "load_balancer.tier"),
            ("load-balancer-name", "load_balancer.name"),
            ("two-listeners-on-one-port", "listeners[1].port"),
            ("port-out-of-range", "listeners[2].port"),
            ("mixed-partition", "allowed_principals[0]"),
            ("mixed-partition", "supported_regions[1]"),
        },
    ),
    "service: made and brought": (
        lambda stack: EndpointService(stack, "X", vpc=NETWORK, load_balancers=[NLB_ARN]),
        {("load-balancer-made-and-brought", "vpc")},
    ),
    "service: settings of a brought load balancer": (
        lambda stack: EndpointService(
            stack,
            "X",
            load_balancers=[NLB_ARN, NLB_ARN, NLB_ARN.replace("us-east-1", "eu-west-1")],
            load_balancer={"cross_zone": False},
            listeners=[{"port": 443}],
        ),
        {
            ("duplicate-load-balancer", "load_balancers[1]"),
            ("load-balancer-in-other-region", "load_balancers[2]"),
            ("settings-of-brought-load-balancer", "load_balancer"),
            ("listeners-of-brought-load-balancer", "listeners"),
        },
    ),
    "service: text for a list": (
        lambda stack: EndpointService(
            stack, "X", load_balancers=NLB_ARN, allowed_principals="222222222222", supported_regions="us-east-1"
        ),
        {
            ("text-where-list", "load_balancers"),
            ("text-where-list", "allowed_principals"),
            ("wrong-type", "supported_regions"),
        },
    ),
    "consumer: every value wrong": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=NETWORK,
            service_name="orders",
            service_region=TOKEN,
            ingress=[{"from_port": 443, "cidr": "10.0.0.0/33"}, {"port": 443}],
            security_groups=["sg", "sg-0123456789abcdef0"],
            ip_address_type="ipv7",
            private_dns="yes",  # type: ignore[arg-type]
            names=["a b", "db", {"name": "db", "sone": 1}],
            region="us-east",
        ),
        {
            ("malformed-service-name", "service_name"),
            ("token-where-literal", "service_region"),
            ("malformed-cidr", "ingress[0].cidr"),
            ("unknown-key", "ingress[1].port"),
            ("missing-key", "ingress[1].from_port"),
            ("malformed-id", "security_groups[0]"),
            ("wrong-type", "ip_address_type"),
            ("wrong-type", "private_dns"),
            ("name-without-zone", "names[0]"),
            ("name-without-zone", "names[1]"),
            ("name-without-zone", "names[2]"),
            ("malformed-region", "region"),
        },
    ),
    "consumer: every rule broken": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=NETWORK,
            service_name=SERVICE_NAME,
            service_region="eu-west-1",
            tier="app",
            availability_zones=["us-east-1f"],
            ingress=[{"from_port": 443}, {"from_port": 8, "to_port": 7, "cidr": "10.0.0.0/8"}],
            security_groups=[],
            zone=ZONE,
            names=["db", "db.example.internal", "other.com.", {"name": "x", "ttl": 5}],
        ),
        {
            ("service-region-differs", "service_region"),
            ("no-such-availability-zone", "availability_zones[0]"),
            ("ingress-source", "ingress[0]"),
            ("port-range-reversed", "ingress[1].to_port"),
            ("no-security-groups", "security_groups"),
            ("ingress-with-security-groups", "ingress"),
            ("duplicate-record", "names[1].name"),
            ("record-outside-zone", "names[2].name"),
            ("alias-with-ttl", "names[3].ttl"),
        },
    ),
    "consumer: names and zones": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=NETWORK,
            service_name=SERVICE_NAME,
            zone=ZONE.model_copy(update={"id": None}),
            names=["db", {"name": "db", "zone": ZONE.model_copy(update={"id": None})}],
        ),
        {("zone-without-id", "zone")},
    ),
    "consumer: two zones of one name": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=NETWORK,
            service_name=SERVICE_NAME,
            zone=ZONE,
            names=["a", {"name": "b", "zone": ZONE.model_copy(update={"id": OTHER_ZONE.id})}],
        ),
        {("zones-of-one-name", "names[1].zone")},
    ),
    "consumer: text for a list": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=NETWORK,
            service_name=SERVICE_NAME,
            zone=ZONE,
            names="db",
            security_groups="sg-0123456789abcdef0",
            availability_zones="us-east-1a",
        ),
        {
            ("text-where-list", "names"),
            ("text-where-list", "security_groups"),
            ("wrong-type", "availability_zones"),
        },
    ),
}


WRONG: Any = object()
BARE: Any = 5
CASES |= {
    "cell: a VPC's id": (lambda stack: PrivateCell(stack, "X", vpc="vpc-01234567"), {("wrong-type", "vpc")}),  # type: ignore[arg-type]
    "cell: objects of the wrong kind": (
        lambda stack: cell(
            stack,
            "X",
            availability_zones=[WRONG, 5],
            tiers=WRONG,
            zones=[WRONG, 5],
            interface_endpoints=5,
            flow_logs=WRONG,
            nat_gateways=cdk.Token.as_number(cdk.Fn.ref("Count")),
            display_name="X",
        ),
        {
            ("wrong-type", "availability_zones[0]"),
            ("wrong-type", "availability_zones[1]"),
            ("wrong-type", "tiers"),
            ("wrong-type", "zones[0]"),
            ("wrong-type", "zones[1]"),
            ("wrong-type", "interface_endpoints"),
            ("wrong-type", "flow_logs"),
            ("token-where-literal", "nat_gateways"),
        },
    ),
    "cell: an export's name": (
        lambda stack: cell(stack, "X", export_prefix="a b"),
        {("malformed-export", "export_prefix")},
    ),
    "service: objects of the wrong kind": (
        lambda stack: EndpointService(
            stack, "X", vpc=WRONG, load_balancers=[WRONG, BARE], listeners=[WRONG], allowed_principals=[WRONG, BARE]
        ),
        {
            ("wrong-type", "vpc"),
            ("wrong-type", "load_balancers[0]"),
            ("wrong-type", "load_balancers[1]"),
            ("wrong-type", "listeners[0]"),
            ("malformed-principal", "allowed_principals[0]"),
            ("malformed-principal", "allowed_principals[1]"),
        },
    ),
    "consumer: objects of the wrong kind": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=stack,  # type: ignore[arg-type]
            service_name=WRONG,
            security_groups={"sg-01234567": 1},  # type: ignore[arg-type]
            names=[5, {"name": "db", "zone": 5}],  # type: ignore[list-item]
            zone=WRONG,
        ),
        {
            ("wrong-type", "vpc"),
            ("not-text", "service_name"),
            ("wrong-type", "security_groups"),
            ("wrong-type", "zone"),
        },
    ),
    "consumer: names of the wrong kind": (
        lambda stack: EndpointConsumer(
            stack,
            "X",
            vpc=NETWORK,
            service_name=SERVICE_NAME,
            security_groups=[WRONG],
            names=[5, {"name": "db", "zone": 5}],  # type: ignore[list-item]
        ),
        {("wrong-type", "security_groups[0]"), ("wrong-type", "names[0]"), ("wrong-type", "names[1]")},
    ),
    "records: objects of the wrong kind": (
        lambda stack: CellRecords(stack, "X", records=[(WRONG, []), (ZONE, [5]), WRONG, (ZONE,)]),  # type: ignore[list-item]
        {
            ("wrong-type", "records[0]"),
            ("wrong-type", "records[1][0]"),
            ("wrong-type", "records[2]"),
            ("wrong-type", "records[3]"),
        },
    ),
    "records: nothing of the kind": (
        lambda stack: CellRecords(stack, "X", records=5),  # type: ignore[arg-type]
        {("wrong-type", "records")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_everything_is_refused_at_once(stack: cdk.Stack, case: str) -> None:
    """Every problem of one input is said together, at its keyword argument, and nothing is left in the tree."""
    make, expected = CASES[case]
    assert expected == refusal_of(lambda: make(stack))
    assert [] == stack.node.children


def test_refused_construct_may_be_made_again(stack: cdk.Stack) -> None:
    """After a refusal the id is free, and the corrected construct is made under it."""
    with pytest.raises(InvalidInput):
        cell(stack, cidr="10.0.0.0/8")
    assert ["Cell"] == [cell(stack).node.id]


def test_problems_speak_of_the_keyword_arguments(stack: cdk.Stack) -> None:
    """Messages name the arguments as the caller knows them, not the fields of a value."""
    nowhere = NETWORK.model_copy(update={"cidr": None})
    with pytest.raises(InvalidInput) as refused:
        EndpointService(stack, "Service", vpc=nowhere, listeners=[{"port": 443}])
    assert "vpc.cidr" in str(refused.value)
    assert "network.cidr" not in str(refused.value)
    with pytest.raises(InvalidInput) as refused:
        EndpointService(stack, "Service", load_balancers=[NLB_ARN], listeners=[{"port": 443}])
    assert "beside load_balancers;" in str(refused.value)


def test_problems_of_a_vpc_are_told_at_it(stack: cdk.Stack) -> None:
    """What is wrong with the ids of an imported VPC is told at the vpc argument."""
    vpc = ec2.Vpc.from_vpc_attributes(
        stack,
        "Vpc",
        vpc_id="vpc-orders",
        availability_zones=["us-east-1a"],
        isolated_subnet_ids=["subnet-orders"],
        isolated_subnet_route_table_ids=["rtb-0123456789abcdef0"],
    )
    expected = {("malformed-id", "vpc.vpc_id"), ("malformed-id", "vpc.subnets[0].id")}
    assert expected == refusal_of(lambda: PrivateCell(stack, "Cell", vpc=vpc))
    assert expected == refusal_of(lambda: EndpointService(stack, "Service", vpc=vpc, listeners=[{"port": 443}]))
    asked: dict[str, Any] = {"vpc": vpc, "service_name": SERVICE_NAME}
    assert expected == refusal_of(lambda: EndpointConsumer(stack, "Consumer", **asked))
    assert ["Vpc"] == [child.node.id for child in stack.node.children]


def test_network_without_subnets_carries_nothing(stack: cdk.Stack) -> None:
    """Where no subnet is known there is no place to stand."""
    empty: Any = Network(vpc_id=NETWORK.vpc_id, cidr=NETWORK.cidr)
    for make in (
        lambda: EndpointConsumer(stack, "Consumer", vpc=empty, service_name=SERVICE_NAME),
        lambda: EndpointService(stack, "Service", vpc=empty, listeners=[{"port": 443}]),
    ):
        assert {("no-subnets", "vpc.subnets")} == refusal_of(make)


def test_warnings_are_shown_by_the_cdk(stack: cdk.Stack) -> None:
    """What is let through with a warning is a warning of the CDK on the construct, with its rule and place."""
    one_zone = {"availability_zones": ["us-east-1a"]}
    service = EndpointService(stack, "Service", vpc=NETWORK, listeners=[{"port": 443}], load_balancer=one_zone)
    open_cell = cell(stack, gateway_endpoints=[{"service": "s3", "policy": "full-access"}])
    shown = [
        [str(entry.data) for entry in each.node.metadata if entry.type == "aws:cdk:warning"]
        for each in (service, open_cell)
    ]
    assert [1, 1] == [len(each) for each in shown]
    assert shown[0][0].startswith("one-availability-zone: load_balancer.availability_zones ")
    assert shown[1][0].startswith("full-access-policy: gateway_endpoints[0].policy ")


PLACES: dict[str, tuple[Make, set[tuple[str, str]]]] = {
    "cell": (
        lambda scope: cell(scope, account="222222222222", region="us-west-2"),
        {("account-contradicts-stack", "account"), ("region-contradicts-stack", "region")},
    ),
    "service": (
        lambda scope: EndpointService(scope, "X", vpc=NETWORK, listeners=[{"port": 443}], region="us-west-2"),
        {("region-contradicts-stack", "region")},
    ),
    "consumer": (
        lambda scope: EndpointConsumer(scope, "X", vpc=NETWORK, service_name=SERVICE_NAME, region="us-west-2"),
        {("region-contradicts-stack", "region")},
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_place_that_is_not_the_stacks_is_refused(app: cdk.App, stack: cdk.Stack, case: str) -> None:
    """A construct is where its stack is deployed: another account or Region is refused, in a stack and below it."""
    make, expected = PLACES[case]
    nested: Any = Construct(stack, "Nested")
    placed = PlacedStack(app, "Placed", account=AccountId(ACCOUNT), region=Region(REGION))
    for scope in (stack, nested, placed):
        assert expected == refusal_of(lambda scope=scope: make(scope))  # type: ignore[misc]


def test_place_may_be_said_again_or_where_the_stack_has_none(app: cdk.App, stack: cdk.Stack) -> None:
    """The stack's own place may be given again, and one is given where the stack has no literal one."""
    cell(stack, account=ACCOUNT, region=REGION)
    anywhere = cdk.Stack(app, "Anywhere")
    made = EndpointService(anywhere, "Service", vpc=NETWORK, listeners=[{"port": 443}], region=REGION)
    assert REGION == made.service_region
    cell(anywhere, account="222222222222", region=REGION)
