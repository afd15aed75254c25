"""Services of AWS Cloud Map whose instances are found by DNS.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-servicediscovery-service.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import ZoneFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, MapOf, Resource, Value, literal_text


@dataclass(frozen=True)
class DiscoveredService:
    """A service that is found by DNS.

    Attributes:
        zone: The zone of its namespace.
        name: Its whole name there.
        ttls: The TTL of its records, by their type.
        weighted: Whether one instance answers, and not up to eight.
        checked: Whether a health check decides which instances answer, of Route 53 or by somebody's reports.
    """

    id: Resource
    zone: ZoneFact
    name: str
    ttls: tuple[tuple[str, Value | None], ...]
    weighted: bool
    checked: bool


def read_discovered_services(reading: Reading, zones: Mapping[Resource, ZoneFact]) -> Iterator[DiscoveredService]:
    """Yield the services in the namespaces of `zones` that have DNS records."""
    for resource, service in reading.resources("AWS::ServiceDiscovery::Service"):
        config = service.get("DnsConfig")
        if not isinstance(config, MapOf):
            continue
        # An older form names the namespace in DnsConfig.
        named = service.get("NamespaceId") or config.get("NamespaceId")
        namespace = reading.identity(named) if named is not None else None
        zone = zones.get(namespace) if isinstance(namespace, Resource) else None
        name = _name(service, zone)
        if zone is None or name is None:
            continue
        yield DiscoveredService(
            id=resource,
            zone=zone,
            name=name,
            ttls=tuple(_ttls(config.get("DnsRecords"))),
            # https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html: MULTIVALUE where nothing is said.
            weighted=literal_text(config.get("RoutingPolicy")) == "WEIGHTED",
            checked=service.get("HealthCheckConfig") is not None or service.get("HealthCheckCustomConfig") is not None,
        )


def _name(service: Properties, zone: ZoneFact | None) -> str | None:
    text = literal_text(service.get("Name"))
    if zone is None:
        return None
    if text is None:
        service.note("has no literal Name; its instances are not read")
        return None
    name = normal_name(text if text == "." else f"{text}.{zone.name}")
    wrong = why_no_name(name)
    if wrong is not None:
        service.note(f"has a name that {wrong}; its instances are not read")
    return name if wrong is None else None


def _ttls(records: Value | None) -> Iterator[tuple[str, Value | None]]:
    for record in records.items if isinstance(records, ListOf) else ():
        kind = literal_text(record.get("Type")) if isinstance(record, MapOf) else None
        if kind is not None and isinstance(record, MapOf):
            yield kind.upper(), record.get("TTL")
