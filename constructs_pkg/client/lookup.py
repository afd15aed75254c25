"""Asks the DNS, by dnspython, and says in values what it answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from ipaddress import ip_address

import dns.asyncresolver
import dns.exception
import dns.message
import dns.name
import dns.rdatatype
import dns.resolver

from constructs_pkg.client.answers import Absent, Answer, Found, Question, Unanswered


def ask(resolver: Callable[[], dns.resolver.Resolver], question: Question, lifetime: float) -> Answer:
    """Return the answer to a question, or that there was none within `lifetime` seconds; raise nothing."""
    try:
        asking = resolver()
        found = asking.resolve(
            dns.name.from_text(question.name),
            question.family,
            search=False,
            lifetime=min(lifetime, asking.lifetime),
            raise_on_no_answer=False,
        )
    except Exception as error:
        return _failure(error)
    return _answer(found)


async def ask_async(resolver: Callable[[], dns.asyncresolver.Resolver], question: Question, lifetime: float) -> Answer:
    """Return the same in an event loop."""
    try:
        asking = resolver()
        found = await asking.resolve(
            dns.name.from_text(question.name),
            question.family,
            search=False,
            lifetime=min(lifetime, asking.lifetime),
            raise_on_no_answer=False,
        )
    except Exception as error:
        return _failure(error)
    return _answer(found)


def _answer(found: dns.resolver.Answer) -> Answer:
    if found.rrset is None:
        return Absent(_negative_ttl(found.response))
    # A resolver with a cache of its own gives answers that have aged.
    ttl = min(found.chaining_result.minimum_ttl, found.expiration - time.time())
    return Found(tuple(ip_address(each.address) for each in found.rrset), max(0.0, ttl))


def _failure(error: Exception) -> Answer:
    match error:
        case dns.resolver.NXDOMAIN():
            responses: Mapping[dns.name.Name, dns.message.QueryMessage] = error.kwargs.get("responses", {})
            return Absent(min(map(_negative_ttl, responses.values()), default=0.0), whole_name=True)
        case dns.exception.Timeout():
            return Unanswered("was not answered in time")
        case _:
            return Unanswered(f"was not answered: {type(error).__name__}: {error}")


def _negative_ttl(response: dns.message.QueryMessage) -> float:
    """Return for how long a negative answer is good: not at all without an SOA record (RFC 2308 section 5)."""
    if not any(each.rdtype == dns.rdatatype.SOA for each in response.authority):
        return 0.0
    return float(response.resolve_chaining().minimum_ttl)
