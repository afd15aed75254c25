"""A query's bytes to a response's bytes, by the rules of RFC 1035, 6891 (EDNS) and 8914 (reasons)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import dns.edns
import dns.exception
import dns.flags
import dns.message
import dns.name
from dns.rcode import Rcode
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType

from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.wire.reply import Reply

# The largest responses over UDP, without and with EDNS:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSBehavior.html.
PLAIN_SIZE = 512
EDNS_SIZE = 4096
STREAM_SIZE = 65_535

# A bound of this room; RFC 8914 section 2 asks for short texts.
LONGEST_REASON = 400

_HEADER = struct.Struct("!HHHHHH")
_OPCODE, _COPIED = 0x7800, 0x7900

Answering: TypeAlias = Callable[[dns.name.Name, RdataType], Reply]


def respond(wire: bytes, answering: Answering, stream: bool) -> bytes | None:
    """Return the response to a query, or None where there is none to give.

    Nothing is answered that is no query, so that two servers cannot talk to each other for ever.

    Args:
        wire: The message as it came.
        answering: Gives the reply to a question of class IN.
        stream: Whether it came over TCP, so that the response need not be cut to size.
    """
    if len(wire) < _HEADER.size:
        return None
    _, flags, questions, *_ = _HEADER.unpack_from(wire)
    if flags & dns.flags.QR:
        return None
    if flags & _OPCODE:
        return bare(wire, Rcode.NOTIMP)
    if questions != 1:
        # RFC 9619: a query has one question.
        return bare(wire, Rcode.FORMERR)
    try:
        query = dns.message.from_wire(wire, keyring=None)
    except dns.message.UnknownTSIGKey:
        # RFC 8945 section 5.2.1: a key that the server does not have.
        return bare(wire, Rcode.NOTAUTH)
    except (dns.exception.DNSException, ValueError):
        return bare(wire, Rcode.FORMERR)
    reply = _reply(query, answering)
    return None if reply.silent else _written(query, reply, stream)


def bare(wire: bytes, rcode: Rcode) -> bytes:
    """Return a response of a header alone, to a query of at least a header."""
    identifier, flags, *_ = _HEADER.unpack_from(wire)
    return _HEADER.pack(identifier, flags & _COPIED | dns.flags.QR | dns.flags.RA | rcode, 0, 0, 0, 0)


def _reply(query: dns.message.Message, answering: Answering) -> Reply:
    question = query.question[0]
    if query.edns > 0:
        # RFC 6891 section 6.1.3.
        return Reply(Rcode.BADVERS)
    if question.rdclass is not RdataClass.IN:
        return Reply(Rcode.REFUSED)
    rcode = _of_type(question.rdtype)
    return answering(question.name, question.rdtype) if rcode is None else Reply(rcode)


def _of_type(kind: RdataType) -> Rcode | None:
    """Return the code for types that are no records (RFC 6895 section 3.1), as BIND has them; None for others."""
    if kind in (RdataType.AXFR, RdataType.IXFR):
        return Rcode.REFUSED
    if kind in (RdataType.MAILA, RdataType.MAILB, RdataType.TKEY):
        return Rcode.NOTIMP
    if kind in (RdataType.NONE, RdataType.OPT) or (128 <= kind <= 254):
        return Rcode.FORMERR
    return None


def _written(query: dns.message.Message, reply: Reply, stream: bool) -> bytes:
    """Write a reply, and where it does not fit first leave out the reason, then all records (RFC 8914 section 3)."""
    limit = STREAM_SIZE if stream else _limit(query)
    for tried, flags in ((reply, 0), (replace(reply, reason=None), dns.flags.TC)):
        try:
            return _message(query, tried, flags).to_wire(max_size=limit)
        except dns.exception.TooBig:
            continue
    # What no stream can carry cannot be asked for again.
    last = _message(query, Reply(Rcode.SERVFAIL)) if stream else _message(query, Reply(reply.rcode), dns.flags.TC)
    return last.to_wire(max_size=limit)


def _limit(query: dns.message.Message) -> int:
    return max(PLAIN_SIZE, min(EDNS_SIZE, query.payload)) if query.edns >= 0 else PLAIN_SIZE


def _message(query: dns.message.Message, reply: Reply, flags: int = 0) -> dns.message.Message:
    """Return the message of a recursive resolver: RA, no AA, and what RFC 3225 and 4035 have copied."""
    message = dns.message.make_response(query, recursion_available=True, our_payload=EDNS_SIZE)
    message.flags |= query.flags & dns.flags.CD | flags
    if query.edns >= 0:
        options: list[dns.edns.Option] = []
        if reply.reason is not None:
            options.append(dns.edns.EDEOption(reply.reason.code, _shortened(presented(reply.reason.text))))
        message.use_edns(0, query.ednsflags & dns.flags.DO, EDNS_SIZE, EDNS_SIZE, options)
    message.set_rcode(reply.rcode)
    message.answer = list(reply.answer)
    message.authority = list(reply.authority)
    return message


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 1]}…"
