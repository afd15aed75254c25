"""`DnsFirewall`: which names the workloads of VPCs may ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_pkg.cdk_values import vpc_ids_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.dns_firewall import GROUP, dns_firewall_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.dns_firewall import DnsFirewallSpec, FirewallRule
from constructs_pkg.values.dns_firewall_rules import check_dns_firewall
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network


class DnsFirewall(IncludedFragment):
    """A rule group of DNS Firewall with its domain lists, its associations with VPCs, and its share.

    A rule group that exists is only associated. The failure mode of a VPC has no CloudFormation type: where DNS
    Firewall itself fails, AWS's default stays, which is to block.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        rules: Mapping[str, FirewallRule | Mapping[str, Any]] | None = None,
        rule_group_id: Late | str | None = None,
        vpcs: Mapping[str, ec2.IVpc | Network | Late | str] | None = None,
        priority: int | None = None,
        mutation_protection: bool | None = None,
        share_with: Sequence[str] = (),
        outside_organization: bool | None = None,
        display_name: str | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Filter queries.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the rule group begins with it.
            rules: The rules, each under a key that never changes. Default: none, as beside a group that exists.
            rule_group_id: A rule group that exists. Default: one is made of the rules.
            vpcs: The VPCs that it filters, each under a key that never changes. Default: none.
            priority: Its place among the rule groups of a VPC, the lowest first. Default: 101.
            mutation_protection: Whether associations refuse to be changed or removed. Default: no.
            share_with: Accounts, and ARNs of organizations and organizational units, that may associate it with their
                VPCs. Default: nobody.
            outside_organization: Whether accounts outside the organization may be among them. Default: no.
            display_name: The share's name. Default: `construct_id`.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        spec = door.parse(
            DnsFirewallSpec,
            {
                "rules": rules,
                "rule_group_id": rule_group_id,
                "vpcs": door.take("vpcs", vpc_ids_of, vpcs or {}),
                "priority": priority,
                "mutation_protection": mutation_protection,
                "share_with": share_with,
                "outside_organization": outside_organization,
            },
        )
        warnings = door.refuse(check_dns_firewall(spec, where, home))
        super().__init__(scope, construct_id, dns_firewall_fragment(spec, name=display_name or construct_id), warnings)
        self._brought = spec.rule_group_id

    @property
    def rule_group_arn(self) -> str:
        """Its ARN, for a Profile."""
        return self._attribute(GROUP, "Arn")

    @property
    def rule_group_id(self) -> str:
        """Its id, such as accounts that it is shared with are told."""
        return self._ref(GROUP) if self._brought is None else str(self._brought)
