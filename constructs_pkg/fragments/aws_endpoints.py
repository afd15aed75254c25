"""Gateway and interface endpoints to AWS services."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.consumer import first_dns_entry
from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, Resource, join, named, ref, resource
from constructs_pkg.fragments.network import IPV6_CIDR, VPC, route_table_id, subnet_id
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.fragments.zone import zone_fragment, zone_resource_id
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service import GatewayEndpoint, InterfaceEndpoint, policy_document
from constructs_pkg.values.aws_service_names import short_name, whole_name
from constructs_pkg.values.cell import CellSpec, MadeNetwork
from constructs_pkg.values.dns import RecordName, ZoneName
from constructs_pkg.values.endpoint_placement import existing_subnets, planned_subnets
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region
from constructs_pkg.values.record import ADDRESS_TYPES, AliasTarget, Record

HTTPS = 443
SECURITY_GROUP = "InterfaceEndpointSecurityGroup"


def gateway_endpoint_id(service: str) -> str:
    """Return the id of the gateway endpoint to `service`."""
    return f"GatewayEndpoint-{service}"


def interface_endpoint_id(service: str) -> str:
    """Return the id of the interface endpoint to `service`, as the cell names it."""
    return f"InterfaceEndpoint-{service}"


def gateway_endpoints_fragment(spec: CellSpec, *, account: Json, region: Region, name: str) -> Fragment:
    """Return a gateway endpoint for each service asked for, on every route table of the cell's network.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    network = spec.network
    vpc_id: Json = ref(VPC) if isinstance(network, MadeNetwork) else network.vpc_id
    return Fragment(
        {
            gateway_endpoint_id(endpoint.service): resource(
                "AWS::EC2::VPCEndpoint",
                {
                    "VpcEndpointType": "Gateway",
                    "VpcId": vpc_id,
                    "ServiceName": f"com.amazonaws.{region}.{endpoint.service}",
                    "RouteTableIds": _route_tables(network),
                    "PolicyDocument": _policy(endpoint, account, vpc_id, region),
                    "Tags": named(f"{name} {endpoint.service}"),
                },
            )
            for endpoint in _gateway_endpoints(spec)
        }
    )


def _gateway_endpoints(spec: CellSpec) -> tuple[GatewayEndpoint, ...]:
    network = spec.network
    return network.gateway_endpoints if isinstance(network, MadeNetwork) else spec.gateway_endpoints


def _route_tables(network: MadeNetwork | Network) -> list[Json]:
    if isinstance(network, MadeNetwork):
        planned = plan_subnets(network)
        return [ref(route_table_id(subnet.tier.slot, subnet.availability_zone.slot)) for subnet in planned]
    # Several subnets may have one table.
    return list(dict.fromkeys(subnet.route_table_id for subnet in network.subnets))


def interface_endpoints_fragment(spec: CellSpec, *, account: Json, region: Region, name: str) -> Fragment:
    """Return the interface endpoints of `spec`, the group they share, and the zones made for their names.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    """
    endpoints = spec.interface_endpoints
    vpc_id: Json = ref(VPC) if isinstance(spec.network, MadeNetwork) else spec.network.vpc_id
    shared = any(endpoint.security_group_ids is None for endpoint in endpoints)
    group = {SECURITY_GROUP: _security_group(spec, vpc_id, name)} if shared else {}
    made = {
        interface_endpoint_id(endpoint.service): _endpoint(
            spec, endpoint, vpc_id=vpc_id, account=account, region=region, name=name
        )
        for endpoint in endpoints
    }
    unread = _reached_by_ipv6(spec) and (
        isinstance(spec.network, MadeNetwork) or isinstance(spec.network.ipv6_cidr, Late)
    )
    reasons = {SECURITY_GROUP: _UNREAD_BLOCK} if unread else {}
    return join(
        Fragment({**group, **made}, acknowledgements=reasons),
        *(
            zone
            for endpoint in endpoints
            for zone in _own_zones(endpoint, vpc_id=vpc_id, region=region, name=f"{name} {endpoint.service}")
        ),
    )


_WHY_UNREAD = "It lets in its own VPC's IPv6 block, which cdk-nag cannot read: Amazon chooses it at deployment."
_UNREAD_BLOCK = (
    Acknowledgement("AwsSolutions-EC23", _WHY_UNREAD),
    Acknowledgement("NIST.800.53.R5-EC2RestrictedSSH", _WHY_UNREAD),
)


def _reached_by_ipv6(spec: CellSpec) -> bool:
    shared = (one for one in spec.interface_endpoints if one.security_group_ids is None)
    return any(endpoint.ip_address_type != "ipv4" for endpoint in shared)


def _security_group(spec: CellSpec, vpc_id: Json, name: str) -> Resource:
    network = spec.network
    assert network.cidr is not None
    rules = [cidr_rule("tcp", HTTPS, HTTPS, network.cidr, "HTTPS from the VPC")]
    if _reached_by_ipv6(spec):
        rules.append(_from_ipv6(IPV6_CIDR if isinstance(network, MadeNetwork) else network.ipv6_cidr))
    rules += [cidr_rule("tcp", HTTPS, HTTPS, block, "HTTPS from a client") for block in spec.interface_endpoint_clients]
    return security_group(
        description="HTTPS from the VPC to AWS services", name=f"{name} AWS services", vpc_id=vpc_id, ingress=rules
    )


def _from_ipv6(block: Json) -> Json:
    return {
        "IpProtocol": "tcp",
        "FromPort": HTTPS,
        "ToPort": HTTPS,
        "CidrIpv6": block,
        "Description": "HTTPS from the VPC",
    }


def _endpoint(
    spec: CellSpec, endpoint: InterfaceEndpoint, *, vpc_id: Json, account: Json, region: Region, name: str
) -> Resource:
    groups = endpoint.security_group_ids
    inbound_only = endpoint.private_dns_only_for_inbound_resolver
    service = short_name(endpoint.service, region)
    # Private DNS for inbound endpoints alone is refused while the VPC has no gateway endpoint.
    first = inbound_only and any(gateway.service == service for gateway in _gateway_endpoints(spec))
    return resource(
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": "Interface",
            "VpcId": vpc_id,
            "ServiceName": whole_name(endpoint.service, region),
            "SubnetIds": _subnets(spec, endpoint),
            "SecurityGroupIds": [ref(SECURITY_GROUP)] if groups is None else list(groups),
            "IpAddressType": None if endpoint.ip_address_type == "ipv4" else endpoint.ip_address_type,
            "PrivateDnsEnabled": endpoint.names == "private-dns",
            "DnsOptions": _dns_options(endpoint) or None,
            "PolicyDocument": _policy(endpoint, account, vpc_id, region),
            "Tags": named(f"{name} {endpoint.service}"),
        },
        **({"DependsOn": [gateway_endpoint_id(service)]} if first else {}),
    )


def _subnets(spec: CellSpec, endpoint: InterfaceEndpoint) -> list[Json]:
    if isinstance(spec.network, MadeNetwork):
        planned = planned_subnets(spec, spec.network, endpoint)
        return [ref(subnet_id(subnet.tier.slot, subnet.availability_zone.slot)) for subnet in planned]
    return [subnet.id for subnet in existing_subnets(spec, spec.network, endpoint)]


def _policy(endpoint: GatewayEndpoint | InterfaceEndpoint, account: Json, vpc_id: Json, region: Region) -> Json:
    service = short_name(endpoint.service, region)
    return policy_document(endpoint.policy, service=service, account=account, vpc_id=vpc_id, region=region)


def _dns_options(endpoint: InterfaceEndpoint) -> dict[str, Json]:
    """Return what lets S3's names answer with the endpoint in the VPC too, with or without a gateway endpoint.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
    """
    options: dict[str, Json] = {}
    if endpoint.dns_record_ip_type is not None:
        options["DnsRecordIpType"] = endpoint.dns_record_ip_type
    if endpoint.private_dns_only_for_inbound_resolver:
        options["PrivateDnsOnlyForInboundResolverEndpoint"] = "OnlyInboundResolver"
    elif endpoint.names == "private-dns" and endpoint.service.split(".")[-1] == "s3":
        options["PrivateDnsOnlyForInboundResolverEndpoint"] = "AllResolvers"
    return options


def own_records(endpoint: InterfaceEndpoint, region: Region) -> dict[ZoneName, list[Record]]:
    """Return the aliases of `endpoint` in each of the zones that are made for it."""
    dns_name, zone_id = first_dns_entry(interface_endpoint_id(endpoint.service))
    target = AliasTarget(dns_name=dns_name, zone_id=zone_id, evaluate_target_health=False)
    kinds = ADDRESS_TYPES[endpoint.record_ip_type]
    return {
        zone: [Record(name=RecordName(name), type=kind, alias=target) for name in names for kind in kinds]
        for zone, names in endpoint.own_zones(region).items()
    }


def _own_zones(endpoint: InterfaceEndpoint, *, vpc_id: Json, region: Region, name: str) -> Iterator[Fragment]:
    """Yield a zone for each of the service's names, with aliases of the endpoint.

    Source: https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html
    """
    for zone, records in own_records(endpoint, region).items():
        yield zone_fragment(zone, vpc_id=vpc_id, region=region, name=name)
        yield records_fragment(zone, ref(zone_resource_id(zone)), records)
