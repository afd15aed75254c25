"""A Gateway Load Balancer endpoint and the routes that lead to it."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, named, ref, resource
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.endpoint_route import EndpointRoute
from constructs_pkg.values.place import Region


def gateway_endpoint(spec: ConsumerSpec, service_name: Json, service_region: Region | None, name: str) -> Json:
    """Return the endpoint: of all that an interface endpoint has, only one subnet.

    Args:
        spec: The endpoint.
        service_name: The service's name.
        service_region: The provider's Region, where it is another than the endpoint's.
        name: Shown in tags.
    """
    return resource(
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": spec.endpoint_type,
            "VpcId": spec.network.vpc_id,
            "ServiceName": service_name,
            "ServiceRegion": service_region,
            "SubnetIds": [subnet.id for subnet in spec.subnets],
            "IpAddressType": spec.ip_address_type,
            "Tags": named(name),
        },
    )


def routes_fragment(spec: ConsumerSpec, endpoint: str) -> Fragment:
    """Return the routes of `spec` to the `endpoint` of that id, each by its key."""
    return Fragment({f"Route-{key}": _route(route, endpoint) for key, route in spec.routes.items()})


def _route(route: EndpointRoute, endpoint: str) -> Json:
    block = route.cidr
    key = "DestinationIpv6CidrBlock" if isinstance(block, str) and ":" in block else "DestinationCidrBlock"
    return resource(
        "AWS::EC2::Route",
        {
            "RouteTableId": route.route_table_id,
            key: block,
            "DestinationPrefixListId": route.prefix_list_id,
            "VpcEndpointId": ref(endpoint),
        },
    )
