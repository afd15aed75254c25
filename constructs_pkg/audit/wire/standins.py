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
from constructs_pkg.audit.facts import EndpointFact, Facts
from constructs_pkg.audit.value import Value, in_words, leaves, literal_text, only_resource

BLOCKS = tuple(map(IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")))
SUFFIX = "private-cells.test"

_POOL = tuple(address for block in BLOCKS for address in block.hosts())
_IPV6 = int(IPv6Address("2001:db8::"))
_LONGEST_LABEL = 63


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
        addresses: One for each subnet of an endpoint, one for everything else; fewer where none is left.
    """

    name: dns.name.Name
    words: str
    addresses: tuple[StandInAddress, ...]


class StandIns:
    """Gives each thing its stand-in, always the same one.

    An address follows from the name of the thing, so that the same assembly has the same addresses each time;
    only where two would share one, the later in the alphabet moves. What was given once stays.
    """

    def __init__(self) -> None:
        self._by_key: dict[str, StandIn] = {}
        self._by_name: dict[dns.name.Name, StandIn] = {}
        self._taken: set[IPv4Address] = set()

    def add(self, facts: Facts) -> None:
        """Give everything its stand-in that records lead to, and leave alone the addresses they state."""
        for record in facts.records:
            self._taken.update(address for value in record.values if (address := _address(value)) is not None)
        targets = {_key(facts, value)[0]: value for value in _targets(facts)}
        for key in sorted(targets):
            self.of(facts, targets[key])

    def of(self, facts: Facts, value: Value) -> StandIn:
        """Return the stand-in of `value`: a name or address that AWS gives, or a name outside the assembly."""
        key, labels, words = _key(facts, value)
        if key not in self._by_key:
            made = self._made(key, labels, words, endpoint_of(facts, value), bool(peculiarities(value)))
            self._by_key[key] = self._by_name[made.name] = made
        return self._by_key[key]

    def named(self, name: dns.name.Name) -> StandIn | None:
        """Return the stand-in of that name."""
        return self._by_name.get(name)

    def __iter__(self) -> Iterator[StandIn]:
        return iter(self._by_key.values())

    def _made(
        self, key: str, labels: tuple[str, ...], words: str, endpoint: EndpointFact | None, zonal: bool
    ) -> StandIn:
        places = endpoint.subnets if endpoint is not None and not zonal else ()
        wanted = [(f"{key} {in_words(one)}", f"{words} (subnet {in_words(one)})") for one in places] or [(key, words)]
        given = ((self._free(seed), text) for seed, text in wanted)
        name = dns.name.from_text(".".join((*labels, SUFFIX)))
        if name in self._by_name:
            name = dns.name.from_text(".".join((_digest(key), *labels[1:], SUFFIX)))
        return StandIn(name, words, tuple(StandInAddress(one, text) for one, text in given if one is not None))

    def _free(self, seed: str) -> IPv4Address | None:
        start = int(_digest(seed), 16) % len(_POOL)
        found = next((one for one in (*_POOL[start:], *_POOL[:start]) if one not in self._taken), None)
        if found is not None:
            self._taken.add(found)
        return found


def _targets(facts: Facts) -> Iterator[Value]:
    for record in facts.records:
        if record.alias is not None and record.alias.zone not in facts.zone_by_id:
            yield record.alias.dns_name
        yield from (value for value in record.values if only_resource(value) is not None)


def _key(facts: Facts, value: Value) -> tuple[str, tuple[str, ...], str]:
    """Return what makes a stand-in one and the same, the labels of its name, and what it is in words."""
    resource = only_resource(value)
    if resource is None:
        text = in_words(value)
        return text, (_label(text),), text
    apart = [one for one in peculiarities(value) if one.strip(".") != "dualstack"]
    if endpoint_of(facts, value) is None:
        apart += sorted({leaf.attribute for leaf in leaves(value) if hasattr(leaf, "attribute") and leaf.attribute})
    words = " ".join((in_words(resource), *apart))
    label = _label("-".join((resource.logical_id, *(one.strip("-. ") for one in apart))))
    return words, (label, *map(_label, resource.stack.split("/"))), words


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
