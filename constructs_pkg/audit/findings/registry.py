"""Every rule, and what they find in an assembly."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from constructs_pkg.audit.findings import (
    aliases,
    availability_zones,
    check_config,
    clones,
    cnames,
    delegations,
    dhcp,
    distributions,
    endpoint_policies,
    failover,
    forwarded,
    hybrid,
    limits,
    no_way_back,
    permissions,
    policy_records,
    private_dns,
    probes,
    profiles,
    reach,
    references,
    routing,
    shadows,
    siblings,
    target_health,
    unread,
    zones,
)
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Finding, Rule

RULES: Sequence[Rule] = (
    *references.RULES,
    *cnames.RULES,
    *aliases.RULES,
    *routing.RULES,
    *policy_records.RULES,
    *zones.RULES,
    *profiles.RULES,
    *shadows.RULES,
    *no_way_back.RULES,
    *delegations.RULES,
    *forwarded.RULES,
    *hybrid.RULES,
    *reach.RULES,
    *dhcp.RULES,
    *clones.RULES,
    *distributions.RULES,
    *failover.RULES,
    *siblings.RULES,
    *target_health.RULES,
    *probes.RULES,
    *check_config.RULES,
    *permissions.RULES,
    *endpoint_policies.RULES,
    *availability_zones.RULES,
    *private_dns.RULES,
    *limits.RULES,
    *unread.RULES,
)


def findings_of(evidence: Evidence, only: Collection[str] = (), ignored: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what the rules find, the worst first, then in the assembly's order.

    Args:
        evidence: The assembly.
        only: The ids of the rules to ask; none stands for all.
        ignored: The ids of rules not to ask.
    """
    stacks = {stack.id: place for place, stack in enumerate(evidence.facts.stacks)}
    asked = [rule for rule in RULES if rule.id not in ignored and (not only or rule.id in only)]
    found = {Finding(rule, one) for rule in asked for one in rule.find(evidence)}
    order = {rule.id: place for place, rule in enumerate(RULES)}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.rule.severity.rank,
                stacks[one.place.stack],
                one.place.logical_id or "",
                -1 if one.place.entry is None else one.place.entry,
                order[one.rule.id],
                one.found.wrong,
            ),
        )
    )
