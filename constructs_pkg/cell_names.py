"""The names of an endpoint in zones of cells, which know what other records those zones have."""

from __future__ import annotations

from aws_cdk import aws_route53 as route53

from constructs_pkg.cdk_values import existing_zone
from constructs_pkg.cell_zones import records_kept
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.endpoint_records import name_records
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import Record
from constructs_pkg.zone_records import ZoneRecords


class CellNames:
    """What the cells whose zones an endpoint has names in know of them."""

    def __init__(self, owner: str) -> None:
        """Begin with no zone; `owner` tells the endpoint from others in what the cells say later."""
        self._owner = owner
        self._kept: dict[PrivateZone, ZoneRecords] = {}

    def zone(self, zone: route53.IHostedZone | PrivateZone) -> PrivateZone:
        """Return `zone` as a value with an id, and remember its cell.

        Raises:
            Refused: as `existing_zone` does.
        """
        known = existing_zone(zone)
        if (kept := records_kept(zone, known.name)) is not None:
            self._kept[known] = kept
        return known

    def check(self, spec: ConsumerSpec, first: int = 0) -> list[Problem]:
        """Return the problems that the names of `spec`, from the `first` on, have beside the cells' own records."""
        return [problem for zone, kept in self._kept.items() for problem in kept.beside(_records(spec, zone, first))]

    def keep(self, spec: ConsumerSpec, first: int = 0) -> None:
        """Tell the cells the names of `spec`, from the `first` on."""
        for zone, kept in self._kept.items():
            kept.keep((f"{self._owner}.{path}", record) for path, record in _records(spec, zone, first))


def _records(spec: ConsumerSpec, zone: PrivateZone, first: int) -> list[tuple[str, Record]]:
    endpoint = Late("the endpoint")
    return [
        (f"names[{place}]", record)
        for place, asked in enumerate(spec.names)
        if place >= first and asked.zone == zone
        for record in name_records(asked, spec.record_types, spec.subnets, endpoint, endpoint)
    ]
