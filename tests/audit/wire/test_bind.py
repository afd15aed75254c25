"""Zones made by chance are answered as BIND answers them, name by name; every difference is one that is explained.

Both are the resolver of a VPC with its zones. BIND's root zone has nothing in it, where this server knows that it
does not know public DNS. So they differ in this, and in nothing else:

- outside of all zones BIND says NXDOMAIN for its empty root, and this server REFUSED and why;
- where a CNAME leads there, both have the CNAME, BIND with NXDOMAIN, this server with SERVFAIL and why;
- a failure has nothing but its code from BIND, and from this server the CNAMEs up to it and the reason;
- for BIND a name such as a.*.example.test makes a wildcard *.example.test without records, so that names it would
  stand for exist and have nothing (RFC 4592 section 3.3.1); for Route 53 that asterisk is a character like others:
  https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk;
- asked for the NS records of a delegation BIND asks the name servers there, whom there are none of; this server
  shows the records that the zone has.

DS is not compared: BIND asks the zone above (RFC 4035 section 3.1.4.1), and no page of AWS says whether its Resolver
does that between private zones.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import dns.flags
import dns.message
import dns.name
import dns.query
import pytest
from dns.rcode import Rcode
from dns.rdatatype import RdataType

from .bind import named
from .loopback_server import answering
from .served import lines, reasons, respond_to, served
from .worlds import NAME_SERVER, OUTSIDE, VPCS, Record, World, Zone, world_by_chance

TYPES = ("A", "AAAA", "TXT", "MX", "SRV", "CNAME", "NS", "SOA", "TYPE65280")
PUBLIC = "public DNS is not in the assembly"
DELEGATED = "No one DELEGATE rule of the VPC covers the name servers"
EACH = World(
    (
        Zone(
            "example.test",
            ("east",),
            (
                Record("leaves.example.test", "CNAME", 60, (f"{OUTSIDE}.",)),
                Record("round.example.test", "CNAME", 60, ("b.example.test.",)),
                Record("b.example.test", "CNAME", 60, ("c.example.test.",)),
                Record("c.example.test", "CNAME", 60, ("b.example.test.",)),
                Record("cut.example.test", "NS", 60, (NAME_SERVER,)),
                Record("fails.example.test", "CNAME", 60, ("a.cut.example.test.",)),
                Record("a.*.star.example.test", "A", 60, ("10.0.0.1",)),
            ),
        ),
    )
)
WORLDS = {seed: world_by_chance(Random(seed)) for seed in range(24)} | {24: EACH}


def address(seed: int, vpc: str) -> str:
    """Return the address that asks as a VPC of a world."""
    return f"127.1.{seed}.{VPCS.index(vpc) + 1}"


@pytest.fixture(scope="module")
def bind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder: Path = tmp_path_factory.mktemp("named")
    views = {
        address(seed, vpc): {zone.name: zone.file() for zone in world.of_vpc(vpc)}
        for seed, world in WORLDS.items()
        for vpc in VPCS
    }
    with named(views, folder) as port:
        yield port


@pytest.mark.parametrize("seed", WORLDS)
def test_answers_as_bind_does(seed: int, bind: int) -> None:
    """The rcode, the answer and the SOA record are BIND's, or the difference is one that is explained above."""
    assert compared(seed, bind)["the same"] > 0


def test_every_difference_that_is_explained_exists(bind: int) -> None:
    """No explanation stands here for nothing."""
    explained = {
        *("outside of all zones", "a chain that leaves", "a chain that fails"),
        *("an asterisk within a name", "NS records of a delegation"),
    }
    assert explained == compared(24, bind).keys() - {"the same"}


def test_cnames_in_circles_fail_as_they_do_in_bind(bind: int) -> None:
    """Both end a circle of CNAMEs with SERVFAIL, and show it."""
    query = dns.message.make_query("round.example.test", "A")
    theirs = dns.query.udp(query, "127.0.0.1", timeout=5, port=bind, source=address(24, "east"))
    wire = respond_to(query.to_wire(), served(EACH.facts(), "east"), "east")
    assert (Rcode.SERVFAIL, 3) == (theirs.rcode(), len(theirs.answer))
    assert seen(theirs) == seen(dns.message.from_wire(wire or b""))


def compared(seed: int, bind: int) -> Counter[str]:
    """Return how often what is so of the answers to all questions to a world."""
    world, complaints = WORLDS[seed], list[str]()
    what = served(world.facts(), *VPCS)
    found = Counter[str]()
    for vpc in VPCS:

        def respond(wire: bytes, stream: bool, origin: str = vpc) -> bytes | None:
            return respond_to(wire, what, origin, stream)

        with answering(respond, complaints.append) as port:
            for name in world.names(Random(seed)):
                for kind in TYPES:
                    query = dns.message.make_query(name, kind, use_edns=0, payload=4096)
                    ours = dns.query.udp(query, "127.0.0.1", timeout=5, port=port)
                    theirs = dns.query.udp(query, "127.0.0.1", timeout=5, port=bind, source=address(seed, vpc))
                    found[judged(world.of_vpc(vpc), ours, theirs)] += 1
    assert [] == complaints
    return found


def judged(zones: Sequence[Zone], ours: dns.message.Message, theirs: dns.message.Message) -> str:
    """Return what is so of two answers to one question; fail where nothing explains how they differ."""
    if seen(ours) == seen(theirs):
        return "the same"
    codes, told = (Rcode(ours.rcode()), Rcode(theirs.rcode())), " ".join(reasons(ours))
    same_records = lines(ours.answer) == lines(theirs.answer)
    match codes:
        case (Rcode.REFUSED, Rcode.NXDOMAIN) if same_records and of_the_root(theirs) and PUBLIC in told:
            return "outside of all zones"
        case (Rcode.SERVFAIL, Rcode.NXDOMAIN) if same_records and of_the_root(theirs) and PUBLIC in told:
            return "a chain that leaves"
        case (Rcode.SERVFAIL, Rcode.SERVFAIL) if not theirs.answer and DELEGATED in told:
            return "a chain that fails"
        case (Rcode.NXDOMAIN, Rcode.NOERROR) if seen(ours)[1:] == seen(theirs)[1:] and below_inner_star(zones, theirs):
            return "an asterisk within a name"
        case (Rcode.NOERROR, Rcode.SERVFAIL) if is_delegation(ours):
            return "NS records of a delegation"
    raise AssertionError(f"this server:\n{ours}\nBIND:\n{theirs}")


def seen(message: dns.message.Message) -> tuple[Rcode, list[str], list[str]]:
    soa = [rrset for rrset in message.authority if rrset.rdtype is RdataType.SOA]
    return Rcode(message.rcode()), lines(message.answer), lines(soa)


def of_the_root(message: dns.message.Message) -> bool:
    """Tell whether a negative answer is that of the root zone."""
    return [dns.name.root] == [rrset.name for rrset in message.authority]


def below_inner_star(zones: Sequence[Zone], message: dns.message.Message) -> bool:
    """Tell whether the last name is below one that has a wildcard without records, because of a name below that."""
    last = message.answer[-1][0].to_text() if message.answer else message.question[0].name.to_text()
    names = {record.name for zone in zones for record in zone.records}
    stars = {name.split(".*.", 1)[1] for name in names if ".*." in name}
    return any(last.lower().endswith(f".{above}.") and f"*.{above}" not in names for above in stars)


def is_delegation(message: dns.message.Message) -> bool:
    """Tell whether the last records are those that every delegation of these worlds has."""
    return message.answer[-1].rdtype is RdataType.NS and message.answer[-1][0].to_text() == NAME_SERVER
