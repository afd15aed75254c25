"""The constructs as a caller's type checker sees them: never run, only checked with mypy --strict.

A line that is wrong on purpose says so by an ignored error: strict mypy reports an ignore that ignores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_type

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_servicediscovery as servicediscovery

import constructs_pkg
from constructs_pkg import (
    CellRecords,
    CidrCollection,
    ConnectedCluster,
    DatabaseProxy,
    EndpointConsumer,
    EndpointService,
    HealthSignal,
    HttpVpcLink,
    LatticeService,
    Namespace,
    PrivateCell,
    RestVpcLink,
    ServiceNetwork,
)
from constructs_pkg.values.cell import FlowLogs, PrivateZone
from constructs_pkg.values.consumer import EndpointName, Ingress, SsmParameter, StackParameter
from constructs_pkg.values.dns import RecordName, ZoneName
from constructs_pkg.values.network import AvailabilityZone, Network, Tier, TierKind
from constructs_pkg.values.place import AvailabilityZoneName
from constructs_pkg.values.record import AliasTarget, Record, RecordType, Weighted
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.service import HealthCheck, Listener, LoadBalancer, Targets
from constructs_pkg.values.zonal_name import EndpointRecordName

stack = cdk.Stack(cdk.App(), "Stack", env=cdk.Environment(account="111111111111", region="us-east-1"))

# A cell takes plain text and mappings as well as values.
cell = PrivateCell(
    stack,
    "Cell",
    cidr="10.0.0.0/16",
    availability_zones=["us-east-1a", AvailabilityZone(slot=1, name=AvailabilityZoneName("us-east-1b"))],
    tiers=[Tier(slot=0, name="app"), {"slot": 1, "name": "edge", "kind": "public"}],
    nat_gateways=0,
    flow_logs=FlowLogs(retention_days=30),
    zones=["example.internal", PrivateZone(name=ZoneName("partner.internal"), id=HostedZoneId("Z0123456789"))],
    interface_endpoints=["ssm", {"service": "ecr.api"}],
)
PrivateCell(stack, "Unlogged", cidr="10.1.0.0/16", availability_zones=["us-east-1a"], flow_logs=None)

assert_type(cell.vpc, ec2.IVpc)
assert_type(cell.network, Network)
assert_type(cell.zone, route53.IHostedZone)
assert_type(cell.zones, Mapping[str, route53.IHostedZone])
assert_type(cell.flow_log_group, logs.ILogGroup | None)
assert_type(cell.log_key, kms.IKey | None)
assert_type(cell.add_host("db", ["10.0.0.10"], ttl=60), list[route53.CfnRecordSet])

PrivateCell(stack, "Positional", "10.0.0.0/16")  # type: ignore[call-arg]
PrivateCell(stack, "Number", cidr=10)  # type: ignore[arg-type]
PrivateCell(stack, "Misspelt", cidrs="10.0.0.0/16")  # type: ignore[call-arg]
PrivateCell(stack, "Zone", zones=[1])  # type: ignore[list-item]
PrivateCell(stack)  # type: ignore[call-arg]
cell.add_host("db", ["10.0.0.10"], "example.internal")  # type: ignore[call-arg]
cell.zone = None  # type: ignore[misc, assignment]

# A service takes load balancers and principals of the CDK as well as text.
service = EndpointService(
    stack,
    "Service",
    vpc=cell.vpc,
    vpc_subnets=ec2.SubnetSelection(subnet_group_name="app"),
    load_balancer=LoadBalancer(cross_zone=False),
    listeners=[
        Listener(port=443, target_port=8443, targets=Targets(), health_check=HealthCheck(protocol="HTTP")),
        {"port": 5432},
    ],
    allowed_principals=[
        "222222222222",
        iam.AccountPrincipal("333333333333"),
        iam.Role.from_role_arn(stack, "R", "arn:..."),
    ],
    supported_regions=["us-east-1"],
)
brought = elbv2.NetworkLoadBalancer(stack, "Brought", vpc=cell.vpc)
EndpointService(stack, "Over", load_balancers=[brought, "arn:aws:elasticloadbalancing:..."])

assert_type(service.service_name, str)
assert_type(service.service_region, str)
assert_type(service.load_balancer, elbv2.INetworkLoadBalancer)
assert_type(service.connections, ec2.Connections)
assert_type(service.add_listener(Listener(port=8080)), elbv2.CfnListener)
assert_type(service.allow_principal("444444444444"), ec2.CfnVPCEndpointServicePermissions)

EndpointService(stack, "Role", allowed_principals=[iam.ServicePrincipal("ec2.amazonaws.com")])  # type: ignore[list-item]
EndpointService(stack, "Positional", cell.vpc)  # type: ignore[call-arg]
Listener(port="443")  # type: ignore[arg-type]
HealthCheck(protocol="UDP")  # type: ignore[arg-type]

# A consumer needs to be told where it stands and what it connects to.
consumer = EndpointConsumer(
    stack,
    "Consumer",
    vpc=cell.network,
    service_name=service.service_name,
    service_region=service.service_region,
    ingress=[Ingress(from_port=443), {"from_port": 443, "prefix_list_id": "pl-0123456789abcdef0"}],
    security_groups=[ec2.SecurityGroup(stack, "Group", vpc=cell.vpc), "sg-0123456789abcdef0"],
    zone=cell.zone,
    names=["db", {"name": "old", "kind": "cname"}],
)
for source in (StackParameter(), SsmParameter(ssm_parameter="/shop/orders")):
    EndpointConsumer(stack, "Later", vpc=cell.vpc, service_name=source)

assert_type(consumer.endpoint_id, str)
assert_type(consumer.regional_dns_name, str)
assert_type(consumer.alias_target, AliasTarget)
assert_type(consumer.endpoint, ec2.IInterfaceVpcEndpoint)
assert_type(consumer.security_groups, list[ec2.ISecurityGroup])
zone = PrivateZone(name=ZoneName("example.internal"), id=HostedZoneId("Z0123456789"))
assert_type(
    consumer.add_name(EndpointName(name=EndpointRecordName("db"), zone=zone)),
    list[route53.CfnRecordSet],
)

EndpointConsumer(stack, "Nowhere", service_name="com.amazonaws.vpce.us-east-1.vpce-svc-0")  # type: ignore[call-arg]

# Records stand alone, typed or as mappings.
record = Record(
    name=RecordName("db"),
    type=RecordType.A,
    values=("10.0.0.10",),
    policy=Weighted(set_identifier="blue", weight=1),
)
CellRecords(stack, "Records", records={zone: [record, {"name": "web", "type": "A", "values": ["10.0.0.11"]}]})
CellRecords(stack, "OfTheCdk", records=[(cell.zone, [record])])
CellRecords(stack, "Bare", records=[record])  # type: ignore[list-item]
Record(name=RecordName("db"), type=RecordType.A, valeus=())  # type: ignore[call-arg]

# What a construct is to the CDK.
connectable: ec2.IConnectable = service
connectable = consumer
resource: Any = cell.get_resource("Resource")
kind: TierKind = Tier(slot=0, name="app").kind

# The package knows its own names only.
_ = constructs_pkg.PrivateCells  # type: ignore[attr-defined]

# A proxy takes plain text, and gives tokens to others.
proxy = DatabaseProxy(
    stack,
    "Proxy",
    vpc=cell.network,
    name="orders",
    engine_family="POSTGRESQL",
    user_name="app",
    instance_identifier="orders",
    connection_pool={"borrow_timeout": 30},
)
assert_type(proxy.endpoint, str)
assert_type(proxy.connections, ec2.Connections)

apps = Namespace(stack, "Apps", name="apps.internal", vpc=cell.vpc)
assert_type(apps.namespace, servicediscovery.INamespace)
assert_type(ConnectedCluster(stack, "Shop", vpc=cell.vpc, namespace=apps).cluster_name, str)
shop = ServiceNetwork(stack, "ShopNetwork", vpc=cell.network, allowed=[{"from_own_vpc": True}])
assert_type(shop.connections, ec2.Connections)
prices = LatticeService(
    stack,
    "Prices",
    vpc=cell.network,
    service_networks={"shop": shop},
    target_groups={"web": {"ip_addresses": ["10.0.0.10"]}},
    listeners={"https": {"forward": [{"targets": "web"}]}},
)
assert_type(prices.domain_name, str)
LatticeService(stack, "None", vpc=cell.network)  # type: ignore[call-arg]

assert_type(HttpVpcLink(stack, "Web", vpc=cell.network, ports=[443]).vpc_link_id, str)
assert_type(RestVpcLink(stack, "Orders", load_balancer="arn").vpc_link_id, str)
RestVpcLink(stack, "None")  # type: ignore[call-arg]

# A health signal takes what it looks at as a value, as fields or as the construct; its id is text.
signal = HealthSignal(stack, "Site", https={"domain_name": "www.example.com"}, recover_within=120)
assert_type(signal.health_check_id, str)
assert_type(signal.seconds_to_detect, int | None)
assert_type(CidrCollection(stack, "Clients", locations={"office": ["203.0.113.0/24"]}).collection_id, str)
