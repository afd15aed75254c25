"""`ZoneProfile`: private zones and Resolver settings for many VPCs of one Region, also those of other accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import existing_zone
from constructs_pkg.door import Door
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.zone_profile import OUTPUT, PROFILE, profile_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.late import Late
from constructs_pkg.values.zone_profile import ProfileFirewall, ProfileSpec, check_profile


class ZoneProfile(IncludedFragment):
    """A Route 53 Profile with private zones, Resolver rules and more, and its share by Resource Access Manager.

    Makes the Profile, one association for each of its contents, and one share where it is shared. VPCs get it by
    ``PrivateCell(profile=...)``.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        zones: Sequence[route53.IHostedZone | PrivateZone] = (),
        resolver_rules: Mapping[str, Late | str] | None = None,
        firewalls: Mapping[str, ProfileFirewall | Mapping[str, Any]] | None = None,
        query_log_configs: Mapping[str, Late | str] | None = None,
        name: str | None = None,
        share_with: Sequence[str] = (),
        outside_organization: bool | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the Profile.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the Profile begins with it.
            zones: Its private zones, each with a name and an id. Default: none.
            resolver_rules: ARNs of its Resolver rules, each under a key that never changes. Default: none.
            firewalls: Its DNS Firewall rule groups, likewise. Default: none.
            query_log_configs: ARNs of its query log configurations, likewise. Default: none.
            name: Its name, also the share's. Changing it replaces the Profile. Default: `construct_id`.
            share_with: Accounts, and ARNs of organizations and organizational units, that may associate it with their
                VPCs. Default: nobody.
            outside_organization: Whether accounts outside the organization may be among them. Default: no.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        spec = door.parse(
            ProfileSpec,
            {
                "name": name or construct_id,
                "zones": door.take_each("zones", existing_zone, zones),
                "resolver_rules": resolver_rules,
                "firewalls": firewalls,
                "query_log_configs": query_log_configs,
                "share_with": share_with,
                "outside_organization": outside_organization,
            },
        )
        warnings = door.refuse(check_profile(spec, where, home))
        super().__init__(scope, construct_id, profile_fragment(spec, region=where), warnings)

    @property
    def profile_id(self) -> str:
        """Its id, such as other accounts are told."""
        return self._ref(PROFILE)


def profile_output_id(construct_id: str) -> str:
    """Return the logical id of the output with the Profile's id, of a `ZoneProfile` right below its stack."""
    return logical_id(construct_id, "$Outputs", OUTPUT)
