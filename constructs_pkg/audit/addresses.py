"""Subnets, and the resources that get addresses from them, read from their templates.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html,
.../aws-resource-ec2-instance.html, .../aws-resource-ec2-networkinterface.html and
.../aws-resource-elasticloadbalancingv2-loadbalancer.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.address_facts import PlacedFact, SubnetFact
from constructs_pkg.audit.balancers import subnets_of_balancer
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import Resource, Value, literal_text


def read_subnets(reading: Reading) -> Iterator[SubnetFact]:
    """Yield the subnets of the assembly."""
    for resource, subnet in reading.resources("AWS::EC2::Subnet"):
        yield SubnetFact(resource, literal_text(subnet.get("AvailabilityZone")))


def read_placed(reading: Reading) -> Iterator[PlacedFact]:
    """Yield the load balancers, instances and network interfaces whose subnets are told."""
    for kind, subnets_of in _SUBNETS_OF.items():
        for resource, found in reading.resources(kind):
            subnets = subnets_of(found)
            if subnets:
                yield PlacedFact(resource, subnets)


def interface_zero(instance: Properties) -> Properties | None:
    """Return an instance's network interface with device index 0, where its template lists one.

    Source: .../TemplateReference/aws-properties-ec2-instance-networkinterface.html.
    """
    entries = instance.entries("NetworkInterfaces")
    return next((entry for entry in entries if literal_text(entry.get("DeviceIndex")) == "0"), None)


def brought_interface(instance: Properties) -> Properties | None:
    """Return the network interface of the assembly that an instance is launched with, or None."""
    first = interface_zero(instance)
    brought = first.get("NetworkInterfaceId") if first is not None else None
    return instance.reading.properties_of(brought) if isinstance(brought, Resource) else None


def _of_interface(interface: Properties) -> tuple[Value, ...]:
    subnet = interface.get("SubnetId")
    return (subnet,) if subnet is not None else ()


def subnets_of_instance(instance: Properties) -> tuple[Value, ...]:
    """Return the subnet of an instance: its own property, or that of its first network interface."""
    places = (instance, interface_zero(instance), brought_interface(instance))
    return next((found for place in places if place is not None and (found := _of_interface(place))), ())


_SUBNETS_OF = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": subnets_of_balancer,
    "AWS::EC2::Instance": subnets_of_instance,
    "AWS::EC2::NetworkInterface": _of_interface,
}
