"""Where a question is asked from. For now a VPC; the shape leaves room for other vantages."""

from __future__ import annotations

from dataclasses import dataclass

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


def vantages_of(facts: Facts) -> tuple[VpcVantage, ...]:
    """Return every VPC the assembly knows: those it makes, then those that zones or endpoints name.

    A VPC's label is its ``Name`` tag, else the name of its stack, else its id.
    """
    mentioned = [vpc for zone in facts.zones for vpc in zone.vpcs] + [one.vpc for one in facts.endpoints]
    vpcs = list(dict.fromkeys([*(vpc.id for vpc in facts.vpcs), *mentioned]))
    labels = unique_labels([_labels(facts, vpc) for vpc in vpcs])
    return tuple(VpcVantage(vpc, label) for vpc, label in zip(vpcs, labels, strict=True))


def _labels(facts: Facts, vpc: Value) -> tuple[str, ...]:
    fact = facts.vpc_by_id.get(vpc)
    if fact is not None and isinstance(vpc, Resource):
        stack = next(one for one in facts.stacks if one.id == vpc.stack)
        return fact.name or stack.name, stack.id, in_words(vpc)
    if isinstance(vpc, DeployTime):
        return vpc.reason, f"{vpc.reason} of {vpc.scope}"
    return (in_words(vpc),)
