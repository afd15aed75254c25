"""What an endpoint service must keep to beyond its single values."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.acceptance import check_acceptance_role
from constructs_pkg.values.alarm_rules import check_service_alarms
from constructs_pkg.values.common_rules import other_account, other_partition, other_region, repeated
from constructs_pkg.values.connection_rule_rules import check_connection_rules
from constructs_pkg.values.database_proxy_rules import check_database_proxy
from constructs_pkg.values.further_load_balancer_rules import check_further_load_balancers
from constructs_pkg.values.gateway_rules import check_gateway
from constructs_pkg.values.handoff import check_parameter_tree
from constructs_pkg.values.late import Late
from constructs_pkg.values.listener_rules import check_listeners
from constructs_pkg.values.load_balancer_rules import check_load_balancer
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.notification_rules import check_notifications
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.principal_rules import check_principals
from constructs_pkg.values.private_dns_name import check_private_dns_name
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import NetworkLoadBalancerArn
from constructs_pkg.values.run_time_target_rules import check_proxy_use
from constructs_pkg.values.service import LoadBalancer, ServiceSpec

# In capitals too: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
RESERVED_STARTS = ("/aws", "/ssm")


def check_service(spec: ServiceSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    return [
        *(check_gateway(spec, region, account) if spec.is_gateway else _network(spec, region, account)),
        *_database_proxy(spec, region),
        *check_principals(spec, region),
        *_regions(spec, region),
        *_address_types(spec),
        *_parameters(spec),
        *check_service_alarms(spec, region),
        *check_notifications(spec.notifications, region),
        *check_private_dns_name(spec.private_dns_name, region),
        *check_acceptance_role(spec.acceptance_role, spec.acceptance_required),
        *_connection_rules(spec, region),
    ]


def _connection_rules(spec: ServiceSpec, region: Region) -> list[Problem]:
    if spec.connection_rules is None:
        return []
    known = all(isinstance(principal, Principal) for principal in spec.allowed_principals)
    principals = [each for each in spec.allowed_principals if isinstance(each, Principal)] if known else []
    found = check_connection_rules(spec.connection_rules, region, spec.acceptance_required, principals)
    return [problem.under("connection_rules") for problem in found]


def _network(spec: ServiceSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    return [
        *_load_balancers(spec, region, account),
        *check_listeners(spec, region, account),
        *check_further_load_balancers(spec, region, account),
    ]


def _load_balancers(spec: ServiceSpec, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    if spec.network is None and not spec.load_balancer_arns:
        fix = "give the network to make one in, or load_balancer_arns"
        yield Problem("no-load-balancer", "", "", "the service has no load balancer", fix)
    elif spec.network is not None and spec.load_balancer_arns:
        limit = "is given beside load_balancer_arns"
        yield Problem("load-balancer-made-and-brought", "network", "", limit, "leave one of them out")
    elif spec.network is not None:
        yield from check_network(spec.network, region)
        yield from check_load_balancer(spec, spec.network)
        if not spec.listeners:
            yield Problem("no-listeners", "listeners", "", "is empty", "give the load balancer at least one listener")
    else:
        yield from _brought(spec, region, account)


def _database_proxy(spec: ServiceSpec, region: Region) -> Iterable[Problem]:
    if spec.database_proxy is not None:
        found = check_database_proxy(spec.database_proxy, spec.network, region)
        yield from (problem.under("database_proxy") for problem in found)
        yield from check_proxy_use(spec)


def _brought(spec: ServiceSpec, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    arns = spec.load_balancer_arns
    for place, arn in enumerate(arns):
        if isinstance(arn, NetworkLoadBalancerArn):
            path = f"load_balancer_arns[{place}]"
            yield from other_region("load-balancer-in-other-region", path, arn, region)
            # https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
            yield from other_account("load-balancer-in-other-account", path, arn, account)
    for place, first in repeated(arns):
        limit = f"is also load_balancer_arns[{first}]"
        fix = "name each load balancer once"
        yield Problem("duplicate-load-balancer", f"load_balancer_arns[{place}]", str(arns[place]), limit, fix)
    fix = "set it where the load balancer is made, and leave it out here"
    if spec.listeners:
        # It has one owner, such as a stack or a controller of Kubernetes, which decides what listeners it has.
        limit = "are given beside load_balancer_arns"
        yield Problem("listeners-of-brought-load-balancer", "listeners", "", limit, fix)
    if spec.more_load_balancers:
        limit, remedy = "are given beside load_balancer_arns", "bring all of them, or make all of them"
        yield Problem("load-balancer-made-and-brought", "more_load_balancers", "", limit, remedy)
    if spec.load_balancer != LoadBalancer():
        limit = "is given beside load_balancer_arns"
        yield Problem("settings-of-brought-load-balancer", "load_balancer", "", limit, fix)


def _regions(spec: ServiceSpec, region: Region) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html#endpoint-service-cross-region
    regions = spec.supported_regions
    for place, supported in enumerate(regions):
        yield from other_partition(f"supported_regions[{place}]", supported, supported.partition, region)
    for place, first in repeated(regions):
        limit = f"is also supported_regions[{first}]"
        yield Problem("duplicate-region", f"supported_regions[{place}]", regions[place], limit, "name each Region once")
    if regions and region not in regions:
        yield Problem(
            "host-region-unsupported",
            "supported_regions",
            ", ".join(regions),
            f"leaves out {region}, the service's own Region",
            f"add {region}",
            "warning",
        )


def _address_types(spec: ServiceSpec) -> Iterable[Problem]:
    types = spec.ip_address_types
    if not types:
        yield Problem("no-address-types", "ip_address_types", "", "is empty", "name ipv4, ipv6 or both")
    for place, first in repeated(types):
        limit = f"is also ip_address_types[{first}]"
        yield Problem("duplicate-address-type", f"ip_address_types[{place}]", types[place], limit, "name each once")


def _parameters(spec: ServiceSpec) -> Iterable[Problem]:
    for field, path in (("publish_to", spec.publish_to), ("publish_handoff_to", spec.publish_handoff_to)):
        if path and path.lower().startswith(RESERVED_STARTS):
            limit = f"begins with {' or '.join(RESERVED_STARTS)}, which Systems Manager keeps for itself"
            yield Problem("reserved-parameter-path", field, path, limit, "choose another path")
    if spec.publish_handoff_to:
        yield from check_parameter_tree(spec.publish_handoff_to, spec.publish_to)
