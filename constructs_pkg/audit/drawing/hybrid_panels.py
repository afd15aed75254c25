"""What is drawn of a cell's Resolver, of networks on premises, and of views of Global Resolvers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.audit.drawing.picture import CellCard, NameGroup, NameRow, Tone, ZonePanel
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.firewall_facts import FirewallRuleFact
from constructs_pkg.audit.network_facts import NetworkFact
from constructs_pkg.audit.rule_facts import RuleFact, RuleType
from constructs_pkg.audit.value import Value, in_words, literal_text
from constructs_pkg.audit.vantage import vantages_of

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
    if groups:
        yield _firewall(rule for _, group in groups for rule in group.rules or ())


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


def view_cards(facts: Facts) -> Iterator[CellCard]:
    """Yield a card for each view of a Global Resolver: who may ask it, the private zones it knows, what it filters."""
    for view in facts.views:
        panels = [_panel("Clients", "who may ask", [(client, []) for client in view.clients] or [("nobody", [])])]
        if view.zones:
            panels.append(_panel("Private zones", "answered as in", [_zone(facts, zone) for zone in view.zones]))
        if view.rules:
            panels.append(_firewall(view.rules))
        yield CellCard(
            key=f"view {in_words(view.id)}",
            label=f"view {view.name}",
            region="Global Resolver",
            facts=("over the internet", *view.regions),
            zones=tuple(panels),
            is_vpc=False,
        )


def _firewall(rules: Iterable[FirewallRuleFact]) -> ZonePanel:
    filters = [(" ".join(rule.domains or (rule.what,)), [rule.action.lower()]) for rule in rules]
    return _panel("DNS Firewall", "the first that matches decides", filters)


def _zone(facts: Facts, zone: Value) -> tuple[str, list[str]]:
    """Return the name of a zone, and what sees it as well."""
    known = next((one for one in facts.zones if one.id == zone), None)
    if known is None:
        return in_words(zone), ["a zone of elsewhere"]
    labels = {vantage.vpc: vantage.label for vantage in vantages_of(facts)}
    return known.name or in_words(zone), [labels[vpc] for vpc in known.vpcs if vpc in labels]


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
