"""How public zones, their records and CIDR collections of a plan become constructs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aws_cdk as cdk

from constructs_pkg.cell import zone_output_id
from constructs_pkg.cidr_collection import CidrCollection
from constructs_pkg.health_signal import health_check_output_id
from constructs_pkg.naming import (
    CELL,
    cidr_collection_construct_id,
    health_signal_construct_id,
    public_records_construct_id,
    public_zone_construct_id,
)
from constructs_pkg.public_records import PublicRecords
from constructs_pkg.public_zone import PublicZone, public_zone_output_id
from constructs_pkg.stacks.health_signals import check_id_of
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import CellZoneSource, PlannedPart, SignalSource, ZoneSource
from constructs_pkg.values.cidr_collection import CidrCollectionSpec, CollectionOfKey
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.health_signal import SignalOfKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_answer_rules import check_public_answer
from constructs_pkg.values.public_records import PublicRecordsSpec
from constructs_pkg.values.public_zone import PublicZoneOfKey, PublicZoneSpec

if TYPE_CHECKING:
    from constructs_pkg.stacks.making import Making, Owner


def make_cidr_collection(making: Making, part: PlannedPart) -> CidrCollection:
    """Make the CIDR collection `part`."""
    spec = part.spec
    assert isinstance(spec, CidrCollectionSpec)
    return CidrCollection(
        making.stack, cidr_collection_construct_id(part.key), locations=spec.locations, name=spec.name, outputs=True
    )


def make_public_zone(making: Making, part: PlannedPart) -> PublicZone:
    """Make the public zone `part`."""
    spec = part.spec
    assert isinstance(spec, PublicZoneSpec)
    spec = spec.known(lambda late: _known(making, late))
    return PublicZone(
        making.stack,
        public_zone_construct_id(part.key),
        zone_name=spec.name,
        zone=spec.id,
        name_servers=spec.name_servers,
        delegated_from=spec.delegated_from,
        contributors=spec.contributors,
        query_logs=spec.query_logs,
        dnssec=spec.dnssec,
        alarms=spec.alarms,
        accelerated_recovery=spec.accelerated_recovery,
        display_name=making.owner.display_name,
    )


def make_public_records(making: Making, part: PlannedPart) -> PublicRecords:
    """Make the records `part` of a public zone."""
    spec = part.spec
    assert isinstance(spec, PublicRecordsSpec)
    spec = spec.known(lambda late: _known(making, late))
    made = PublicRecords(
        making.stack,
        public_records_construct_id(part.key),
        zone=spec.zone,
        records=spec.records,
        log_key_arn=spec.log_key_arn,
    )
    for rule in sorted({problem.rule for record in spec.records for problem in check_public_answer(record)}):
        cdk.Validations.of(made).acknowledge(
            cdk.Acknowledgment(id=f"Annotation::cdk-private-cells:{rule}", reason=_MEANT)
        )
    return made


# Its rules tell customers' ways to endpoints from slips, which the records alone do not show.
_MEANT = "The topology's own rules tell where a private answer is not meant"


def declared_parameters(owner: Owner) -> dict[str, dict[str, str]]:
    """Return whose outputs the stack parameters of parts are given, which the stack's own template does not tell."""
    told = [source for part in owner.parts for source in (*part.zone_sources, *part.signal_sources)]
    sources = {source.parameter: source for source in told}
    return {
        name: {
            "account": source.account,
            "region": source.region,
            "stack": source.stack,
            "output": _output_of(source),
        }
        for name, source in sorted(sources.items())
    }


def _output_of(source: ZoneSource | CellZoneSource | SignalSource) -> str:
    if isinstance(source, SignalSource):
        return health_check_output_id(health_signal_construct_id(source.signal))
    if isinstance(source, CellZoneSource):
        return zone_output_id(CELL, source.zone)
    return public_zone_output_id(public_zone_construct_id(source.zone))


def declared_public_zones(owner: Owner) -> dict[str, dict[str, object]]:
    """Return what the zones are called that records are put into by a literal id: such a template does not tell."""
    return {
        str(spec.zone.id): {"name": str(spec.zone.name), "public": True}
        for part in owner.parts
        if isinstance(spec := part.spec, PublicRecordsSpec) and isinstance(spec.zone.id, str)
    }


def _known(making: Making, late: Late) -> Late:
    if isinstance(late, HandedOver) and late.stack_parameter is not None:
        return making.given[late.stack_parameter]
    if isinstance(late, SignalOfKey):
        return check_id_of(making.owner, late.key)
    if isinstance(late, PublicZoneOfKey):
        zone = making.made["public_zone", Key(late.key)]
        assert isinstance(zone, PublicZone)
        return Late(zone.hosted_zone_id)
    if isinstance(late, CollectionOfKey):
        collection = making.made["cidr_collection", Key(late.key)]
        assert isinstance(collection, CidrCollection)
        return Late(collection.collection_id)
    return late
