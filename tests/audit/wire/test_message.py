"""Headers, EDNS, sizes and messages that are no questions, by their RFCs."""

import socket
import struct

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rdata
import dns.rdatatype
import dns.rrset
import pytest
from dns.flags import EDNSFlag, Flag
from dns.rcode import Rcode
from hypothesis import example, given, settings
from hypothesis import strategies as st

from constructs_pkg.audit.wire.message import respond
from constructs_pkg.audit.wire.reply import Reason, Reply
from constructs_pkg.audit.wire.served import Served

from ..templates import one_cell, record, ref
from .loopback_server import answering
from .served import respond_to, served

Z = ref("Zone")
FACTS = one_cell(
    {
        "Db": record(Z, "db.example.com", "A", "10.0.0.5"),
        "Few": record(Z, "few.example.com", "A", *(f"10.0.1.{number}" for number in range(1, 41))),
        "Many": record(Z, "many.example.com", "A", *(f"10.0.{block}.1" for block in range(256))),
        "Www": record(Z, "www.example.com", "CNAME", "db.example.com"),
    }
)


@pytest.fixture(scope="module")
def what() -> Served:
    return served(FACTS, "us")


def answer(what: Served, query: dns.message.Message | bytes, stream: bool = False) -> dns.message.Message:
    wire = respond_to(query if isinstance(query, bytes) else query.to_wire(), what, "us", stream)
    assert wire is not None
    return dns.message.from_wire(wire)


def header(identifier: int = 7, flags: int = 0x0100, questions: int = 1) -> bytes:
    return struct.pack("!HHHHHH", identifier, flags, questions, 0, 0, 0)


QUESTION = b"\x02db\x07example\x03com\x00\x00\x01\x00\x01"


def test_a_response_is_that_of_a_recursive_resolver(what: Served) -> None:
    """RA is set and AA is not; the id, RD and CD are the query's (RFC 1035 section 4.1.1, RFC 4035 section 3.2.2)."""
    query = dns.message.make_query("db.example.com", "A")
    query.flags |= Flag.CD
    response = answer(what, query)
    assert (query.id, Flag.QR | Flag.RD | Flag.RA | Flag.CD) == (response.id, response.flags)
    query.flags = Flag(0)
    assert Flag.QR | Flag.RA == answer(what, query).flags


def test_the_question_comes_back_as_it_was_written(what: Served) -> None:
    """Upper and lower case of the question are kept, so that clients that mix them recognise it."""
    query = dns.message.make_query("dB.ExAmPlE.CoM", "A")
    response = answer(what, query)
    assert (b"dB", b"ExAmPlE", b"CoM", b"") == response.question[0].name.labels
    assert "dB.ExAmPlE.CoM." == response.answer[0].name.to_text()


def test_edns_is_answered_with_edns_and_only_then(what: Served) -> None:
    """An OPT record is in the response if and only if it is in the query; DO comes back (RFC 6891, RFC 3225)."""
    assert -1 == answer(what, dns.message.make_query("db.example.com", "A")).edns
    response = answer(what, dns.message.make_query("db.example.com", "A", want_dnssec=True))
    assert (0, 4096, EDNSFlag.DO) == (response.edns, response.payload, response.ednsflags)


def test_a_version_of_edns_that_is_not_known_is_bad(what: Served) -> None:
    """EDNS of version 1 is answered with BADVERS and version 0 (RFC 6891 section 6.1.3)."""
    response = answer(what, dns.message.make_query("db.example.com", "A", use_edns=1))
    assert (Rcode.BADVERS, 0, []) == (response.rcode(), response.edns, response.answer)


@pytest.mark.parametrize(
    ("name", "payload", "truncated"),
    [
        ("few.example.com", None, True),
        ("few.example.com", 512, True),
        ("few.example.com", 1232, False),
        ("many.example.com", 4096, True),
        # More than 4096 octets are never sent over UDP.
        ("many.example.com", 65_535, True),
    ],
)
def test_what_is_too_large_for_udp_is_for_tcp(what: Served, name: str, payload: int | None, truncated: bool) -> None:
    """A response over the client's size is empty with TC, and whole over TCP (RFC 2181 section 9)."""
    query = dns.message.make_query(name, "A", use_edns=payload is not None, payload=payload or 0)
    wire = respond_to(query.to_wire(), what, "us")
    assert wire is not None and len(wire) <= max(512, min(4096, payload or 512))
    response = dns.message.from_wire(wire)
    assert truncated == bool(response.flags & Flag.TC)
    assert truncated == (response.answer == [])
    whole = answer(what, query, stream=True)
    assert (False, 256 if name == "many.example.com" else 40) == (bool(whole.flags & Flag.TC), len(whole.answer[0]))


def test_a_reason_that_does_not_fit_leaves_first() -> None:
    """Where records fit and the reason does not, the records come without it, and TC (RFC 8914 section 3)."""
    rrset = dns.rrset.from_text("a.test.", 60, "IN", "TXT", " ".join(["x" * 200] * 2))
    reply = Reply(Rcode.NOERROR, (rrset,), reason=Reason(dns.edns.EDECode.OTHER, "y" * 300))
    query = dns.message.make_query("a.test", "TXT", use_edns=0, payload=512)
    wire = respond(query.to_wire(), lambda name, kind: reply, stream=False)
    response = dns.message.from_wire(wire or b"")
    assert ([rrset], (), Flag.TC) == (response.answer, response.options, response.flags & Flag.TC)


def test_what_no_message_can_hold_is_a_failure() -> None:
    """Records of more than 65535 octets are SERVFAIL over TCP."""
    rrset = dns.rrset.from_rdata_list(
        dns.name.from_text("a.test"),
        60,
        [dns.rdata.from_text("IN", "TXT", f'"{number:0255}"') for number in range(300)],
    )
    query = dns.message.make_query("a.test", "TXT")
    wire = respond(query.to_wire(), lambda name, kind: Reply(Rcode.NOERROR, (rrset,)), stream=True)
    assert Rcode.SERVFAIL == dns.message.from_wire(wire or b"").rcode()


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        (header(flags=0x2100) + QUESTION, Rcode.NOTIMP),
        (header(flags=0x2800) + QUESTION, Rcode.NOTIMP),
        (header(questions=0), Rcode.FORMERR),
        (header(questions=2) + QUESTION + QUESTION, Rcode.FORMERR),
        (header(), Rcode.FORMERR),
        (header() + QUESTION[:-1], Rcode.FORMERR),
        (header() + QUESTION + b"junk", Rcode.FORMERR),
        (header() + b"\xc0\x0c\x00\x01\x00\x01", Rcode.FORMERR),
        (header() + QUESTION[:-2] + b"\x00\x03", Rcode.REFUSED),
        (header() + QUESTION[:-2] + b"\x00\xff", Rcode.REFUSED),
        (header() + QUESTION[:-4] + b"\x00\xfc\x00\x01", Rcode.REFUSED),
        (header() + QUESTION[:-4] + b"\x00\xfb\x00\x01", Rcode.REFUSED),
        (header() + QUESTION[:-4] + b"\x00\xfd\x00\x01", Rcode.NOTIMP),
        (header() + QUESTION[:-4] + b"\x00\x29\x00\x01", Rcode.FORMERR),
        (header() + QUESTION[:-4] + b"\xff\xfe\x00\x01", Rcode.NOERROR),
    ],
    ids=[
        *("opcode STATUS", "opcode UPDATE", "no question", "two questions", "question missing", "question cut"),
        *("junk behind", "name points at itself", "class CH", "class ANY", "AXFR", "IXFR", "MAILB", "OPT", "TYPE65534"),
    ],
)
def test_what_is_no_question_for_records_has_its_code(what: Served, wire: bytes, expected: Rcode) -> None:
    """NOTIMP for other opcodes, FORMERR for what cannot be read, REFUSED for other classes and zone transfers."""
    response = answer(what, wire)
    assert (expected, 7, []) == (response.rcode(), response.id, response.answer)


def test_a_signed_query_is_not_authorised(what: Served) -> None:
    """There is no key that the server knows (RFC 8945 section 5.2.1)."""
    query = dns.message.make_query("db.example.com", "A")
    query.use_tsig({dns.name.from_text("key."): b"secret"})
    assert Rcode.NOTAUTH == answer(what, query).rcode()


@pytest.mark.parametrize("wire", [b"", header()[:-1], header(flags=0x8180) + QUESTION])
def test_what_is_no_query_is_not_answered(what: Served, wire: bytes) -> None:
    """Less than a header, and responses, are ignored."""
    assert respond_to(wire, what, "us") is None


@pytest.mark.parametrize(("name", "kind"), [("www.example.com", "CNAME"), ("db.example.com", "HINFO")])
def test_any_is_answered_with_little(what: Served, name: str, kind: str) -> None:
    """ANY gives a CNAME where there is one, else one HINFO record (RFC 8482 sections 4.2 and 4.3)."""
    response = answer(what, dns.message.make_query(name, "ANY"))
    assert [kind] == [dns.rdatatype.to_text(rrset.rdtype) for rrset in response.answer]


def test_any_of_no_name_is_nxdomain(what: Served) -> None:
    """A name that does not exist does not exist for ANY either."""
    assert Rcode.NXDOMAIN == answer(what, dns.message.make_query("no.example.com", "ANY")).rcode()


QUERY = dns.message.make_query("www.example.com", "A", use_edns=0).to_wire()


def bent(wire: bytes) -> st.SearchStrategy[bytes]:
    """Return strategies for messages with some octets changed, cut off, put in or added."""
    octets = st.lists(st.tuples(st.integers(0, len(wire) - 1), st.integers(0, 255)), max_size=6)
    cuts = st.integers(0, len(wire))

    def bend(changes: list[tuple[int, int]], cut: int, added: bytes) -> bytes:
        changed = bytearray(wire)
        for place, octet in changes:
            changed[place] = octet
        return bytes(changed[:cut]) + added + bytes(changed[cut:])

    return st.builds(bend, octets, cuts, st.binary(max_size=40))


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.binary(max_size=600), bent(QUERY), st.binary(max_size=300).map(lambda tail: header() + tail)))
@example(header() + b"\xff" * 600)
def test_no_message_stops_the_server(wire: bytes) -> None:
    """Whatever comes, there is no response, or one with the id of the query and the size of UDP."""
    what = served(FACTS, "us")
    response = respond_to(wire, what, "us")
    if response is not None:
        assert wire[:2] == response[:2]
        assert len(response) <= 4096
        assert dns.message.from_wire(response).flags & Flag.QR


def test_a_server_outlives_odd_messages(what: Served) -> None:
    """Odd messages over UDP and TCP, broken connections too, leave a server that answers."""
    complaints: list[str] = []
    query = dns.message.make_query("db.example.com", "A")

    @settings(max_examples=150, deadline=None, database=None)
    @given(st.one_of(st.binary(max_size=300), bent(QUERY)), st.booleans(), st.integers(0, 65_535))
    def throw(wire: bytes, stream: bool, length: int) -> None:
        kind = socket.SOCK_STREAM if stream else socket.SOCK_DGRAM
        with socket.socket(socket.AF_INET, kind) as client:
            client.connect(("127.0.0.1", port))
            client.send(struct.pack("!H", length) + wire if stream else wire)

    with answering(lambda wire, stream: respond_to(wire, what, "us", stream), complaints.append) as port:
        throw()
        for ask in (dns.query.udp, dns.query.tcp):
            assert Rcode.NOERROR == ask(query, "127.0.0.1", timeout=5, port=port).rcode()
    assert [] == complaints


def test_a_fault_of_the_program_is_a_failure_and_is_told() -> None:
    """An error that nobody foresaw is SERVFAIL for that one query, and a complaint with its message."""
    complaints: list[str] = []
    query = dns.message.make_query("db.example.com", "A")

    def broken(wire: bytes, stream: bool) -> bytes | None:
        raise ZeroDivisionError("unforeseen")

    with answering(broken, complaints.append) as port:
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            with socket.socket(socket.AF_INET, kind) as client:
                client.settimeout(5)
                client.connect(("127.0.0.1", port))
                before = struct.pack("!H", len(query.to_wire())) if kind is socket.SOCK_STREAM else b""
                client.send(before + query.to_wire())
                received = client.recv(512)[len(before) :]
            assert Rcode.SERVFAIL == dns.message.from_wire(received).rcode()
    assert 2 == sum("ZeroDivisionError('unforeseen')" in one for one in complaints)
