"""What an instance of a service of AWS Cloud Map must tell, and may.

Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.namespace import DiscoveryService, NamespaceType, RegisteredInstance
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem

MOST_ATTRIBUTES = 30
LONGEST_ATTRIBUTE = 255
LONGEST_ATTRIBUTE_VALUE = 1_024
MOST_CHARACTERS = 5_000

_OWN = ("ipv4", "ipv6", "port", "cname")


def check_instance(
    instance: RegisteredInstance, service: DiscoveryService, namespace: NamespaceType, region: Region
) -> list[Problem]:
    """Return the problems of an `instance` of `service` in a namespace of that type; empty means good."""
    return [
        *_addresses(instance),
        *(_alias(instance, service, region) if instance.alias_dns_name is not None else _missing(instance, service)),
        *_ec2(instance, namespace),
        *_health(instance, service),
        *_attributes(instance),
    ]


def _addresses(instance: RegisteredInstance) -> Iterable[Problem]:
    for key, version in (("ipv4", 4), ("ipv6", 6)):
        given = getattr(instance, key)
        if isinstance(given, IpAddress) and ip_address(given).version != version:
            limit = f"is no IPv{version} address"
            yield Problem("address-of-other-family", key, given, limit, "give it under the other key")


def _missing(instance: RegisteredInstance, service: DiscoveryService) -> Iterator[Problem]:
    for kind, key in (("A", "ipv4"), ("AAAA", "ipv6"), ("CNAME", "cname"), ("SRV", "port")):
        if kind in service.record_types and getattr(instance, key) is None:
            yield _lacking(key, f"is missing, and the service has {kind} records")
    if "SRV" in service.record_types and instance.ipv4 is None and instance.ipv6 is None:
        yield _lacking("ipv4", "is missing as ipv6 is, and the name that an SRV record tells has an address")
    if service.health_check is not None and instance.port is None:
        yield _lacking("port", "is missing, and the service's health check asks it")
    told = (*_OWN, "instance_id")
    if not instance.attributes and all(getattr(instance, key) is None for key in told):
        yield _lacking("attributes", "are empty, and nothing else is told of the instance")


def _lacking(key: str, limit: str) -> Problem:
    return Problem("missing-instance-attribute", key, "", limit, "give it")


def _alias(instance: RegisteredInstance, service: DiscoveryService, region: Region) -> Iterator[Problem]:
    path, value = "alias_dns_name", str(instance.alias_dns_name)
    if not service.record_types or not set(service.record_types) <= {"A", "AAAA"}:
        limit = "is given where the service has not A or AAAA records alone"
        yield Problem("alias-without-address-records", path, value, limit, "set record_types to A, AAAA or both")
    if service.routing != "WEIGHTED":
        limit = "is given where routing is not WEIGHTED"
        yield Problem("alias-not-weighted", path, value, limit, "set routing to WEIGHTED")
    beside = [key for key in (*_OWN, "instance_id") if getattr(instance, key) is not None]
    if beside:
        yield Problem("alias-beside-address", path, value, f"is given beside {', '.join(beside)}", "leave one out")
    if region.partition == "aws-us-gov":
        limit = "is not known in AWS GovCloud (US)"
        yield Problem("alias-in-govcloud", path, value, limit, "register addresses, or put an alias into the zone")


def _ec2(instance: RegisteredInstance, namespace: NamespaceType) -> Iterator[Problem]:
    if instance.instance_id is None:
        return
    path, value = "instance_id", str(instance.instance_id)
    if namespace != "http":
        limit = f"is given in a namespace of type {namespace}"
        yield Problem("instance-id-outside-http", path, value, limit, "give its address, or use an HTTP namespace")
    beside = [key for key in (*_OWN, "attributes") if getattr(instance, key) not in (None, {})]
    if beside:
        limit = f"is given beside {', '.join(beside)}, and goes with initial_health only"
        yield Problem("instance-id-beside-others", path, value, limit, "leave one of them out")


def _health(instance: RegisteredInstance, service: DiscoveryService) -> Iterator[Problem]:
    if instance.initial_health is not None and not service.custom_health_check:
        limit = "is given, and the service has no custom_health_check"
        path = "initial_health"
        yield Problem("initial-health-without-check", path, instance.initial_health, limit, "leave it out, or set that")
    address = instance.ipv4
    if service.health_check is not None and isinstance(address, IpAddress) and not ip_address(address).is_global:
        limit = "is no public address, and the health checkers of Route 53 reach nothing else"
        yield Problem("health-check-of-private-instance", "ipv4", address, limit, "set custom_health_check instead")


def _attributes(instance: RegisteredInstance) -> Iterator[Problem]:
    given = instance.attributes
    if len(given) > MOST_ATTRIBUTES:
        limit = f"are more than {MOST_ATTRIBUTES}"
        yield Problem("too-many-attributes", "attributes", f"{len(given)} attributes", limit, "leave some out")
    for key, value in given.items():
        if key.upper().startswith("AWS_"):
            limit = "begins with AWS_, whose meaning Cloud Map knows"
            yield Problem("reserved-attribute", "attributes", key, limit, "use the instance's other keys")
        for text, most in ((key, LONGEST_ATTRIBUTE), (value, LONGEST_ATTRIBUTE_VALUE)):
            if len(text) > most:
                limit = f"is over {most} characters"
                yield Problem("attribute-too-long", "attributes", f"{text[:20]}...", limit, "shorten it")
    size = sum(len(key) + len(value) for key, value in given.items())
    if size > MOST_CHARACTERS:
        limit = f"are over {MOST_CHARACTERS} together"
        yield Problem("attributes-too-large", "attributes", f"{size} characters", limit, "shorten them")
