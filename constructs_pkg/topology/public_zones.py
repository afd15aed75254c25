"""Public zones of a topology in their places: how others know them, and who may write into them by which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import ZoneSource
from constructs_pkg.topology.public_zone_wish import PublicZone
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.public_zone import HOME, Contributor, ParentZone, PublicZoneOfKey, PublicZoneSpec
from constructs_pkg.values.resource_id import HostedZoneId, RoleArn

# Public zones are kept where their logs, keys and metrics are; other partitions have none of these.
PARTITION = Region(HOME).partition


@dataclass(frozen=True)
class PlacedZone:
    """A public zone under its key.

    Attributes:
        key: Its key.
        wish: The wish.
        stack: The name of its stack.
    """

    key: Key
    wish: PublicZone
    stack: str

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"public_zones.{self.key}"

    @property
    def id_in_its_stack(self) -> Late | HostedZoneId:
        """Its id as its own stack knows it."""
        return PublicZoneOfKey({}, self.key) if self.wish.id is None else self.wish.id

    @property
    def id_for_others(self) -> Late | HostedZoneId:
        """Its id as the stacks of cells and other zones know it."""
        if self.wish.id is not None:
            return self.wish.id
        parameter = f"PublicZone{''.join(part.capitalize() for part in self.key.split('-'))}"
        return self.wish.handed_over or HandedOver({"Ref": parameter}, stack_parameter=parameter)

    @property
    def source(self) -> ZoneSource | None:
        """What the stack parameter by which others know it is given; None where there is none."""
        known = self.id_for_others
        if not isinstance(known, HandedOver) or known.stack_parameter is None:
            return None
        return ZoneSource(known.stack_parameter, self.wish.account, Region(HOME), self.stack, self.key)

    def role_for(self, account: AccountId, name: str, types: Iterable[str]) -> RoleArn | None:
        """Return the role by which `account` may write records of `name`, a full one; None where there is none."""
        asked = set(types)
        for _, each in sorted(self.wish.contributors.items()):
            if account in each.accounts and asked <= set(map(str, each.types)) and name in _names(each, self.wish.name):
                return RoleArn(f"arn:{PARTITION}:iam::{self.wish.account}:role/{each.role_name}")
        return None


def place_public_zones(name: str, wishes: Mapping[Key, PublicZone]) -> dict[Key, PlacedZone]:
    """Return the public zones of the topology `name` in the order of their keys."""
    return {key: PlacedZone(key, wish, f"{name}-{key}-public-zone") for key, wish in sorted(wishes.items())}


def parent_of(zone: PlacedZone, zones: Mapping[Key, PlacedZone]) -> ParentZone | None:
    """Return what delegates to `zone`; None where nothing is said, or nothing that is known."""
    wish = zone.wish.delegated_from
    if wish is None:
        return None
    if wish.zone is None:
        if wish.name is None or wish.id is None:
            return None
        return ParentZone(name=wish.name, id=wish.id, authorised_by=wish.authorised_by, ttl=wish.ttl)
    if wish.zone not in zones:
        return None
    parent, role = zones[wish.zone], wish.authorised_by
    if role is None and parent.wish.account != zone.wish.account:
        role = parent.role_for(zone.wish.account, zone.wish.name, delegated_types(zone.wish))
    return ParentZone(name=parent.wish.name, id=parent.id_for_others, authorised_by=role, ttl=wish.ttl)


def delegated_types(wish: PublicZone) -> tuple[str, ...]:
    """Return the types of the records that delegate to the zone."""
    return ("NS",) if wish.dnssec is None else ("NS", "DS")


def spec_of(zone: PlacedZone, zones: Mapping[Key, PlacedZone]) -> PublicZoneSpec:
    """Return `zone` as its construct takes it."""
    fields = {name: getattr(zone.wish, name) for name in PublicZoneSpec.model_fields}
    return PublicZoneSpec(**{**fields, "delegated_from": parent_of(zone, zones)})


def makes_anything(zone: PlacedZone) -> bool:
    """Tell whether there is a stack of the zone, its records not counted."""
    wish = zone.wish
    asked = (wish.contributors, wish.dnssec, wish.alarms, wish.delegated_from, wish.records)
    return wish.id is None or any(asked)


def _names(contributor: Contributor, zone: str) -> set[str]:
    found: set[str] = set()
    for name in contributor.names:
        try:
            found.add(str(DnsName(name.placed_in(zone))))
        except Refused:
            # Of it the rules of the zone tell.
            continue
    return found
