import pytest

from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.value import Literal, Resource
from constructs_pkg.audit.zonetree import Outcome, ZoneTree

ZONE = Literal("Z1")


def tree(apex: str, *records: tuple[str, str]) -> ZoneTree:
    facts = (RecordFact(Resource("s", "R"), ZONE, name, kind) for name, kind in records)
    return ZoneTree(ZoneFact(ZONE, apex, ()), facts)


# The zone of RFC 4592 section 2.2.1.
RFC_4592 = tree(
    "example",
    ("example", "SOA"),
    ("example", "NS"),
    ("*.example", "TXT"),
    ("*.example", "MX"),
    ("sub.*.example", "TXT"),
    ("host1.example", "A"),
    ("_ssh._tcp.host1.example", "SRV"),
    ("_ssh._tcp.host2.example", "SRV"),
    ("subdel.example", "NS"),
)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("host3.example", "MX", Outcome.RECORDS),
        ("host3.example", "A", Outcome.NODATA),
        ("foo.bar.example", "TXT", Outcome.RECORDS),
        ("host1.example", "MX", Outcome.NODATA),
        ("sub.*.example", "MX", Outcome.NODATA),
        ("_telnet._tcp.host1.example", "SRV", Outcome.NXDOMAIN),
        ("host.subdel.example", "A", Outcome.DELEGATED),
        ("ghost.*.example", "MX", Outcome.NXDOMAIN),
    ],
)
def test_answers_the_examples_of_rfc_4592(name: str, kind: str, expected: Outcome) -> None:
    """Wildcards answer for the names, and only for the names, that the RFC lists."""
    assert expected == RFC_4592.find(name, kind).outcome


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("_tcp.host2.example", "A", Outcome.NODATA),
        ("host2.example", "A", Outcome.NODATA),
        ("*.example", "MX", Outcome.RECORDS),
        ("*.example", "A", Outcome.NODATA),
        ("subdel.example", "NS", Outcome.RECORDS),
        ("subdel.example", "A", Outcome.DELEGATED),
        ("example", "NS", Outcome.RECORDS),
        ("example", "A", Outcome.NODATA),
    ],
)
def test_knows_the_names_that_exist_without_records(name: str, kind: str, expected: Outcome) -> None:
    """A name above another exists, and the apex does; neither is NXDOMAIN nor answered by a wildcard."""
    assert expected == RFC_4592.find(name, kind).outcome


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("www.a.test", "A", Outcome.CNAME),
        ("www.a.test", "CNAME", Outcome.RECORDS),
        ("x.w.a.test", "A", Outcome.CNAME),
        ("a.test", "SOA", Outcome.BY_ROUTE_53),
        ("a.test", "NS", Outcome.BY_ROUTE_53),
        ("below.www.a.test", "A", Outcome.NXDOMAIN),
    ],
)
def test_finds_cnames_and_what_route_53_makes(name: str, kind: str, expected: Outcome) -> None:
    """A CNAME answers for every other type, below a wildcard too; the apex has its own SOA and NS."""
    zone = tree("a.test", ("www.a.test", "CNAME"), ("*.w.a.test", "CNAME"), ("www.elsewhere.test", "A"))
    assert expected == zone.find(name, kind).outcome


def test_says_what_it_found() -> None:
    """Each outcome comes with one sentence."""
    expected = [
        "Wildcard *.example stands for host3.example and has MX records.",
        "host1.example exists, but has no MX records, only A.",
        "host2.example exists, but has no A records.",
        "The zone has no x.host1.example, and no wildcard for it: NXDOMAIN, never public DNS.",
        "subdel.example is delegated to other name servers by its NS record.",
    ]
    questions = [
        ("host3.example", "MX"),
        ("host1.example", "MX"),
        ("host2.example", "A"),
        ("x.host1.example", "A"),
        ("subdel.example", "A"),
    ]
    assert expected == [RFC_4592.find(name, kind).sentence for name, kind in questions]


def test_speaks_of_public_dns_where_a_private_zone_hides_it() -> None:
    """A name that a public zone lacks has no other zone to ask."""
    public = ZoneTree(ZoneFact(Literal("Z1"), "example", (), public=True), ())
    assert "The zone has no a.example, and no wildcard for it: NXDOMAIN." == public.find("a.example", "A").sentence
