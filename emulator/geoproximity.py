"""Geoproximity of record sets, which the emulator's Route 53 drops when it reads a change.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_GeoProximityLocation.html.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import SubElement

from ministack.services import route53

LOCATION = "GeoProximityLocation"
_PLAIN = ("AWSRegion", "LocalZoneGroup", "Bias")
_COORDINATES = ("Latitude", "Longitude")


def install() -> None:
    """Have record sets keep it and show it."""
    parse, build = route53._parse_record_set, route53._build_record_set_el

    def parsed(element: Any) -> dict[str, Any]:
        record: dict[str, Any] = parse(element)
        given = route53._find(element, LOCATION)
        if given is not None:
            record[LOCATION] = _read(given)
        return record

    def built(parent: Any, record: dict[str, Any]) -> None:
        build(parent, record)
        if LOCATION in record:
            _write(SubElement(parent[-1], LOCATION), record[LOCATION])

    route53._parse_record_set, route53._build_record_set_el = parsed, built


def _read(element: Any) -> dict[str, Any]:
    location = {name: route53._text(element, name) for name in _PLAIN if route53._find(element, name) is not None}
    coordinates = route53._find(element, "Coordinates")
    if coordinates is not None:
        location["Coordinates"] = {name: route53._text(coordinates, name) for name in _COORDINATES}
    return location


def _write(element: Any, location: dict[str, Any]) -> None:
    for name in _PLAIN:
        if name in location:
            SubElement(element, name).text = location[name]
    if "Coordinates" in location:
        coordinates = SubElement(element, "Coordinates")
        for name in _COORDINATES:
            SubElement(coordinates, name).text = location["Coordinates"][name]
