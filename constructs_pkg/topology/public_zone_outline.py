"""Public zones and their records as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.public_records import PublicRecord, PublicRecordsSpec
from constructs_pkg.values.public_zone import PublicZoneSpec
from constructs_pkg.values.spec import Spec


def _zone(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, PublicZoneSpec)
    yield f"public zone {spec.name}{f': {spec.id}' if spec.id else ''}"
    if parent := spec.delegated_from:
        by = f" by role {parent.authorised_by}" if parent.authorised_by else ""
        yield f"  delegated from {parent.name}: {parent.id}{by}"
    for key, each in spec.contributors.items():
        names = ", ".join(each.names)
        yield f"  contributor {key}, role {each.role_name}, for {', '.join(each.accounts)}: {names}"
    asked = {"query logs": spec.query_logs, "DNSSEC": spec.dnssec, "alarms": spec.alarms}
    if made := [name for name, wish in asked.items() if wish is not None]:
        yield f"  with {', '.join(made)}"


def _records(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, PublicRecordsSpec)
    yield f"records of public zone {spec.zone.name}: {spec.zone.id}"
    for record in spec.records:
        yield f"  {_record(record)}"


def _record(record: PublicRecord) -> str:
    target = f"alias {record.alias.dns_name}" if record.alias else ", ".join(map(str, record.values))
    policy = f" ({record.policy.policy} {record.set_identifier})" if record.policy else ""
    by = f" by role {record.authorised_by}" if record.authorised_by else ""
    return f"{record.name} {record.type}{policy}: {target}{by}"


def _collection(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, CidrCollectionSpec)
    yield f"CIDR collection {part.key}: {', '.join(sorted(spec.locations))}"


PUBLIC_ZONE_OUTLINE: Mapping[type[Spec], Callable[[PlannedPart], Iterable[str]]] = {
    PublicZoneSpec: _zone,
    PublicRecordsSpec: _records,
    CidrCollectionSpec: _collection,
}
