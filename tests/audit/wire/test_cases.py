"""Every case of the table is answered over UDP and TCP, to dnspython as the client, as its source says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rdata
import dns.rdatatype
import dns.rrset
import pytest
from dns.flags import Flag
from dns.rcode import Rcode
from dns.rdatatype import RdataType

from constructs_pkg.audit.wire.served import Served

from ..case_table import Case, all_cases
from .loopback_server import answering
from .served import reasons, respond_to, served_case

RCODES = {
    "NOERROR": {Rcode.NOERROR},
    "NODATA": {Rcode.NOERROR},
    "NXDOMAIN": {Rcode.NXDOMAIN},
    "REFUSED": {Rcode.REFUSED},
    "SERVFAIL": {Rcode.SERVFAIL},
    "FORWARDED": {Rcode.SERVFAIL},
    # What public DNS would answer is refused.
    "UNRESOLVED": {Rcode.SERVFAIL, Rcode.REFUSED},
    "PUBLIC": {Rcode.SERVFAIL, Rcode.REFUSED},
}


@dataclass
class Table:
    """The server's answers come from the case that is being asked."""

    case: Case | None = None
    what: Served | None = None
    complaints: list[str] = field(default_factory=list)

    def respond(self, wire: bytes, stream: bool) -> bytes | None:
        assert self.case is not None and self.what is not None
        return respond_to(wire, self.what, self.case.ask["from"], stream)


@pytest.fixture(scope="module")
def table() -> Table:
    return Table()


@pytest.fixture(scope="module")
def port(table: Table) -> Iterator[int]:
    with answering(table.respond, table.complaints.append) as port:
        yield port
    assert [] == table.complaints


@pytest.mark.parametrize("case", all_cases(), ids=[case.id for case in all_cases()])
def test_is_answered_over_udp_and_tcp_as_its_source_says(case: Case, table: Table, port: int) -> None:
    """The rcode, the chain, the values and the reason are those of the case, whichever way the question comes."""
    query = dns.message.make_query(case.ask["name"], case.ask["type"], use_edns=0, payload=4096)
    table.case = case
    for ask in (dns.query.udp, dns.query.tcp):
        table.what = served_case(case)
        if case.answer["status"] == "NO-ANSWER":
            with pytest.raises((dns.exception.Timeout, EOFError)):
                ask(query, "127.0.0.1", timeout=0.2, port=port)
            continue
        response = ask(query, "127.0.0.1", timeout=5, port=port)
        assert [] == list(differences(case, table.what, response))


def status_of(case: Case) -> str:
    """Return the status of a case, PUBLIC where public DNS gives the addresses of an AWS service."""
    values = case.answer.get("values", ())
    return "PUBLIC" if any(value.startswith("aws-service:") for value in values) else str(case.answer["status"])


def differences(case: Case, what: Served, response: dns.message.Message) -> Iterator[str]:
    """Yield what a response has otherwise than the case."""
    status, answer = status_of(case), case.answer
    if Rcode(response.rcode()) not in RCODES[status]:
        yield f"{status} is {Rcode.to_text(response.rcode())}: {response}"
    if response.flags & (Flag.QR | Flag.AA | Flag.TC | Flag.RD | Flag.RA | Flag.AD) != Flag.QR | Flag.RD | Flag.RA:
        yield f"the flags are {response.flags:x}"
    chain = [rrset for rrset in response.answer if rrset.rdtype is RdataType.CNAME]
    if status == "NOERROR":
        yield from _values(case, what, response.answer)
    elif status in ("NODATA", "NXDOMAIN"):
        if response.answer != chain:
            yield f"there are records: {response.answer}"
        if [RdataType.SOA] != [one.rdtype for one in response.authority]:
            yield f"the authority section is {response.authority}"
    elif not _tells(answer, reasons(response)):
        yield f"{answer} is told as {reasons(response)}"
    if "through" in answer and case.ask["type"] != "CNAME":
        through = [rrset[0].to_text().lower().removesuffix(".") for rrset in chain]
        if through != answer["through"]:
            yield f"the chain is {through}"


def _tells(answer: Mapping[str, Any], told: list[str]) -> bool:
    """Tell whether the reason of the message is the one of the case."""
    match answer["status"]:
        case "FORWARDED":
            parts = [answer["rule"], *answer.get("to", ())]
        case "NOERROR":
            parts = ["public DNS is not in the assembly", "public addresses of AWS"]
        case _:
            parts = [answer.get("reason", "")]
    return len(told) == 1 and all(part.lower() in told[0].lower() for part in parts)


def _values(case: Case, what: Served, rrsets: list[dns.rrset.RRset]) -> Iterator[str]:
    """Yield how the values of the last name differ from those of the case."""
    kind, answer = RdataType.from_text(case.ask["type"]), case.answer
    actual = {rdata.to_text().lower() for rrset in rrsets if rrset.rdtype is kind for rdata in rrset}
    expected = [presented(case, what, value) for value in answer.get("values", answer.get("one_of", ()))]
    if not actual:
        # A chain that ends at a name which has no records of the type, or is known at deployment only.
        actual = {rdata.to_text().lower() for rrset in rrsets[-1:] for rdata in rrset}
    if "values" in answer and actual != set().union(*expected):
        yield f"the values are {actual}, not {expected}"
    if "one_of" in answer:
        chosen = [one for one in expected if one <= actual]
        if actual != set().union(*chosen) or len(chosen) != answer.get("pick", 1):
            yield f"the values are {actual}, not {answer.get('pick', 1)} of {expected}"


def presented(case: Case, what: Served, value: str) -> set[str]:
    """Return a value of the table as messages have it: literal, or the stand-in's addresses or name."""
    kind = case.ask["type"]
    known_as, _, thing = value.partition(":")
    stack, _, rest = thing.partition("/")
    words = f"{stack}/{rest.replace('/', ' -')}"
    standins = [one for one in what.standins if one.words == words] if rest else []
    if rest and known_as != "endpoint":
        standins += [one for one in what.standins if one.words.startswith(f"{words} ")]
    if standins and kind in ("A", "AAAA"):
        return {str(one.v4 if kind == "A" else one.v6) for standin in standins for one in standin.addresses}
    if standins:
        return {standin.name.to_text() for standin in standins}
    return {dns.rdata.from_text("IN", kind, value, origin=dns.name.root, relativize=False).to_text().lower()}
