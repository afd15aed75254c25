"""Where a geoproximity record stands for: an AWS Region, a Local Zone group or a place on the Earth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import Spec

# Latitude and Longitude in the Route 53 API: at most two digits after the point.
Latitude = Annotated[str, Field(pattern=r"^[-+]?[0-9]{1,2}(\.[0-9]{0,2})?$")]
Longitude = Annotated[str, Field(pattern=r"^[-+]?[0-9]{1,3}(\.[0-9]{0,2})?$")]

# GroupName of Local Zones: the zone without its letter
# (https://docs.aws.amazon.com/Route53/latest/APIReference/API_GeoProximityLocation.html).
_LOCAL_ZONE_GROUP = re.compile(r"[a-z]{2}(-[a-z]+)+-\d+-[a-z]{3}-\d+")

FARTHEST_NORTH, FARTHEST_EAST = 90, 180


class Coordinates(Spec):
    """A place on the Earth."""

    latitude: Latitude
    """Degrees north, negative in the south, in quotes: -90 to 90 with at most two digits after the point."""

    longitude: Longitude
    """Degrees east, negative in the west, in quotes: -180 to 180 with at most two digits after the point."""


def check_place(region: str | None, local_zone_group: str | None, coordinates: Coordinates | None) -> Iterator[Problem]:
    """Yield the problems of the place that a geoproximity policy names, with paths below the policy."""
    given = [
        name
        for name, value in (
            ("region", region),
            ("local_zone_group", local_zone_group),
            ("coordinates", coordinates),
        )
        if value is not None
    ]
    if len(given) != 1:
        limit = f"names {' and '.join(given)}" if given else "names no place"
        fix = "give one of region, local_zone_group and coordinates"
        yield Problem("geoproximity-location", "", "", limit, fix)
    if local_zone_group is not None and not _LOCAL_ZONE_GROUP.fullmatch(local_zone_group):
        limit, fix = "is no group of Local Zones", "write it as us-west-2-den-1"
        yield Problem("malformed-local-zone-group", "local_zone_group", local_zone_group, limit, fix)
    if coordinates is not None:
        for name, most in (("latitude", FARTHEST_NORTH), ("longitude", FARTHEST_EAST)):
            degrees = getattr(coordinates, name)
            if abs(float(degrees)) > most:
                limit = f"is outside -{most} to {most} degrees"
                yield Problem("coordinates-out-of-range", f"coordinates.{name}", degrees, limit, "write a place")
