"""Geolocation routing: the record of the smallest place that has the client in it."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_pkg.audit.choice import Asking, Choice
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.places import CONTINENT_OF
from constructs_pkg.audit.policy_place import best, parts_of, place_of, region_asking
from constructs_pkg.audit.value import literal_text
from constructs_pkg.audit.world import NotTold

_Place = tuple[str, str]


def by_location(records: Sequence[RecordFact], asking: Asking) -> Choice:
    """Choose the record of the smallest place that has the client in it, the default last.

    Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html and
    .../routing-policy-geo-phz.html; with health checks .../resource-record-sets-values-geo.html.
    """
    places = {_location(record): record for record in records}
    wanted = _locations(asking)
    applicable = [places[place] for place in wanted if place in places]
    client = ", ".join(" ".join(filter(None, place)) for place in wanted[:-1]) or "a place that Route 53 does not know"
    if not applicable:
        return Choice((), f"No geolocation record covers {client}, and there is no default.")
    chosen = asking.healthy(applicable)[0]
    return best(chosen, f"covers the smallest place of {client}{asking.ills(applicable)}")


def _location(record: RecordFact) -> _Place:
    """Return a record's place: country and subdivision, or a continent's code after an empty country."""
    parts = {key: literal_text(value) or "" for key, value in parts_of(record, "GeoLocation").items()}
    if "ContinentCode" in parts:
        return "", parts["ContinentCode"].upper()
    return parts.get("CountryCode", "*").upper(), parts.get("SubdivisionCode", "").upper()


def _locations(asking: Asking) -> list[_Place]:
    """Return the places the asker is in, the smallest first and the default last."""
    region = region_asking(asking, "geolocation")
    default = ("*", "")
    if asking.private:
        if region is None:
            raise NotTold("geolocation routing in a private zone depends on the VPC, of which no Region is known")
        place = place_of(region)
        country, state, continent = place.country, place.subdivision, CONTINENT_OF.get(place.country)
    else:
        client = asking.world.client
        if client is not None and not client.located:
            return [default]
        if client is None or (client.country is None and client.continent is None):
            raise NotTold("geolocation routing depends on the client, of which no place is known")
        country, state = client.country or "", client.subdivision
        continent = client.continent or CONTINENT_OF.get(country)
        if continent is None:
            raise NotTold(f"the continent of client country {country} is not known here")
    found = [(country, state) if country and state else None, (country, "") if country else None]
    return [*(place for place in found if place), ("", continent or ""), default]
