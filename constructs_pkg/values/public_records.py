"""Records of a public zone that stand in a stack of their own, also of another account than the zone's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, TypeVar

from pydantic import Field

from constructs_pkg.values.common_rules import other_partition
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.resource_id import HostedZoneId, KeyArn, RoleArn
from constructs_pkg.values.spec import Spec

_Given = TypeVar("_Given", bound=Spec)

# What records in other stacks may mend: the zone is shared.
OF_THE_WHOLE = frozenset(
    {
        "primary-without-secondary",
        "secondary-without-primary",
        "geolocation-without-default",
        "all-weights-zero",
    }
)


class PublicZoneRef(Spec):
    """A public zone, as those who write into it know it."""

    name: ZoneName
    """Its name."""

    id: Late | HostedZoneId
    """Its id."""


class PublicRecord(Record):
    """A record set of a public zone."""

    authorised_by: Late | RoleArn | None = None
    """A role in the zone's account that may write it. Default: the zone is of the stack's own account."""


class PublicRecordsSpec(Spec):
    """Records of one public zone."""

    zone: PublicZoneRef
    """The zone."""

    records: Annotated[tuple[PublicRecord, ...], Field(min_length=1)]
    """The records."""

    log_key_arn: Late | KeyArn | None = None
    """The KMS key that encrypts the log of the function that writes into another account's zone. Default: one is made
    where there is such a function."""

    def known(self, of: Callable[[Late], Late]) -> PublicRecordsSpec:
        """Return it with what `of` gives in place of each value that is known only where it is made."""
        return self.model_copy(
            update={
                "zone": _known(self.zone, ("id",), of),
                "records": tuple(_known_record(record, of) for record in self.records),
            }
        )

    @property
    def own(self) -> tuple[PublicRecord, ...]:
        """Those of a zone of the stack's own account."""
        return tuple(record for record in self.records if record.authorised_by is None)

    @property
    def contributed(self) -> tuple[PublicRecord, ...]:
        """Those of a zone of another account."""
        return tuple(record for record in self.records if record.authorised_by is not None)


def _known_record(record: PublicRecord, of: Callable[[Late], Late]) -> PublicRecord:
    inner = {
        "alias": record.alias and _known(record.alias, ("dns_name", "zone_id"), of),
        "policy": record.policy and _known(record.policy, ("collection_id",), of),
    }
    return _known(record, ("health_check_id",), of).model_copy(update=inner)


def _known(spec: _Given, fields: Iterable[str], of: Callable[[Late], Late]) -> _Given:
    late = {field: value for field in fields if isinstance(value := getattr(spec, field, None), Late)}
    return spec.model_copy(update={field: of(value) for field, value in late.items()}) if late else spec


def check_public_records(spec: PublicRecordsSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in a stack in `region` of `account`; empty means good.

    What only the whole zone tells, such as a PRIMARY without SECONDARY, is left to who knows the whole.
    """
    found = check_records(spec.records, spec.zone.name, visibility="public")
    return [*(problem for problem in found if problem.rule not in OF_THE_WHOLE), *_roles(spec, region, account)]


def _roles(spec: PublicRecordsSpec, region: Region, account: object) -> Iterator[Problem]:
    for place, record in enumerate(spec.records):
        role, path = record.authorised_by, f"records[{place}].authorised_by"
        if not isinstance(role, RoleArn):
            continue
        _, partition, _, _, owner, _ = role.split(":", 5)
        yield from other_partition(path, role, partition, region)
        if owner == account:
            limit = "is in the stack's own account, where records need no role"
            yield Problem("authority-in-own-account", path, role, limit, "leave it out")
