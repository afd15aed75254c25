"""What exists after deployment, read back through the AWS APIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from emulator.cdk import Place
from emulator.clients import client

DEFAULT_VPC = "172.31.0.0/16"
"""The block of the VPC that every account has in every Region from the start."""


@dataclass(frozen=True)
class Zone:
    """A hosted zone with the VPCs that see it and the records in it, in the words of the Route 53 API."""

    id: str
    account: str
    name: str
    vpcs: tuple[str, ...]
    records: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Inventory:
    """What exists in some accounts and Regions, in the words of the APIs.

    Attributes:
        vpcs: By account and Region, those that every account has from the start left out.
        associations: Of endpoints with resource configurations.
    """

    vpcs: dict[Place, list[dict[str, Any]]]
    endpoints: dict[Place, list[dict[str, Any]]]
    associations: dict[Place, list[dict[str, Any]]]
    services: dict[Place, list[dict[str, Any]]]
    connections: dict[Place, list[dict[str, Any]]]
    zones: tuple[Zone, ...]


def take(url: str, places: Iterable[Place]) -> Inventory:
    """Return what exists in `places`."""
    sorted_places = sorted(set(places), key=str)

    def everywhere(read: Callable[[Any], list[dict[str, Any]]]) -> dict[Place, list[dict[str, Any]]]:
        found = {place: read(client(url, "ec2", place.account, place.region)) for place in sorted_places}
        return {place: things for place, things in found.items() if things}

    accounts = dict.fromkeys(place.account for place in sorted_places)
    return Inventory(
        vpcs=everywhere(lambda ec2: [vpc for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]),
        endpoints=everywhere(lambda ec2: _all(ec2, "describe_vpc_endpoints", "VpcEndpoints")),
        associations=everywhere(lambda ec2: ec2.describe_vpc_endpoint_associations()["VpcEndpointAssociations"]),
        services=everywhere(lambda ec2: ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]),
        connections=everywhere(lambda ec2: _all(ec2, "describe_vpc_endpoint_connections", "VpcEndpointConnections")),
        zones=tuple(zone for account in accounts for zone in _zones(url, account)),
    )


def _zones(url: str, account: str) -> list[Zone]:
    route53 = client(url, "route53", account, "us-east-1")
    found = []
    for shown in _all(route53, "list_hosted_zones", "HostedZones"):
        vpcs = route53.get_hosted_zone(Id=shown["Id"]).get("VPCs", [])
        records = route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=shown["Id"])
        found.append(
            Zone(
                shown["Id"].removeprefix("/hostedzone/"),
                account,
                shown["Name"],
                tuple(vpc["VPCId"] for vpc in vpcs),
                tuple(record for page in records for record in page["ResourceRecordSets"]),
            )
        )
    return found


def _all(service: Any, operation: str, key: str) -> list[dict[str, Any]]:
    return [one for page in service.get_paginator(operation).paginate() for one in page[key]]
