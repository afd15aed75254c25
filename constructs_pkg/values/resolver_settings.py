"""Settings of the Resolver of one VPC."""

from __future__ import annotations

from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.resource_id import VpcId
from constructs_pkg.values.spec import Spec


class ResolverSettingsSpec(Spec):
    """What the Resolver of a VPC does that AWS leaves off, or leaves that AWS has on.

    Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dnssec-validation.html and
    .../DeveloperGuide/resolver-automatic-forwarding-rules-reverse-dns.html.
    """

    vpc_id: Late | VpcId
    """The VPC's id."""

    dnssec_validation: Flag = False
    """Whether answers of signed public zones are validated. Default: no."""

    autodefined_reverse: Flag = True
    """Whether it answers for reverse names of private addresses by itself. Default: yes."""
