"""The private zones that interface endpoints with private DNS bring along, which no template shows.

AWS makes a private hosted zone for the names of the endpoint's service, associates it with the endpoint's VPC
and lets the names lead to the endpoint's network interfaces. Sources:
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns
for AWS services, and https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html for endpoint services,
whose consumers can turn private DNS on once the provider has verified the name; for resources see
`resource_endpoint_zones`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from constructs_pkg.audit.aws_names import private_names
from constructs_pkg.audit.endpoint_facts import Brought, EndpointFact
from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.named_service import named_service
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.resource_endpoint_zones import Answered, answered_names
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.shared_hosts import SharedHostFact
from constructs_pkg.audit.value import Computed, DeployTime, Literal, Value, in_words, literal_text


@dataclass(frozen=True)
class EndpointZone:
    """A zone that an endpoint brings along, and its records."""

    zone: ZoneFact
    records: tuple[RecordFact, ...] = ()


def zones_of_endpoint(
    endpoint: EndpointFact, services: Iterable[ServiceFact], hosts: Iterable[SharedHostFact] = ()
) -> Iterator[EndpointZone]:
    """Yield the zones of an endpoint; one without a name where the names are not known before deployment."""
    if endpoint.private_dns is False:
        return
    if endpoint.resource_configuration is not None:
        yield from _of_resource(endpoint, answered_names(endpoint, hosts))
        return
    service = named_service(services, endpoint)
    names = _of_aws(endpoint) if service is None else _of_service(service)
    declared = names is None and endpoint.declared_name is not None
    if declared:
        names = (endpoint.declared_name or "",)
    brought = Brought(
        endpoint.id,
        service.id if service is not None else None,
        inbound_only=endpoint.inbound_only is True,
        doubt=_doubt(endpoint),
        unverified=service is not None and not service.verified,
    )
    yield from _zones(endpoint, brought, names, declared=declared)


def _of_resource(endpoint: EndpointFact, answered: Answered) -> Iterator[EndpointZone]:
    host = answered.host.id if answered.host is not None else None
    brought = Brought(endpoint.id, host, doubt=_doubt(endpoint) or answered.doubt, caveat=answered.caveat)
    yield from _zones(endpoint, brought, answered.names)


def _zones(
    endpoint: EndpointFact, brought: Brought, names: tuple[str, ...] | None, *, declared: bool = False
) -> Iterator[EndpointZone]:
    if names is None:
        yield EndpointZone(_zone(endpoint, brought, None))
        return
    names_of: dict[str, list[str]] = {}
    for name in names:
        names_of.setdefault(name.removeprefix("*."), []).append(name)
    for apex, inside in names_of.items():
        zone = replace(_zone(endpoint, brought, apex), declared=declared)
        yield EndpointZone(zone, tuple(_records(endpoint, zone, inside)))


def _of_aws(endpoint: EndpointFact) -> tuple[str, ...] | None:
    text = literal_text(endpoint.service_name)
    return private_names(text) if text is not None else None


def _of_service(service: ServiceFact) -> tuple[str, ...] | None:
    if service.private_dns_name is None:
        return ()
    name = literal_text(service.private_dns_name)
    return (normal_name(name),) if name is not None else None


def _doubt(endpoint: EndpointFact) -> str | None:
    called = in_words(endpoint.id)
    if endpoint.private_dns is None:
        return f"whether endpoint {called} has private DNS is known at deployment"
    if endpoint.inbound_only is None:
        return f"whether the private DNS of endpoint {called} is for inbound endpoints only is known at deployment"
    return None


def _zone(endpoint: EndpointFact, brought: Brought, name: str | None) -> ZoneFact:
    return ZoneFact(
        id=Computed("PrivateDns", (endpoint.id, Literal(name))),
        name=name,
        vpcs=(endpoint.vpc,),
        regions=((endpoint.vpc, endpoint.region),) if endpoint.region is not None else (),
        brought=brought,
    )


def _records(endpoint: EndpointFact, zone: ZoneFact, names: Iterable[str]) -> Iterator[RecordFact]:
    late = DeployTime(f"the DNS record types of endpoint {in_words(endpoint.id)}", in_words(endpoint.id))
    value: Value = endpoint.id if endpoint.record_types is not None else late
    for name in names:
        for kind in endpoint.private_types or endpoint.record_types or ("A", "AAAA"):
            yield RecordFact(source=endpoint.id, zone=zone.id, name=name, type=kind, values=(value,))
