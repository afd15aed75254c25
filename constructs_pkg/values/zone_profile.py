"""A Route 53 Profile: private zones that VPCs of one Region get together, also those of other accounts.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.common_rules import other_partition, out_of_range, repeated
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.resource_id import FirewallRuleGroupArn, QueryLogConfigArn, ResolverRuleArn
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.text import Text

# Name in https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_CreateProfile.html
ProfileName = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9 '_-]*[A-Za-z '_-][A-Za-z0-9 '_-]*$")]

# ResourceProperties in
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_AssociateResourceToProfile.html
FIREWALL_PRIORITY = (100, 9_900)

_ORGANIZATION = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):organizations::\d{12}:(organization/o-[a-z0-9]{10,32}|"
    r"ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})\Z"
)


class SharePrincipal(Text):
    """An account (12 digits), or the ARN of an organization or organizational unit.

    Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-create.html
    """

    __slots__ = ()
    description = "A 12-digit account id, or the ARN of an organization or organizational unit."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the account id or ARN as given."""
        if not value.startswith("arn:"):
            return AccountId(value)
        if not _ORGANIZATION.match(value):
            limit = "is no ARN of an organization or organizational unit"
            raise Refused("malformed-share-principal", value, limit, "give one, or a 12-digit account id")
        return value

    @property
    def partition(self) -> str | None:  # type: ignore[override]
        """The partition an ARN names; None for an account id."""
        found = _ORGANIZATION.match(self)
        return found["partition"] if found else None


class ProfileFirewall(Spec):
    """A DNS Firewall rule group that every VPC of a Profile gets."""

    rule_group_arn: Late | FirewallRuleGroupArn
    """The rule group's ARN."""

    priority: Annotated[int, Field(strict=True, ge=1)] = 101
    """Its place among the rule groups of a VPC, the lowest first, 100 to 9900. Default: 101."""


class ProfileSpec(Spec):
    """A Profile, what is in it, and who else may associate it with VPCs."""

    name: ProfileName
    """Its name. Changing it replaces the Profile."""

    zones: tuple[PrivateZone, ...] = ()
    """Its private zones, each with an id. Default: none."""

    resolver_rules: Keyed[Late | ResolverRuleArn] = NONE_YET
    """ARNs of its Resolver rules, each under a key that never changes. Default: none."""

    firewalls: Keyed[ProfileFirewall] = NONE_YET
    """Its DNS Firewall rule groups, each under a key that never changes. Default: none."""

    query_log_configs: Keyed[Late | QueryLogConfigArn] = NONE_YET
    """ARNs of its query log configurations, each under a key that never changes. Default: none."""

    share_with: tuple[SharePrincipal, ...] = ()
    """Accounts, organizations and organizational units that may associate it with their VPCs. Default: nobody."""

    outside_organization: Flag = False
    """Whether accounts outside the organization may be among them, who have to accept. Default: no."""


def check_profile(spec: ProfileSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    return [
        *_contents(spec),
        *_zones(spec.zones),
        *_priorities(spec),
        *check_sharing(spec.share_with, spec.outside_organization, region, account),
    ]


def _contents(spec: ProfileSpec) -> Iterator[Problem]:
    if not (spec.zones or spec.resolver_rules or spec.firewalls or spec.query_log_configs):
        yield Problem("empty-profile", "zones", "", "is empty, and so is all else", "say what VPCs get by the Profile")


def _priorities(spec: ProfileSpec) -> Iterator[Problem]:
    for key, firewall in spec.firewalls.items():
        path = f"firewalls.{key}.priority"
        yield from out_of_range("firewall-priority", path, firewall.priority, *FIREWALL_PRIORITY)


def check_sharing(
    share_with: tuple[SharePrincipal, ...], outside_organization: bool, region: Region, account: object
) -> list[Problem]:
    """Return the problems of those a Profile is shared with, at ``share_with``; empty means good."""
    return [*_principals(share_with, region, account), *_outside(share_with, outside_organization)]


def _zones(zones: tuple[PrivateZone, ...]) -> Iterator[Problem]:
    for place, zone in enumerate(zones):
        if zone.id is None:
            limit, fix = "has no id", "give the id of an existing zone"
            yield Problem("zone-without-id", f"zones[{place}]", zone.name, limit, fix)
    for place, first in repeated(zone.name for zone in zones):
        limit = f"is also zones[{first}].name: which of the two would answer is not told"
        yield Problem("duplicate-zone", f"zones[{place}].name", zones[place].name, limit, "name each zone once")


def _principals(share_with: tuple[SharePrincipal, ...], region: Region, account: object) -> Iterator[Problem]:
    for place, first in repeated(share_with):
        limit = f"is also share_with[{first}]"
        yield Problem("duplicate-share-principal", f"share_with[{place}]", share_with[place], limit, "name it once")
    for place, principal in enumerate(share_with):
        yield from other_partition(f"share_with[{place}]", principal, principal.partition, region)
        if principal == account:
            fix = "leave it out: the account that makes a Profile may use it"
            yield Problem("shared-with-itself", f"share_with[{place}]", principal, "is the account that makes it", fix)


def _outside(share_with: tuple[SharePrincipal, ...], outside_organization: bool) -> Iterable[Problem]:
    if outside_organization and not any(principal.partition is None for principal in share_with):
        limit = "is on, and no account is named in share_with"
        yield Problem("nobody-outside", "outside_organization", "true", limit, "name the accounts, or leave it out")
