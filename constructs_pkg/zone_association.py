"""`ZoneAssociation`: a VPC on one existing private zone, also of another account."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import existing_zone, network_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import Fragment, join
from constructs_pkg.fragments.zone_association import ZoneToJoin, zone_associations_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.zone_sharing import Associate
from constructs_pkg.values.zone_sharing_rules import check_association


class ZoneAssociation(IncludedFragment):
    """That a VPC sees an existing private zone, for as long as this construct is there.

    Makes a custom resource with its function, role and log, which associates the VPC and takes it off when it is
    deleted. A cell does the same with ``PrivateCell(zones=[{..., "associate": True}])``.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        zone: route53.IHostedZone | PrivateZone,
        authorised_by: Late | str | None = None,
        external_id: str | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the association.

        Args:
            scope: The construct to make it in, in the VPC's account and Region.
            construct_id: The id below `scope`; every logical id of the association begins with it.
            vpc: The VPC.
            zone: The zone, with its name and id.
            authorised_by: The ARN of a role in the zone's account, such as `ZoneAuthority` makes. Default: the zone is
                of the VPC's own account.
            external_id: The external id that the role asks for. Default: none.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        network = door.take("vpc", network_of, vpc)
        known = door.take("zone", existing_zone, zone)
        asked = door.parse(Associate, {"authorised_by": authorised_by, "external_id": external_id})
        warnings = door.refuse(check_association(asked, where, home))
        key = network.log_key_arn
        own_key = (
            log_key_fragment(account=home, region=where, partition=where.partition) if key is None else Fragment({})
        )
        joined = [ZoneToJoin(known.name, known.id, asked)]
        fragment = zone_associations_fragment(joined, vpc_id=network.vpc_id, region=where, log_key_arn=key)
        super().__init__(scope, construct_id, join(own_key, fragment), warnings)
