"""What exists, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from emulator.cdk import Place
from emulator.inventory import Inventory, Zone

MADE_BY_ROUTE_53 = ("NS", "SOA")


def write(console: Console, inventory: Inventory) -> None:
    """Print what exists, a table a kind."""
    names = {vpc["VpcId"]: _name(vpc) for vpcs in inventory.vpcs.values() for vpc in vpcs}
    _table(
        console,
        "VPCs",
        ("Name", "Id", "Block", "Account", "Region"),
        ((_name(vpc), vpc["VpcId"], vpc["CidrBlock"], *_at(place)) for place, vpc in _each(inventory.vpcs)),
    )
    _table(
        console,
        "Private zones and their records",
        ("Zone", "VPCs", "Record", "Type", "Answers"),
        (row for zone in inventory.zones for row in _records(zone, names)),
    )
    _table(
        console,
        "Endpoint services",
        ("Service", "State", "Acceptance", "Account", "Region"),
        (
            (one["ServiceName"], one["ServiceState"], _required(one), *_at(place))
            for place, one in _each(inventory.services)
        ),
    )
    _table(
        console,
        "Interface endpoints",
        ("Name", "Service", "State", "Regional DNS name"),
        (
            (_name(one), one["ServiceName"], one["State"], one["DnsEntries"][0]["DnsName"])
            for _, one in _each(inventory.endpoints)
            if one["VpcEndpointType"] == "Interface"
        ),
    )


def _records(zone: Zone, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    seen = ", ".join(names.get(vpc, vpc) for vpc in zone.vpcs)
    rows = []
    for record in zone.records:
        if record["Type"] not in MADE_BY_ROUTE_53:
            alias = record.get("AliasTarget")
            values = [one["Value"] for one in record.get("ResourceRecords", [])]
            rows.append((record["Name"], record["Type"], f"alias {alias['DNSName']}" if alias else ", ".join(values)))
    first, *others = rows or [("", "", "no records")]
    return [(zone.name, seen, *first), *(("", "", *row) for row in others)]


def _required(service: Mapping[str, Any]) -> str:
    return "required" if service["AcceptanceRequired"] else "not required"


def _each(things: Mapping[Place, list[dict[str, Any]]]) -> Iterable[tuple[Place, dict[str, Any]]]:
    return ((place, one) for place, found in things.items() for one in found)


def _at(place: Place) -> tuple[str, str]:
    return place.account, place.region


def _name(thing: Mapping[str, Any]) -> str:
    return next((tag["Value"] for tag in thing.get("Tags", []) if tag["Key"] == "Name"), "")


def _table(console: Console, title: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*columns, title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    if table.row_count:
        console.print(table)
        console.print()
