"""Instances that the Resolver knows by the name EC2 makes of their private address.

A name such as ``ip-10-0-1-5.ec2.internal`` has an A record and no other. Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
and https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-naming.html; an instance whose template asks for
another type of name, itself or by its subnet, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.address_facts import HostFact
from constructs_pkg.audit.addresses import subnets_of_instance
from constructs_pkg.audit.attributes import known_attribute
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import MapOf, Resource, Value, literal_text

_BY_ADDRESS = "ip-name"


def read_hosts(reading: Reading) -> Iterator[HostFact]:
    """Yield the instances with a literal private address whose VPC the assembly tells."""
    for resource, instance in reading.resources("AWS::EC2::Instance"):
        address = literal_text(known_attribute(reading, Resource(resource.stack, resource.logical_id, "PrivateIp")))
        subnet = next((one for one in subnets_of_instance(instance) if isinstance(one, Resource)), None)
        if address is None or subnet is None:
            continue
        place = reading.properties_of(subnet)
        vpc = place.get("VpcId")
        options = (instance.get("PrivateDnsNameOptions"), place.get("PrivateDnsNameOptionsOnLaunch"))
        if vpc is not None and all(map(_is_by_address, options)):
            yield HostFact(resource, vpc, address)


def _is_by_address(options: Value | None) -> bool:
    kind = options.get("HostnameType") if isinstance(options, MapOf) else None
    return options is None or (isinstance(options, MapOf) and (kind is None or literal_text(kind) == _BY_ADDRESS))


def host_named(facts: Facts, name: str, domain: str, vpc: Value) -> HostFact | None:
    """Return the instance of a VPC whose name in `domain`, the VPC's own one of EC2, is `name`."""
    if not domain.endswith(("ec2.internal", ".compute.internal")):
        return None
    named = (host for host in facts.addresses.hosts if host.vpc == vpc)
    return next((host for host in named if name == f"ip-{host.address.replace('.', '-')}.{domain}"), None)
