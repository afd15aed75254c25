"""Gateway and interface endpoints to AWS services."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Fragment, Json, named, ref, resource
from constructs_pkg.fragments.network import VPC, route_table_id
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service import GatewayEndpoint, InterfaceEndpoint, own_account_policy
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region

HTTPS = 443
SECURITY_GROUP = "InterfaceEndpointSecurityGroup"


def gateway_endpoints_fragment(network: MadeNetwork, *, account: Json, region: Region, name: str) -> Fragment:
    """Return a gateway endpoint for each service asked for, on every route table of `network`.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    tables = [ref(route_table_id(subnet.tier.slot, subnet.availability_zone.slot)) for subnet in plan_subnets(network)]
    return Fragment(
        {
            f"GatewayEndpoint-{endpoint.service}": resource(
                "AWS::EC2::VPCEndpoint",
                {
                    "VpcEndpointType": "Gateway",
                    "VpcId": ref(VPC),
                    "ServiceName": f"com.amazonaws.{region}.{endpoint.service}",
                    "RouteTableIds": tables,
                    "PolicyDocument": _policy(endpoint, account, region),
                    "Tags": named(f"{name} {endpoint.service}"),
                },
            )
            for endpoint in network.gateway_endpoints
        }
    )


def interface_endpoints_fragment(
    endpoints: Iterable[InterfaceEndpoint],
    *,
    vpc_id: Json,
    vpc_cidr: Late | str | None,
    subnet_ids: list[Json],
    account: Json,
    region: Region,
    name: str,
) -> Fragment:
    """Return an interface endpoint for each service, with private DNS, open on 443 to the VPC.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    asked = tuple(endpoints)
    if not asked:
        return Fragment({})
    assert vpc_cidr is not None
    group = security_group(
        description="HTTPS from the VPC to AWS services",
        name=f"{name} AWS services",
        vpc_id=vpc_id,
        ingress=[cidr_rule("tcp", HTTPS, HTTPS, vpc_cidr, "HTTPS from the VPC")],
    )
    return Fragment(
        {
            SECURITY_GROUP: group,
            **{
                f"InterfaceEndpoint-{endpoint.service}": resource(
                    "AWS::EC2::VPCEndpoint",
                    {
                        "VpcEndpointType": "Interface",
                        "VpcId": vpc_id,
                        "ServiceName": _interface_service_name(endpoint.service, region),
                        "SubnetIds": subnet_ids,
                        "SecurityGroupIds": [ref(SECURITY_GROUP)],
                        "PrivateDnsEnabled": True,
                        "DnsOptions": _dns_options(endpoint.service),
                        "PolicyDocument": _policy(endpoint, account, region),
                        "Tags": named(f"{name} {endpoint.service}"),
                    },
                )
                for endpoint in asked
            },
        }
    )


def _policy(endpoint: GatewayEndpoint | InterfaceEndpoint, account: Json, region: Region) -> Json:
    if endpoint.policy == "own-account":
        return own_account_policy(endpoint.service, account, region)
    return None if endpoint.policy == "full-access" else endpoint.policy


def _dns_options(service: str) -> Json:
    """Return what lets S3's names answer with the endpoint in the VPC too, with or without a gateway endpoint.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
    """
    return {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"} if service.split(".")[-1] == "s3" else None


def _interface_service_name(service: str, region: Region) -> str:
    return service if "amazonaws." in service else f"com.amazonaws.{region}.{service}"
