"""Namespaces of AWS Cloud Map as zones, and the instances registered in them as records.

A private namespace makes a private zone of its name on its VPC, a public one a public zone, an HTTP namespace none.
Sources: https://docs.aws.amazon.com/cloud-map/latest/dg/services-route53.html,
https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html and .../API_RegisterInstance.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.audit.discovery_records import of_instance, of_run_time
from constructs_pkg.audit.discovery_service import DiscoveredService, read_discovered_services
from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import DeployTime, MapOf, Resource, Value, in_words, literal_text, only_resource

_PRIVATE, _PUBLIC = "AWS::ServiceDiscovery::PrivateDnsNamespace", "AWS::ServiceDiscovery::PublicDnsNamespace"


@dataclass(frozen=True)
class Discovery:
    """What Cloud Map adds to the zones and records that templates make."""

    zones: tuple[ZoneFact, ...] = ()
    records: tuple[RecordFact, ...] = ()


def read_discovery(reading: Reading) -> Discovery:
    """Return the zones of namespaces, and the records of the services in them."""
    zones = {
        namespace: _zone(namespace, properties, public=kind == _PUBLIC)
        for kind in (_PRIVATE, _PUBLIC)
        for namespace, properties in reading.resources(kind)
    }
    named = {namespace: zone for namespace, zone in zones.items() if zone.name is not None}
    services = {one.id: one for one in read_discovered_services(reading, named)}
    return Discovery(tuple(zones.values()), tuple(_records(reading, services)))


def _zone(namespace: Resource, properties: Properties, *, public: bool) -> ZoneFact:
    name, vpc = properties.identifier("Name"), None if public else properties.identifier("Vpc")
    text = literal_text(name)
    wrong = why_no_name(text) if text is not None else None
    if wrong is not None:
        properties.note(f"has a Name that {wrong}; nothing is answered from it")
    region = properties.stack.region
    return ZoneFact(
        # What templates put further records into it by.
        id=Resource(namespace.stack, namespace.logical_id, "HostedZoneId"),
        name=normal_name(text) if text is not None and wrong is None else None,
        vpcs=(vpc,) if vpc is not None else (),
        regions=((vpc, region),) if vpc is not None and region is not None else (),
        public=public,
    )


def _records(reading: Reading, services: Mapping[Resource, DiscoveredService]) -> Iterator[RecordFact]:
    registered: set[Resource] = set()
    for instance, properties in reading.resources("AWS::ServiceDiscovery::Instance"):
        service = _service(properties.get("ServiceId"), services)
        if service is None:
            continue
        registered.add(service.id)
        told, called = properties.get("InstanceAttributes"), literal_text(properties.get("InstanceId"))
        if not isinstance(told, MapOf):
            properties.note("has InstanceAttributes that are no object in the template; they are not read")
            continue
        yield from of_instance(reading, service, instance, called or instance.logical_id, told)
    for task_service, properties in reading.resources("AWS::ECS::Service"):
        for entry in properties.entries("ServiceRegistries"):
            service = _service(entry.get("RegistryArn"), services)
            if service is not None:
                registered.add(service.id)
                tasks = DeployTime(f"tasks of {in_words(task_service)} register at run time", in_words(task_service))
                yield from of_run_time(service, task_service, tasks)
    for service in services.values():
        if service.id not in registered:
            late = DeployTime("instances register at run time", in_words(service.id))
            yield from of_run_time(service, service.id, late)


def _service(value: Value | None, services: Mapping[Resource, DiscoveredService]) -> DiscoveredService | None:
    found = only_resource(value) if value is not None else None
    return services.get(found) if found is not None else None
