"""VPCs that a custom resource of this library associates with private zones.

CloudFormation has no type for that: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import ZoneFact
from constructs_pkg.audit.networks import normal_name, zone_id
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import Resource, Value, in_words, literal_text

KIND = "Custom::ZoneAssociation"


@dataclass(frozen=True)
class _Association:
    zone: Value
    name: str | None
    vpc: Value
    region: str | None


def with_associations(reading: Reading, zones: Iterable[ZoneFact]) -> Iterator[ZoneFact]:
    """Yield `zones` with the VPCs that are associated with them, then the zones that only associations name.

    Of the latter nothing is known but the name that the association tells, and whatever records templates put into
    them: others may have put more there.
    """
    joined: dict[Value, list[_Association]] = {}
    for each in _read(reading):
        joined.setdefault(each.zone, []).append(each)
    for zone in zones:
        found = joined.pop(zone.id, [])
        yield _joined(zone, found) if found else zone
    for identifier, found in joined.items():
        if not isinstance(identifier, Resource):
            names = {each.name for each in found}
            if len(names) > 1:
                reading.note(
                    f"zone {in_words(identifier)}", "is associated under several names; nothing is answered from it"
                )
            name = names.pop() if len(names) == 1 else None
            yield _joined(ZoneFact(identifier, name, (), declared=True, elsewhere=True), found)


def _joined(zone: ZoneFact, found: Iterable[_Association]) -> ZoneFact:
    vpcs = dict.fromkeys((*zone.vpcs, *(each.vpc for each in found)))
    regions = dict(zone.regions) | {each.vpc: each.region for each in found if each.region is not None}
    return replace(zone, vpcs=tuple(vpcs), regions=tuple(regions.items()))


def _read(reading: Reading) -> Iterator[_Association]:
    for _, association in reading.resources(KIND):
        zone, vpc = association.identifier("ZoneId"), association.identifier("VpcId")
        if zone is not None and vpc is not None:
            yield _Association(zone_id(zone), _name(association), vpc, literal_text(association.get("VpcRegion")))


def _name(association: Properties) -> str | None:
    text = literal_text(association.identifier("ZoneName"))
    wrong = why_no_name(text) if text is not None else None
    if wrong is not None:
        association.note(f"has a ZoneName that {wrong}; nothing is answered from the zone")
    return normal_name(text) if text is not None and wrong is None else None
