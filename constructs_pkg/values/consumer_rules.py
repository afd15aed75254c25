"""What an endpoint must keep to beyond its single values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from constructs_pkg.values.acceptance import check_acceptance
from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS
from constructs_pkg.values.alarm_rules import check_alarms
from constructs_pkg.values.aws_service_names import short_name
from constructs_pkg.values.aws_service_rules import check_policy
from constructs_pkg.values.common_rules import other_partition, region_told
from constructs_pkg.values.consumer import (
    ConsumerSpec,
    EndpointName,
    ServiceName,
    is_of_aws,
    service_name_start,
    service_of_aws,
)
from constructs_pkg.values.dns_options import check_dns_options
from constructs_pkg.values.endpoint_records import name_records
from constructs_pkg.values.endpoint_type_rules import check_endpoint_type
from constructs_pkg.values.fallback import check_fallback, wished_at
from constructs_pkg.values.late import Late
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.notification_rules import check_notifications
from constructs_pkg.values.on_premises import check_on_premises
from constructs_pkg.values.place import Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records_at
from constructs_pkg.values.resource_endpoint_rules import check_resource_endpoint
from constructs_pkg.values.security_group_rules import check_groups, check_ingress
from constructs_pkg.values.zonal_rules import check_offered_zones, check_zonal_names

# Partitions in which the beginning of a service's name is known; others pass.
PARTITIONS_WITH_KNOWN_NAMES = ("aws", "aws-us-gov", "aws-cn", "aws-eusc", "aws-iso-f")


def check_consumer(spec: ConsumerSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *check_network(spec.network, region),
        *check_placement(
            spec.network, spec.tier, spec.availability_zones, offered_zone_ids=spec.service_availability_zone_ids
        ),
        *check_offered_zones(spec, region, elsewhere=is_elsewhere(spec, region)),
        *_service(spec, region),
        *_policy(spec, region),
        *_security(spec),
        *_ipv6(spec),
        *_dns(spec),
        *_dns_options(spec, region),
        *_zonal_names(spec, region),
        *_names(spec),
        *check_on_premises(spec.on_premises, "on_premises"),
        *_acceptance(spec, region),
        *check_endpoint_type(spec),
        *check_resource_endpoint(spec, region),
        *_alarms(spec, region),
        *check_notifications(spec.notifications, region),
    ]


def _service(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    yield from check_service_name(spec.service_name, spec.service_region, region)
    if _home(spec.service_name) is None:
        yield from _home_unknown(spec, region)


def check_service_name(name: object, asked: Region | None, region: Region) -> Iterable[Problem]:
    """Yield the problems of the name of a service for consumers in `region`, which ask for it in the Region `asked`."""
    if asked is not None:
        yield from other_partition("service_region", asked, asked.partition, region)
    home = _home(name)
    if home is None:
        return
    if home.partition != region.partition:
        yield from other_partition("service_name", str(name), home.partition, region)
    elif asked is None and home != region:
        fix = f"set service_region to {home}"
        yield Problem("service-region-missing", "service_name", str(name), f"is in {home}, not in {region}", fix)
    elif asked is not None and home != asked:
        limit = f"is not {home}, where {name} is"
        yield Problem("service-region-differs", "service_region", asked, limit, f"set it to {home}")
    if isinstance(name, ServiceName) and name.region and home.partition in PARTITIONS_WITH_KNOWN_NAMES:
        start = service_name_start(home)
        if not name.startswith(start):
            limit = f"does not begin as the services of {home} do"
            yield Problem("service-name-form", "service_name", name, limit, f"write it as {start}...")


def is_elsewhere(spec: ConsumerSpec, region: Region) -> bool:
    """Tell whether the service is known to be in another Region than `region`."""
    return (spec.service_region or _home(spec.service_name) or region) != region


def _home(name: object) -> Region | None:
    """Return the Region that a service's name tells, or the part of it that is known before deployment."""
    if isinstance(name, Late):
        return region_told(name.expression) if isinstance(name.expression, str) else None
    return region_told(name) if isinstance(name, ServiceName) else None


def _home_unknown(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    """Warn of a name that may be of any Region.

    One that is read from a parameter is handed over on purpose, and documented to be of the consumer's own Region.
    Source: ServiceRegion in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
    """
    if isinstance(spec.service_name, Late) and spec.service_region is None:
        limit = f"is known only at deployment: in another Region than {region} it would not be found"
        fix = "set service_region to the Region of the service, such as EndpointService.service_region"
        yield Problem("service-region-unknown", "service_name", str(spec.service_name), limit, fix, "warning")


def _zonal_names(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    if spec.endpoint_type != "Resource":
        yield from check_zonal_names(spec, elsewhere=is_elsewhere(spec, region))


def _acceptance(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    if spec.endpoint_type != "Resource":
        yield from check_acceptance(spec.accept, is_of_aws(spec.service_name), spec.service_name, region)


def _policy(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    name = spec.service_name
    if spec.endpoint_type == "Resource":
        return
    if not is_of_aws(name):
        if spec.policy is not None:
            limit = "is for services of AWS alone: an endpoint to any other service gives full access"
            fix = "leave it out; let the provider's principals and the endpoint's security group decide"
            yield Problem("policy-on-endpoint-service", "policy", str(name), limit, fix)
    elif spec.policy is not None:
        home = spec.service_region or region
        yield from check_policy(spec.policy, "policy", service_of_aws(name, home), home)
    else:
        limit = "is a service of AWS, and an endpoint without a policy is open to the principals of every account"
        fix = "give policy, such as own-account, if the service takes one"
        yield Problem("full-access-policy", "service_name", str(name), limit, fix, "warning")


def _security(spec: ConsumerSpec) -> Iterable[Problem]:
    yield from check_ingress(spec.ingress, "ingress")
    if spec.security_group_ids is None:
        return
    yield from check_groups(spec.security_group_ids, "security_group_ids")
    if not spec.security_group_ids:
        # SecurityGroupIds in
        # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
        limit = "is empty: the endpoint would get the VPC's default group"
        fix = "name at least one, or leave the key out to have one made"
        yield Problem("no-security-groups", "security_group_ids", "", limit, fix)
    if spec.ingress:
        limit = "is given beside security_group_ids, whose rules are not changed here"
        yield Problem("ingress-with-security-groups", "ingress", "", limit, "leave one of them out")


def _ipv6(spec: ConsumerSpec) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    if spec.ip_address_type != "ipv4" and spec.network.ipv6 is False:
        limit = "needs IPv6 blocks in the endpoint's subnets, and the network has none"
        yield Problem(
            "no-ipv6-in-network", "ip_address_type", spec.ip_address_type, limit, "use ipv4, or give the network IPv6"
        )


def _dns(spec: ConsumerSpec) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-support
    if spec.private_dns and spec.network.dns is False:
        limit = "needs both DNS flags of the VPC, and they are not both on"
        fix = "turn on its enableDnsSupport and enableDnsHostnames, or leave private_dns out"
        yield Problem("dns-flags-off", "private_dns", "true", limit, fix)
    if spec.private_dns_name is not None and not spec.private_dns:
        fix = "switch private_dns on, or leave the name out"
        yield Problem("private-dns-off", "private_dns_name", spec.private_dns_name, "has no effect", fix)


def _dns_options(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    if spec.endpoint_type == "Resource":
        options = spec.dns_options and spec.dns_options.model_copy(
            update={"private_dns_only_for_inbound_resolver_endpoint": None}
        )
        return check_dns_options(
            options, ip_address_type=spec.ip_address_type, private_dns=spec.private_dns, aws_service=""
        )
    name = spec.service_name
    service = short_name(name, _home(name) or region) if isinstance(name, ServiceName) and is_of_aws(name) else None
    return check_dns_options(
        spec.dns_options,
        ip_address_type=spec.ip_address_type,
        private_dns=spec.private_dns,
        aws_service="" if isinstance(name, ServiceName) and service is None else service,
    )


def _names(spec: ConsumerSpec) -> Iterable[Problem]:
    by_zone: dict[tuple[str, object], list[tuple[str, Record]]] = defaultdict(list)
    for place, asked in enumerate(spec.names):
        path = f"names[{place}]"
        if asked.kind == "cname" and asked.evaluate_target_health:
            limit = "is given for a CNAME, which knows no target health"
            fix = "leave it out, or use an alias"
            yield Problem("cname-with-target-health", f"{path}.evaluate_target_health", "true", limit, fix)
        if asked.fallback is not None:
            yield from check_fallback(asked.fallback, asked.kind, spec.record_types, f"{path}.fallback")
        by_zone[asked.zone.name, asked.zone.id] += (
            (wished_at(path, record), record) for record in _records(asked, spec)
        )
    for (zone, _), records in by_zone.items():
        yield from check_records_at(records, zone)


def _alarms(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    if spec.endpoint_type == "Resource":
        return
    yield from check_alarms(spec.alarms, ENDPOINT_ALARMS, region)
    # https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
    if spec.alarms and spec.alarms.enabled and spec.service_region not in (None, region):
        limit = (
            f"has nothing to look at: AWS reports no metrics of an endpoint to {spec.service_region}, another Region"
        )
        fix = "leave it out, and look at the metrics of the service"
        yield Problem("alarms-across-regions", "alarms", "", limit, fix)


def _records(asked: EndpointName, spec: ConsumerSpec) -> list[Record]:
    """Return the records of a name, of an alias those of one type: what is wrong with one is with the others."""
    endpoint = Late("the endpoint")
    return name_records(asked, spec.record_types[-1:], spec.subnets, endpoint, endpoint)
