"""Parts of stacks that only their subject knows how to place, judge and describe, and stacks that belong to no cell."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.topology.key import Key
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.spec import Spec


@dataclass(frozen=True)
class ZoneSource:
    """The public zone whose id a stack parameter is given.

    Attributes:
        parameter: The parameter's name.
        account: The account of the stack that makes the zone.
        region: The Region of that stack.
        stack: Its name.
        zone: The zone's key in the topology.
    """

    parameter: str
    account: AccountId
    region: Region
    stack: str
    zone: Key


@dataclass(frozen=True)
class CellZoneSource:
    """The private zone of a cell whose id a stack parameter is given.

    Attributes:
        parameter: The parameter's name.
        account: The cell's account.
        region: The cell's Region.
        stack: The name of the stack that makes the zone.
        zone: The zone's name.
    """

    parameter: str
    account: AccountId
    region: Region
    stack: str
    zone: ZoneName


@dataclass(frozen=True)
class SignalSource:
    """The health signal whose health check's id a stack parameter is given.

    Attributes:
        parameter: The parameter's name.
        account: The account of the stack that makes the health check.
        region: The Region of that stack.
        stack: Its name.
        signal: The health signal's key in the topology.
    """

    parameter: str
    account: AccountId
    region: Region
    stack: str
    signal: Key


@dataclass(frozen=True)
class PlannedPart:
    """One construct of a stack.

    Attributes:
        key: Its key in the topology; its construct's id is made of it.
        spec: Everything about it; the type of it tells which construct it is.
        stack_parameters: Names of the stack parameters by which its stack is given what another deployment knows.
        zone_sources: What those of them are given that stand for a zone of the topology.
        signal_sources: What those of them are given that stand for a health signal of the topology.
    """

    key: Key
    spec: Spec
    stack_parameters: tuple[str, ...] = ()
    zone_sources: tuple[ZoneSource | CellZoneSource, ...] = ()
    signal_sources: tuple[SignalSource, ...] = ()


@dataclass(frozen=True)
class PlannedStack:
    """A stack that belongs to no cell.

    Attributes:
        name: Its name.
        display_name: What people call what is in it.
        description: What it holds.
        account: Its account.
        region: Its Region.
        parts: What it holds, in the order of making.
        tags: Tags on everything in it, in the order of their keys.
        termination_protection: Whether it refuses to be deleted.
    """

    name: str
    display_name: str
    description: str
    account: AccountId
    region: Region
    parts: tuple[PlannedPart, ...]
    tags: tuple[tuple[str, str], ...]
    termination_protection: bool
