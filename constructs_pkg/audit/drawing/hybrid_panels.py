"""What is drawn of a cell's Resolver, and of networks on premises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.audit.drawing.picture import CellCard, NameGroup, NameRow, Tone, ZonePanel
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.network_facts import NetworkFact
from constructs_pkg.audit.rule_facts import RuleFact, RuleType
from constructs_pkg.audit.value import Value, in_words, literal_text

# A bound of this room: what one panel shows of rows.
_MOST_ROWS = 20


def resolver_panels(facts: Facts, vpc: Value) -> Iterator[ZonePanel]:
    """Yield what a VPC's Resolver is asked at, what it forwards, and what it filters."""
    inbound = [one for one in facts.inbound if one.vpc == vpc]
    rows = [
        ("delegated" if one.delegation else "inbound", list(one.addresses) or ["addresses of AWS's choice"])
        for one in inbound
    ]
    if rows:
        yield _panel("Resolver endpoints", "asked from outside", rows)
    rules = facts.rules_of_vpc.get(vpc, ())
    if rules:
        yield _panel("Resolver rules", "forwarded names", [(_domain(rule), [_whither(facts, rule)]) for rule in rules])
    groups = facts.firewalls_of_vpc.get(vpc, ())
    filters = [
        (" ".join(rule.domains or (rule.what,)), [rule.action.lower()])
        for _, group in groups
        for rule in group.rules or ()
    ]
    if groups:
        yield _panel("DNS Firewall", "the first that matches decides", filters)


def network_cards(facts: Facts) -> Iterator[CellCard]:
    """Yield a card for each network on premises: its blocks, what it forwards, and its own names."""
    for network in facts.on_premises:
        panels = [
            _panel(zone, "answered on premises", [(name, list(addresses)) for name, addresses in names.items()])
            for zone, names in network.zones.items()
        ]
        if network.forwards:
            asked = [(domain or "every name", [_endpoint(facts, endpoint)]) for domain, endpoint in network.forwards]
            panels.append(_panel("Forwarders", "forwarded names", asked))
        yield CellCard(
            key=f"network {network.key}",
            label=network.name,
            region=network.connected_by,
            facts=("on premises", *network.cidrs),
            zones=tuple(panels),
            is_vpc=False,
        )


def _panel(name: str, note: str, rows: Iterable[tuple[str, list[str]]]) -> ZonePanel:
    every = [NameGroup((NameRow(label, "", tuple(answers), Tone.PLAIN),)) for label, answers in rows]
    return ZonePanel(name, note, tuple(every[:_MOST_ROWS]), more=max(len(every) - _MOST_ROWS, 0))


def _domain(rule: RuleFact) -> str:
    return "an unknown domain" if rule.domain is None else rule.domain or "every name"


def _whither(facts: Facts, rule: RuleFact) -> str:
    """Return where a rule leads: to a network by what people call it, else to addresses."""
    if rule.type is RuleType.SYSTEM:
        return "kept here"
    if rule.type is RuleType.DELEGATE:
        return "where zones delegate"
    addresses = [literal_text(target.address) for target in rule.targets]
    networks = {one.name for one in facts.on_premises if _holds(one, addresses)}
    return f"to {networks.pop()}" if len(networks) == 1 else ", ".join(one.text for one in rule.targets) or "not told"


def _holds(network: NetworkFact, addresses: Iterable[str | None]) -> bool:
    return all(one in network.name_servers for one in addresses)


def _endpoint(facts: Facts, endpoint: Value) -> str:
    found = next((one for one in facts.inbound if one.id == endpoint), None)
    return ", ".join(found.addresses) if found is not None and found.addresses else f"to {in_words(endpoint)}"
