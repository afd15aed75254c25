"""What tests serve: facts, or a case of the table, and the response to one question of it."""

from collections.abc import Sequence
from random import Random

import dns.edns
import dns.message
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.wire.message import respond
from constructs_pkg.audit.wire.served import Served
from constructs_pkg.audit.wire.standins import StandIns
from constructs_pkg.audit.world import ALL_IS_WELL, World

from ..case_table import Case, facts_of, world_of


def served(facts: Facts, *origins: str, world: World = ALL_IS_WELL, seed: int = 0) -> Served:
    standins = StandIns()
    standins.add(facts)
    return Served(facts, world, origins, standins, Random(seed))


def served_case(case: Case, seed: int = 0) -> Served:
    return served(facts_of(case), case.ask["from"], world=world_of(case), seed=seed)


def respond_to(wire: bytes, what: Served, origin: str, stream: bool = False) -> bytes | None:
    return respond(wire, lambda name, kind: what.reply(origin, name, kind), stream)


def ask(what: Served, origin: str, name: str, kind: str = "A", stream: bool = False) -> dns.message.Message:
    """Return the response to a question with EDNS, as a client reads it."""
    query = dns.message.make_query(name, kind, use_edns=0, payload=4096)
    wire = respond_to(query.to_wire(), what, origin, stream)
    assert wire is not None
    response = dns.message.from_wire(wire)
    assert query.is_response(response)
    return response


def reasons(response: dns.message.Message) -> list[str]:
    """Return the texts of the Extended DNS Errors of a response."""
    return [one.text or "" for one in response.options if isinstance(one, dns.edns.EDEOption)]


def lines(rrsets: Sequence[dns.rrset.RRset]) -> list[str]:
    """Return records as lines of a zone file, those of one name and type in order of their text."""
    return [line for rrset in rrsets for line in sorted(rrset.to_text().splitlines())]
