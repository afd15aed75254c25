"""Queries that DELEGATE rules send to the name servers that a private zone's NS records name.

The rule does not look at the name that is asked, but at the names of the name servers. Their addresses come
from the zone itself (glue) or are looked up. Sources:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/outbound-delegation-tutorial.html and, for GovCloud,
https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-r53.html#govcloud-r53-diffs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.forwarding import silent_endpoint
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.rule_choice import matches
from constructs_pkg.audit.rule_facts import RuleFact, RuleType, TargetFact
from constructs_pkg.audit.value import Literal, Value, literal_text
from constructs_pkg.audit.world import World
from constructs_pkg.audit.zonetree import ZoneTree, within

Ask = Callable[[str, str], Answer]

_ADDRESSES = ("A", "AAAA")


@dataclass(frozen=True)
class _Found:
    """The addresses of a name server as far as they are told, and what is to be said of how they are found."""

    addresses: tuple[TargetFact, ...]
    sentence: str = ""


def delegated(facts: Facts, world: World, tree: ZoneTree, name: str, kind: str, vpc: Value, ask: Ask) -> Answer:
    """Answer for a name that the private zone of `tree` delegates.

    Args:
        facts: The assembly.
        world: What is down.
        tree: The zone's records.
        name: The name asked for, at or below an NS record.
        kind: The type asked for.
        vpc: The VPC whose Resolver is asked.
        ask: Looks up a name server of another domain, as the same Resolver would.
    """
    cut = tree.cut(name, kind) or name
    names = [literal_text(value) for record in tree.at(cut, "NS") for value in record.values]
    servers = [normal_name(server) for server in names if server is not None]
    if not servers or len(servers) < len(names):
        return _untold(name, kind, f"The name servers that {cut} is delegated to are not known before deployment.")
    rules = {_rule_for(facts, server, vpc) for server in servers}
    rule = rules.pop()
    if rules or rule is None:
        return _untold(
            name, kind, f"No one DELEGATE rule of the VPC covers the name servers of {cut}: {', '.join(servers)}."
        )
    if (facts.region_of_vpc.get(vpc) or "").startswith("us-gov-"):
        return _untold(name, kind, f"AWS GovCloud (US) has no Resolver delegation, so {rule.words} does nothing.")
    sentence = f"DELEGATE {rule.words} sends the query to {', '.join(servers)}."
    if (silence := silent_endpoint(world, rule)) is not None:
        return Answer(name, kind, Status.SERVFAIL, trace=(sentence, silence), rule=rule)
    found = [_found(tree, server, ask) for server in servers]
    to = tuple(target for one in found for target in one.addresses)
    trace = (sentence, *(one.sentence for one in found if one.sentence))
    return Answer(name, kind, Status.FORWARDED, trace=trace, rule=rule, to=to)


def _rule_for(facts: Facts, server: str, vpc: Value) -> RuleFact | None:
    """Return the DELEGATE rule with the most specific domain that has the name server."""
    rules = [
        rule
        for rule in facts.rules_of_vpc.get(vpc, ())
        if rule.type is RuleType.DELEGATE and rule.domain is not None and matches(rule.domain, server)
    ]
    return max(rules, key=lambda rule: len(rule.domain or ""), default=None)


def _found(tree: ZoneTree, server: str, ask: Ask) -> _Found:
    """Return the addresses of a name server: its glue, else as far as they can be looked up."""
    if within(server, tree.apex):
        glue = (record for kind in _ADDRESSES for record in tree.at(server, kind))
        return _Found(tuple(TargetFact(value) for record in glue for value in record.values))
    answers = [ask(server, kind) for kind in _ADDRESSES]
    values = (record.value for answer in answers if answer.outcome is Status.NOERROR for record in answer.final)
    by_rule = next((answer.last for answer in answers if answer.last.rule is not None), None)
    sentence = ""
    if by_rule is not None and by_rule.rule is not None:
        to = ", ".join(target.text for target in by_rule.to) or "other name servers"
        sentence = f"{server} is looked up at {to} by {by_rule.rule.words}."
    return _Found(tuple(TargetFact(value) for value in values if isinstance(value, Literal)), sentence)


def _untold(name: str, kind: str, sentence: str) -> Answer:
    return Answer(name, kind, Status.UNRESOLVED, trace=(sentence,))
