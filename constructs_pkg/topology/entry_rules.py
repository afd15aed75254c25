"""What the entries of a topology, each over all of its cells, and everything else in their zones must keep to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from ipaddress import ip_address, ip_network

from constructs_pkg.topology.entries import EntryRecord, entry_records, full_name, name_in_subzone
from constructs_pkg.topology.health_signal_wish import SignalWish
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.public_zone_wish import Entry, EntryCell
from constructs_pkg.topology.public_zones import PARTITION, PlacedZone
from constructs_pkg.values.alias_target import OWN_ZONE
from constructs_pkg.values.dns import RecordName
from constructs_pkg.values.late import Late
from constructs_pkg.values.own_alias_rules import check_alias_targets
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.public_records import PublicRecord, PublicRecordsSpec, PublicZoneRef, check_public_records
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.record_rules import check_records_at
from constructs_pkg.values.routing_rules import has_health_signal
from constructs_pkg.values.traffic_tree_rules import as_written

# What the members of a policy need, and no other policy knows.
_FIELDS = {
    "weighted": ("weight",),
    "failover": ("role",),
    "geolocation": ("continent", "country", "subdivision"),
    "latency": (),
}
_NEEDED = {"weighted": "weight", "failover": "role"}

# Blocks that nobody reaches on the internet: RFC 1918, RFC 6598, RFC 3927, RFC 1122, RFC 4193, RFC 4291.
_PRIVATE = tuple(
    map(
        ip_network,
        (
            *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
            *("fc00::/7", "fe80::/10", "::1/128"),
        ),
    )
)

# Where a problem of a record set is one of the wish that led to it.
_OF_ENTRY = re.compile(r"^(entries\.[^.]+)\.cells\.[^.]+\.(name|ttl)$")
_OF_POLICY = re.compile(r"^(entries\.[^.]+\.cells\.[^.]+)\.policy\.(weight|role)$")
_OF_DELEGATION = re.compile(r"^(public_zones\.[^.]+)\.(name|type|policy)$")
_OF_FORM = re.compile(r"^(entries\.[^.]+\.cells\.[^.]+)\.(type|policy|policy\.set_identifier|policy\.region)$")


def check_entries(
    entries: Mapping[Key, Entry],
    zones: Mapping[Key, PlacedZone],
    cells: Mapping[Key, PlacedCell],
    signals: Mapping[Key, SignalWish],
    beside: Iterable[EntryRecord] = (),
) -> Iterator[Problem]:
    """Yield every problem of `entries`, and of the records of `zones`, those of entries and `beside` among them."""
    for key, entry in entries.items():
        yield from _references(f"entries.{key}", entry, zones, cells)
        for cell, wish in entry.cells.items():
            path = f"entries.{key}.cells.{cell}"
            yield from _form(path, entry, wish)
            yield from _signal(path, wish, cell, signals)
            if cell in cells:
                yield from _place(path, entry, wish, cells[cell], zones)
    made = list(entry_records(entries, zones, cells))
    yield from _authorised(made)
    made += beside
    for zone in zones.values():
        below = [one for one in zones.values() if one.wish.delegated_from and one.wish.delegated_from.zone == zone.key]
        yield from _records(zone, [one for one in made if one.zone is zone], below)


def _references(
    path: str, entry: Entry, zones: Mapping[Key, PlacedZone], cells: Mapping[Key, PlacedCell]
) -> Iterator[Problem]:
    named = [("zone", entry.zone), *((f"cells.{cell}.subzone", wish.subzone) for cell, wish in entry.cells.items())]
    for place, key in named:
        if key is not None and key not in zones:
            limit = "is no public zone of this topology"
            yield Problem("unknown-public-zone", f"{path}.{place}", key, limit, suggestion(key, zones))
    for cell in entry.cells:
        if cell not in cells:
            limit = "is no cell of this topology"
            yield Problem("unknown-cell", f"{path}.cells.{cell}", cell, limit, suggestion(cell, cells))
    if entry.zone in zones:
        try:
            entry.name.placed_in(zones[entry.zone].wish.name)
        except Refused as refused:
            yield refused.at(f"{path}.name")


def _form(path: str, entry: Entry, wish: EntryCell) -> Iterator[Problem]:
    given = [key for key in ("values", "alias", "cname") if getattr(wish, key)]
    if len(given) != 1:
        limit = "answers with nothing" if not given else f"answers with {' and '.join(given)}"
        yield Problem("entry-answer", path, "", limit, "give one of values, alias and cname")
    for policy, fields in _FIELDS.items():
        for field in fields:
            if policy != entry.policy and getattr(wish, field) is not None:
                limit = f"is given in an entry by {entry.policy}"
                shown = str(getattr(wish, field))
                yield Problem("field-of-other-policy", f"{path}.{field}", shown, limit, "leave it out")
    needed = _NEEDED.get(entry.policy)
    if needed is not None and getattr(wish, needed) is None:
        limit = f"is missing in an entry by {entry.policy}"
        yield Problem("missing-in-policy", f"{path}.{needed}", "", limit, "give it")
    for place, address in enumerate(wish.values):
        if _is_private(str(address)):
            limit, fix = "is private, and nobody on the internet reaches it", "give a public one"
            where = f"{path}.values[{place}]"
            yield Problem("private-address-in-entry", where, str(address), limit, fix, "warning")


def _signal(path: str, wish: EntryCell, cell: Key, signals: Mapping[Key, SignalWish]) -> Iterator[Problem]:
    key, where = wish.health_signal, f"{path}.health_signal"
    if key is None:
        return
    if wish.health_check_id is not None:
        limit = "is given beside health_check_id"
        yield Problem("health-signal-and-check", where, key, limit, "leave one of them out")
    if wish.subzone is not None:
        limit = "decides about a CNAME in the zone's own stack, which no reference reaches"
        yield Problem("health-signal-beside-subzone", where, key, limit, "give the health_check_id, or no subzone")
    if key not in signals:
        limit = "is no health signal of this topology"
        yield Problem("unknown-health-signal", where, key, limit, suggestion(key, signals))
    elif signals[key].cell != cell:
        limit = f"is of cell {signals[key].cell}, and no reference crosses cells"
        yield Problem("health-signal-of-other-cell", where, key, limit, "make a health signal in this cell")


def _is_private(text: str) -> bool:
    address = ip_address(text)
    return any(address in block for block in _PRIVATE if block.version == address.version)


def _place(
    path: str, entry: Entry, wish: EntryCell, placed: PlacedCell, zones: Mapping[Key, PlacedZone]
) -> Iterator[Problem]:
    if placed.cell.region.partition != PARTITION:
        limit = f"is in partition {placed.cell.region.partition}, and public zones are in {PARTITION}"
        yield Problem("entry-in-other-partition", path, placed.key, limit, "leave the cell out")
    if entry.policy != "failover" and not (wish.health_check_id or wish.health_signal or _by_target(wish)):
        limit = "has nothing that tells whether it is healthy, and is answered while it is down"
        fix = "give a health check, or an alias that evaluates its target's health"
        yield Problem("entry-without-health-signal", path, "", limit, fix, "warning")
    if wish.subzone is None or wish.subzone not in zones or entry.zone not in zones:
        return
    zone, below, where = zones[entry.zone], zones[wish.subzone], f"{path}.subzone"
    if below.wish.name == zone.wish.name or not below.wish.name.within(zone.wish.name):
        limit = f"is {below.wish.name}, which is not below {zone.wish.name}"
        yield Problem("subzone-not-below", where, wish.subzone, limit, "name a zone that is delegated from the entry's")
    elif below.wish.account != placed.cell.account:
        limit = f"is of account {below.wish.account}, and the cell is of {placed.cell.account}"
        yield Problem("subzone-of-other-account", where, wish.subzone, limit, "give the cell a zone of its own account")
    name = full_name(entry, zone)
    if name is not None:
        try:
            name_in_subzone(name, zone.wish.name, below.wish.name)
        except Refused as refused:
            yield refused.at(where)
    if wish.authorised_by is not None:
        limit = "is given beside a subzone of the cell's own account, where records need no role"
        yield Problem("role-beside-subzone", f"{path}.authorised_by", wish.authorised_by, limit, "leave it out")


def _by_target(wish: EntryCell) -> bool:
    return wish.alias is not None and wish.alias.evaluate_target_health


def _authorised(made: Iterable[EntryRecord]) -> Iterator[Problem]:
    for one in made:
        if one.cell is None or one.record.policy is None:
            # The zone's own stack makes the one, and a subzone of the cell's own account holds the other.
            continue
        account, zone = one.cell.cell.account, one.zone
        if one.record.authorised_by is None and account != zone.wish.account:
            limit = f"is of account {account}, and {zone.path} is of {zone.wish.account}, where nobody lets it write"
            fix = (
                f"add a contributor to {zone.path}: this account, the name {one.record.name} and type "
                f"{one.record.type}; or give the cell a subzone, or authorised_by"
            )
            yield Problem("entry-without-contributor", one.path, one.record.name, limit, fix)
        elif one.record.authorised_by is not None:
            spec = PublicRecordsSpec(
                zone=PublicZoneRef(name=zone.wish.name, id=zone.id_for_others), records=(one.record,)
            )
            for problem in check_public_records(spec, one.cell.cell.region, account):
                if problem.path == "records[0].authorised_by":
                    yield replace(problem, path=f"{one.path}.authorised_by")


def _records(zone: PlacedZone, entries: list[EntryRecord], below: Iterable[PlacedZone]) -> Iterator[Problem]:
    own = ((f"{zone.path}.records[{place}]", PublicRecord(**dict(one))) for place, one in enumerate(zone.wish.records))
    placed = [*own, *_delegations(zone, below), *((one.path, one.record) for one in entries)]
    found = check_records_at(placed, zone.wish.name, "public")
    if zone.wish.id is None:
        found += check_alias_targets(placed, zone.wish.name)
        found += _made_later(zone, placed, entries)
    # Of these `entry-without-health-signal` tells.
    bare = {
        f"{one.path}.health_check_id"
        for one in entries
        if one.path.startswith("entries.") and not has_health_signal(one.record)
    }
    for problem in found:
        if problem.rule == "sibling-never-unhealthy" and problem.path in bare:
            continue
        if problem.rule == "private-address-in-public-zone" and problem.path.startswith("entries."):
            # `private-address-in-entry` tells it.
            continue
        if problem.path.startswith("traffic_trees."):
            yield as_written(problem)
            continue
        path = _OF_DELEGATION.sub(r"\1.delegated_from", _OF_ENTRY.sub(r"\1.\2", problem.path))
        yield replace(problem, path=_OF_FORM.sub(r"\1", _OF_POLICY.sub(r"\1.\2", path)))


def _made_later(
    zone: PlacedZone, placed: Iterable[tuple[str, PublicRecord]], entries: Iterable[EntryRecord]
) -> Iterator[Problem]:
    """Yield a warning for each alias in the zone's stack of a record that the stack of a cell makes after it."""
    by_cells = [(one.path, one.record) for one in entries if one.cell is not None]
    paths = {path for path, _ in by_cells}
    later = {(_full(one.name, zone), one.type): path for path, one in by_cells}
    for path, record in placed:
        alias = record.alias
        if path in paths or alias is None or alias.zone_id != OWN_ZONE:
            continue
        try:
            name = str(alias.name_in(zone.wish.name))
        except Refused:
            continue
        entry = later.get((name, record.type))
        if entry is not None:
            limit = f"is made by {entry}, whose stack is given this zone's id and so is deployed after it: at first "
            limit += "Route 53 finds no record to make the alias of"
            fix = "make it an entry, or add it in a later deployment"
            yield Problem("alias-before-entry", f"{path}.alias.dns_name", name, limit, fix, "warning")


def _full(name: RecordName, zone: PlacedZone) -> str:
    try:
        return str(name.placed_in(zone.wish.name))
    except Refused:
        return ""


def _delegations(zone: PlacedZone, below: Iterable[PlacedZone]) -> Iterator[tuple[str, PublicRecord]]:
    for each in below:
        name = each.wish.name
        if name != zone.wish.name and name.within(zone.wish.name):
            servers = (Late("its name servers"),)
            yield each.path, PublicRecord(name=RecordName(f"{name}."), type=RecordType.NS, values=servers)
