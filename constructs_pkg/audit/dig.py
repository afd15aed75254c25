"""One answer as the ``dig`` of BIND writes it: the header with the status, the question, the answer.

What a resolver would send stands in the sections; what only the assembly tells stands in comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.sentences import unknown_in
from constructs_pkg.audit.value import in_words, literal_text, only_resource
from constructs_pkg.audit.vantage import Vantage

# Types whose value is one domain name, which dig writes with its last dot.
_NAMES = {"CNAME", "NS", "PTR"}

# RFC 2308 section 2.2: NODATA is NOERROR on the wire.
_ON_THE_WIRE = {Status.NODATA: "NOERROR"}

# Endings that say nothing without their reason.
_UNEXPLAINED = (Status.UNRESOLVED, Status.SERVFAIL, Status.NO_ANSWER)


@dataclass(frozen=True)
class Line:
    """One record of an answer section; `value` says where it comes from if `known` is False."""

    owner: str
    ttl: str
    type: str
    value: str
    known: bool


def answer_lines(answer: Answer, owner: str | None = None) -> Iterator[Line]:
    """Yield the records a resolver would send: CNAMEs with what they lead to, aliases as their targets."""
    owner = owner or answer.name
    for record in answer.records:
        if record.source is not None and record.source.alias is not None and record.leads_to is not None:
            yield from answer_lines(record.leads_to, owner)
            continue
        yield _line(owner, record)
        if record.leads_to is not None:
            yield from answer_lines(record.leads_to)


def _line(owner: str, record: AnswerRecord) -> Line:
    known = literal_text(record.value)
    if known is None:
        return Line(owner, _ttl(record.source), record.type, _origin(record), known=False)
    dotted = record.type in _NAMES and not known.endswith(".")
    return Line(owner, _ttl(record.source), record.type, f"{known}." if dotted else known, known=True)


def _ttl(source: RecordFact | None) -> str:
    """Return a record's TTL; that of an alias is its target's, which AWS decides."""
    return (literal_text(source.ttl) if source is not None else None) or "-"


def _origin(record: AnswerRecord) -> str:
    """Return where a value comes from: the resource it is of, and the subnets that its addresses are from."""
    unknown, resource = unknown_in(record.value), only_resource(record.value)
    subnets = f", from {', '.join(map(in_words, record.subnets))}" if record.subnets else ""
    return in_words(unknown or resource or record.value) + subnets


def legal_name(text: str) -> bool:
    """Tell whether `text` can be a domain name: labels of 1 to 63 octets, 253 in all (RFC 1035 section 2.3.4)."""
    name = text.removesuffix(".")
    return len(name.encode()) <= 253 and all(1 <= len(label.encode()) <= 63 for label in name.split("."))


def dig_text(answer: Answer, vantage: Vantage, trace: bool, unread: int = 0) -> str:
    """Return an answer in dig's habits.

    Args:
        answer: The answer.
        vantage: Where it was asked.
        trace: Whether to tell the way to the answer, sentence by sentence.
        unread: How many things of the assembly are not read, and so may change the answer.
    """
    told = ("\t".join(map(presented, line)) for line in _text(answer, vantage, trace))
    notes = (
        f"\n;; NOTE: {unread} of the assembly's parts are not read; private-cells names lists them" if unread else ""
    )
    return "\n".join(told) + notes


def _text(answer: Answer, vantage: Vantage, trace: bool) -> Iterator[tuple[str, ...]]:
    """Yield the lines, each as the columns that tabs divide."""
    lines = list(dict.fromkeys(answer_lines(answer)))
    status = _ON_THE_WIRE.get(answer.outcome, answer.outcome.value)
    yield (f"; <<>> private-cells <<>> {answer.name} {answer.type} from {vantage.label}",)
    yield (f";; ->>HEADER<<- opcode: QUERY, status: {status}",)
    yield (f";; QUERY: 1, ANSWER: {len(lines)}",)
    yield ("",)
    yield (";; QUESTION SECTION:",)
    yield f";{answer.name}.", "", "IN", answer.type
    if lines:
        yield ("",)
        yield (";; ANSWER SECTION:",)
    for line in lines:
        yield f"{line.owner}.", line.ttl, "IN", line.type, line.value if line.known else f"; {line.value}"
    yield ("",)
    yield from ((f";; {sentence}",) for sentence in _comments(answer))
    if trace:
        yield (";; TRACE:",)
        yield from ((f";;   {sentence}",) for sentence in answer.trace)


def _comments(answer: Answer) -> Iterator[str]:
    """Yield what a resolver would not send: the zone, chance, what is masked, and why nothing is told."""
    end = answer.last
    if end.rule is not None:
        to = ", ".join(target.text for target in end.to) or "name servers whose addresses are not told"
        yield f"FORWARDED: to {to}, by {end.rule.words}"
    if end.network is not None:
        yield f"NETWORK: {end.network} answers, as declared"
    if end.blocked and answer.trace:
        yield f"BLOCKED: {end.trace[-1]}"
    if end.zone is not None:
        kind = "public" if end.zone.public else "private, as declared" if end.zone.declared else "private"
        yield f"ZONE: {end.zone.name}. ({in_words(end.zone.id)}, {kind})"
    if answer.chance is not None:
        yield f"CHANCE: an answer has {answer.chance} of these {len(answer.final)}"
    passed_over = sum(len(one.passed_over) for one in answer.chain)
    if passed_over:
        yield f"POLICY: {passed_over} other record{'s' if passed_over > 1 else ''} not chosen"
    masked = next((one.masked for one in reversed(answer.chain) if one.masked is not None), None)
    if masked is not None:
        yield f"MASKED: public zone {masked.name}. ({in_words(masked.id)}) has the name and is not asked"
    unchosen = answer.outcome is Status.NODATA and bool(answer.last.passed_over)
    if answer.outcome is Status.NODATA and not unchosen and not end.blocked:
        yield "NODATA: the name exists and has no such record"
    if (unchosen or answer.outcome in _UNEXPLAINED) and answer.trace:
        yield f"WHY: {answer.trace[-1]}"
