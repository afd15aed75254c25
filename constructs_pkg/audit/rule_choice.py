"""Which Resolver rule of a VPC counts for a name.

Sources: .../DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html: the rule with
the most specific domain, among those associated with the VPC; and .../DeveloperGuide/profiles.html#profiles-priority:
of two alike the one of the VPC itself before that of its Profile.
"""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.rule_facts import RuleFact, RuleType
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import OnPremisesVantage, VpcVantage
from constructs_pkg.audit.zonetree import within


@dataclass(frozen=True)
class RuleChoice:
    """The FORWARD or SYSTEM rule that matches a name best.

    Attributes:
        best: Empty where none matches; more than one where nothing tells which of them counts.
        caveats: Sentences on rules that may match as well.
    """

    best: tuple[RuleFact, ...]
    caveats: tuple[str, ...]


def rules_for(facts: Facts, name: str, vantage: VpcVantage | OnPremisesVantage) -> RuleChoice:
    """Return the rule that matches `name` best among those of the VPC and its Profiles."""
    rules = [rule for rule in facts.rules_of_vpc.get(vantage.vpc, ()) if rule.type is not RuleType.DELEGATE]
    caveats = [
        f"Rule {in_words(rule.id)} is associated with {vantage.label}, and its domain is not known: "
        f"it may forward {name}."
        for rule in rules
        if rule.domain is None
    ]
    caveats += [
        f"Profile {in_words(profile.id)} is associated with {vantage.label}, and is not in the assembly: "
        f"a zone or rule of it may cover {name}."
        for profile in facts.profiles
        if vantage.vpc in profile.vpcs and not profile.made_here
    ]
    matching = [rule for rule in rules if rule.domain is not None and matches(rule.domain, name)]
    longest = max((len(rule.domain or "") for rule in matching), default=0)
    best = [rule for rule in matching if len(rule.domain or "") == longest]
    local = [rule for rule in best if vantage.vpc in rule.vpcs]
    return RuleChoice(tuple(local or best), tuple(caveats))


def matches(domain: str, name: str) -> bool:
    """Tell whether a rule for `domain` matches `name`; the dot, which is empty here, matches every name."""
    return not domain or within(name, domain)
