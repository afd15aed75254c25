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


@dataclass(frozen=True)
class NetworkVantage:
    """A network on premises that templates declare: its resolvers answer, forward to cells, or ask public DNS.

    Attributes:
        key: What the declaration calls it.
    """

    key: str
    label: str

    @property
    def name(self) -> str:
        """What `vantage_named` finds it by."""
        return f"on-premises:{self.key}"


@dataclass(frozen=True)
class ViewVantage:
    """A client that a view of a Route 53 Global Resolver lets in, wherever it is.

    Attributes:
        view: The view.
    """

    view: Resource
    label: str

    @property
    def name(self) -> str:
        """What `vantage_named` finds it by."""
        return self.label


Vantage: TypeAlias = VpcVantage | OnPremisesVantage | InternetVantage | NetworkVantage | ViewVantage


def vpc_of(vantage: Vantage) -> Value | None:
    """Return the VPC whose Resolver a vantage asks; None where it asks none, or not always one."""
    return vantage.vpc if isinstance(vantage, VpcVantage | OnPremisesVantage) else None


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
    """Return every VPC, network on premises and view, and the internet where there is a public zone.

    An inbound endpoint that no declared network asks stands for one.
    """
    internet = (InternetVantage(),) if facts.public_zones else ()
    asked = {endpoint for network in facts.on_premises for _, endpoint in network.forwards}
    others = (one for one in _on_premises(facts) if one.endpoint not in asked)
    return (*vantages_of(facts), *_networks(facts), *others, *_views(facts), *internet)


def names_of_vantages(facts: Facts, most: int = 10) -> str:
    """Return what the vantages are called, for an error: the internet and up to `most` others."""
    found: list[Vantage] = [*vantages_of(facts), *_networks(facts), *_on_premises(facts), *_views(facts)]
    names = [one.name for one in found]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"internet, {', '.join(names[:most])}{more}" if names else "internet"


def _on_premises(facts: Facts) -> tuple[OnPremisesVantage, ...]:
    return tuple(
        OnPremisesVantage(one.id, one.vpc, f"the VPC of inbound endpoint {in_words(one.id)}", one.delegation)
        for one in facts.inbound
        if one.vpc is not None
    )


def _networks(facts: Facts) -> tuple[NetworkVantage, ...]:
    taken = [one.label for one in vantages_of(facts)]
    return tuple(
        NetworkVantage(one.key, f"on-premises:{one.key}" if one.name in taken else one.name)
        for one in facts.on_premises
    )


def _views(facts: Facts) -> tuple[ViewVantage, ...]:
    labels = unique_labels([(f"view {one.name}", f"view {in_words(one.id)}") for one in facts.views])
    return tuple(ViewVantage(one.id, label) for one, label in zip(facts.views, labels, strict=True))


def inbound_vantage(facts: Facts, endpoint: Value) -> OnPremisesVantage | None:
    """Return the network behind an inbound endpoint; None where its VPC is not known."""
    return next((one for one in _on_premises(facts) if one.endpoint == endpoint), None)


def vantage_named(facts: Facts, text: str) -> Vantage | None:
    """Return the vantage that a person means, or None.

    Args:
        facts: The assembly.
        text: ``internet``; ``on-premises:KEY`` of a declared network or ``global-resolver:STACK/LOGICALID`` of a view,
            or its label; ``on-premises:STACK/LOGICALID`` of an inbound endpoint; or a VPC by its label, by
            ``STACK/LOGICALID``, by its id, or by its stack where it is the only VPC there, with or without
            ``vpc:`` before it.
    """
    kind, _, rest = text.rpartition(":")
    if text == "internet":
        return InternetVantage()
    outside: tuple[NetworkVantage | ViewVantage, ...] = (*_networks(facts), *_views(facts))
    named = [one for one in outside if text in (one.name, one.label)]
    if kind == "global-resolver":
        named = [one for one in _views(facts) if in_words(one.view) == rest]
    if named:
        return named[0]
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
