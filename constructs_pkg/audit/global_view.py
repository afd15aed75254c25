"""Which zone answers a name at a view of a Route 53 Global Resolver.

Its private zones answer their names, and public DNS the rest. What it does where two of them cover a name, or where a
zone has no such name, is not documented. Source:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/gr-how-it-works.html.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.covering import Covering
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.public import public_zone
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import ViewVantage
from constructs_pkg.audit.view_facts import ViewFact
from constructs_pkg.audit.zonetree import Outcome, ZoneTree, within


def covering_view(
    facts: Facts, tree_of: Callable[[ZoneFact], ZoneTree], name: str, kind: str, vantage: ViewVantage
) -> Covering:
    """Return the zone that decides what `name` answers with at a view."""
    view = view_of(facts, vantage)
    zones = [facts.zone_by_id[one] for one in view.zones if one in facts.zone_by_id]
    unknown = [one for one in view.zones if one not in facts.zone_by_id or facts.zone_by_id[one].name is None]
    caveats = tuple(
        f"Zone {in_words(one)} is associated with view {view.name}: it may cover {name}." for one in unknown
    )
    matching = [zone for zone in zones if zone.name is not None and within(name, zone.name)]
    if len(matching) > 1:
        called = " and ".join(sorted(zone.name or "" for zone in matching))
        sentence = f"Zones {called} of view {view.name} cover {name}; which of them a Global Resolver asks is not told."
        return Covering(None, Status.UNRESOLVED, (*caveats, sentence))
    if not matching:
        public = public_zone(facts, tree_of, name, kind)
        sentence = f"No private zone of view {view.name} covers {name}: public DNS answers."
        return replace(public, trace=(*caveats, sentence, *public.trace))
    (zone,) = matching
    if tree_of(zone).find(name, kind).outcome is Outcome.NXDOMAIN:
        lacks = f"Zone {zone.name} of view {view.name} does not have {name}"
        sentence = f"{lacks}, and what a Global Resolver answers then is not documented."
        return Covering(None, Status.UNRESOLVED, (*caveats, sentence))
    sentence = f"Private zone {zone.name} ({in_words(zone.id)}) is associated with view {view.name} and covers {name}."
    return Covering(zone, Status.NOERROR, (*caveats, sentence), domain=zone.name)


def view_of(facts: Facts, vantage: ViewVantage) -> ViewFact:
    """Return the view that a vantage is of."""
    return next(one for one in facts.views if one.id == vantage.view)
