"""Stand-ins: names and documentation addresses for what AWS names and numbers at deployment.

No address here belongs to anybody: they are from the blocks of RFC 5737 and, with the same number, of RFC 3849.
The names end in ``private-cells.test``, which no public DNS has (RFC 6761 section 6.2).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address

import dns.name

from constructs_pkg.audit.endpoint_name import endpoint_of, peculiarities
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.origin import subnets_of
from constructs_pkg.audit.value import Resource, Value, in_words, leaves, literal_text, only_resource

BLOCKS = tuple(map(IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")))
SUFFIX = "private-cells.test"

_POOL = tuple(address for block in BLOCKS for address in block.hosts())
ADDRESS_TYPES = ("A", "AAAA")
_IPV6 = int(IPv6Address("2001:db8::"))
_LONGEST_LABEL = 63
# An Elastic IP address is both its resource's Ref and this attribute:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html.
_SAME_AS_REF = "PublicIp"


@dataclass(frozen=True)
class StandInAddress:
    """One address in both families, and in words what it stands for."""

    v4: IPv4Address
    words: str

    @property
    def v6(self) -> IPv6Address:
        """The address of RFC 3849 that ends in the IPv4 address."""
        return IPv6Address(_IPV6 + int(self.v4))


@dataclass(frozen=True)
class StandIn:
    """What is answered for something known at deployment.

    Attributes:
        name: Its name where a record leads to a name.
        words: What it stands for.
        addresses: One for each subnet that AWS takes addresses from, as far as it is told; else one. Fewer where
            none is left.
        types: The types of addresses it has: those of an endpoint where its template tells, else both.
    """

    name: dns.name.Name
    words: str
    addresses: tuple[StandInAddress, ...]
    types: tuple[str, ...]


class StandIns:
    """Gives each thing its stand-in, always the same one.

    An address follows from the name of the thing, so that the same assembly has the same addresses each time;
    only where two would share one, the later in the alphabet moves. What was given once stays.
    """

    def __init__(self) -> None:
        self._by_key: dict[str, StandIn] = {}
        self._by_name: dict[dns.name.Name, StandIn] = {}
        self._by_place: dict[str, StandInAddress] = {}
        self._taken: set[IPv4Address] = set()

    def add(self, facts: Facts) -> None:
        """Give what records and private DNS lead to its stand-in, and leave alone the addresses that records state."""
        for record in facts.records:
            self._taken.update(address for value in record.values if (address := _address(value)) is not None)
        targets = {_identity(facts, value).key: value for value in _targets(facts)}
        for key in sorted(targets):
            self.of(facts, targets[key])

    def of(self, facts: Facts, value: Value) -> StandIn:
        """Return the stand-in of `value`, a name or address that AWS gives to something of the assembly."""
        identity = _identity(facts, value)
        if identity.key not in self._by_key:
            endpoint = endpoint_of(facts, value)
            types = (endpoint.record_types if endpoint is not None else None) or ADDRESS_TYPES
            made = StandIn(self._name(identity), identity.key, tuple(self._addresses(facts, value, identity)), types)
            self._by_key[identity.key] = self._by_name[made.name] = made
        return self._by_key[identity.key]

    def named(self, name: dns.name.Name) -> StandIn | None:
        """Return the stand-in of that name."""
        return self._by_name.get(name)

    def __iter__(self) -> Iterator[StandIn]:
        return iter(self._by_key.values())

    def _name(self, identity: _Identity) -> dns.name.Name:
        name = dns.name.from_text(".".join((*identity.labels, SUFFIX)))
        if name in self._by_name:
            name = dns.name.from_text(".".join((_digest(identity.key), *identity.labels[1:], SUFFIX)))
        return name

    def _addresses(self, facts: Facts, value: Value, identity: _Identity) -> Iterator[StandInAddress]:
        subnets = subnets_of(facts, value)
        if identity.zonal and len(subnets) != 1:
            # A zonal name has one address, and which subnet it is from is not told.
            subnets = ()
        places = [f"{identity.owner} (subnet {in_words(one)})" for one in subnets] or [identity.key]
        for words in places:
            if words not in self._by_place and (free := self._free(words)) is not None:
                self._by_place[words] = StandInAddress(free, words)
            if words in self._by_place:
                yield self._by_place[words]

    def _free(self, seed: str) -> IPv4Address | None:
        start = int(_digest(seed), 16) % len(_POOL)
        found = next((one for one in (*_POOL[start:], *_POOL[:start]) if one not in self._taken), None)
        if found is not None:
            self._taken.add(found)
        return found


@dataclass(frozen=True)
class _Identity:
    """What makes a stand-in one and the same.

    Attributes:
        key: The thing and what sets it apart from others of its resource, in words.
        owner: What its addresses belong to: all names of an endpoint share them.
        labels: The labels of its name.
        zonal: Whether it is the name of one Availability Zone.
    """

    key: str
    owner: str
    labels: tuple[str, ...]
    zonal: bool = False


def _targets(facts: Facts) -> Iterator[Value]:
    yield from (endpoint.id for endpoint in facts.endpoints if endpoint.private_dns is not False)
    for record in facts.records:
        values = (*record.values, *((record.alias.dns_name,) if record.alias is not None else ()))
        yield from (value for value in values if only_resource(value) is not None)


def _identity(facts: Facts, value: Value) -> _Identity:
    resource = only_resource(value)
    if resource is None:
        text = in_words(value)
        return _Identity(text, text, (_label(text),))
    apart = [one for one in peculiarities(value) if one.strip(".") != "dualstack"]
    zonal = endpoint_of(facts, value) is not None and bool(apart)
    if endpoint_of(facts, value) is None:
        attributes = {leaf.attribute for leaf in leaves(value) if isinstance(leaf, Resource)} - {None, _SAME_AS_REF}
        apart += sorted(filter(None, attributes))
    words = " ".join((in_words(resource), *apart))
    label = _label("-".join((resource.logical_id, *(one.strip("-. ") for one in apart))))
    labels = (label, *map(_label, resource.stack.split("/")))
    return _Identity(words, in_words(resource) if zonal else words, labels, zonal)


def _label(text: str) -> str:
    """Return text as one label: letters, digits and hyphens, 63 octets at most."""
    label = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or _digest(text)
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 13].strip('-')}-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _address(value: Value) -> IPv4Address | None:
    try:
        return IPv4Address(literal_text(value) or "")
    except ValueError:
        return None
