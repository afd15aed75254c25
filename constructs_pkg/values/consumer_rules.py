"""What an endpoint must keep to beyond its single values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS
from constructs_pkg.values.alarm_rules import check_alarms
from constructs_pkg.values.common_rules import other_partition, region_told
from constructs_pkg.values.consumer import ConsumerSpec, EndpointName, ServiceName, is_of_aws, service_name_start
from constructs_pkg.values.late import Late
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.notification_rules import check_notifications
from constructs_pkg.values.place import Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import AliasTarget, Record, RecordType
from constructs_pkg.values.record_rules import check_records_at
from constructs_pkg.values.security_group_rules import check_groups, check_ingress

# Partitions in which the beginning of a service's name is known; others pass.
PARTITIONS_WITH_KNOWN_NAMES = ("aws", "aws-us-gov", "aws-cn", "aws-eusc", "aws-iso-f")


def check_consumer(spec: ConsumerSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *check_network(spec.network, region),
        *check_placement(spec.network, spec.tier, spec.availability_zones),
        *_service(spec, region),
        *_policy(spec.service_name),
        *_security(spec),
        *_ipv6(spec),
        *_dns(spec),
        *_names(spec),
        *_alarms(spec, region),
        *check_notifications(spec.notifications, region),
    ]


def _service(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    asked, name = spec.service_region, spec.service_name
    if asked is not None:
        yield from other_partition("service_region", asked, asked.partition, region)
    home = _home(name)
    if home is None:
        yield from _home_unknown(spec, region)
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


def _policy(name: object) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    if is_of_aws(name):
        limit = "is a service of AWS, and an endpoint without a policy is open to the principals of every account"
        fix = "use PrivateCell's interface_endpoints, which carry a policy"
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


def _names(spec: ConsumerSpec) -> Iterable[Problem]:
    by_zone: dict[tuple[str, object], list[tuple[str, Record]]] = defaultdict(list)
    for place, asked in enumerate(spec.names):
        path = f"names[{place}]"
        if asked.kind == "cname" and asked.evaluate_target_health:
            limit = "is given for a CNAME, which knows no target health"
            fix = "leave it out, or use an alias"
            yield Problem("cname-with-target-health", f"{path}.evaluate_target_health", "true", limit, fix)
        by_zone[asked.zone.name, asked.zone.id].append((path, _record(asked, spec)))
    for (zone, _), records in by_zone.items():
        yield from check_records_at(records, zone)


def _alarms(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    yield from check_alarms(spec.alarms, ENDPOINT_ALARMS, region)
    # https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
    if spec.alarms and spec.alarms.enabled and spec.service_region not in (None, region):
        limit = (
            f"has nothing to look at: AWS reports no metrics of an endpoint to {spec.service_region}, another Region"
        )
        fix = "leave it out, and look at the metrics of the service"
        yield Problem("alarms-across-regions", "alarms", "", limit, fix)


def _record(asked: EndpointName, spec: ConsumerSpec) -> Record:
    endpoint = Late("the endpoint")
    if asked.kind == "cname":
        return Record(name=asked.name, type=RecordType.CNAME, values=(endpoint,), ttl=asked.ttl)
    kind = RecordType.AAAA if spec.ip_address_type == "ipv6" else RecordType.A
    target = AliasTarget(dns_name=endpoint, zone_id=endpoint, evaluate_target_health=asked.evaluate_target_health)
    return Record(name=asked.name, type=kind, alias=target, ttl=asked.ttl)
