"""What the emulator holds after deployment, served by BIND, and what the witness said before it, name by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import dns.message
import dns.query
import dns.rcode
from audit.wire.bind import named

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Resource, in_words, literal_text
from constructs_pkg.audit.vantage import vantages_of
from emulator.cdk import places_of

from .deployment import Deployment
from .views import View, stand_in, views_of

MISSING = "nobody-is-called-this"
Answer = tuple[str, frozenset[str]]
"""NOERROR, NODATA or NXDOMAIN, and the addresses."""


def told(assembly: Path, made: Mapping[str, str], views: list[View]) -> Iterator[tuple[tuple[str, ...], Answer]]:
    """Yield what the witness says of every name that the emulator has at a VPC, and of one that it has not."""
    facts = load(assembly)
    resolver = Resolver(facts)
    for vantage in vantages_of(facts):
        vpc = literal_text(vantage.vpc) or made[in_words(vantage.vpc)]
        view = next(one for one in views if one.vpc == vpc)
        for name, kind in asked(view):
            answer = resolver.resolve(name, kind, vantage)
            addresses = set()
            # Without data the end of the way is the endpoint's name alone.
            for record in answer.final if answer.outcome is Status.NOERROR else ():
                if record.endpoint is not None:
                    assert isinstance(record.endpoint.id, Resource)
                    addresses.add(stand_in(made[in_words(record.endpoint.id)]))
                else:
                    addresses.add(str(literal_text(record.value)))
            assert answer.outcome in (Status.NOERROR, Status.NODATA, Status.NXDOMAIN), (vantage.label, name, answer)
            yield (vpc, name, kind), (answer.outcome.value, frozenset(addresses))


def asked(view: View) -> list[tuple[str, str]]:
    """Return every name of a view with its type, each name as AAAA too, and a name below each zone that nobody has."""
    zones = [zone for zone in view.zones if not zone.endswith(("amazonaws.com", "on.aws"))]
    kinds = [(name, "A" if kind == "CNAME" else kind) for name, kind in view.names]
    return [*kinds, *((name, "AAAA") for name, _ in view.names), *((f"{MISSING}.{zone}.", "A") for zone in zones)]


def served(port: int, views: Mapping[str, View]) -> Iterator[tuple[tuple[str, ...], Answer]]:
    """Yield what BIND answers, asked from the address of each view."""
    for address, view in views.items():
        for name, kind in asked(view):
            query = dns.message.make_query(name, kind)
            answer = dns.query.udp(query, "127.0.0.1", port=port, source=address, timeout=5)
            found = frozenset(data.to_text() for held in answer.answer for data in held if data.rdtype.name == kind)
            ends = {dns.rcode.NOERROR: "NOERROR" if found else "NODATA", dns.rcode.NXDOMAIN: "NXDOMAIN"}
            yield (view.vpc, name, kind), (ends[dns.rcode.Rcode(answer.rcode())], found)


def check_agreement(emulated: Deployment, assembly: Path, folder: Path) -> None:
    """Check that every name of every cell answers as the witness said, and so does a name that no cell has."""
    made = {
        f"{stack}/{logical}": physical
        for stack in places_of(assembly)
        for logical, physical in emulated.stack(stack).resources.items()
    }
    views = views_of(emulated.inventory())
    said = dict(told(assembly, made, views))
    of_example = {vpc for vpc, *_ in said}
    by_address = {f"127.0.0.{place}": view for place, view in enumerate(views, 2) if view.vpc in of_example}
    with named({address: view.zones for address, view in by_address.items()}, folder) as port:
        assert said == dict(served(port, by_address))
    assert len(said) > 2
