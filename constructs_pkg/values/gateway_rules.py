"""What an endpoint service over Gateway Load Balancers must keep to.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-gateway-load-balancer-endpoint-service.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_account, other_region, repeated
from constructs_pkg.values.health_check_rules import check_health_check
from constructs_pkg.values.late import Late
from constructs_pkg.values.load_balancer_rules import check_name
from constructs_pkg.values.network import Network
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import GatewayLoadBalancerArn
from constructs_pkg.values.run_time_target_rules import check_not_looked_up
from constructs_pkg.values.service import GatewayLoadBalancer, Listener, LoadBalancer, ServiceSpec
from constructs_pkg.values.target_rules import check_targets

# Port in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
GENEVE_PORT = 6081


def check_gateway(spec: ServiceSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    """Return the problems of the Gateway Load Balancers of `spec`."""
    made, network = spec.gateway_load_balancer, spec.network
    problems = [*_beside_network(spec), *_of_interface_endpoints(spec, region), *_brought(spec, region, account)]
    if made is None:
        return problems
    if spec.gateway_load_balancer_arns:
        limit = "is given beside gateway_load_balancer_arns"
        problems.append(
            Problem("load-balancer-made-and-brought", "gateway_load_balancer", "", limit, "leave one of them out")
        )
    if network is None:
        fix = "give the network to make it in"
        problems.append(Problem("no-load-balancer", "network", "", "is missing: the load balancer has no place", fix))
        return problems
    return [*problems, *check_network(network, region), *_made(spec, made, network, region, account)]


def _made(
    spec: ServiceSpec, made: GatewayLoadBalancer, network: Network, region: Region, account: Late | AccountId
) -> Iterable[Problem]:
    path = "gateway_load_balancer"
    dualstack = "ipv6" in spec.ip_address_types
    yield from check_placement(network, made.tier, made.availability_zones, path=path)
    found = [
        *check_name(made.name),
        *check_not_looked_up([("", made.targets)]),
        *check_targets(made.targets, network, region, account, dualstack=dualstack),
        *check_health_check(Listener(port=GENEVE_PORT, health_check=made.health_check)),
    ]
    yield from (problem.under(path) for problem in found)
    if made.targets.application_load_balancer_arn is not None:
        limit = "takes no GENEVE, which is all that a Gateway Load Balancer speaks"
        yield Problem(
            "gateway-to-load-balancer",
            f"{path}.targets.application_load_balancer_arn",
            str(made.targets.application_load_balancer_arn),
            limit,
            "name appliances by instance_ids or ip_addresses",
        )


def _of_interface_endpoints(spec: ServiceSpec, region: Region) -> Iterable[Problem]:
    # PrivateDnsName in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html
    if spec.private_dns_name is not None:
        limit = "is for interface endpoints, and consumers reach a Gateway Load Balancer by routes"
        yield Problem(
            "private-dns-name-of-gateway", "private_dns_name", spec.private_dns_name.name, limit, "leave it out"
        )
    # https://docs.aws.amazon.com/vpc/latest/privatelink/create-gateway-load-balancer-endpoint-service.html
    others = [each for each in spec.supported_regions if each != region]
    if others:
        limit = f"are not {region}, in which alone a service behind Gateway Load Balancers is available"
        fix = "make a service in each Region"
        yield Problem("regions-of-gateway", "supported_regions", ", ".join(others), limit, fix, "warning")


def _brought(spec: ServiceSpec, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    arns = spec.gateway_load_balancer_arns
    for place, arn in enumerate(arns):
        if isinstance(arn, GatewayLoadBalancerArn):
            path = f"gateway_load_balancer_arns[{place}]"
            yield from other_region("load-balancer-in-other-region", path, arn, region)
            yield from other_account("load-balancer-in-other-account", path, arn, account)
    for place, first in repeated(arns):
        limit, path = f"is also gateway_load_balancer_arns[{first}]", f"gateway_load_balancer_arns[{place}]"
        yield Problem("duplicate-load-balancer", path, str(arns[place]), limit, "name each load balancer once")


def _beside_network(spec: ServiceSpec) -> Iterable[Problem]:
    given: dict[str, bool] = {
        "load_balancer": spec.load_balancer != LoadBalancer(),
        "load_balancer_arns": bool(spec.load_balancer_arns),
        "listeners": bool(spec.listeners),
        "more_load_balancers": bool(spec.more_load_balancers),
        "database_proxy": spec.database_proxy is not None,
    }
    for key, is_given in given.items():
        if is_given:
            limit = "is for Network Load Balancers, and the service stands behind Gateway Load Balancers"
            yield Problem("network-and-gateway", key, "", limit, "a service has one type: leave one of them out")
