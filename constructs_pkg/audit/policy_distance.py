"""Geoproximity routing: the record of the closest place, each distance changed by a bias."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from constructs_pkg.audit.choice import Asking, Choice, identifier
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.places import Point, distance
from constructs_pkg.audit.policy_place import best, nearest_of, only, parts_of, place_of, region_asking
from constructs_pkg.audit.value import MapOf, literal_text
from constructs_pkg.audit.world import NotTold


def by_distance(records: Sequence[RecordFact], asking: Asking) -> Choice:
    """Choose the record whose place is closest, each distance changed by the record's bias.

    A positive bias shortens a distance by that many percent. For a negative one the pages have had two
    formulas; where they differ in the answer there is none. Source:
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html.
    """
    asker = region_asking(asking, "geoproximity")
    candidates = asking.healthy(records)
    ills = asking.ills(records)
    if len(candidates) == 1:
        return only(candidates[0], records, "geoproximity", ills)
    client = asking.world.client
    if not asking.private and client is not None and client.latitude is not None and client.longitude is not None:
        here = Point(client.latitude, client.longitude)
    elif asking.private and asker is not None:
        here = place_of(asker).point
    else:
        raise NotTold("geoproximity routing depends on the client or VPC, whose place is not known")
    away = [_away(record, here) for record in candidates]
    formulas: tuple[Callable[[float, int], float], ...] = (
        lambda far, bias: far * (1 - bias / 100),
        lambda far, bias: far * (1 - bias / 100) if bias >= 0 else far / (1 + bias / 100),
    )
    nearest = {nearest_of([formula(far, bias) for far, bias in away], "places") for formula in formulas}
    if len(nearest) > 1:
        raise NotTold("the pages give two formulas for a negative bias, which differ here")
    return best(candidates[nearest.pop()], f"is the closest one by distance and bias{ills}")


def _away(record: RecordFact, here: Point) -> tuple[float, int]:
    """Return a record's distance from `here` in kilometres, and its bias."""
    parts = parts_of(record, "GeoProximityLocation")
    region, at = literal_text(parts.get("AWSRegion")), parts.get("Coordinates")
    try:
        bias = int(literal_text(parts.get("Bias")) or 0)
        if region is not None:
            point = place_of(region).point
        elif isinstance(at, MapOf):
            latitude, longitude = (literal_text(at.get(key)) for key in ("Latitude", "Longitude"))
            point = Point(float(latitude or "?"), float(longitude or "?"))
        else:
            raise NotTold(f"where {identifier(record)} is is not known here: it is in a Local Zone Group")
    except ValueError as error:
        raise NotTold(f"the place or bias of {identifier(record)} is no number known before deployment") from error
    if not -99 <= bias <= 99:
        raise NotTold(f"the bias of {identifier(record)} is {bias}, which Route 53 refuses")
    return distance(here, point), bias
