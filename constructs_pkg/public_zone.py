"""`PublicZone`: a hosted zone that the internet sees, and all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import public_zone_id
from constructs_pkg.door import Door
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.public_zone import ZONE, ZONE_ID_OUTPUT, contributor_role_id, public_zone_fragment
from constructs_pkg.fragments.zone_signing import DELEGATION_SIGNER
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_zone import Contributor, Dnssec, ParentZone, PublicQueryLogs, PublicZoneSpec
from constructs_pkg.values.public_zone_rules import check_public_zone


class PublicZone(IncludedFragment):
    """A public hosted zone, its delegation, the roles of those who write into it, its query logs, signing and alarms.

    Makes the zone unless one is brought, and of the rest what is asked for. The zone, its log group and its KMS keys
    are kept when they leave the template. Records are `PublicRecords`, or the CDK's own on `hosted_zone`.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        zone_name: str,
        zone: route53.IHostedZone | Late | str | None = None,
        name_servers: Sequence[str] = (),
        delegated_from: ParentZone | Mapping[str, Any] | None = None,
        contributors: Mapping[str, Contributor | Mapping[str, Any]] | None = None,
        query_logs: PublicQueryLogs | Mapping[str, Any] | bool | None = None,
        dnssec: Dnssec | Mapping[str, Any] | bool | None = None,
        alarms: Alarms | Mapping[str, Any] | bool | None = None,
        accelerated_recovery: bool | None = None,
        display_name: str | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the zone.

        Args:
            scope: The construct to make it in: of a stack in us-east-1 for query logs, signing and alarms.
            construct_id: The id below `scope`; every logical id begins with it.
            zone_name: The zone's name. Changing it replaces the zone.
            zone: An existing public zone, or its id. Default: a zone is made.
            name_servers: The name servers of an existing zone, which its delegation lists. Default: those of the zone
                made here.
            delegated_from: The parent zone: its name and id, and a role in its account where that is another. Default:
                whoever has the parent domain delegates by `name_servers`.
            contributors: Roles by which other accounts write certain records, by keys that never change. Default: none.
            query_logs: Whether and how queries are logged. Default: not.
            dnssec: Whether and how the zone is signed. Default: not.
            alarms: Alarms on its queries and its signing. Default: none.
            accelerated_recovery: Whether records can be changed again within about 60 minutes while us-east-1 is
                impaired. Default: no.
            display_name: What people call it. Default: its name.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(name="zone_name", id="zone")
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        spec = door.parse(
            PublicZoneSpec,
            {
                "name": zone_name,
                "id": None if zone is None else door.take("zone", public_zone_id, zone),
                "name_servers": tuple(name_servers),
                "delegated_from": delegated_from,
                "contributors": contributors,
                "query_logs": query_logs,
                "dnssec": dnssec,
                "alarms": alarms,
                "accelerated_recovery": accelerated_recovery,
            },
        )
        warnings = door.refuse(check_public_zone(spec, where, home))
        fragment = public_zone_fragment(spec, account=home, region=where, name=display_name or spec.name)
        super().__init__(scope, construct_id, fragment, warnings)
        self._spec = spec
        self._handle: route53.IHostedZone | None = None

    @property
    def hosted_zone_id(self) -> str:
        """The zone's id."""
        return self._ref(ZONE) if self._spec.id is None else str(self._spec.id)

    @property
    def hosted_zone(self) -> route53.IHostedZone:
        """The zone, for records of the CDK's own."""
        if self._handle is None:
            self._handle = route53.PublicHostedZone.from_public_hosted_zone_attributes(
                self, "Handle", hosted_zone_id=self.hosted_zone_id, zone_name=self._spec.name
            )
        return self._handle

    @property
    def name_servers(self) -> list[str]:
        """What the parent domain delegates to: a token that stands for the list; of an existing zone as told."""
        if self._spec.id is not None:
            return list(self._spec.name_servers)
        return cdk.Token.as_list(self.get_resource(ZONE).get_att("NameServers"))

    @property
    def ds_record(self) -> str | None:
        """What the parent domain signs, a token; None for a zone that is not signed."""
        return None if self._spec.dnssec is None else self._attribute(DELEGATION_SIGNER, "DsRecord")

    def contributor_role_arn(self, key: str) -> str:
        """Return the ARN of the role of the contributor `key`."""
        return self._attribute(contributor_role_id(key), "Arn")


def public_zone_output_id(construct_id: str) -> str:
    """Return the logical id of the output with the zone's id, of a `PublicZone` right below its stack."""
    return logical_id(construct_id, "$Outputs", ZONE_ID_OUTPUT)
