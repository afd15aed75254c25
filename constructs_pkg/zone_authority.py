"""`ZoneAuthority`: a role by which other accounts may associate their VPCs with one private zone."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import existing_zone, principal_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.zone_authority import zone_authority_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.values import zone_sharing
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.late import Late
from constructs_pkg.values.zone_sharing_rules import check_authority

ROLE = "Resource"


class ZoneAuthority(IncludedFragment):
    """A role in a private zone's account that may authorise VPCs of others for that zone, and nothing else.

    Makes the role. A cell does the same with ``PrivateCell(zones=[{..., "authority": {...}}])``.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        zone: route53.IHostedZone | PrivateZone,
        principals: Sequence[str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser],
        external_id: str | None = None,
        role_name: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the role.

        Args:
            scope: The construct to make it in, in the zone's account.
            construct_id: The id below `scope`; the role's logical id begins with it.
            zone: The zone, with its name and id.
            principals: Who may take the role: accounts, or roles and users of them.
            external_id: What they must give as external id. Default: nothing.
            role_name: The role's physical name, so that its ARN is known before. Default: chosen by CloudFormation.
            region: A Region of the partition, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        known = door.take("zone", existing_zone, zone)
        asked = door.parse(
            zone_sharing.ZoneAuthority,
            {
                "principals": door.take_each("principals", principal_of, principals),
                "external_id": external_id,
                "role_name": role_name,
            },
        )
        warnings = door.refuse(check_authority(asked, where))
        fragment = zone_authority_fragment(asked, ROLE, zone_id=known.id, partition=where.partition)
        super().__init__(scope, construct_id, fragment, warnings)

    @property
    def role_arn(self) -> str:
        """The role's ARN, such as other accounts are told."""
        return self._attribute(ROLE, "Arn")
