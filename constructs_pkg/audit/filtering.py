"""What DNS Firewall makes of a question.

Rule groups by their priority, in each the rules by theirs; the first that matches decides, and what none matches is
let through. A domain matches itself alone, ``*.`` before it every name below it. Sources:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html,
.../resolver-dns-firewall-rule-actions.html and .../resolver-dns-firewall-user-managed-domain-lists.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.firewall_facts import FirewallFact, FirewallRuleFact
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.zonetree import within


@dataclass(frozen=True)
class Verdict:
    """What becomes of a question.

    Attributes:
        blocked: The answer that it gets instead; None where it is let through.
        trace: Sentences on what was looked at.
        trusts: Whether the names that a CNAME leads to are let through as well.
    """

    blocked: Answer | None = None
    trace: tuple[str, ...] = ()
    trusts: bool = False


LET_THROUGH = Verdict()


def filtered(groups: Sequence[tuple[int | None, FirewallFact]], name: str, kind: str) -> Verdict:
    """Return what the rule groups of a VPC, each with its priority there, make of a question."""
    if not groups:
        return LET_THROUGH
    if len(groups) > 1 and any(priority is None for priority, _ in groups):
        sentence = "The order of the VPC's DNS Firewall rule groups is not told."
        return Verdict(Answer(name, kind, Status.UNRESOLVED, trace=(sentence,)))
    ordered = sorted(groups, key=lambda one: one[0] or 0)
    rules: list[tuple[str, FirewallRuleFact | None]] = []
    for _, group in ordered:
        called = in_words(group.id)
        rules += [(called, rule) for rule in group.rules] if group.rules is not None else [(called, None)]
    return judged(rules, name, kind)


def judged(rules: Iterable[tuple[str, FirewallRuleFact | None]], name: str, kind: str) -> Verdict:
    """Return what rules in their order, each with what people call its group, make of a question."""
    caveats: list[str] = []
    may_allow = False
    for group, rule in rules:
        if rule is None:
            caveats.append(f"Rule group {group} is not in the assembly: it may match {name}.")
            may_allow = True
            continue
        if rule.query_type is not None and rule.query_type not in (kind, f"TYPE{kind}"):
            continue
        called = f"Rule {rule.priority} of {group}"
        match = _matches(rule.domains, name)
        if match is None:
            caveats.append(f"{called} ({rule.action} {rule.what}) may match {name}, which no template tells.")
            may_allow = may_allow or rule.action != "BLOCK"
        elif match:
            return _decided(rule, called, name, kind, tuple(caveats), may_allow)
    return Verdict(trace=(*caveats, f"No rule of DNS Firewall matches {name}: it is let through."))


def _decided(
    rule: FirewallRuleFact, called: str, name: str, kind: str, caveats: tuple[str, ...], may_allow: bool
) -> Verdict:
    if rule.action != "BLOCK":
        logged = " and logs it" if rule.action == "ALERT" else ""
        return Verdict(trace=(*caveats, f"{called} of DNS Firewall lets {name} through{logged}."), trusts=rule.trusts)
    if may_allow:
        sentence = f"{called} blocks {name}, unless a rule before it lets it through."
        return Verdict(Answer(name, kind, Status.UNRESOLVED, trace=(*caveats, sentence)))
    sentence = f"{called} of DNS Firewall blocks {name}: the answer is {rule.response}."
    if rule.response == "OVERRIDE" and rule.override is not None:
        record = AnswerRecord(name, "CNAME", rule.override, None)
        return Verdict(Answer(name, kind, Status.NOERROR, (record,), (*caveats, sentence), blocked=True))
    status = {"NODATA": Status.NODATA, "NXDOMAIN": Status.NXDOMAIN}.get(rule.response, Status.UNRESOLVED)
    return Verdict(Answer(name, kind, status, trace=(*caveats, sentence), blocked=True))


def _matches(domains: tuple[str, ...] | None, name: str) -> bool | None:
    """Tell whether a list of domains has `name`; None where that is not told, as of AWS's own lists."""
    if domains is None:
        return None
    doubt = False
    for domain in domains:
        if domain in ("*", name) or (domain.startswith("*.") and within(name, domain[2:]) and name != domain[2:]):
            return True
        # What an asterisk before no dot matches is not documented.
        doubt = doubt or (domain.startswith("*") and not domain.startswith("*.") and name.endswith(domain[1:]))
    return None if doubt else False
