"""Answers questions as the Route 53 Resolver of a VPC would, from facts alone."""

from __future__ import annotations

from constructs_pkg.audit.answer import Answer
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.question import Question
from constructs_pkg.audit.value import Value
from constructs_pkg.audit.vantage import VpcVantage
from constructs_pkg.audit.zonetree import ZoneTree


def resolve(facts: Facts, name: str, kind: str, vantage: VpcVantage) -> Answer:
    """Return what `name` answers with for type `kind` when a VPC asks.

    The most specific private zone associated with the VPC answers, and it alone: a name it does not
    have is NXDOMAIN, also where public DNS has it. A CNAME's target is asked again from the same VPC
    (RFC 1034 section 3.6.2); an alias leads to a record of its own zone and type, or ends at an AWS
    resource. Addresses that AWS gives only at deployment are shown by the endpoint or resource they are of.

    Where several records share a name and type by a routing policy, all of them are candidates and all
    are returned, each labelled with its policy and set identifier: choosing one by its policy is not
    done yet. Not looked at either: Resolver rules, Route 53 Profiles, and the private DNS names that
    endpoints bring along.

    Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    and .../DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html.

    Args:
        facts: The assembly.
        name: A domain name, with or without its trailing dot.
        kind: A record type such as ``A``.
        vantage: The VPC that asks.
    """
    return Resolver(facts).resolve(name, kind, vantage)


class Resolver:
    """Answers many questions on the same facts; see `resolve`."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._trees: dict[Value, ZoneTree] = {}

    def resolve(self, name: str, kind: str, vantage: VpcVantage) -> Answer:
        """Return what `name` answers with for type `kind` at `vantage`."""
        return Question(self._facts, self._tree, vantage).ask(normal_name(name), kind.upper())

    def _tree(self, zone: ZoneFact) -> ZoneTree:
        if zone.id not in self._trees:
            self._trees[zone.id] = ZoneTree(zone, self._facts.records_of_zone.get(zone.id, ()))
        return self._trees[zone.id]
