"""How often the constructs cross from Python to the CDK, which is what synthesis costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import aws_cdk as cdk
import pytest
from construct_cases import ACCOUNT, NETWORK, REGION, SERVICE_NAME, THREE_TIERS, ZONE, cell
from jsii._kernel.providers.base import BaseProvider
from jsii._kernel.providers.process import ProcessProvider

from constructs_pkg import (
    CellRecords,
    CidrCollection,
    ConnectedCluster,
    ConnectionReconciler,
    DatabaseProxy,
    EndpointConsumer,
    EndpointService,
    HealthSignal,
    LatticeService,
    Namespace,
    NotificationTopic,
    PublicRecords,
    PublicZone,
    ResourceConfiguration,
    ServiceNetwork,
    ZoneAssociation,
    ZoneAuthority,
    ZoneProfile,
)
from constructs_pkg.placed_stack import PlacedStack
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.record import AliasTarget
from constructs_pkg.values.spec import parse


@pytest.fixture
def placed(app: cdk.App) -> PlacedStack:
    """A new stack that tells its place by itself."""
    return PlacedStack(app, "Stack", account=AccountId(ACCOUNT), region=Region(REGION))


@pytest.fixture
def crossings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each call to the CDK, as it is made."""
    made: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        original = getattr(ProcessProvider, name)

        def call(provider: ProcessProvider, request: Any) -> Any:
            target = next(
                (str(getattr(request, key)) for key in ("fqn", "method", "property") if hasattr(request, key)), ""
            )
            made.append(f"{name} {target}")
            return original(provider, request)

        return call

    for name in ("create", "get", "set", "sget", "sset", "invoke", "sinvoke"):
        assert hasattr(BaseProvider, name)
        monkeypatch.setattr(ProcessProvider, name, counted(name))
    yield made


MAKES: dict[str, Callable[[cdk.Stack], object]] = {
    "public zone": lambda stack: PublicZone(
        stack,
        "Zone",
        zone_name="eu.example.com",
        query_logs=True,
        dnssec=True,
        alarms=True,
        delegated_from={"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"},
    ),
    "public records": lambda stack: PublicRecords(
        stack,
        "Records",
        zone={"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"},
        records=[{"name": "api", "type": "A", "values": ["192.0.2.1"]}],
        authorised_by="arn:aws:iam::222222222222:role/entries",
    ),
    "cell": lambda stack: cell(
        stack,
        tiers=THREE_TIERS,
        nat_gateways=2,
        ipv6=True,
        zones=["a.internal", "b.internal"],
        interface_endpoints=["ssm"],
        query_logs={},
    ),
    "service": lambda stack: EndpointService(
        stack,
        "Service",
        vpc=NETWORK,
        listeners=[{"port": 443}, {"port": 5432}],
        allowed_principals=["222222222222"],
        publish_to="/shop/orders",
        alarms={},
        notifications={},
        outputs=True,
    ),
    "resource configuration": lambda stack: ResourceConfiguration(
        stack,
        "Orders",
        vpc=NETWORK,
        host={"domain_name": "orders.example.com"},
        ports=[5432],
        shared_with=["222222222222"],
        outputs=True,
    ),
    "consumer": lambda stack: EndpointConsumer(
        stack,
        "Consumer",
        vpc=NETWORK,
        service_name=SERVICE_NAME,
        ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}],
        zone=ZONE,
        names=["a", "b"],
        alarms={},
        notifications={},
    ),
    "association": lambda stack: ZoneAssociation(stack, "Association", vpc=NETWORK, zone=ZONE),
    "authority": lambda stack: ZoneAuthority(stack, "Authority", zone=ZONE, principals=["222222222222"]),
    "profile": lambda stack: ZoneProfile(stack, "Profile", zones=[ZONE], share_with=["222222222222"]),
    "database proxy": lambda stack: DatabaseProxy(
        stack,
        "Proxy",
        vpc=NETWORK,
        name="orders",
        engine_family="POSTGRESQL",
        user_name="app",
        cluster_identifier="orders",
        read_only_name="orders-readers",
        client_principals=["222222222222"],
        outputs=True,
    ),
    "service with a database proxy": lambda stack: EndpointService(
        stack,
        "Service",
        vpc=NETWORK,
        database_proxy={
            "name": "orders",
            "engine_family": "POSTGRESQL",
            "user_name": "app",
            "instance_identifier": "orders",
        },
        listeners=[{"port": 5432, "targets": {"database_proxy": "read_write"}}],
    ),
    "service with rules of acceptance": lambda stack: EndpointService(
        stack,
        "Service",
        vpc=NETWORK,
        listeners=[{"port": 443}],
        connection_rules={"rules": [{"key": "friend", "action": "accept", "accounts": ["222222222222"]}]},
    ),
    "reconciler": lambda stack: ConnectionReconciler(
        stack,
        "Rules",
        service="vpce-svc-0123456789abcdef0",
        rules=[{"key": "friend", "action": "accept", "accounts": ["222222222222"], "customer": "friend"}],
        names={"zone": "customers.example.com", "zone_id": "Z0123456789CUSTOMERS"},
        on_deletion="reject",
        notification_topic_arn="arn:aws:sns:us-east-1:111111111111:alarms",
    ),
    "CIDR collection": lambda stack: CidrCollection(stack, "Clients", locations={"office": ["203.0.113.0/24"]}),
    "health signal": lambda stack: HealthSignal(
        stack, "Up", metric={"namespace": "Orders", "name": "Depth", "statistic": "Sum", "above": 1}, disabled=True
    ),
    "namespace": lambda stack: Namespace(
        stack, "Apps", name="apps.internal", vpc=NETWORK, services={"web": {"record_types": ["A"]}}, outputs=True
    ),
    "connected cluster": lambda stack: ConnectedCluster(
        stack,
        "Shop",
        vpc=NETWORK,
        namespace="arn:aws:servicediscovery:us-east-1:111111111111:namespace/ns-0123456789abcdef",
        services={"web": {"image": "nginx"}},
        outputs=True,
    ),
    "service network": lambda stack: ServiceNetwork(stack, "Shop", vpc=NETWORK, share_with=["222222222222"]),
    "lattice service": lambda stack: LatticeService(
        stack,
        "Orders",
        vpc=NETWORK,
        target_groups={"web": {"ip_addresses": ["10.0.0.10"]}},
        listeners={"https": {"forward": [{"targets": "web"}]}},
        outputs=True,
    ),
    "topic": lambda stack: NotificationTopic(stack, "Topic", outputs=True),
    "records": lambda stack: CellRecords(
        stack, "Records", records={ZONE: [{"name": "db", "type": "A", "values": ["10.0.0.10"]}]}
    ),
}


@pytest.mark.parametrize("construct", MAKES)
def test_construct_is_made_in_one_call(placed: PlacedStack, crossings: list[str], construct: str) -> None:
    """Whatever a construct makes, it takes one call in a stack that tells its place by itself."""
    MAKES[construct](placed)
    assert ["create aws-cdk-lib.cloudformation_include.CfnInclude"] == crossings


def test_record_is_added_in_one_call(stack: cdk.Stack, crossings: list[str]) -> None:
    """After the first record of a zone, whose id is asked for once, each takes one call."""
    made = cell(stack)
    made.add_host("first", ["10.0.0.10"])
    del crossings[:]
    made.add_host("second", ["10.0.0.11"])
    made.add_alias("third", parse(AliasTarget, {"dns_name": "a.example.com", "zone_id": "Z1"}))
    assert ["create aws-cdk-lib.aws_route53.CfnRecordSet"] * 2 == crossings


def test_refusal_costs_nothing(placed: PlacedStack, crossings: list[str]) -> None:
    """What is refused never reaches the CDK."""
    with pytest.raises(ValueError, match="vpc-cidr-size"):
        cell(placed, cidr="10.0.0.0/8")
    assert [] == crossings
