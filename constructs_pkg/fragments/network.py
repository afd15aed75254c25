"""A made VPC: subnets, route tables, internet and NAT gateways, each under an id that comes from its slots."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    join,
    named,
    ref,
    resource,
)
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.network import PlannedSubnet, TierKind

VPC = "Resource"
INTERNET_GATEWAY = "InternetGateway"
INTERNET_ATTACHMENT = "InternetGatewayAttachment"
IPV6_BLOCK = "Ipv6Block"
IPV6_CIDR: Json = {"Fn::Select": [0, attribute(VPC, "Ipv6CidrBlocks")]}
EVERYWHERE = "0.0.0.0/0"
EVERYWHERE_IPV6 = "::/0"

_PUBLIC_ROUTE = Acknowledgement(
    "NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW",
    "A public tier was asked for by name; its subnets give no public addresses by themselves.",
)


def subnet_id(tier_slot: int, zone_slot: int) -> str:
    """Return the id of the subnet at the two slots."""
    return f"Subnet-T{tier_slot}-Z{zone_slot}"


def route_table_id(tier_slot: int, zone_slot: int) -> str:
    """Return the id of the route table of the subnet at the two slots."""
    return f"RouteTable-T{tier_slot}-Z{zone_slot}"


def network_fragment(network: MadeNetwork, name: str) -> Fragment:
    """Return the VPC `network` with its subnets and routes; `name` is shown in their tags."""
    vpc = resource(
        "AWS::EC2::VPC",
        {
            "CidrBlock": network.cidr,
            "EnableDnsSupport": True,
            "EnableDnsHostnames": True,
            "InstanceTenancy": "default",
            "Tags": named(name),
        },
    )
    subnets = plan_subnets(network)
    return join(
        Fragment({VPC: vpc}),
        *(_subnet(subnet, network, name) for subnet in subnets),
        _ipv6(network, subnets),
        _internet(subnets, name, wanted=network.internet_gateway),
        _nat(network, subnets, name),
    )


def _subnet(subnet: PlannedSubnet, network: MadeNetwork, name: str) -> Fragment:
    tier, zone = subnet.tier, subnet.availability_zone
    slots = (tier.slot, zone.slot)
    tags = named(f"{name} {tier.name} {zone.name}")
    return Fragment(
        {
            subnet_id(*slots): resource(
                "AWS::EC2::Subnet",
                {
                    "VpcId": ref(VPC),
                    "AvailabilityZone": zone.name,
                    "CidrBlock": subnet.cidr,
                    "Ipv6CidrBlock": _ipv6_block(subnet, network) if network.ipv6 else None,
                    "MapPublicIpOnLaunch": False,
                    "Tags": tags,
                },
                **({"DependsOn": [IPV6_BLOCK]} if network.ipv6 else {}),
            ),
            route_table_id(*slots): resource("AWS::EC2::RouteTable", {"VpcId": ref(VPC), "Tags": tags}),
            f"RouteTableAssociation-T{tier.slot}-Z{zone.slot}": resource(
                "AWS::EC2::SubnetRouteTableAssociation",
                {"SubnetId": ref(subnet_id(*slots)), "RouteTableId": ref(route_table_id(*slots))},
            ),
        }
    )


def _ipv6_block(subnet: PlannedSubnet, network: MadeNetwork) -> Json:
    # A VPC's /56 holds 256 blocks of /64 (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
    index = subnet.tier.slot * network.address_grid.availability_zones + subnet.availability_zone.slot
    return {"Fn::Select": [index, {"Fn::Cidr": [IPV6_CIDR, 256, 64]}]}


def _ipv6(network: MadeNetwork, subnets: tuple[PlannedSubnet, ...]) -> Fragment:
    if not network.ipv6:
        return Fragment({})
    block = resource("AWS::EC2::VPCCidrBlock", {"VpcId": ref(VPC), "AmazonProvidedIpv6CidrBlock": True})
    public = [subnet for subnet in subnets if subnet.tier.kind is TierKind.PUBLIC]
    egress = [subnet for subnet in subnets if subnet.tier.kind is TierKind.EGRESS]
    outward = {"EgressOnlyInternetGateway": resource("AWS::EC2::EgressOnlyInternetGateway", {"VpcId": ref(VPC)})}
    routes = {
        **{_ipv6_route_id(each): _ipv6_route(each, "GatewayId", INTERNET_GATEWAY) for each in public},
        **{
            _ipv6_route_id(each): _ipv6_route(each, "EgressOnlyInternetGatewayId", "EgressOnlyInternetGateway")
            for each in egress
        },
    }
    return Fragment(
        {IPV6_BLOCK: block, **(outward if egress else {}), **routes},
        acknowledgements={_ipv6_route_id(each): (_PUBLIC_ROUTE,) for each in public},
    )


def _ipv6_route(subnet: PlannedSubnet, target: str, gateway: str) -> Json:
    table = route_table_id(subnet.tier.slot, subnet.availability_zone.slot)
    dependencies = {"DependsOn": [INTERNET_ATTACHMENT]} if gateway == INTERNET_GATEWAY else {}
    properties = {
        "RouteTableId": ref(table),
        "DestinationIpv6CidrBlock": EVERYWHERE_IPV6,
        target: ref(gateway),
    }
    return resource("AWS::EC2::Route", properties, **dependencies)


def _ipv6_route_id(subnet: PlannedSubnet) -> str:
    return f"DefaultIpv6Route-T{subnet.tier.slot}-Z{subnet.availability_zone.slot}"


def _internet(subnets: tuple[PlannedSubnet, ...], name: str, *, wanted: bool) -> Fragment:
    public = [subnet for subnet in subnets if subnet.tier.kind is TierKind.PUBLIC]
    if not public and not wanted:
        return Fragment({})
    routes = {
        _default_route_id(subnet): resource(
            "AWS::EC2::Route",
            {
                "RouteTableId": ref(route_table_id(subnet.tier.slot, subnet.availability_zone.slot)),
                "DestinationCidrBlock": EVERYWHERE,
                "GatewayId": ref(INTERNET_GATEWAY),
            },
            DependsOn=[INTERNET_ATTACHMENT],
        )
        for subnet in public
    }
    gateway = {
        INTERNET_GATEWAY: resource("AWS::EC2::InternetGateway", {"Tags": named(name)}),
        INTERNET_ATTACHMENT: resource(
            "AWS::EC2::VPCGatewayAttachment", {"VpcId": ref(VPC), "InternetGatewayId": ref(INTERNET_GATEWAY)}
        ),
    }
    return Fragment({**gateway, **routes}, acknowledgements=dict.fromkeys(routes, (_PUBLIC_ROUTE,)))


def _nat(network: MadeNetwork, subnets: tuple[PlannedSubnet, ...], name: str) -> Fragment:
    public = [subnet for subnet in subnets if subnet.tier.kind is TierKind.PUBLIC]
    lowest_tier = min((subnet.tier.slot for subnet in public), default=0)
    hosts = [subnet for subnet in public if subnet.tier.slot == lowest_tier][: network.nat_gateways]
    gateway_by_zone = {host.availability_zone.slot: _nat_id(host) for host in hosts}
    resources = {}
    for host in hosts:
        address = f"NatAddress-Z{host.availability_zone.slot}"
        tags = named(f"{name} NAT {host.availability_zone.name}")
        resources[address] = resource("AWS::EC2::EIP", {"Domain": "vpc", "Tags": tags}, DependsOn=[INTERNET_ATTACHMENT])
        resources[_nat_id(host)] = resource(
            "AWS::EC2::NatGateway",
            {
                "AllocationId": attribute(address, "AllocationId"),
                "SubnetId": ref(subnet_id(host.tier.slot, host.availability_zone.slot)),
                "Tags": tags,
            },
            DependsOn=[INTERNET_ATTACHMENT],
        )
    for subnet in subnets:
        if subnet.tier.kind is TierKind.EGRESS and hosts:
            zone = subnet.availability_zone.slot
            # A zone without a gateway of its own uses the first: adding a gateway moves only its own zone.
            gateway = gateway_by_zone.get(zone, _nat_id(hosts[0]))
            resources[_default_route_id(subnet)] = resource(
                "AWS::EC2::Route",
                {
                    "RouteTableId": ref(route_table_id(subnet.tier.slot, zone)),
                    "DestinationCidrBlock": EVERYWHERE,
                    "NatGatewayId": ref(gateway),
                },
            )
    return Fragment(resources)


def _nat_id(host: PlannedSubnet) -> str:
    return f"NatGateway-Z{host.availability_zone.slot}"


def _default_route_id(subnet: PlannedSubnet) -> str:
    return f"DefaultRoute-T{subnet.tier.slot}-Z{subnet.availability_zone.slot}"
