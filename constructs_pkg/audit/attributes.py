"""Attributes that a template states itself, in another property of the same resource.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html.
"""

from __future__ import annotations

from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import Literal, Resource, Value

# The property that decides an attribute, by type and attribute.
_STATED_BY = {("AWS::EC2::Instance", "PrivateIp"): "PrivateIpAddress"}


def known_attribute(reading: Reading, value: Value) -> Value:
    """Return the literal that an attribute will be where its resource states it, else `value` itself."""
    if not isinstance(value, Resource) or value.attribute is None:
        return value
    stated_by = _STATED_BY.get((reading.type_of(value) or "", value.attribute))
    stated = reading.properties_of(value).get(stated_by) if stated_by is not None else None
    return stated if isinstance(stated, Literal) else value
