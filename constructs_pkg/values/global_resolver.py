"""Route 53 Global Resolver: a resolver that clients reach over the internet, and what each group of them sees.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/gr-what-is-global-resolver.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.dns_firewall import FilteringRule
from constructs_pkg.values.keyed import NONE_YET, Frozen, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import Spec

# Name and Description in the CloudFormation schemas of AWS::Route53GlobalResolver.
GlobalResolverName = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9 '_-]*[A-Za-z '_-][A-Za-z0-9 '_-]*$")]
Description = Annotated[str, Field(min_length=1, max_length=256)]

# expiresAt of CreateAccessToken: 30 to 365 days from its creation, which no synthesis knows.
Expiry = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]

CONTROL_REGION = Region("us-east-2")
"""Where a Global Resolver is made, wherever it answers."""


class AccessSource(Spec):
    """A block of public addresses that may ask."""

    cidr: Cidr
    """The block."""

    protocol: Literal["DO53", "DOH", "DOT"]
    """How it may ask."""


class GlobalFirewallRule(FilteringRule):
    """A rule of a view's firewall."""

    priority: Annotated[int, Field(strict=True)]
    """Its place, 1 to 10000: of several that match the lowest decides."""

    domain_list_id: Late | Annotated[str, Field(pattern=r"^[-.A-Za-z0-9]{1,64}$")] | None = None
    """A domain list that exists, such as one of AWS. Default: none."""


class DnsView(Spec):
    """What one group of clients sees, under a key that never changes and names it."""

    access_sources: Keyed[AccessSource] = NONE_YET
    """Who may ask by their addresses, each under a key that never changes. Default: nobody."""

    access_tokens: Keyed[Expiry] = NONE_YET
    """Tokens that clients show with DoH or DoT, and when each ends (``2027-06-30T00:00:00Z``), 30 to 365 days from
    its creation; another end makes another token. Default: none."""

    zones: tuple[PrivateZone, ...] = ()
    """The private zones that it answers from, each with an id. Default: none, public DNS alone."""

    firewall: Keyed[GlobalFirewallRule] = NONE_YET
    """What it filters. Default: nothing."""

    dnssec_validation: Flag = True
    """Whether answers of signed public zones are validated. Default: yes."""

    edns_client_subnet: Flag = False
    """Whether public name servers are told the client's subnet. Default: no."""

    fail_open: Flag = False
    """Whether queries are let through when the firewall itself fails. Default: no."""

    description: Description | None = None
    """What it is for. Default: none."""

    def known(self, of: Callable[[Late], Late]) -> DnsView:
        """Return it with what `of` gives in place of each zone's id that is known only where it is made."""
        zones = (
            zone.model_copy(update={"id": of(zone.id)}) if isinstance(zone.id, Late) else zone for zone in self.zones
        )
        return self.model_copy(update={"zones": tuple(zones)})


class GlobalResolverSpec(Spec):
    """A Global Resolver and its views."""

    name: GlobalResolverName
    """Its name."""

    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    """The Regions that answer."""

    views: Annotated[Keyed[DnsView], Field(min_length=1)]
    """Its views, each under a key that never changes."""

    ip_address_type: Literal["ipv4", "dualstack"] = "ipv4"
    """The addresses at which it is asked. Default: ipv4."""

    observability_region: Region | None = None
    """The Region that query logs and metrics are delivered to. Default: none, and no query is logged."""

    def known(self, of: Callable[[Late], Late]) -> GlobalResolverSpec:
        """Return it with what `of` gives in place of each zone's id that is known only where it is made."""
        views = {key: view.known(of) for key, view in self.views.items()}
        return self.model_copy(update={"views": Frozen(views)})
