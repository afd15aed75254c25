"""Private zones that are not made in the assembly: brought by id, and declared in metadata or not at all.

A template that puts records into a zone by its id says in its own metadata what the zone is called and
which VPCs are associated with it. That is a declaration, which nothing in the assembly can confirm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import RecordFact, StackFact, ZoneFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, Literal, Resource, Value, in_words, literal_flag, literal_text

# ``{"PrivateCells": {"zones": {id: {"name": name, "vpcs": [id, ...]}}}}`` in a template's Metadata; of a public zone
# ``{"name": name, "public": true}``.
METADATA_KEY = "PrivateCells"


def read_declared_zones(reading: Reading) -> Iterator[ZoneFact]:
    """Yield the zones that templates declare; what several templates say of one zone is put together."""
    names: dict[str, list[str]] = {}
    vpcs: dict[str, list[Value]] = {}
    public: set[str] = set()
    for stack in reading.stacks:
        for identifier, entry in _declarations(reading, stack):
            name, found = literal_text(entry.get("name")), entry.get("vpcs")
            if literal_flag(entry.get("public"), default=False):
                public.add(identifier)
                found = ListOf(())
            if name is None or why_no_name(name) is not None or not isinstance(found, ListOf):
                entry.note("needs a name and a list of VPCs; it is not read")
                continue
            names.setdefault(identifier, []).append(normal_name(name))
            followed = (entry.followed("VPC", reading.identity(item)) for item in found.items)
            vpcs.setdefault(identifier, []).extend(vpc for vpc in followed if vpc is not None)
    for identifier, given in names.items():
        different = sorted(set(given))
        if len(different) > 1:
            reading.note(f"zone {identifier}", f"is declared under several names: {', '.join(different)}")
        name = different[0] if len(different) == 1 else None
        yield ZoneFact(
            Literal(identifier),
            name,
            tuple(dict.fromkeys(vpcs[identifier])),
            declared=True,
            public=identifier in public,
        )


def _declarations(reading: Reading, stack: StackFact) -> Iterator[tuple[str, Properties]]:
    declared = stack.section("Metadata").get(METADATA_KEY)
    zones = declared.get("zones") if isinstance(declared, Mapping) else None
    for identifier, raw in zones.items() if isinstance(zones, Mapping) else ():
        source = f"{stack.id}: Metadata.{METADATA_KEY}.zones.{identifier}"
        entry = raw if isinstance(raw, Mapping) else {}
        yield identifier.removeprefix("/hostedzone/"), Properties(reading, stack, source, entry)


def zones_known_by_id(reading: Reading, known: Iterable[ZoneFact], records: Iterable[RecordFact]) -> Iterator[ZoneFact]:
    """Yield the zones that only the records in them name: neither their name nor their VPCs are known.

    Such a zone may be public. A zone made in the assembly and not among `known` is.
    """
    seen = {zone.id for zone in known}
    count: dict[Value, int] = {}
    for record in records:
        if record.zone not in seen and not _is_made_here(reading, record.zone):
            count[record.zone] = count.get(record.zone, 0) + 1
    for zone, number in count.items():
        plural = "record is" if number == 1 else f"{number} records are"
        reading.note(
            f"zone {in_words(zone)}",
            f"is known by its id only, so its {plural} answered at no vantage; the template declares no "
            f"name and VPCs for it under Metadata.{METADATA_KEY}",
        )
        yield ZoneFact(zone, None, ())


_MAKES_A_ZONE = ("AWS::Route53::HostedZone", "AWS::ServiceDiscovery::PublicDnsNamespace")


def _is_made_here(reading: Reading, zone: Value) -> bool:
    return isinstance(zone, Resource) and reading.type_of(zone) in _MAKES_A_ZONE
