"""Queries that leave a VPC or a network on premises for another, followed as far as the templates tell.

A rule's targets are tried one after the other, and without an answer of any the Resolver fails; so does a resolver on
premises whose forwarders do not answer (RFC 9520 section 2.3). Of what a network asks for, the most specific domain
counts, be it its own or one that it forwards. Source:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_address

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.network_facts import NetworkFact
from constructs_pkg.audit.rule_facts import RuleFact
from constructs_pkg.audit.value import Literal, Resource, Value, in_words, literal_text
from constructs_pkg.audit.vantage import InternetVantage, NetworkVantage, OnPremisesVantage, Vantage, inbound_vantage
from constructs_pkg.audit.world import World

Ask = Callable[[Vantage, str, str], Answer]
"""Asks the same question anew from another vantage."""

# What a network or an endpoint that was asked may say that leaves the forwarder no answer to give.
_SILENT = (Status.NO_ANSWER, Status.SERVFAIL)
_UNTOLD = (Status.UNRESOLVED, Status.NOT_PRIVATE, Status.FORWARDED)


def silent_endpoint(world: World, rule: RuleFact) -> str | None:
    """Return what is said of the endpoint that queries of `rule` leave by where it is down, else None."""
    if rule.endpoint is None or rule.endpoint not in world.down:
        return None
    return f"Outbound endpoint {in_words(rule.endpoint)} is down, so that nothing is forwarded."


def by_rule(facts: Facts, world: World, rule: RuleFact, name: str, kind: str, ask: Ask) -> Answer:
    """Answer for a name that a FORWARD rule sends to its targets."""
    forwarded = Answer(name, kind, Status.FORWARDED, rule=rule, to=rule.targets)
    if (silence := silent_endpoint(world, rule)) is not None:
        return replace(forwarded, status=Status.SERVFAIL, trace=(silence,))
    asked = [_behind(facts, literal_text(target.address)) for target in rule.targets]
    if not asked or any(one is None for one in asked):
        return forwarded
    ways = list(dict.fromkeys(one for one in asked if one is not None))
    cut = [facts.network_by_key[one.key] for one in ways if isinstance(one, NetworkVantage)]
    down = [network for network in cut if network.link in world.down]
    trace = tuple(f"{_link(network)} is down: its resolvers are not reached." for network in down)
    left = [one for one in ways if not (isinstance(one, NetworkVantage) and facts.network_by_key[one.key] in down)]
    if not left:
        return replace(forwarded, status=Status.SERVFAIL, trace=(*trace, "No target answers, and the Resolver fails."))
    if len(left) > 1:
        return replace(forwarded, trace=(*trace, f"Any of {', '.join(one.label for one in left)} may be asked."))
    return _passed_on(forwarded, trace, ask(left[0], name, kind))


def on_premises(facts: Facts, world: World, vantage: NetworkVantage, name: str, kind: str, ask: Ask) -> Answer:
    """Answer as the resolvers of a network do."""
    network = facts.network_by_key[vantage.key]
    own, forward = network.own_domain(name), network.forward_of(name)
    if own is not None and (forward is None or len(own) >= len(forward[0])):
        return _of_network(network, own, name, kind)
    if forward is None:
        answer = ask(InternetVantage(), name, kind)
        return replace(answer, trace=(f"{network.name} forwards {name} nowhere: public DNS is asked.", *answer.trace))
    domain, endpoint = forward
    return _to_endpoint(facts, world, network, domain, endpoint, Answer(name, kind, Status.SERVFAIL), ask)


def _to_endpoint(
    facts: Facts, world: World, network: NetworkFact, domain: str, endpoint: Resource, failed: Answer, ask: Ask
) -> Answer:
    asks = f"{network.name} asks inbound endpoint {in_words(endpoint)} for {domain or 'every name'}"
    if network.link in world.down:
        sentence = f"{_link(network)} is down: {asks}, and gets no answer."
        return _otherwise(network, domain, replace(failed, trace=(sentence,)), ask)
    vantage = inbound_vantage(facts, endpoint)
    if vantage is None:
        sentence = f"{asks}, whose VPC no template tells."
        return replace(failed, status=Status.UNRESOLVED, trace=(sentence,))
    answer = ask(vantage, failed.name, failed.type)
    if answer.outcome is Status.NO_ANSWER:
        silent = replace(failed, trace=(f"{asks}, and gets no answer.", *answer.trace))
        return _otherwise(network, domain, silent, ask)
    return replace(answer, trace=(f"{asks}.", *answer.trace))


def _otherwise(network: NetworkFact, domain: str, failed: Answer, ask: Ask) -> Answer:
    """Return what public DNS answers a network that asks it itself where its forwarders are silent, else the failure.

    Sources: ``forward`` in https://bind9.readthedocs.io/en/latest/reference.html and ``forward-first`` in
    https://nlnetlabs.nl/documentation/unbound/unbound.conf/.
    """
    if domain not in network.first:
        return failed
    answer = ask(InternetVantage(), failed.name, failed.type)
    return replace(answer, trace=(*failed.trace, f"{network.name} asks public DNS itself.", *answer.trace))


def _passed_on(forwarded: Answer, trace: tuple[str, ...], answer: Answer) -> Answer:
    """Return the answer of whom the Resolver asked; what that is not told stays forwarded."""
    told = (*trace, *answer.trace)
    if answer.outcome in _UNTOLD:
        return replace(forwarded, trace=told)
    if answer.outcome in _SILENT and not answer.records:
        return replace(forwarded, status=Status.SERVFAIL, trace=told, goes_round=answer.goes_round)
    return replace(answer, rule=forwarded.rule, to=forwarded.to, trace=told)


def _of_network(network: NetworkFact, domain: str, name: str, kind: str) -> Answer:
    """Answer from what is told of the network's own names; of others and of other types nothing is."""
    family = {"A": 4, "AAAA": 6}.get(kind)
    found = [one for one in network.zones[domain].get(name, ()) if ip_address(one).version == family]
    whose = f"{network.name} answers for {domain} itself"
    if not found:
        return Answer(name, kind, Status.UNRESOLVED, trace=(f"{whose}; what it has for {name} {kind} is not told.",))
    records = tuple(AnswerRecord(name, kind, Literal(one), None) for one in found)
    told = (f"{whose}, as the templates of cells declare.",)
    return Answer(name, kind, Status.NOERROR, records, told, network=network.name)


def _behind(facts: Facts, address: str | None) -> NetworkVantage | OnPremisesVantage | None:
    """Return who is asked at an address: a network's resolver, or an inbound endpoint; None where it is not told."""
    if address is None:
        return None
    found: list[Value | str] = [one.key for one in facts.on_premises if address in one.name_servers]
    if found:
        network = facts.network_by_key[str(found[0])]
        return NetworkVantage(network.key, network.name) if len(found) == 1 else None
    endpoints = [one.id for one in facts.inbound if address in one.addresses]
    return inbound_vantage(facts, endpoints[0]) if len(endpoints) == 1 else None


def _link(network: NetworkFact) -> str:
    return f"The link to {network.name} ({network.connected_by})"
