"""A private hosted zone."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, resource
from constructs_pkg.values.place import Region


def zone_resource_id(name: str) -> str:
    """Return the id of the private hosted zone called `name`."""
    return f"Zone {name}"


def zone_fragment(zone: str, *, vpc_id: Json, region: Region, name: str) -> Fragment:
    """Return the private zone called `zone` of the VPC; `name` is what it is a zone of."""
    hosted_zone = resource(
        "AWS::Route53::HostedZone",
        {
            "Name": f"{zone}.",
            "HostedZoneConfig": {"Comment": f"Private zone of {name}"},
            "VPCs": [{"VPCId": vpc_id, "VPCRegion": region}],
        },
    )
    return Fragment({zone_resource_id(zone): hosted_zone})
