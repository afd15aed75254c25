"""A private hosted zone."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Fragment, Json, resource
from constructs_pkg.values.place import Region
from constructs_pkg.values.zone_sharing import SeenBy


def zone_resource_id(name: str) -> str:
    """Return the id of the private hosted zone called `name`."""
    return f"Zone {name}"


def zone_fragment(
    zone: str, *, vpc_id: Json, region: Region, name: str, also_seen_by: Iterable[SeenBy] = ()
) -> Fragment:
    """Return the private zone called `zone` of the VPC and those that also see it; `name` is what it is a zone of."""
    hosted_zone = resource(
        "AWS::Route53::HostedZone",
        {
            "Name": f"{zone}.",
            "HostedZoneConfig": {"Comment": f"Private zone of {name}"},
            "VPCs": [
                {"VPCId": vpc_id, "VPCRegion": region},
                *({"VPCId": each.vpc_id, "VPCRegion": each.region} for each in also_seen_by),
            ],
        },
    )
    return Fragment({zone_resource_id(zone): hosted_zone})
