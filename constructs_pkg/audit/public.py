"""Which public zone of the assembly answers a name on the internet.

The world delegates to a public zone, unless its parent zone is in the assembly too: then that zone needs
an NS record for it. Source:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html.
"""

from __future__ import annotations

from collections.abc import Callable

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.covering import Covering
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.value import Resource, in_words, only_resource
from constructs_pkg.audit.zonetree import Outcome, ZoneTree, ancestors


def public_zone(facts: Facts, tree_of: Callable[[ZoneFact], ZoneTree], name: str, kind: str) -> Covering:
    """Return the public zone that answers `name`, following delegations from the topmost one down."""
    zones = [zone for above in ancestors(name) for zone in facts.public_zones_named.get(above, ())]
    if not zones:
        sentence = f"No public zone of the assembly covers {name}: public DNS answers."
        return Covering(None, Status.NOT_PRIVATE, (sentence,))
    shortest = min(len(zone.name or "") for zone in zones)
    tops = [zone for zone in zones if len(zone.name or "") == shortest]
    if len(tops) > 1:
        ids = " and ".join(in_words(zone.id) for zone in tops)
        sentence = f"{ids} are both called {tops[0].name}; whose name servers the parent domain lists is not told."
        return Covering(None, Status.UNRESOLVED, (sentence,))
    zone = tops[0]
    trace = [f"Public zone {zone.name} ({in_words(zone.id)}) covers {name}."]
    while (cut := _cut(tree_of(zone), name, kind)) is not None:
        child = _child(zones, tree_of(zone), cut)
        if child is None:
            trace.append(f"{cut} is delegated to other name servers by the NS record in {in_words(zone.id)}.")
            return Covering(None, Status.UNRESOLVED, tuple(trace))
        zone = child
        trace.append(f"{cut} is delegated to public zone {zone.name} ({in_words(zone.id)}).")
    return Covering(zone, Status.NOERROR, tuple(trace))


def masked_zone(facts: Facts, tree_of: Callable[[ZoneFact], ZoneTree], name: str, kind: str) -> ZoneFact | None:
    """Return the public zone that has what a private zone or rule decides; None where there is none."""
    if not facts.public_zones:
        return None
    zone = public_zone(facts, tree_of, name, kind).zone
    if zone is None or tree_of(zone).find(name, kind).outcome not in (Outcome.RECORDS, Outcome.CNAME):
        return None
    return zone


def _cut(tree: ZoneTree, name: str, kind: str) -> str | None:
    """Return the name at which the zone ends; a question for NS there goes to the child as well.

    DS alone is asked above the cut: RFC 4035 section 3.1.4.1.
    """
    if kind == "DS":
        return tree.cut(name.partition(".")[2], "") if name != tree.apex else None
    return tree.cut(name, "")


def _child(zones: list[ZoneFact], tree: ZoneTree, cut: str) -> ZoneFact | None:
    """Return the zone whose name servers the NS record at `cut` lists."""
    servers = [value for record in tree.at(cut, "NS") for value in record.values]
    found = {only_resource(server) for server in servers}
    named = [zone for zone in zones if zone.name == cut and isinstance(zone.id, Resource) and zone.id in found]
    return named[0] if len(named) == 1 and len(found) == 1 else None
