"""The private zones of a cell, and the records that are added to them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from aws_cdk import aws_route53 as route53
from constructs import Construct, Node
from pydantic import Field

from constructs_pkg.cdk_values import text_of
from constructs_pkg.fragments.cell_sharing import zone_parameter_id
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.zone import zone_resource_id
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.record import DEFAULT_TTL, AliasTarget, Record, RecordType
from constructs_pkg.values.spec import Spec, parse
from constructs_pkg.zone_records import ZoneRecords


class ZonedFragment(IncludedFragment):
    """A construct with private zones, made or brought, that take records."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        fragment: Fragment,
        warnings: Iterable[Problem],
        *,
        zones: Sequence[PrivateZone],
        handles: Mapping[str, route53.IHostedZone],
        service_records: Mapping[ZoneName, Sequence[tuple[str, Record]]] | None = None,
    ) -> None:
        """Make the construct.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`.
            fragment: Its resources, with those of its `zones` that have no id.
            warnings: What is shown by the CDK.
            zones: Its zones.
            handles: Those that are objects of the CDK already, by name.
            service_records: The records of further zones, made for the names of AWS services, each behind where it
                was told; they take records by their name alone.
        """
        super().__init__(scope, construct_id, fragment, warnings)
        self._own = tuple(zones)
        self._service_records = dict(service_records or {})
        self._held = (*self._own, *(PrivateZone(name=name) for name in self._service_records))
        self._handles = dict(handles)
        self._records: dict[str, ZoneRecords] = {}

    @property
    def zone(self) -> route53.IHostedZone:
        """The cell's first private zone.

        Raises:
            LookupError: if the cell has none.
        """
        if not self._own:
            raise LookupError(f"{self.node.path} has no private zone")
        return self.zones[self._own[0].name]

    @property
    def zones(self) -> Mapping[str, route53.IHostedZone]:
        """Its private zones by name, those for AWS services included, as the CDK's own interface; made on first use."""
        for zone in self._held:
            if zone.name not in self._handles:
                self._handles[zone.name] = route53.PrivateHostedZone.from_hosted_zone_attributes(
                    self, f"ZoneHandle {zone.name}", hosted_zone_id=self._zone_id(zone), zone_name=zone.name
                )
        return dict(self._handles)

    def add_host(
        self, name: str, ips: Sequence[str], *, zone: str | None = None, ttl: int = DEFAULT_TTL
    ) -> list[route53.CfnRecordSet]:
        """Give a host a name: an A record for its IPv4 addresses, an AAAA record for its IPv6 ones.

        Args:
            name: Relative to the zone, fully qualified, or ``@``.
            ips: Its addresses.
            zone: The zone's name. Default: the cell's only zone.
            ttl: Seconds that resolvers may keep the answer. Default: 300.

        Raises:
            InvalidInput: if a value is illegal, or the name is taken; then no record is made.
        """
        addresses = parse(_Addresses, {"ips": ips}).ips
        by_type = {kind: [each for each in addresses if each.record_type == kind] for kind in _ADDRESS_TYPES}
        return self.records_of(zone).add(
            {"name": name, "type": kind, "values": values, "ttl": ttl} for kind, values in by_type.items() if values
        )

    def add_alias(
        self, name: str, target: AliasTarget, *, zone: str | None = None, types: Sequence[str] = ("A",)
    ) -> list[route53.CfnRecordSet]:
        """Give an alias record of each of `types` a target, such as `EndpointConsumer.alias_target`.

        Raises:
            InvalidInput: if a value is illegal, or the name is taken; then no record is made.
        """
        return self.records_of(zone).add({"name": name, "type": kind, "alias": target} for kind in types)

    def add_record(self, record: Record | Mapping[str, Any], *, zone: str | None = None) -> Any:
        """Add a record of any type and routing policy that a private zone allows, and return its L1 construct.

        Args:
            record: The record, or its fields.
            zone: The zone's name. Default: the cell's only zone.

        Raises:
            InvalidInput: if it is illegal by itself or beside the other records added to the zone.
        """
        return self.records_of(zone).add([record])[0]

    def records_of(self, zone: str | None) -> ZoneRecords:
        """Return the records of the zone called `zone`, by default the cell's only one, as far as they are known."""
        chosen = self._zone_called(zone)
        if chosen.name not in self._records:
            with_id = PrivateZone(name=chosen.name, id=Late(self._zone_id(chosen)))
            self._records[chosen.name] = ZoneRecords(
                self, with_id, lambda: {self._zone_id(each): each.name for each in self._held if each is not chosen}
            )
            self._records[chosen.name].keep(self._service_records.get(chosen.name, ()))
        return self._records[chosen.name]

    def _zone_called(self, name: str | None) -> PrivateZone:
        held = {str(zone.name): zone for zone in self._held}
        if name is None and len(self._own) == 1:
            return self._own[0]
        if name is not None and (found := held.get(name.lower().removesuffix("."))):
            return found
        limit = "is not one of the cell's zones" if name else "must be told: the cell has not exactly one zone"
        raise InvalidInput(
            [Problem("no-such-zone", "zone", name or "", limit, f"zones: {', '.join(sorted(held)) or 'none'}")]
        )

    def _zone_id(self, zone: PrivateZone) -> str:
        if zone.id is None:
            return self._ref(zone_resource_id(zone.name))
        if isinstance(zone.id, HandedOver):
            return self.get_parameter(zone_parameter_id(zone.name)).value_as_string
        return text_of(zone.id)


def records_kept(zone: object, name: str) -> ZoneRecords | None:
    """Return what the cell that made the handle `zone` knows of the records of its zone `name`; None for any other."""
    node = getattr(zone, "node", None)
    cell = node.scope if isinstance(node, Node) else None
    return cell.records_of(name) if isinstance(cell, ZonedFragment) else None


_ADDRESS_TYPES = (RecordType.A, RecordType.AAAA)


class _Addresses(Spec):
    ips: Annotated[tuple[IpAddress, ...], Field(min_length=1)]
