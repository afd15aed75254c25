"""Worlds made by chance: VPCs, private zones on them, and records, as templates and as zone files."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts

from ..templates import Json, record, ref, stack, vpc, zone

VPCS = ("east", "west")
ZONES = ("example.test", "sub.example.test", "b.sub.example.test", "other.test")
OUTSIDE = "www.vendor.invalid"
NAME_SERVER = "ns.vendor.invalid."

# What Route 53 makes at the apex of every private zone.
APEX = """\
@ 900 IN SOA ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400
@ 172800 IN NS ns-0.awsdns-00.com.
@ 172800 IN NS ns-512.awsdns-00.net.
@ 172800 IN NS ns-1024.awsdns-00.org.
@ 172800 IN NS ns-1536.awsdns-00.co.uk.
"""

# The same octets as Route 53 and as zone files write them.
_CAFE = ("\\303\\251", "\\195\\169")
_LABELS = ("a", "b", "c", "x-1", "_srv")
_VALUES = {
    "A": ("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.1.0.1"),
    "AAAA": ("fd00::1", "fd00::2", "fd00::3"),
    "TXT": ('"one"', '"two" "words"', '"caf\\303\\251"'),
    "MX": ("10 mail.example.test.", "20 a.other.test."),
    "SRV": ("1 2 53 a.example.test.", "2 2 53 b.sub.example.test."),
}


@dataclass(frozen=True)
class Record:
    """All records of one name and type in one zone."""

    name: str
    type: str
    ttl: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Zone:
    """A private zone and the VPCs that see it."""

    name: str
    vpcs: tuple[str, ...]
    records: tuple[Record, ...]

    def file(self) -> str:
        """Return the zone as a zone file, whose escapes are decimal."""
        lines = [
            f"{one.name}. {one.ttl} IN {one.type} {value.replace(*_CAFE)}"
            for one in self.records
            for value in one.values
        ]
        return f"$ORIGIN {self.name}.\n{APEX}" + "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class World:
    """Zones of which no two of one name are on one VPC, as Route 53 has it."""

    zones: tuple[Zone, ...]

    def facts(self) -> Facts:
        """Return the world as it is read from templates."""
        resources: dict[str, Json] = {}
        for number, one in enumerate(self.zones):
            key = f"Zone{number}"
            resources[key] = zone(one.name, *(ref(f"Vpc{name}") for name in one.vpcs))
            for place, entry in enumerate(one.records):
                made = record(ref(key), f"{entry.name}.", entry.type, *entry.values)
                properties = made["Properties"]
                assert isinstance(properties, dict)
                resources[f"{key}R{place}"] = {**made, "Properties": {**properties, "TTL": str(entry.ttl)}}
        vpcs = {f"Vpc{name}": vpc(name) for name in VPCS}
        return read([stack("App", {**vpcs, **resources})])

    def of_vpc(self, name: str) -> tuple[Zone, ...]:
        return tuple(one for one in self.zones if name in one.vpcs)

    def names(self, random: Random) -> list[str]:
        """Return names that are there, above, below and beside what is there, and nowhere."""
        names = {one.name for one in self.zones} | {entry.name for one in self.zones for entry in one.records}
        for name in sorted(names):
            names.add(name.partition(".")[2])
            names.add(f"{random.choice(_LABELS)}.{name}")
            names.add(f"new.{random.choice(_LABELS)}.{name}")
            names.add(name.replace("*", random.choice((*_LABELS, "deep.new"))))
        return sorted(name for name in (*names, OUTSIDE, "test") if name)


def world_by_chance(random: Random) -> World:
    """Return a world; the same one for the same state of `random`."""
    taken: set[tuple[str, str]] = set()
    zones = []
    for name in random.choices(ZONES, k=random.randint(2, 5)):
        vpcs = [one for one in random.sample(VPCS, random.randint(1, 2)) if (name, one) not in taken]
        taken |= {(name, one) for one in vpcs}
        if vpcs:
            zones.append(Zone(name, tuple(vpcs), tuple(_records(name, random))))
    return World(tuple(zones))


def _records(zone_name: str, random: Random) -> Iterator[Record]:
    types: dict[str, set[str]] = {zone_name: {"SOA", "NS"}}
    for _ in range(random.randint(3, 14)):
        labels = [random.choice(_LABELS) for _ in range(random.randint(0, 3))]
        if labels and random.random() < 0.3:
            labels[0] = "*"
        elif len(labels) > 1 and random.random() < 0.1:
            # A star that is no first label is a name like any other: RFC 4592 section 2.1.1.
            labels[1] = "*"
        name = ".".join((*labels, zone_name))
        kind = random.choice((*_VALUES, "A", "CNAME", "CNAME", "NS"))
        there = types.setdefault(name, set())
        if kind in there or "CNAME" in there or (kind == "CNAME" and there):
            continue
        if kind == "NS" and (name == zone_name or "*" in name):
            # Route 53 has no NS records of wildcards.
            continue
        there.add(kind)
        yield Record(name, kind, random.choice((0, 60, 300)), _values(kind, zone_name, random))


def _values(kind: str, zone_name: str, random: Random) -> tuple[str, ...]:
    if kind == "NS":
        return (NAME_SERVER,)
    if kind == "CNAME":
        near = ".".join((*random.choices(_LABELS, k=random.randint(1, 2)), zone_name))
        far = ".".join((*random.choices(_LABELS, k=random.randint(0, 2)), random.choice(ZONES)))
        return (f"{random.choice((near, near, far, far, OUTSIDE))}.",)
    return tuple(random.sample(_VALUES[kind], random.randint(1, 3) if len(_VALUES[kind]) > 2 else 1))
