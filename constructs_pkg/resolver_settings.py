"""`ResolverSettings`: DNSSEC validation and reverse rules of the Resolver of one VPC."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_pkg.cdk_values import vpc_id_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.resolver_settings import resolver_settings_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec


class ResolverSettings(IncludedFragment):
    """Settings of the Resolver of one VPC. A VPC has them once; taking them away puts back AWS's own."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network | Late | str,
        dnssec_validation: bool | None = None,
        autodefined_reverse: bool | None = None,
    ) -> None:
        """Set them.

        Args:
            scope: The construct to make them in.
            construct_id: The id below `scope`.
            vpc: The VPC, or its id.
            dnssec_validation: Whether answers of signed public zones are validated. Default: no.
            autodefined_reverse: Whether it answers for reverse names of private addresses by itself. Default: yes.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(vpc_id="vpc")
        given = {
            "vpc_id": door.take("vpc", vpc_id_of, vpc),
            "dnssec_validation": dnssec_validation,
            "autodefined_reverse": autodefined_reverse,
        }
        spec = door.parse(ResolverSettingsSpec, given)
        super().__init__(scope, construct_id, resolver_settings_fragment(spec), door.refuse())
