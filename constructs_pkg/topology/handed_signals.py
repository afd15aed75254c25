"""Health signals of cells as the stacks of public zones know them: by a stack parameter each.

No reference leaves a cell. A health check may be of another account than the record that names it:
https://repost.aws/knowledge-center/route-53-cross-account-health-checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import SignalSource
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.handed_over import HandedOver

if TYPE_CHECKING:
    from constructs_pkg.topology.model import Topology


def handed_signal(key: str) -> HandedOver:
    """Return the id of the health check of the signal `key`, as another stack than its cell's is given it."""
    parameter = signal_parameter(key)
    return HandedOver({"Ref": parameter}, stack_parameter=parameter)


def signal_parameter(key: str) -> str:
    """Return the name of the stack parameter by which a public zone's stack is given the signal `key`."""
    return f"HealthSignal{''.join(part.capitalize() for part in key.split('-'))}"


def signal_sources(topology: Topology, cells: Mapping[Key, PlacedCell]) -> Iterator[SignalSource]:
    """Yield what each parameter of a health signal is given, in the order of the signals' keys."""
    for key, wish in sorted(topology.health_signals.items()):
        home, stack = cells[wish.cell].cell, f"{topology.name}-{wish.cell}-links"
        yield SignalSource(signal_parameter(key), home.account, home.region, stack, key)


def waits_for(topology: Topology, zone: Key, cell: Key) -> bool:
    """Tell whether the stack of `cell` is given the id of `zone`, or of one whose stack is given that of `zone`."""
    pending, seen = [*_zones_of(topology, cell)], set[Key]()
    while pending:
        here = pending.pop()
        if here in seen or here not in topology.public_zones or topology.public_zones[here].id is not None:
            continue
        seen.add(here)
        above = topology.public_zones[here].delegated_from
        pending += [above.zone] if above is not None and above.zone is not None else []
    return zone in seen


def _zones_of(topology: Topology, cell: Key) -> Iterator[Key]:
    """Yield the public zones that the stack of `cell` puts records into."""
    for entry in topology.entries.values():
        if cell in entry.cells:
            yield entry.cells[cell].subzone or entry.zone
