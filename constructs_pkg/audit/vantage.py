"""Where a question is asked from: a VPC, a network behind an inbound Resolver endpoint, the internet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.labels import unique_labels
from constructs_pkg.audit.value import DeployTime, Resource, Value, in_words


@dataclass(frozen=True)
class VpcVantage:
    """A VPC that asks its Route 53 Resolver.

    Attributes:
        vpc: The VPC's id: a VPC of the assembly, a literal id, or one known at deployment.
        label: What people call it, unlike any other vantage's label.
    """

    vpc: Value
    label: str


@dataclass(frozen=True)
class OnPremisesVantage:
    """A network that sends its queries to an inbound Resolver endpoint, and so to the Resolver of its VPC.

    Attributes:
        delegation: Whether the endpoint takes only queries for domains that were delegated to it.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html.
    """

    endpoint: Resource
    vpc: Value
    label: str
    delegation: bool = False


@dataclass(frozen=True)
class InternetVantage:
    """Any resolver outside AWS, which sees public zones only."""

    label: str = "the internet"


Vantage: TypeAlias = VpcVantage | OnPremisesVantage | InternetVantage


def vantages_of(facts: Facts) -> tuple[VpcVantage, ...]:
    """Return every VPC the assembly knows: those it makes, then those that it only names.

    A VPC's label is its ``Name`` tag, else the name of its stack, else its id.
    """
    mentioned = [vpc for zone in facts.zones for vpc in zone.vpcs] + [one.vpc for one in facts.endpoints]
    mentioned += [vpc for rule in facts.rules for vpc in rule.vpcs]
    mentioned += [vpc for profile in facts.profiles for vpc in profile.vpcs]
    vpcs = list(dict.fromkeys([*(vpc.id for vpc in facts.vpcs), *mentioned]))
    labels = unique_labels([_labels(facts, vpc) for vpc in vpcs])
    return tuple(VpcVantage(vpc, label) for vpc, label in zip(vpcs, labels, strict=True))


def vantage_named(facts: Facts, text: str) -> Vantage | None:
    """Return the vantage that a person means, or None.

    Args:
        facts: The assembly.
        text: ``internet``; ``on-premises:STACK/LOGICALID`` of an inbound endpoint; or a VPC by its label, by
            ``STACK/LOGICALID``, by its id, or by its stack where it is the only VPC there, with or without
            ``vpc:`` before it.
    """
    kind, _, rest = text.rpartition(":")
    if text == "internet":
        return InternetVantage()
    if kind == "on-premises":
        found = next((one for one in facts.inbound if in_words(one.id) == rest), None)
        if found is None or found.vpc is None:
            return None
        return OnPremisesVantage(found.id, found.vpc, f"the VPC of inbound endpoint {rest}", found.delegation)
    if kind not in ("", "vpc"):
        return None
    vantages = vantages_of(facts)
    matches = [one for one in vantages if rest in (one.label, in_words(one.vpc))]
    matches = matches or [one for one in vantages if rest in _labels(facts, one.vpc)]
    matches = matches or [one for one in vantages if isinstance(one.vpc, Resource) and one.vpc.stack == rest]
    return matches[0] if len(matches) == 1 else None


def _labels(facts: Facts, vpc: Value) -> tuple[str, ...]:
    fact = facts.vpc_by_id.get(vpc)
    if fact is not None and isinstance(vpc, Resource):
        stack = next(one for one in facts.stacks if one.id == vpc.stack)
        return fact.name or stack.name, stack.id, in_words(vpc)
    if isinstance(vpc, DeployTime):
        return vpc.reason, f"{vpc.reason} of {vpc.scope}"
    return (in_words(vpc),)
