"""What the emulator holds, as zone files: one view for each VPC, as its resolver would see the names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from emulator.inventory import Inventory, Zone

OF_ENDPOINTS = ("vpce.amazonaws.com", "on.aws")
"""The public domains that hold the names of endpoints: to services, and to resource configurations."""


@dataclass(frozen=True)
class View:
    """A VPC, by its id, with the zones that it sees.

    Attributes:
        zones: The text of each zone's file, by its name.
        names: Every name and type that has records in them.
    """

    vpc: str
    zones: Mapping[str, str]
    names: tuple[tuple[str, str], ...]


def stand_in(endpoint_id: str) -> str:
    """Return the address that stands for an endpoint: what it really gets only AWS tells."""
    third, fourth, *_ = sha256(endpoint_id.encode()).digest()
    return f"198.18.{third}.{fourth}"


def views_of(inventory: Inventory) -> list[View]:
    """Return a view for each VPC."""
    regional = {
        entry["DnsName"]: stand_in(endpoint["VpcEndpointId"])
        for endpoints in inventory.endpoints.values()
        for endpoint in endpoints
        for entry in endpoint.get("DnsEntries", [])
    } | {
        association["DnsEntry"]["DnsName"]: stand_in(association["VpcEndpointId"])
        for associations in inventory.associations.values()
        for association in associations
    }
    vpcs = [vpc["VpcId"] for found in inventory.vpcs.values() for vpc in found]
    return [_view(vpc, [zone for zone in inventory.zones if vpc in zone.vpcs], regional) for vpc in vpcs]


def _view(vpc: str, zones: list[Zone], regional: Mapping[str, str]) -> View:
    files = {domain: _public(domain, regional) for domain in OF_ENDPOINTS}
    for zone in zones:
        lines = [line for record in zone.records for line in _lines(record, regional)]
        files[zone.name.removesuffix(".")] = "\n".join([*lines, ""])
    names = {(record["Name"], record["Type"]) for zone in zones for record in zone.records}
    return View(vpc, files, tuple(sorted(one for one in names if one[1] not in ("NS", "SOA"))))


def _public(domain: str, regional: Mapping[str, str]) -> str:
    names = [f"{name}. 60 IN A {address}" for name, address in regional.items() if name.endswith(f".{domain}")]
    return "\n".join([_SOA.format(zone=domain), *names, ""])


_SOA = "{zone}. 900 IN SOA ns.invalid. nobody.invalid. 1 7200 900 1209600 86400\n{zone}. 900 IN NS ns.invalid."


def _lines(record: Mapping[str, Any], regional: Mapping[str, str]) -> list[str]:
    alias = record.get("AliasTarget")
    if alias is not None:
        return [f"{record['Name']} 60 IN {record['Type']} {regional[alias['DNSName'].removesuffix('.')]}"]
    values = [one["Value"] for one in record["ResourceRecords"]]
    if record["Type"] == "CNAME":
        values = [f"{value.removesuffix('.')}." for value in values]
    return [f"{record['Name']} {record['TTL']} IN {record['Type']} {value}" for value in values]
