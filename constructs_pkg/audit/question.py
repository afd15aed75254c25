"""One question at one vantage, followed through CNAME and alias records to its ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.apex import record_by_route_53
from constructs_pkg.audit.at_the_edge import CLOUDFRONT, edge_record
from constructs_pkg.audit.choice import Asking, Choice
from constructs_pkg.audit.delegation import delegated
from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.elsewhere import answer_without_zone
from constructs_pkg.audit.endpoint_name import endpoint_of
from constructs_pkg.audit.facts import AliasFact, Facts, RecordFact, ZoneFact
from constructs_pkg.audit.filtering import LET_THROUGH
from constructs_pkg.audit.firewall import verdict_on
from constructs_pkg.audit.forwarding import by_rule, on_premises
from constructs_pkg.audit.health import Health
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.origin import answer_record
from constructs_pkg.audit.policy import choose
from constructs_pkg.audit.precedence import who_answers
from constructs_pkg.audit.presented import shortened
from constructs_pkg.audit.public import masked_zone
from constructs_pkg.audit.sentences import sentences_on, unknown_in
from constructs_pkg.audit.value import Value, in_words, literal_text, unresolved_in
from constructs_pkg.audit.vantage import NetworkVantage, OnPremisesVantage, Vantage, vpc_of
from constructs_pkg.audit.world import NotTold, World
from constructs_pkg.audit.zonetree import Match, Outcome, ZoneTree

# Bounds of this room: the questions one question may lead to, and the length of one chain.
MOST_QUESTIONS = 1_000
LONGEST_CHAIN = 32
LONGEST_ROUTE = 16

_ENDS = {
    Outcome.NXDOMAIN: Status.NXDOMAIN,
    Outcome.NODATA: Status.NODATA,
    Outcome.DELEGATED: Status.UNRESOLVED,
}

_UNKNOWN = Status.UNRESOLVED

_Chain = tuple[tuple[str, str], ...]


@dataclass
class Question:
    """A question and all the questions it leads to, counted so that they end.

    Attributes:
        route: From where and for what it was asked before, where forwarders passed it on.
        trusted: Whether a rule of DNS Firewall lets through whatever the first name leads to.
    """

    facts: Facts
    tree_of: Callable[[ZoneFact], ZoneTree]
    vantage: Vantage
    world: World
    health: Health
    asked: int = 0
    route: tuple[tuple[str, str, str], ...] = ()
    trusted: bool = False

    def ask(self, name: str, kind: str, chain: _Chain = (), draw: float | None = None) -> Answer:
        """Answer from the zone that covers `name`.

        Args:
            name: The name.
            kind: The type.
            chain: The names and types that led here.
            draw: What decides the next weighted choice, so that each is independent of those before. Default: the
                draw of the world.
        """
        draw = self.world.draw if draw is None else draw
        stopped = self._stopped(name, kind, chain)
        if stopped is not None:
            return stopped
        if isinstance(self.vantage, OnPremisesVantage) and self.vantage.endpoint in self.world.down:
            sentence = f"Inbound endpoint {in_words(self.vantage.endpoint)} is down, so that nobody hears the question."
            return Answer(name, kind, Status.NO_ANSWER, trace=(sentence,))
        if isinstance(self.vantage, NetworkVantage):
            return on_premises(self.facts, self.world, self.vantage, name, kind, self._from)
        verdict = LET_THROUGH if self.trusted else verdict_on(self.facts, self.vantage, name, kind)
        if verdict.blocked is not None:
            return verdict.blocked
        self.trusted = self.trusted or verdict.trusts
        answer = self._resolved(name, kind, chain, draw)
        return replace(answer, trace=(*verdict.trace, *answer.trace)) if verdict.trace else answer

    def _from(self, vantage: Vantage, name: str, kind: str) -> Answer:
        """Ask anew from another vantage, as a forwarder does that resolves the whole chain."""
        step = (vantage.name, name, kind)
        if step in self.route:
            sentence = f"The question for {name} comes back to {vantage.label}: it goes round until nobody answers."
            return Answer(name, kind, Status.SERVFAIL, trace=(sentence,), goes_round=True)
        if len(self.route) >= LONGEST_ROUTE:
            return _unresolved(name, kind, f"{name} {kind} is not followed: it is forwarded too often.")
        there = Question(self.facts, self.tree_of, vantage, self.world, self.health, self.asked, (*self.route, step))
        answer = there.ask(name, kind)
        self.asked = there.asked
        return answer

    def _resolved(self, name: str, kind: str, chain: _Chain, draw: float | None) -> Answer:
        covering = who_answers(self.facts, self.tree_of, name, kind, self.vantage)
        zone, rule, trace = covering.zone, covering.rule, covering.trace
        if zone is not None:
            match = self.tree_of(zone).find(name, kind)
            unknown = _unknown(zone, name, match)
            answer = (
                self._of_match(name, kind, zone, match, chain, draw)
                if unknown is None
                else Answer(name, kind, _UNKNOWN)
            )
            trace = (*trace, unknown or match.sentence)
        elif rule is not None:
            answer = by_rule(self.facts, self.world, rule, name, kind, self._from)
        else:
            return answer_without_zone(name, kind, covering)
        masked = masked_zone(self.facts, self.tree_of, name, kind) if zone is None or not zone.public else None
        if masked is not None:
            trace = (*trace, f"Public zone {masked.name} ({in_words(masked.id)}) has {name} {kind}; it is not asked.")
        # Of a name that is forwarded, who was asked tells the zone.
        found = zone if rule is None else answer.zone
        return replace(answer, trace=(*trace, *answer.trace), zone=found, masked=masked or answer.masked)

    def _of_match(
        self, name: str, kind: str, zone: ZoneFact, match: Match, chain: _Chain, draw: float | None
    ) -> Answer:
        vpc = vpc_of(self.vantage)
        if match.outcome is Outcome.DELEGATED and not zone.public and vpc is not None:
            look_up = partial(self.ask, chain=(*chain, (name, kind)))
            return delegated(self.facts, self.tree_of(zone), name, kind, vpc, look_up)
        if match.outcome in _ENDS:
            return Answer(name, kind, _ENDS[match.outcome])
        if match.outcome is Outcome.BY_ROUTE_53:
            return Answer(name, kind, Status.NOERROR, record_by_route_53(zone, name, kind))
        return self._answer(name, kind, zone, match.records, chain, draw)

    def _stopped(self, name: str, kind: str, chain: _Chain) -> Answer | None:
        self.asked += 1
        wrong = why_no_name(name)
        if wrong is not None:
            return _unresolved(shortened(name), kind, f"{shortened(name)} is no domain name: it {wrong}.")
        if (name, kind) in chain:
            return Answer(name, kind, Status.SERVFAIL, trace=(f"{name} {kind} leads back to itself.",))
        if len(chain) >= LONGEST_CHAIN or self.asked > MOST_QUESTIONS:
            return _unresolved(name, kind, f"{name} {kind} is not followed: the chain to it is too long.")
        return None

    def _chosen(self, zone: ZoneFact, found: tuple[RecordFact, ...], draw: float | None) -> Choice | None:
        vpc = vpc_of(self.vantage)
        region = self.facts.region_of_vpc.get(vpc) if vpc is not None else None
        world = self.world if draw == self.world.draw else replace(self.world, draw=draw)
        return choose(found, Asking(self.facts, world, not zone.public, region, self.health.ill))

    def _answer(
        self, name: str, kind: str, zone: ZoneFact, found: tuple[RecordFact, ...], chain: _Chain, draw: float | None
    ) -> Answer:
        """Answer with the records that the routing policy chooses, each followed to its end."""
        try:
            choice = self._chosen(zone, found, draw) or Choice(found, "")
        except NotTold as reason:
            return replace(_unresolved(name, kind, f"Which record of {name} answers is not told: {reason}."), zone=zone)
        trace = [choice.sentence] if choice.sentence else []
        chosen = {id(fact) for fact in choice.records}
        passed_over = tuple(fact for fact in found if id(fact) not in chosen)
        if not choice.records:
            return Answer(name, kind, Status.NODATA, (), tuple(trace), zone, passed_over=passed_over)
        step, rest = (*chain, (name, kind)), draw if choice.draw is None else choice.draw
        records = [one for fact in choice.records for one in self._records(name, kind, zone, fact, step, rest)]
        if not records:
            trace.append("The record has neither values nor an alias target.")
        for record in records:
            trace.extend(sentences_on(record))
        ends = [_end(record) for record in records]
        status = _status(ends)
        if status is Status.UNRESOLVED and status not in ends and ends:
            trace.append(f"The records of {name} do not end alike: {', '.join(sorted({end.value for end in ends}))}.")
        return Answer(name, kind, status, tuple(records), tuple(trace), zone, None, choice.pick, passed_over)

    def _records(
        self, name: str, kind: str, zone: ZoneFact, fact: RecordFact, step: _Chain, draw: float | None
    ) -> list[AnswerRecord]:
        """Return what one record contributes, each value followed to its end."""
        edge = edge_record(self.facts, name, kind, fact) if zone.public else None
        if edge is not None:
            return [edge]
        if fact.alias is not None:
            target = fact.alias.dns_name
            leads_to = self._alias(kind, zone, fact, fact.alias, step, draw)
            return [answer_record(self.facts, name, fact, target, leads_to)]
        followed = ((value, self._cname(kind, fact, value, step, draw)) for value in fact.values)
        return [answer_record(self.facts, name, fact, value, leads_to) for value, leads_to in followed]

    def _cname(self, kind: str, fact: RecordFact, value: Value, chain: _Chain, draw: float | None) -> Answer | None:
        """Follow a CNAME that answers for another type, as the same vantage would ask again."""
        target = literal_text(value)
        if fact.type != "CNAME" or kind == "CNAME":
            return None
        if target is None:
            return self._of_endpoint(kind, value)
        return self.ask(normal_name(target), kind, chain, draw)

    def _of_endpoint(self, kind: str, value: Value) -> Answer | None:
        """Answer for an endpoint's name that has no records of the type asked for; None where the name is the end."""
        endpoint = endpoint_of(self.facts, value)
        if endpoint is None or endpoint.record_types is None or kind in endpoint.record_types:
            return None
        sentence = (
            f"The names of endpoint {in_words(endpoint.id)} have {' and '.join(endpoint.record_types)} records only."
        )
        return Answer(in_words(value), kind, Status.NODATA, trace=(sentence,))

    def _alias(
        self, kind: str, zone: ZoneFact, fact: RecordFact, alias: AliasFact, chain: _Chain, draw: float | None
    ) -> Answer | None:
        """Follow an alias to a record of its own zone and type; None where it ends at a resource."""
        target, target_zone = alias.dns_name, alias.zone
        failed, text = unresolved_in(target), literal_text(target)
        if failed is not None:
            return _unresolved(fact.name, kind, f"The alias target is unresolved: {failed.reason}.")
        if target_zone != zone.id:
            if literal_text(target_zone) == CLOUDFRONT and not zone.public:
                reason = "Route 53 does not take an alias of a CloudFront distribution in a private zone."
                return _unresolved(in_words(target), kind, reason)
            if target_zone not in self.facts.zone_by_id:
                elsewhere = f"No template tells the addresses of {text}."
                return _unresolved(text, kind, elsewhere) if text is not None else self._of_endpoint(kind, target)
            reason = "The target is a record of another zone, which Route 53 does not take for an alias."
            return _unresolved(in_words(target), kind, reason)
        if text is None:
            return self._of_endpoint(kind, target)
        name = normal_name(text)
        stopped = self._stopped(name, kind, chain)
        if stopped is not None:
            return stopped
        found = self.tree_of(zone).at(name, fact.type)
        if not found:
            return _unresolved(name, kind, f"The zone has no record {name} {fact.type} for the alias.")
        return self._answer(name, kind, zone, found, chain, draw)


def _unresolved(name: str, kind: str, sentence: str) -> Answer:
    return Answer(name, kind, Status.UNRESOLVED, trace=(sentence,))


def _unknown(zone: ZoneFact, name: str, match: Match) -> str | None:
    """Return why nobody here knows that a zone has no such record; None where it has one, or all of it is known."""
    if not zone.elsewhere or match.outcome not in (Outcome.NXDOMAIN, Outcome.NODATA):
        return None
    return f"The zone is made elsewhere, and no template here shows whether it has {name}."


def _status(ends: Sequence[Status]) -> Status:
    """Return how an answer ends whose records end so; UNRESOLVED where they do not end alike."""
    if not ends:
        return Status.UNRESOLVED
    # A CNAME that leaves the zones of the assembly is itself the part of the answer that they tell.
    alike = {Status.NOERROR if end is Status.NOT_PRIVATE else end for end in ends}
    return alike.pop() if len(alike) == 1 else Status.UNRESOLVED


def _end(record: AnswerRecord) -> Status:
    if record.leads_to is not None:
        return record.leads_to.status
    return Status.NOERROR if unknown_in(record.value) is None else Status.UNRESOLVED
