"""Answers questions as Route 53 and the Resolver of a VPC would, from facts alone."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from constructs_pkg.audit.answer import Answer
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.health import Health
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.question import Question
from constructs_pkg.audit.value import Value
from constructs_pkg.audit.vantage import Vantage
from constructs_pkg.audit.world import ALL_IS_WELL, World
from constructs_pkg.audit.zonetree import ZoneTree


def resolve(facts: Facts, name: str, kind: str, vantage: Vantage, world: World = ALL_IS_WELL) -> Answer:
    """Return what `name` answers with for type `kind` at a vantage.

    In a VPC the most specific private zone associated with it answers, and it alone: a name it does not
    have is NXDOMAIN, also where public DNS has it. The zones that interface endpoints with private DNS bring
    along are among them. A Resolver rule for the same domain or a more specific one goes before the zone and
    forwards the query, which is not followed any further; so does a DELEGATE rule for what a private zone
    delegates. Zones and rules may come from a Route 53 Profile as well. Where neither covers the name, the
    Resolver knows instances by the names of their addresses; and there and on the internet a public zone of
    the assembly answers, and the names of AWS's services lead to their public addresses. A VPC with
    enableDnsSupport off gives no answer, one whose DHCP options name other servers no certain one. A CNAME's
    target is asked again from the same vantage (RFC 1034 section 3.6.2); an alias leads to a record of its own
    zone and type, or ends at an AWS resource. Where several records share a name and type, their routing policy
    chooses. Addresses that AWS gives only at deployment are shown by the endpoint or resource they are of.

    DNS Firewall is asked first. What is forwarded is followed to networks that templates declare, and to inbound
    endpoints of the assembly.

    Not looked at: what AWS's own firewall lists hold; the rules that the Resolver makes for peered VPCs and further
    CIDR blocks; the
    private DNS names of AWS services that are not in the tables of `aws_names` (the trace says where one may
    cover the name), and those of resource and service network endpoints. That an endpoint service's private DNS
    name is verified is taken for granted.

    Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html,
    .../DeveloperGuide/resolver-overview-forward-vpc-to-network.html, .../DeveloperGuide/profiles.html,
    .../DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html and .../DeveloperGuide/routing-policy.html.

    Args:
        facts: The assembly.
        name: A domain name, with or without its trailing dot.
        kind: A record type such as ``A``.
        vantage: Where the question is asked.
        world: What is down, who asks, and the draw; by default all is well and no client is known.
    """
    return Resolver(facts, world).resolve(name, kind, vantage)


class Resolver:
    """Answers many questions on the same facts in one world; see `resolve`.

    Attributes:
        asked: The questions so far, those that CNAME and alias records lead to included.
    """

    def __init__(self, facts: Facts, world: World = ALL_IS_WELL) -> None:
        self._facts = facts
        self._world = world
        self._trees: dict[Value, ZoneTree] = {}
        self._health = Health(facts, world, self._tree)
        self.asked = 0

    def resolve(self, name: str, kind: str, vantage: Vantage) -> Answer:
        """Return what `name` answers with for type `kind` at `vantage`."""
        question = Question(self._facts, self._tree, vantage, self._world, self._health)
        answer = question.ask(normal_name(name), kind.upper())
        self.asked += question.asked
        return answer

    def with_draw(self, draw: float | None) -> Resolver:
        """Return a resolver of the same world but for its draw, which takes over what this one knows."""
        other = copy(self)
        other._world = replace(self._world, draw=draw)
        return other

    def _tree(self, zone: ZoneFact) -> ZoneTree:
        if zone.id not in self._trees:
            shown, hidden = self._facts.records_of_zone, self._facts.hidden_records_of_zone
            self._trees[zone.id] = ZoneTree(zone, shown.get(zone.id, ()), hidden.get(zone.id, ()))
        return self._trees[zone.id]
