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

    @property
    def name(self) -> str:
        """What `vantage_named` finds it by."""
        return self.label


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

    @property
    def name(self) -> str:
        """What `vantage_named` finds it by."""
        return f"on-premises:{in_words(self.endpoint)}"


@dataclass(frozen=True)
class InternetVantage:
    """Any resolver outside AWS, which sees public zones only."""

    label: str = "the internet"

    @property
    def name(self) -> str:
        """What `vantage_named` finds it by."""
        return "internet"


Vantage: TypeAlias = VpcVantage | OnPremisesVantage | InternetVantage


def vantages_of(facts: Facts) -> tuple[VpcVantage, ...]:
    """Return every VPC the assembly knows: those it makes, then those that it only names.

    A VPC's label is its ``Name`` tag, else the name of its stack, else its id.
    """
    mentioned = [vpc for zone in facts.zones for vpc in zone.vpcs] + [one.vpc for one in facts.endpoints]
    mentioned += [vpc for vpc, _ in facts.vpcs_of_gateway_endpoints]
    mentioned += [vpc for rule in facts.rules for vpc in rule.vpcs]
    mentioned += [vpc for profile in facts.profiles for vpc in profile.vpcs]
    vpcs = list(dict.fromkeys([*(vpc.id for vpc in facts.vpcs), *mentioned]))
    labels = unique_labels([_labels(facts, vpc) for vpc in vpcs])
    return tuple(VpcVantage(vpc, label) for vpc, label in zip(vpcs, labels, strict=True))


def every_vantage(facts: Facts) -> tuple[Vantage, ...]:
    """Return every VPC, every network behind an inbound endpoint, and the internet where there is a public zone."""
    internet = (InternetVantage(),) if facts.public_zones else ()
    return (*vantages_of(facts), *_on_premises(facts), *internet)


def names_of_vantages(facts: Facts, most: int = 10) -> str:
    """Return what the vantages are called, for an error: the internet and up to `most` others."""
    found: list[Vantage] = [*vantages_of(facts), *_on_premises(facts)]
    names = [one.name for one in found]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"internet, {', '.join(names[:most])}{more}" if names else "internet"


def _on_premises(facts: Facts) -> tuple[OnPremisesVantage, ...]:
    return tuple(
        OnPremisesVantage(one.id, one.vpc, f"the VPC of inbound endpoint {in_words(one.id)}", one.delegation)
        for one in facts.inbound
        if one.vpc is not None
    )


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
        return next((one for one in _on_premises(facts) if in_words(one.endpoint) == rest), None)
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
