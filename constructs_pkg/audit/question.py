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
from constructs_pkg.audit.facts import Facts, RecordFact, ZoneFact
from constructs_pkg.audit.health import Health
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.origin import answer_record
from constructs_pkg.audit.policy import choose
from constructs_pkg.audit.precedence import who_answers
from constructs_pkg.audit.presented import shortened
from constructs_pkg.audit.public import masked_zone
from constructs_pkg.audit.sentences import sentences_on, unknown_in
from constructs_pkg.audit.value import Value, in_words, literal_text, unresolved_in
from constructs_pkg.audit.vantage import InternetVantage, OnPremisesVantage, Vantage
from constructs_pkg.audit.world import NotTold, World
from constructs_pkg.audit.zonetree import Match, Outcome, ZoneTree

# Bounds of this room: the questions one question may lead to, and the length of one chain.
MOST_QUESTIONS = 1_000
LONGEST_CHAIN = 32

_ENDS = {
    Outcome.NXDOMAIN: Status.NXDOMAIN,
    Outcome.NODATA: Status.NODATA,
    Outcome.DELEGATED: Status.UNRESOLVED,
}

_UNKNOWN = Status.UNRESOLVED

_Chain = tuple[tuple[str, str], ...]


@dataclass
class Question:
    """A question and all the questions it leads to, counted so that they end."""

    facts: Facts
    tree_of: Callable[[ZoneFact], ZoneTree]
    vantage: Vantage
    world: World
    health: Health
    asked: int = 0

    def ask(self, name: str, kind: str, chain: _Chain = ()) -> Answer:
        """Answer from the zone that covers `name`; `chain` is the names and types that led here."""
        stopped = self._stopped(name, kind, chain)
        if stopped is not None:
            return stopped
        if isinstance(self.vantage, OnPremisesVantage) and self.vantage.endpoint in self.world.down:
            sentence = f"Inbound endpoint {in_words(self.vantage.endpoint)} is down, so that nobody hears the question."
            return Answer(name, kind, Status.NO_ANSWER, trace=(sentence,))
        covering = who_answers(self.facts, self.tree_of, name, kind, self.vantage)
        zone, rule, trace = covering.zone, covering.rule, covering.trace
        if zone is not None:
            match = self.tree_of(zone).find(name, kind)
            unknown = _unknown(zone, name, match)
            answer = self._of_match(name, kind, zone, match, chain) if unknown is None else Answer(name, kind, _UNKNOWN)
            trace = (*trace, unknown or match.sentence)
        elif rule is not None:
            answer = Answer(name, kind, Status.FORWARDED, rule=rule, to=rule.targets)
        else:
            return answer_without_zone(name, kind, covering)
        masked = masked_zone(self.facts, self.tree_of, name, kind) if zone is None or not zone.public else None
        if masked is not None:
            trace = (*trace, f"Public zone {masked.name} ({in_words(masked.id)}) has {name} {kind}; it is not asked.")
        return replace(answer, trace=(*trace, *answer.trace), zone=zone, masked=masked)

    def _of_match(self, name: str, kind: str, zone: ZoneFact, match: Match, chain: _Chain) -> Answer:
        if match.outcome is Outcome.DELEGATED and not zone.public and not isinstance(self.vantage, InternetVantage):
            look_up = partial(self.ask, chain=(*chain, (name, kind)))
            return delegated(self.facts, self.tree_of(zone), name, kind, self.vantage.vpc, look_up)
        if match.outcome in _ENDS:
            return Answer(name, kind, _ENDS[match.outcome])
        if match.outcome is Outcome.BY_ROUTE_53:
            return Answer(name, kind, Status.NOERROR, record_by_route_53(zone, name, kind))
        return self._answer(name, kind, zone, match.records, chain)

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

    def _chosen(self, zone: ZoneFact, found: tuple[RecordFact, ...]) -> Choice | None:
        region = None
        if not isinstance(self.vantage, InternetVantage):
            region = self.facts.region_of_vpc.get(self.vantage.vpc)
        return choose(found, Asking(self.facts, self.world, not zone.public, region, self.health.ill))

    def _answer(self, name: str, kind: str, zone: ZoneFact, found: tuple[RecordFact, ...], chain: _Chain) -> Answer:
        """Answer with the records that the routing policy chooses, each followed to its end."""
        try:
            choice = self._chosen(zone, found) or Choice(found, "")
        except NotTold as reason:
            return replace(_unresolved(name, kind, f"Which record of {name} answers is not told: {reason}."), zone=zone)
        trace = [choice.sentence] if choice.sentence else []
        chosen = {id(fact) for fact in choice.records}
        passed_over = tuple(fact for fact in found if id(fact) not in chosen)
        if not choice.records:
            return Answer(name, kind, Status.NODATA, (), tuple(trace), zone, passed_over=passed_over)
        step = (*chain, (name, kind))
        records = [record for fact in choice.records for record in self._records(name, kind, zone, fact, step)]
        if not records:
            trace.append("The record has neither values nor an alias target.")
        for record in records:
            trace.extend(sentences_on(record))
        ends = [_end(record) for record in records]
        status = _status(ends)
        if status is Status.UNRESOLVED and status not in ends and ends:
            trace.append(f"The records of {name} do not end alike: {', '.join(sorted({end.value for end in ends}))}.")
        return Answer(name, kind, status, tuple(records), tuple(trace), zone, None, choice.pick, passed_over)

    def _records(self, name: str, kind: str, zone: ZoneFact, fact: RecordFact, step: _Chain) -> list[AnswerRecord]:
        """Return what one record contributes, each value followed to its end."""
        edge = edge_record(self.facts, name, kind, fact) if zone.public else None
        if edge is not None:
            return [edge]
        if fact.alias is not None:
            target = fact.alias.dns_name
            leads_to = self._alias(kind, zone, fact, target, fact.alias.zone, step)
            return [answer_record(self.facts, name, fact, target, leads_to)]
        followed = ((value, self._cname(kind, fact, value, step)) for value in fact.values)
        return [answer_record(self.facts, name, fact, value, leads_to) for value, leads_to in followed]

    def _cname(self, kind: str, fact: RecordFact, value: Value, chain: _Chain) -> Answer | None:
        """Follow a CNAME that answers for another type, as the same vantage would ask again."""
        target = literal_text(value)
        if fact.type != "CNAME" or kind == "CNAME":
            return None
        return self.ask(normal_name(target), kind, chain) if target is not None else self._of_endpoint(kind, value)

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
        self, kind: str, zone: ZoneFact, fact: RecordFact, target: Value, target_zone: Value, chain: _Chain
    ) -> Answer | None:
        """Follow an alias to a record of its own zone and type; None where it ends at a resource."""
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
        return self._answer(name, kind, zone, found, chain)


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
