"""What an endpoint must keep to for its type.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.consumer import ConsumerSpec, is_of_aws
from constructs_pkg.values.problem import Problem


def check_endpoint_type(spec: ConsumerSpec) -> Iterable[Problem]:
    """Yield the problems of what `spec` asks beside its type."""
    if spec.endpoint_type == "Resource":
        return
    if spec.endpoint_type == "Interface":
        if spec.routes:
            limit = "lead to Gateway Load Balancer endpoints only"
            fix = "leave them out: clients reach an interface endpoint by its addresses and names"
            yield Problem("routes-to-interface-endpoint", "routes", "", limit, fix)
        return
    yield from _one_subnet(spec)
    yield from _without(spec)
    yield from _destinations(spec)
    if is_of_aws(spec.service_name):
        limit = "is a service of AWS, and none of them stands behind a Gateway Load Balancer"
        yield Problem("gateway-to-service-of-aws", "service_name", str(spec.service_name), limit, "use Interface")


def _one_subnet(spec: ConsumerSpec) -> Iterable[Problem]:
    if len(spec.subnets) > 1:
        limit = f"are {len(spec.subnets)} subnets, and a Gateway Load Balancer endpoint stands in one"
        fix = "name one zone, and make an endpoint for each other one"
        yield Problem("gateway-endpoint-subnets", "availability_zones", "", limit, fix)


def _without(spec: ConsumerSpec) -> Iterable[Problem]:
    given: dict[str, tuple[bool, str]] = {
        "security_group_ids": (spec.security_group_ids is not None, "no security group"),
        "ingress": (bool(spec.ingress), "no security group"),
        "names": (bool(spec.names), "no DNS name that a name could lead to"),
        "regional_dns_name": (spec.regional_dns_name is not None, "no DNS name"),
        "private_dns": (spec.private_dns, "no private DNS"),
        "dns_options": (spec.dns_options is not None, "no DNS name"),
    }
    for key, (is_given, what) in given.items():
        if is_given:
            limit = f"is given, and a Gateway Load Balancer endpoint has {what}"
            yield Problem("gateway-endpoint-without", key, "", limit, "leave it out, or use Interface")


def _destinations(spec: ConsumerSpec) -> Iterable[Problem]:
    seen: dict[object, str] = {}
    for key, route in spec.routes.items():
        path = f"routes.{key}"
        if (route.cidr is None) == (route.prefix_list_id is None):
            limit = "needs exactly one destination"
            yield Problem("route-destination", path, "", limit, "give either cidr or prefix_list_id")
        target = (route.route_table_id, route.cidr or route.prefix_list_id)
        first = seen.setdefault(target, path)
        if first != path:
            limit = f"has the route table and destination of {first}"
            yield Problem("duplicate-route", path, "", limit, "a table has one route a destination: leave one out")
