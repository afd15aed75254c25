"""One question at one vantage, followed through CNAME and alias records to its ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status, policy_label
from constructs_pkg.audit.covering import covering_zone
from constructs_pkg.audit.endpoint_name import endpoint_of
from constructs_pkg.audit.facts import Facts, RecordFact, ZoneFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import (
    DeployTime,
    Value,
    in_words,
    literal_text,
    unresolved_in,
)
from constructs_pkg.audit.vantage import VpcVantage
from constructs_pkg.audit.zonetree import Outcome, ZoneTree

# Bounds of this room: the questions one question may lead to, and the length of one chain.
MOST_QUESTIONS = 1_000
LONGEST_CHAIN = 32

_ENDS = {
    Outcome.NXDOMAIN: Status.NXDOMAIN,
    Outcome.NODATA: Status.NODATA,
    Outcome.DELEGATED: Status.UNRESOLVED,
}

_Chain = tuple[tuple[str, str], ...]


@dataclass
class Question:
    """A question and all the questions it leads to, counted so that they end."""

    facts: Facts
    tree_of: Callable[[ZoneFact], ZoneTree]
    vantage: VpcVantage
    asked: int = 0

    def ask(self, name: str, kind: str, chain: _Chain = ()) -> Answer:
        """Answer from the zone that covers `name`; `chain` is the names and types that led here."""
        stopped = self._stopped(name, kind, chain)
        if stopped is not None:
            return stopped
        covering = covering_zone(self.facts, name, self.vantage)
        if covering.zone is None:
            return Answer(name, kind, covering.status, trace=covering.trace)
        match = self.tree_of(covering.zone).find(name, kind)
        trace = (*covering.trace, match.sentence)
        if match.outcome in _ENDS:
            return Answer(name, kind, _ENDS[match.outcome], trace=trace)
        if match.outcome is Outcome.BY_ROUTE_53:
            record = AnswerRecord(name, kind, DeployTime("made by Route 53 with the zone"), None)
            return Answer(name, kind, Status.NOERROR, (record,), trace)
        return self._answer(name, kind, covering.zone, match.records, trace, chain)

    def _stopped(self, name: str, kind: str, chain: _Chain) -> Answer | None:
        self.asked += 1
        if (name, kind) in chain:
            return Answer(name, kind, Status.SERVFAIL, trace=(f"{name} {kind} leads back to itself.",))
        if len(chain) >= LONGEST_CHAIN or self.asked > MOST_QUESTIONS:
            return _unresolved(name, kind, f"{name} {kind} is not followed: the chain to it is too long.")
        return None

    def _answer(
        self,
        name: str,
        kind: str,
        zone: ZoneFact,
        found: tuple[RecordFact, ...],
        trace: tuple[str, ...],
        chain: _Chain,
    ) -> Answer:
        """Answer with every record found, each followed to its end."""
        step = (*chain, (name, kind))
        records: list[AnswerRecord] = []
        for fact in found:
            if fact.alias is not None:
                target = fact.alias.dns_name
                leads_to = self._alias(kind, zone, fact, target, fact.alias.zone, step)
                records.append(self._record(name, fact, target, leads_to))
            else:
                for value in fact.values:
                    records.append(self._record(name, fact, value, self._cname(kind, fact, value, step)))
        if len(found) > 1:
            labels = "; ".join(policy_label(fact) or "simple" for fact in found)
            trace = (*trace, f"{len(found)} records are candidates, none chosen by its policy: {labels}.")
        if not records:
            trace = (*trace, "The record has neither values nor an alias target.")
        for record in records:
            trace = (*trace, *_sentences(record))
        return Answer(name, kind, _status(records), tuple(records), trace)

    def _record(self, name: str, fact: RecordFact, value: Value, leads_to: Answer | None) -> AnswerRecord:
        return AnswerRecord(name, fact.type, value, fact, endpoint_of(self.facts, value), leads_to)

    def _cname(self, kind: str, fact: RecordFact, value: Value, chain: _Chain) -> Answer | None:
        """Follow a CNAME that answers for another type, as the same VPC would ask again."""
        target = literal_text(value)
        if fact.type != "CNAME" or kind == "CNAME" or target is None:
            return None
        return self.ask(normal_name(target), kind, chain)

    def _alias(
        self, kind: str, zone: ZoneFact, fact: RecordFact, target: Value, target_zone: Value, chain: _Chain
    ) -> Answer | None:
        """Follow an alias to a record of its own zone and type; None where the target is elsewhere."""
        failed, text = unresolved_in(target), literal_text(target)
        if failed is not None:
            return _unresolved(fact.name, kind, f"The alias target is unresolved: {failed.reason}.")
        if target_zone != zone.id:
            if target_zone not in self.facts.zone_by_id:
                return None
            reason = "The target is a record of another zone, which Route 53 does not take for an alias."
            return _unresolved(in_words(target), kind, reason)
        if text is None:
            return None
        name = normal_name(text)
        stopped = self._stopped(name, kind, chain)
        if stopped is not None:
            return stopped
        found = self.tree_of(zone).at(name, fact.type)
        if not found:
            return _unresolved(name, kind, f"The zone has no record {name} {fact.type} for the alias.")
        return self._answer(name, kind, zone, found, (), chain)


def _unresolved(name: str, kind: str, sentence: str) -> Answer:
    return Answer(name, kind, Status.UNRESOLVED, trace=(sentence,))


def _status(records: list[AnswerRecord]) -> Status:
    """Return NOERROR if any record leads to an end, else how the first one ends."""
    ends = [record.leads_to.status if record.leads_to else Status.NOERROR for record in records]
    if not ends:
        return Status.UNRESOLVED
    # A CNAME that leaves the private zones is itself the private part of the answer.
    return Status.NOERROR if {Status.NOERROR, Status.NOT_PRIVATE} & set(ends) else ends[0]


def _sentences(record: AnswerRecord) -> tuple[str, ...]:
    """Return the sentences on one record and on where it leads."""
    if record.endpoint is not None:
        subnets = ", ".join(map(in_words, record.endpoint.subnets)) or "none"
        endpoint = f"endpoint {in_words(record.endpoint.id)} (subnets {subnets})"
        value = f"{endpoint}; AWS gives its addresses at deployment"
    else:
        value = in_words(record.value)
    alias = record.source is not None and record.source.alias is not None
    verb = "is an alias of" if alias else f"has {record.type}"
    return (f"{record.name} {verb} {value}.", *(record.leads_to.trace if record.leads_to else ()))
