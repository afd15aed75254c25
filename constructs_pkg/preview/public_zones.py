"""How public zones, their records and CIDR collections of a plan become fragments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.fragments.cidr_collection import COLLECTION, cidr_collection_fragment
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.public_records import public_records_fragment
from constructs_pkg.fragments.public_zone import ZONE, public_zone_fragment
from constructs_pkg.naming import (
    cidr_collection_construct_id,
    public_records_construct_id,
    public_zone_construct_id,
)
from constructs_pkg.preview.health_signals import check_id_of
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.cidr_collection import CidrCollectionSpec, CollectionOfKey
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.health_signal import SignalOfKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_records import PublicRecordsSpec
from constructs_pkg.values.public_zone import PublicZoneOfKey, PublicZoneSpec

if TYPE_CHECKING:
    from constructs_pkg.preview.owner import Owner

Given = Mapping[str, Late]


def rendered_cidr_collection(owner: Owner, part: PlannedPart, given: Given) -> Iterator[tuple[str, Fragment]]:
    """Yield the CIDR collection `part`."""
    assert isinstance(part.spec, CidrCollectionSpec)
    yield cidr_collection_construct_id(part.key), cidr_collection_fragment(part.spec, outputs=True)


def rendered_public_zone(owner: Owner, part: PlannedPart, given: Given) -> Iterator[tuple[str, Fragment]]:
    """Yield the public zone `part`."""
    assert isinstance(part.spec, PublicZoneSpec)
    spec = part.spec.known(lambda late: _known(owner, late, given))
    fragment = public_zone_fragment(spec, account=owner.account, region=owner.region, name=owner.display_name)
    yield public_zone_construct_id(part.key), fragment


def rendered_public_records(owner: Owner, part: PlannedPart, given: Given) -> Iterator[tuple[str, Fragment]]:
    """Yield the records `part` of a public zone."""
    assert isinstance(part.spec, PublicRecordsSpec)
    spec = part.spec.known(lambda late: _known(owner, late, given))
    yield (
        public_records_construct_id(part.key),
        public_records_fragment(spec, account=owner.account, region=owner.region),
    )


def _known(owner: Owner, late: Late, given: Given) -> Late:
    if isinstance(late, SignalOfKey):
        return check_id_of(owner, late.key)
    if isinstance(late, HandedOver) and late.stack_parameter is not None:
        return given[late.stack_parameter]
    if isinstance(late, PublicZoneOfKey):
        return Late({"Ref": logical_id(public_zone_construct_id(late.key), ZONE)})
    if isinstance(late, CollectionOfKey):
        return Late({"Fn::GetAtt": [logical_id(cidr_collection_construct_id(late.key), COLLECTION), "Id"]})
    return late
