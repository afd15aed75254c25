"""What is drawn, before it has a place: cells with their names, endpoints and services, and the arrows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """How an answer is shown: the same name may answer differently elsewhere, alike, or not at all here."""

    DIFFERS = "differs"
    PLAIN = "plain"
    FAILS = "fails"


@dataclass(frozen=True)
class NameRow:
    """A name and what it answers with in one cell.

    Attributes:
        kind: The record types worth telling, such as ``CNAME``; empty for plain addresses.
        answers: One text a routing policy's value; empty where the group's endpoint is the answer.
    """

    name: str
    kind: str
    answers: tuple[str, ...]
    tone: Tone


@dataclass(frozen=True)
class EndpointBox:
    """An interface endpoint: what it is called, and how it knows the name of its service.

    Attributes:
        region: The Region of the service where that is another.
    """

    key: str
    label: str
    handoff: str
    detail: str = ""
    region: str = ""


@dataclass(frozen=True)
class NameGroup:
    """Names that one endpoint answers, or one name with answers of its own."""

    rows: tuple[NameRow, ...]
    endpoint: EndpointBox | None = None


@dataclass(frozen=True)
class ZonePanel:
    """A private zone as one cell sees it.

    Attributes:
        missing: Names that other cells' zones of the same name have, and this one has not.
        more: How many of its names are not shown.
    """

    name: str
    note: str
    groups: tuple[NameGroup, ...] = ()
    missing: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class ServiceBox:
    """An endpoint service: headed lines on what it listens on and who may connect."""

    key: str
    label: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class CellCard:
    """A cell, which is a VPC; or the services whose VPC the templates do not tell.

    Attributes:
        facts: What tells the cell from others, such as account and address range.
        endpoints: Those that no name of the cell leads to.
        aws_services: The services of AWS that it has endpoints to.
    """

    key: str
    label: str
    region: str
    facts: tuple[str, ...]
    zones: tuple[ZonePanel, ...] = ()
    endpoints: tuple[EndpointBox, ...] = ()
    aws_services: tuple[str, ...] = ()
    services: tuple[ServiceBox, ...] = ()
    is_vpc: bool = True


@dataclass(frozen=True)
class OutsideBox:
    """A service that is not, or not recognisably, one of the assembly."""

    key: str
    label: str
    detail: str


@dataclass(frozen=True)
class Arrow:
    """A connection from an endpoint to a service; `sure` where the templates themselves join them."""

    source: str
    target: str
    sure: bool


@dataclass(frozen=True)
class Picture:
    """All that is drawn; the remarks stand below."""

    cells: tuple[CellCard, ...]
    outside: tuple[OutsideBox, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether some name answers differently in different cells."""
        return any(
            row.tone is Tone.DIFFERS
            for cell in self.cells
            for zone in cell.zones
            for group in zone.groups
            for row in group.rows
        )


def without_prefix(label: str, cell: str) -> str:
    """Return `label` without the cell's own label before it, which its place in the picture tells."""
    return label.removeprefix(f"{cell} ") or label
