"""What an assembly says of its interface endpoints and resource endpoints."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class EndpointFact:
    """An interface endpoint, or a resource endpoint, which is to a resource configuration instead of a service.

    Attributes:
        private_dns: None where it is not known before deployment.
        name: Its literal ``Name`` tag.
        service_region: The Region of its service where that is stated, and so another than its own.
        record_types: ``A``, ``AAAA`` or both: what its DNS names have; None where the template does not tell.
        private_types: The same of its private DNS name, where that has others; None where it has the same.
        inbound_only: Whether its private DNS is for inbound Resolver endpoints only, and its VPC does not see it;
            None where that is not known before deployment.
        resource_configuration: What a resource endpoint is to; None for an interface endpoint.
        preference: Which domain names a resource endpoint's private DNS answers, in the template's word; None where it
            does not tell.
        specified: The domain names that it may answer, as far as they are told.
        declared_name: The private DNS name that its own metadata says its service has.
        declared_zones: Subnets and the Availability Zones that its own metadata says they are in.
    """

    id: Resource
    account: str | None
    region: str | None
    vpc: Value
    service_name: Value | None
    private_dns: bool | None
    subnets: tuple[Value, ...]
    name: str | None = None
    service_region: str | None = None
    record_types: tuple[str, ...] | None = ("A",)
    private_types: tuple[str, ...] | None = None
    inbound_only: bool | None = False
    resource_configuration: Value | None = None
    preference: str | None = None
    specified: tuple[str, ...] = ()
    declared_name: str | None = None
    declared_zones: tuple[tuple[Value, str], ...] = ()

    def declared_zone(self, subnet: Value) -> str | None:
        """Return the Availability Zone that its template declares one of its subnets to be in."""
        return next((zone for known, zone in self.declared_zones if known == subnet), None)


@dataclass(frozen=True)
class Brought:
    """How an interface endpoint brings a private zone along.

    Attributes:
        service: The endpoint service or resource configuration of the assembly whose private DNS name it is for.
        inbound_only: Whether the VPC itself does not see it, only what asks through inbound Resolver endpoints.
        doubt: Why it may not be there, None where it is certain.
        caveat: A sentence on what its answers rest on, None where they rest on nothing more.
        unverified: Whether nothing in the assembly has the service's name verified: it is answered as if it were.
    """

    endpoint: Resource
    service: Resource | None = None
    inbound_only: bool = False
    doubt: str | None = None
    unverified: bool = False
    caveat: str | None = None
