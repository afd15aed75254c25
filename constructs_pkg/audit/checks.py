"""Health checks, alarms, CIDR collections and inbound Resolver endpoints, read from their resources.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53.html and
.../AWS_Route53Resolver.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from constructs_pkg.audit.check_facts import AlarmFact, CidrCollectionFact, HealthCheckFact, InboundFact
from constructs_pkg.audit.declared import METADATA_KEY
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, MapOf, Resource, Value, in_words, literal_flag, literal_text


def read_health_checks(reading: Reading) -> Iterator[HealthCheckFact]:
    """Yield the health checks of the assembly.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html.
    """
    for resource, check in reading.resources("AWS::Route53::HealthCheck"):
        found = check.get("HealthCheckConfig")
        config = found if isinstance(found, MapOf) else MapOf(())
        alarm = config.get("AlarmIdentifier")
        alarm = alarm if isinstance(alarm, MapOf) else MapOf(())
        name = alarm.get("Name")
        yield HealthCheckFact(
            id=resource,
            kind=literal_text(config.get("Type")),
            inverted=literal_flag(config.get("Inverted"), default=False),
            monitors=config.get("IPAddress") or config.get("FullyQualifiedDomainName"),
            children=tuple(map(reading.identity, _items(config.get("ChildHealthChecks")))),
            threshold=config.get("HealthThreshold"),
            alarm=reading.identity(name) if name is not None else None,
            alarm_region=literal_text(alarm.get("Region")),
            without_data=literal_text(config.get("InsufficientDataHealthStatus")),
            account=check.stack.account,
            interval=config.get("RequestInterval"),
            failures=config.get("FailureThreshold"),
        )


def read_alarms(reading: Reading) -> Iterator[AlarmFact]:
    """Yield the CloudWatch alarms of the assembly, which health checks find by name and Region.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html.
    """
    for resource, alarm in reading.resources("AWS::CloudWatch::Alarm"):
        name, stack = literal_text(alarm.get("AlarmName")), alarm.stack
        looked_at = alarm.get("Period"), alarm.get("EvaluationPeriods")
        yield AlarmFact(resource, name, stack.account, stack.region, *looked_at)


def read_cidr_collections(reading: Reading) -> Iterator[CidrCollectionFact]:
    """Yield the CIDR collections of the assembly.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-cidrcollection.html.
    """
    for resource, collection in reading.resources("AWS::Route53::CidrCollection"):
        locations: list[tuple[str, tuple[IPv4Network | IPv6Network, ...]]] = []
        whole = True
        for location in collection.entries("Locations"):
            name, cidrs = literal_text(location.get("LocationName")), location.get("CidrList")
            blocks = tuple(_block(location, item) for item in _items(cidrs))
            known = tuple(block for block in blocks if block is not None)
            whole = whole and name is not None and isinstance(cidrs, ListOf) and len(known) == len(blocks)
            if name is not None:
                locations.append((name, known))
        yield CidrCollectionFact(resource, tuple(locations), whole)


def _block(location: Properties, item: Value) -> IPv4Network | IPv6Network | None:
    text = literal_text(item)
    try:
        return ip_network(text, strict=False) if text is not None else None
    except ValueError:
        location.note(f"has {in_words(item)}, which is no block of addresses")
        return None


def read_inbound_endpoints(reading: Reading) -> Iterator[InboundFact]:
    """Yield the inbound Resolver endpoints, with the VPC their subnets are in.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html.
    """
    networks: dict[Value, Value | None] = {
        resource: subnet.get("VpcId") for resource, subnet in reading.resources("AWS::EC2::Subnet")
    }
    for resource, endpoint in reading.resources("AWS::Route53Resolver::ResolverEndpoint"):
        direction = (literal_text(endpoint.get("Direction")) or "").upper()
        if direction not in ("INBOUND", "INBOUND_DELEGATION"):
            continue
        subnets = [entry.get("SubnetId") for entry in endpoint.entries("IpAddresses")]
        vpcs = {networks.get(subnet) for subnet in subnets if subnet is not None}
        vpc = vpcs.pop() if len(vpcs) == 1 else None
        vpc = vpc or _declared_vpc(reading, resource)
        if vpc is None:
            endpoint.note("is an inbound endpoint whose VPC the template does not tell; nobody asks through it here")
        fixed = [literal_text(entry.get(key)) for entry in endpoint.entries("IpAddresses") for key in ("Ip", "Ipv6")]
        addresses = tuple(one for one in fixed if one is not None)
        yield InboundFact(resource, vpc, direction == "INBOUND_DELEGATION", addresses)


def _declared_vpc(reading: Reading, endpoint: Resource) -> Value | None:
    """Return the VPC that an endpoint's own metadata tells, ``{"PrivateCells": {"vpc_id": id}}``."""
    declared = reading.metadata_of(endpoint).get(METADATA_KEY)
    found = declared.get("vpc_id") if isinstance(declared, MapOf) else None
    return found if literal_text(found) is not None else None


def _items(value: Value | None) -> tuple[Value, ...]:
    return value.items if isinstance(value, ListOf) else ()
