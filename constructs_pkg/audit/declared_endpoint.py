"""What the template of an endpoint declares in the endpoint's metadata, since nothing else in it could tell.

``{"PrivateCells": {"private_dns_name": name, "availability_zones": {subnet: zone}}}``: the name that the provider has
for its service, and where subnets are that the assembly does not make. Nothing in the assembly can confirm either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.audit.declared import METADATA_KEY
from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import Literal, Resource, Value, literal_text


def declared_name(reading: Reading, endpoint: Resource) -> str | None:
    """Return the private DNS name that an endpoint's service is declared to have; None, noted, where it is no name."""
    said = _declared(reading, endpoint)
    if "private_dns_name" not in said.raw:
        return None
    text = literal_text(said.get("private_dns_name"))
    if text is None or why_no_name(text) is not None:
        said.note("needs a literal domain name as private_dns_name; it is not read")
        return None
    return normal_name(text)


def declared_zones(reading: Reading, endpoint: Resource) -> Iterator[tuple[Value, str]]:
    """Yield subnets, by their ids, and the names of the Availability Zones that they are declared to be in."""
    found = _declared(reading, endpoint).raw.get("availability_zones")
    for subnet, zone in found.items() if isinstance(found, Mapping) else ():
        if isinstance(zone, str):
            yield Literal(subnet), zone


def _declared(reading: Reading, endpoint: Resource) -> Properties:
    metadata = reading.metadata_of(endpoint)
    said = metadata.raw.get(METADATA_KEY)
    source = f"{metadata.source}.{METADATA_KEY}"
    return Properties(reading, metadata.stack, source, said if isinstance(said, Mapping) else {})
