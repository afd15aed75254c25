"""What custom resources do between a service and its endpoints: verify a private DNS name, accept a connection.

A verified name is one that consumers may use, and private DNS is refused before a connection is accepted. Sources:
https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html and
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html.
"""

from __future__ import annotations

from collections.abc import Collection

from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import Resource, literal_text, only_resource

VERIFICATION = "Custom::PrivateDnsVerification"
ACCEPTANCE = "Custom::ConnectionAcceptance"


def verified_services(reading: Reading) -> Collection[Resource]:
    """Return the services whose private DNS name is verified by a deployment of the assembly."""
    return _named(reading, VERIFICATION, "ServiceId")


def switched_endpoints(reading: Reading) -> Collection[Resource]:
    """Return the endpoints whose private DNS is switched on once their connections are accepted."""
    return _named(reading, ACCEPTANCE, "EndpointId", PrivateDns="true")


def _named(reading: Reading, kind: str, key: str, **told: str) -> Collection[Resource]:
    found = set()
    for _, custom in reading.resources(kind):
        value = custom.get(key)
        named = only_resource(value) if value is not None else None
        if named is not None and all(literal_text(custom.get(name)) == text for name, text in told.items()):
            found.add(Resource(named.stack, named.logical_id))
    return found
