"""`PublicRecords`: records of a public zone from another stack than the zone's, also of another account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import public_zone_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.public_records import public_records_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.public_zone import PublicZone
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_records import (
    PublicRecord,
    PublicRecordsSpec,
    PublicZoneRef,
    check_public_records,
)


class PublicRecords(IncludedFragment):
    """Records of one public zone, in any routing policy.

    Makes one record set each. Records of another account's zone name a role there by which a function writes them,
    and deletes them when they leave the template. What only the whole zone tells, such as a PRIMARY whose SECONDARY
    another stack makes, is not judged here.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        zone: route53.IHostedZone | PublicZone | PublicZoneRef | Mapping[str, Any],
        records: Iterable[PublicRecord | Mapping[str, Any]],
        authorised_by: Late | str | None = None,
        log_key_arn: Late | str | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the records.

        Args:
            scope: The construct to make them in.
            construct_id: The id below `scope`; every logical id begins with it.
            zone: The zone, with its name and id.
            records: The records.
            authorised_by: The ARN of a role in the zone's account that may write those that name none, such as
                a contributor's of `PublicZone`. Default: the zone is of the stack's own account.
            log_key_arn: The KMS key that encrypts the function's log. Default: one is made where there is a function.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        given = door.take_each("records", lambda record: _with_role(record, authorised_by), records)
        spec = door.parse(
            PublicRecordsSpec,
            {"zone": door.take("zone", public_zone_of, zone), "records": given, "log_key_arn": log_key_arn},
        )
        warnings = door.refuse(check_public_records(spec, where, home))
        fragment = public_records_fragment(spec, account=home, region=where)
        super().__init__(scope, construct_id, fragment, warnings)


def _with_role(record: PublicRecord | Mapping[str, Any], role: Late | str | None) -> PublicRecord | Mapping[str, Any]:
    if role is None or (record.authorised_by if isinstance(record, PublicRecord) else record.get("authorised_by")):
        return record
    fields = (
        {name: getattr(record, name) for name in record.model_fields_set}
        if isinstance(record, PublicRecord)
        else record
    )
    return {**fields, "authorised_by": role}
