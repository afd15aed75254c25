"""Rules on Resolver endpoints and rules, DNS Firewall, and networks on premises."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from constructs_pkg.audit.facts import VpcFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.network_facts import NetworkFact
from constructs_pkg.audit.rule_choice import matches
from constructs_pkg.audit.rule_facts import RuleFact, RuleType
from constructs_pkg.audit.value import Resource, Value, in_words, literal_text
from constructs_pkg.audit.vantage import inbound_vantage

_GUIDE = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide"


def _one_zone(evidence: Evidence) -> Iterator[Found]:
    zones = evidence.facts.addresses.zone_of_subnet
    for resource, endpoint in evidence.reading.resources("AWS::Route53Resolver::ResolverEndpoint"):
        subnets = [entry.get("SubnetId") for entry in endpoint.entries("IpAddresses")]
        known = [one for one in subnets if one is not None]
        names = {zones.get(one) for one in known}
        if len(known) == len(subnets) >= 1 and (len(set(known)) == 1 or (len(names) == 1 and None not in names)):
            wrong = f"Resolver endpoint {in_words(resource)} stands in one Availability Zone, with which it fails."
            yield Found(place_of(resource), wrong)


def _loops(evidence: Evidence) -> Iterator[Found]:
    for rule, vpc in _forwarding(evidence):
        for domain in _asked_back(evidence, rule):
            answer = evidence.resolver.resolve(domain or "a.invalid", "A", evidence.vantages[vpc])
            if answer.goes_round and answer.rule is rule and isinstance(rule.id, Resource):
                asked = f"Queries of {evidence.label(vpc)} for {domain or 'any name'}"
                wrong = f"{asked} come back to it: {answer.trace[-1]}"
                yield Found(place_of(rule.id), wrong)
                break


def _asked_back(evidence: Evidence, rule: RuleFact) -> Iterator[str]:
    """Yield the rule's domain, then each domain below it that a network asks an inbound endpoint for."""
    yield rule.domain or ""
    forwards = (domain for network in evidence.facts.on_premises for domain, _ in network.forwards)
    yield from sorted(one for one in set(forwards) if one != rule.domain and matches(rule.domain or "", one))


def _aws_forwarded(evidence: Evidence) -> Iterator[Found]:
    for rule, vpc in _forwarding(evidence):
        others = evidence.facts.rules_of_vpc.get(vpc, ())
        kept = any(one.domain == "amazonaws.com" and one.type is not RuleType.DELEGATE for one in others)
        if rule.domain in ("", "com") and not kept and isinstance(rule.id, Resource):
            wrong = f"In {evidence.label(vpc)} {rule.words} forwards the names of AWS's services as well."
            yield Found(place_of(rule.id), wrong)


def _forwarding(evidence: Evidence) -> Iterator[tuple[RuleFact, Value]]:
    for vpc, rules in evidence.facts.rules_of_vpc.items():
        for rule in rules:
            if rule.type is RuleType.FORWARD and rule.domain is not None and vpc in evidence.vantages:
                yield rule, vpc


def _allows_all(evidence: Evidence) -> Iterator[Found]:
    for vpc, groups in evidence.facts.firewalls_of_vpc.items():
        rules = [rule for _, group in groups for rule in group.rules or ()]
        told = all(group.rules is not None for _, group in groups)
        if told and rules and all(rule.action == "ALLOW" for rule in rules):
            group = groups[0][1].id
            wrong = f"DNS Firewall blocks nothing in {evidence.label(vpc)}: what no rule allows is let through as well."
            if isinstance(group, Resource):
                yield Found(place_of(group), wrong)


def _overlaps(evidence: Evidence) -> Iterator[Found]:
    for network in evidence.facts.on_premises:
        for vpc in _reached(evidence, network):
            block = _block(literal_text(vpc.cidr))
            meeting = [one for one in network.cidrs if block is not None and _meet(block, _block(one))]
            if meeting:
                wrong = (
                    f"{network.name} has {listed(meeting)}, which overlaps {block} of VPC {evidence.label(vpc.id)}: "
                    "no route leads from one to the other."
                )
                yield Found(place_of(vpc.id), wrong)


def _reached(evidence: Evidence, network: NetworkFact) -> Iterator[VpcFact]:
    """Yield the VPCs that a network asks, or that forward to it."""
    asked = [inbound_vantage(evidence.facts, endpoint) for _, endpoint in network.forwards]
    vpcs = {one.vpc for one in asked if one is not None}
    vpcs |= {
        vpc
        for rule, vpc in _forwarding(evidence)
        if any(literal_text(target.address) in network.name_servers for target in rule.targets)
    }
    yield from (evidence.facts.vpc_by_id[vpc] for vpc in evidence.facts.vpc_by_id if vpc in vpcs)


def _block(text: str | None) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False) if text is not None else None
    except ValueError:
        return None


def _meet(one: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network | None) -> bool:
    return other is not None and one.version == other.version and one.overlaps(other)


RULES = (
    Rule(
        "forwarding-loop",
        Severity.ERROR,
        "Queries that a Resolver rule forwards come back to a VPC that has the rule.",
        "Let whom it forwards to answer for the domain, or take the rule off the VPC of the inbound endpoint.",
        f"{_GUIDE}/best-practices-resolver-endpoints.html",
        _loops,
    ),
    Rule(
        "network-overlaps-vpc",
        Severity.ERROR,
        "A network on premises has a block that overlaps a VPC which it is connected to.",
        "Give one of them another block, or let them meet by PrivateLink alone.",
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
        _overlaps,
    ),
    Rule(
        "resolver-endpoint-in-one-zone",
        Severity.WARNING,
        "A Resolver endpoint has all its addresses in one Availability Zone.",
        "Give it an address in a second zone.",
        f"{_GUIDE}/best-practices-resolver-endpoint-high-availability.html",
        _one_zone,
    ),
    Rule(
        "aws-names-forwarded",
        Severity.WARNING,
        "A Resolver rule for the dot or com forwards the names of AWS's services, as no SYSTEM rule keeps them.",
        "Add a SYSTEM rule for amazonaws.com.",
        f"{_GUIDE}/resolver-overview-forward-vpc-to-network-autodefined-rules.html",
        _aws_forwarded,
    ),
    Rule(
        "firewall-blocks-nothing",
        Severity.WARNING,
        "The rules of DNS Firewall on a VPC allow alone, so that they change nothing.",
        "Add a last rule that blocks every name.",
        f"{_GUIDE}/resolver-dns-firewall-rule-actions.html",
        _allows_all,
    ),
)
