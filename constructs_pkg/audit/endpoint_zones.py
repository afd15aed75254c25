"""The private zones that interface endpoints with private DNS bring along, which no template shows.

AWS makes a private hosted zone for the names of the endpoint's service, associates it with the endpoint's VPC
and lets the names lead to the endpoint's network interfaces. Sources:
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns
for AWS services, and https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html for endpoint services,
whose consumers can turn private DNS on once the provider has verified the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from constructs_pkg.audit.aws_names import private_names, service_of
from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.named_service import named_service
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import Computed, DeployTime, Literal, in_words, literal_text


@dataclass(frozen=True)
class EndpointZone:
    """A zone that an endpoint brings along, and its records."""

    zone: ZoneFact
    records: tuple[RecordFact, ...] = ()


def zones_of_endpoint(endpoint: EndpointFact, services: Iterable[ServiceFact]) -> Iterator[EndpointZone]:
    """Yield the zones of an endpoint; one without a name where the names are not known before deployment."""
    if endpoint.private_dns is False:
        return
    names = _names(endpoint, services)
    if names is None:
        yield EndpointZone(_zone(endpoint, None))
        return
    names_of: dict[str, list[str]] = {}
    for name in names:
        names_of.setdefault(name.removeprefix("*."), []).append(name)
    for apex, inside in names_of.items():
        zone = _zone(endpoint, apex)
        yield EndpointZone(zone, tuple(_records(endpoint, zone, inside)))


def _names(endpoint: EndpointFact, services: Iterable[ServiceFact]) -> tuple[str, ...] | None:
    """Return the private DNS names of the endpoint's service, None where they are not known."""
    service = named_service(services, endpoint)
    if service is not None:
        name = literal_text(service.private_dns_name)
        if service.private_dns_name is None or name is None:
            return () if service.private_dns_name is None else None
        return (normal_name(name),)
    text = literal_text(endpoint.service_name)
    return private_names(text) if text is not None else None


def _zone(endpoint: EndpointFact, name: str | None) -> ZoneFact:
    doubt = None
    if endpoint.private_dns is None:
        doubt = f"whether endpoint {in_words(endpoint.id)} has private DNS is known at deployment"
    region = ((endpoint.vpc, endpoint.region),) if endpoint.region is not None else ()
    return ZoneFact(
        id=Computed("PrivateDns", (endpoint.id, Literal(name))),
        name=name,
        vpcs=(endpoint.vpc,),
        regions=region,
        inbound_only=_inbound_only(endpoint),
        doubt=doubt,
    )


def _inbound_only(endpoint: EndpointFact) -> bool:
    """Tell whether the VPC itself does not see the zone, which for S3 is so unless stated otherwise.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns.
    """
    if endpoint.inbound_only is not None:
        return endpoint.inbound_only
    return service_of(literal_text(endpoint.service_name) or "") == "s3"


def _records(endpoint: EndpointFact, zone: ZoneFact, names: Iterable[str]) -> Iterator[RecordFact]:
    unknown = DeployTime(f"the DNS record types of endpoint {in_words(endpoint.id)}", in_words(endpoint.id))
    for name in names:
        for kind in endpoint.record_types or ("A", "AAAA"):
            value = endpoint.id if endpoint.record_types is not None else unknown
            yield RecordFact(source=endpoint.id, zone=zone.id, name=name, type=kind, values=(value,))
