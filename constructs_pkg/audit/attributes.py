"""Private addresses that a template states itself, in a property of the resource or of its network interface.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html,
.../aws-resource-ec2-networkinterface.html and .../aws-properties-ec2-instance-networkinterface.html.
"""

from __future__ import annotations

from constructs_pkg.audit.addresses import brought_interface, interface_zero
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, Literal, MapOf, Resource, Value, literal_flag


def known_attribute(reading: Reading, value: Value) -> Value:
    """Return the literal that an attribute will be where its resource states it, else `value` itself."""
    if not isinstance(value, Resource) or value.attribute is None:
        return value
    stated_by = _STATED_BY.get((reading.type_of(value) or "", value.attribute))
    stated = stated_by(reading.properties_of(value)) if stated_by is not None else None
    return stated if isinstance(stated, Literal) else value


def _of_instance(instance: Properties) -> Value | None:
    brought = brought_interface(instance)
    return _stated(instance) or _stated(interface_zero(instance)) or _stated(brought)


def _stated(place: Properties | None) -> Value | None:
    """Return the primary private address that an instance or a network interface asks for."""
    if place is None:
        return None
    listed = place.get("PrivateIpAddresses")
    primary = (
        entry.get("PrivateIpAddress")
        for entry in (listed.items if isinstance(listed, ListOf) else ())
        if isinstance(entry, MapOf) and literal_flag(entry.get("Primary"), default=False)
    )
    return place.get("PrivateIpAddress") or next(primary, None)


_STATED_BY = {
    ("AWS::EC2::Instance", "PrivateIp"): _of_instance,
    ("AWS::EC2::NetworkInterface", "PrimaryPrivateIpAddress"): _stated,
}
