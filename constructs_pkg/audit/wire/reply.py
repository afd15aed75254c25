"""What a question is answered with, apart from the message that carries it: rcode, sections and the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import dns.name
import dns.rrset
from dns.edns import EDECode
from dns.rcode import Rcode

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.wire.authority import negative_soa
from constructs_pkg.audit.wire.rdata import Unpresentable
from constructs_pkg.audit.wire.sections import AnswerSection
from constructs_pkg.audit.wire.standins import StandIns

# Told for one answer; the rest is counted.
MOST_STANDINS = 4

# The response code of each outcome; all others are a failure to resolve, which RFC 1035 section 4.1.1 calls SERVFAIL.
_RCODES = {
    "NOERROR": Rcode.NOERROR,
    "NODATA": Rcode.NOERROR,
    "NXDOMAIN": Rcode.NXDOMAIN,
    "REFUSED": Rcode.REFUSED,
}
_NEGATIVE = ("NODATA", "NXDOMAIN")
# Where a VPC has no resolver, nobody answers.
_SILENT = "NO-ANSWER"


@dataclass(frozen=True)
class Reason:
    """An Extended DNS Error: why an answer is as it is, for people (RFC 8914)."""

    code: EDECode
    text: str


@dataclass(frozen=True)
class Reply:
    """What to answer a question with.

    Attributes:
        silent: Whether there is nobody who would answer, so that no message is sent.
    """

    rcode: Rcode
    answer: tuple[dns.rrset.RRset, ...] = ()
    authority: tuple[dns.rrset.RRset, ...] = ()
    reason: Reason | None = None
    silent: bool = False


def refusal(code: EDECode, text: str) -> Reply:
    """Return the reply of a server that is not there for a question (RFC 1035 section 4.1.1)."""
    return Reply(Rcode.REFUSED, reason=Reason(code, text))


def reply_to(answer: Answer, owner: dns.name.Name, facts: Facts, standins: StandIns, random: Random) -> Reply:
    """Return the reply that carries `answer`.

    A name that public DNS would answer is REFUSED, so that a client asks its next name server; where a chain
    leads there, or is not told, it is SERVFAIL with as much of the chain as there is (RFC 6604 section 2.1).

    Args:
        answer: The answer, with every choice made but which of many multivalue records.
        owner: The name as it was asked.
        facts: The assembly.
        standins: Names and addresses for what only a deployment knows.
        random: What decides which of many multivalue records are in the answer.
    """
    if answer.status is Status.NOT_PRIVATE:
        return refusal(EDECode.NOT_AUTHORITATIVE, _public(answer))
    outcome = answer.outcome.value
    section = AnswerSection(facts, standins, random)
    authority: tuple[dns.rrset.RRset, ...] = ()
    try:
        section.write(answer, owner)
        zone = next((one.zone for one in reversed(answer.chain) if one.zone is not None), None)
        nothing = outcome == "NOERROR" and not section.rrsets and not section.leads_to_public_dns
        if (nothing or outcome in _NEGATIVE) and zone is not None:
            authority = (negative_soa(facts, zone, standins),)
    except Unpresentable as error:
        return Reply(Rcode.SERVFAIL, reason=Reason(EDECode.INVALID_DATA, str(error)))
    if section.leads_to_public_dns:
        if not section.rrsets:
            return refusal(EDECode.NOT_AUTHORITATIVE, _public(answer))
        return Reply(
            Rcode.SERVFAIL, tuple(section.rrsets), reason=Reason(EDECode.NO_REACHABLE_AUTHORITY, _public(answer))
        )
    rcode = _RCODES.get(outcome, Rcode.SERVFAIL)
    explained = rcode in (Rcode.NOERROR, Rcode.NXDOMAIN)
    why = _standins_in_words(section.told) if explained else _failure(answer)
    return Reply(rcode, tuple(section.rrsets), authority, why, outcome == _SILENT)


def _failure(answer: Answer) -> Reason:
    end = answer.last
    if end.status is Status.NOT_PRIVATE:
        return Reason(EDECode.NO_REACHABLE_AUTHORITY, _public(answer))
    if end.rule is not None and end.status is Status.FORWARDED:
        to = ", ".join(target.text for target in end.to) or "name servers whose addresses are not told"
        return Reason(EDECode.OTHER, f"forwarded to {to} by {end.rule.words}")
    return Reason(EDECode.OTHER, _why(answer))


def _public(answer: Answer) -> str:
    return f"public DNS is not in the assembly: {_why(answer)}"


def _why(answer: Answer) -> str:
    return answer.trace[-1] if answer.trace else answer.outcome.value


def _standins_in_words(told: list[str]) -> Reason | None:
    clauses = list(dict.fromkeys(told))
    if not clauses:
        return None
    more = f"; and {len(clauses) - MOST_STANDINS} more" if len(clauses) > MOST_STANDINS else ""
    return Reason(EDECode.OTHER, f"known at deployment: {'; '.join(clauses[:MOST_STANDINS])}{more}")
