"""Networks on premises, as templates declare them: nothing in an assembly makes them, or can confirm what is said.

``{"PrivateCells": {"on_premises": {key: {"name", "cidrs", "connected_by", "name_servers", "zones", "forwards"}}}}`` in
a template's Metadata. ``zones`` are domains that the network answers for, each ``{name: [address, ...]}``;
``forwards`` are ``{"domain", "endpoint"}``, the logical id of an inbound endpoint of the same template; ``first`` are
those domains of which it asks public DNS where the endpoint does not answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

from constructs_pkg.audit.declared import METADATA_KEY
from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.network_facts import NetworkFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import Resource

_CONNECTIONS = {"direct-connect": "Direct Connect", "vpn": "VPN"}


def read_networks(reading: Reading) -> Iterator[NetworkFact]:
    """Yield the networks that templates declare; what several templates say of one is put together."""
    drafts: dict[str, _Draft] = {}
    for stack in reading.stacks:
        declared = stack.section("Metadata").get(METADATA_KEY)
        networks = declared.get("on_premises") if isinstance(declared, Mapping) else None
        for key, said in networks.items() if isinstance(networks, Mapping) else ():
            draft = drafts.setdefault(str(key), _Draft(str(key)))
            if not isinstance(said, Mapping):
                reading.note(f"{stack.id}: Metadata.{METADATA_KEY}.on_premises.{key}", "is no object; it is not read")
                continue
            draft.add(said, stack.id, stack.section("Resources"))
    for draft in drafts.values():
        yield draft.fact()


@dataclass
class _Draft:
    key: str
    name: str = ""
    connected_by: str = ""
    cidrs: dict[str, None] = field(default_factory=dict)
    name_servers: dict[str, None] = field(default_factory=dict)
    zones: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    forwards: dict[tuple[str, Resource], None] = field(default_factory=dict)
    first: dict[str, None] = field(default_factory=dict)

    def add(self, said: Mapping[str, object], stack: str, resources: Mapping[str, object]) -> None:
        """Take what one template says."""
        self.name = self.name or _text(said.get("name"))
        self.connected_by = self.connected_by or _text(said.get("connected_by"))
        self.cidrs.update(dict.fromkeys(_texts(said.get("cidrs"))))
        self.name_servers.update(dict.fromkeys(filter(_is_address, _texts(said.get("name_servers")))))
        zones = said.get("zones")
        for zone, names in zones.items() if isinstance(zones, Mapping) else ():
            if why_no_name(str(zone)) is None and isinstance(names, Mapping):
                told = {normal_name(str(name)): tuple(filter(_is_address, _texts(at))) for name, at in names.items()}
                self.zones.setdefault(normal_name(str(zone)), {}).update(told)
        self.first.update(dict.fromkeys(map(normal_name, _texts(said.get("first")))))
        forwards = said.get("forwards")
        for forward in forwards if isinstance(forwards, list) else ():
            if not isinstance(forward, Mapping):
                continue
            domain, endpoint = _text(forward.get("domain")), _text(forward.get("endpoint"))
            if endpoint in resources and (domain == "." or (domain and why_no_name(domain) is None)):
                self.forwards[normal_name(domain), Resource(stack, endpoint)] = None

    def fact(self) -> NetworkFact:
        """Return the network with all that was said of it."""
        return NetworkFact(
            key=self.key,
            name=self.name or self.key,
            connected_by=_CONNECTIONS.get(self.connected_by, self.connected_by or "a link that is not told"),
            cidrs=tuple(self.cidrs),
            name_servers=tuple(self.name_servers),
            zones=self.zones,
            forwards=tuple(self.forwards),
            first=tuple(self.first),
        )


def _text(given: object) -> str:
    return given if isinstance(given, str) else ""


def _texts(given: object) -> list[str]:
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
