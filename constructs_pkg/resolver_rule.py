"""`ResolverRule` and `ResolverRuleAssociation`: which queries of VPCs are forwarded to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_pkg.cdk_values import vpc_id_of, vpc_ids_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.resolver_rule import (
    OUTPUT,
    RULE,
    resolver_rule_fragment,
    rule_association_fragment,
)
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.resolver_endpoint import ResolverEndpoint
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.resolver_rule import (
    ResolverRuleSpec,
    ResolverTarget,
    RuleAssociationSpec,
    RuleType,
)
from constructs_pkg.values.resolver_rule_rules import check_resolver_rule


class ResolverRule(IncludedFragment):
    """A Resolver rule, its associations with VPCs of its account, and its share by AWS Resource Access Manager."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        domain: str,
        type: RuleType | None = None,
        targets: Sequence[str | ResolverTarget | Mapping[str, Any]] = (),
        endpoint: ResolverEndpoint | Late | str | None = None,
        vpcs: Mapping[str, ec2.IVpc | Network | Late | str] | None = None,
        share_with: Sequence[str] = (),
        outside_organization: bool | None = None,
        display_name: str | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the rule.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the rule begins with it.
            domain: The domain that it is for, or the dot; of a DELEGATE rule that of name servers.
            type: ``FORWARD``, ``SYSTEM`` or ``DELEGATE``. Default: FORWARD.
            targets: Where a FORWARD rule forwards to; text is an address that is asked by Do53 on port 53.
            endpoint: The outbound endpoint that queries leave by, or its id. Default: none, as of a SYSTEM rule.
            vpcs: The VPCs it holds for, each under a key that never changes. Default: none.
            share_with: Accounts, and ARNs of organizations and organizational units, that may associate it with their
                VPCs. Default: nobody.
            outside_organization: Whether accounts outside the organization may be among them. Default: no.
            display_name: Its name, also the share's. Default: `construct_id`.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(endpoint_id="endpoint")
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        leaves_by = endpoint.resolver_endpoint_id if isinstance(endpoint, ResolverEndpoint) else endpoint
        spec = door.parse(
            ResolverRuleSpec,
            {
                "domain": domain,
                "type": type,
                "targets": [{"address": each} if isinstance(each, str) else each for each in targets],
                "endpoint_id": leaves_by,
                "vpcs": door.take("vpcs", vpc_ids_of, vpcs or {}),
                "share_with": share_with,
                "outside_organization": outside_organization,
            },
        )
        warnings = door.refuse(check_resolver_rule(spec, where, home))
        fragment = resolver_rule_fragment(spec, name=display_name or construct_id)
        super().__init__(scope, construct_id, fragment, warnings)

    @property
    def resolver_rule_arn(self) -> str:
        """Its ARN, for a Profile."""
        return self._attribute(RULE, "Arn")

    @property
    def resolver_rule_id(self) -> str:
        """Its id, such as accounts that it is shared with are told."""
        return self._ref(RULE)


class ResolverRuleAssociation(IncludedFragment):
    """A rule that exists, perhaps shared by another account, on a VPC."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        rule_id: Late | str,
        vpc: ec2.IVpc | Network | Late | str,
    ) -> None:
        """Associate the rule; every change of it makes the association anew.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`.
            rule_id: The rule's id.
            vpc: The VPC, or its id.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(vpc_id="vpc")
        spec = door.parse(RuleAssociationSpec, {"rule_id": rule_id, "vpc_id": door.take("vpc", vpc_id_of, vpc)})
        super().__init__(scope, construct_id, rule_association_fragment(spec), door.refuse())


def rule_output_id(construct_id: str) -> str:
    """Return the logical id of the output with the rule's id, of a `ResolverRule` right below its stack."""
    return logical_id(construct_id, "$Outputs", OUTPUT)
