"""CIDR collections of Route 53: made, changed, listed and deleted, and named by records that exist.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeCidrCollection.html,
.../API_CreateCidrCollection.html, .../API_DeleteCidrCollection.html and .../API_ListCidrBlocks.html.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ministack.core.responses import AccountScopedDict, get_account_id
from ministack.services import route53

from emulator.resources import Made, Properties, ResourceType
from emulator.route53 import Refused

Blocks = dict[str, set[str]]
"""The blocks of each location."""

_collections = AccountScopedDict()
_PATH = re.compile(r"(?:/2013-04-01)?/cidrcollection(?:/([^/]+)(/cidrblocks)?)?\Z")


def install() -> None:
    """Have Route 53 answer about collections, and refuse records of locations that there are not."""
    handle, change = route53.handle_request, route53._change_resource_record_sets

    async def handled(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        found = _PATH.match(path)
        if found is None:
            return await handle(method, path, headers, body, query)
        return _answer(method, found[1], bool(found[2]), body)

    def changed(zone_id: str, body: bytes) -> Any:
        root = route53._parse_body(body)
        for record in root.iter() if root is not None else ():
            if record.tag.endswith("CidrRoutingConfig"):
                identifier, location = (route53._text(record, key) for key in ("CollectionId", "LocationName"))
                held = _collections.get(identifier)
                if held is None or (location != "*" and location not in held["Locations"]):
                    message = f"CIDR collection {identifier} with location {location} does not exist"
                    return route53._error_response("NoSuchCidrLocationException", message, 404)
        return change(zone_id, body)

    route53.handle_request, route53._change_resource_record_sets = handled, changed


def _answer(method: str, identifier: str | None, blocks: bool, body: bytes) -> Any:
    try:
        if method == "GET" and identifier is None:
            return route53._xml_response("ListCidrCollectionsResponse", _listed)
        if method == "POST" and identifier is None:
            made = create(route53._text(route53._parse_body(body), "Name"), {})
            return route53._xml_response("CreateCidrCollectionResponse", lambda root: _made(root, made), 201)
        held = _held(identifier or "")
        if blocks:
            return route53._xml_response("ListCidrBlocksResponse", lambda root: _blocks(root, held["Locations"]))
        if method == "POST":
            held = change(held["Id"], _changed(held["Locations"], route53._parse_body(body)))
            return route53._xml_response(
                "ChangeCidrCollectionResponse", lambda root: _text_of(root, "Id", str(held["Version"]))
            )
        if method == "DELETE":
            delete(held["Id"])
            return route53._xml_response("DeleteCidrCollectionResponse", lambda root: None)
    except Refused as refused:
        code, _, message = str(refused).partition(": ")
        return route53._error_response(code, message)
    return route53._error_response("InvalidInput", f"The overlay does not answer {method} here")


def _made(root: Element, made: Mapping[str, Any]) -> None:
    held = SubElement(root, "Collection")
    for key in ("Arn", "Id", "Name", "Version"):
        _text_of(held, key, str(made[key]))


def _text_of(root: Element, name: str, text: str) -> None:
    SubElement(root, name).text = text


def _changed(locations: Blocks, asked: Element) -> Blocks:
    """Return the blocks after changes: a location that loses its last block goes, and one that gets some is made."""
    after = {name: set(blocks) for name, blocks in locations.items()}
    for member in asked.iter(f"{{{route53.NS}}}member"):
        name, action = route53._text(member, "LocationName"), route53._text(member, "Action")
        blocks = {cidr.text or "" for cidr in member.iter(f"{{{route53.NS}}}Cidr")}
        held = after.setdefault(name, set())
        after[name] = held | blocks if action == "PUT" else held - blocks
    return {name: blocks for name, blocks in after.items() if blocks}


def _listed(root: Element) -> None:
    held = SubElement(root, "CidrCollections")
    for one in _collections.values():
        member = SubElement(held, "member")
        for key in ("Arn", "Id", "Name", "Version"):
            SubElement(member, key).text = str(one[key])


def _blocks(root: Element, locations: Mapping[str, set[str]]) -> None:
    held = SubElement(root, "CidrBlocks")
    for name, blocks in sorted(locations.items()):
        for block in sorted(blocks):
            member = SubElement(held, "member")
            SubElement(member, "CidrBlock").text = block
            SubElement(member, "LocationName").text = name


def create(name: str, locations: Blocks) -> dict[str, Any]:
    """Make a collection with its blocks.

    Raises:
        Refused: its name is taken, or a block is in two locations.
    """
    if any(one["Name"] == name for one in _collections.values()):
        raise Refused(f"CidrCollectionAlreadyExistsException: {name} exists already")
    _refuse_twice(locations)
    identifier = str(uuid.uuid4())
    made = {"Id": identifier, "Name": name, "Version": 1, "Locations": locations}
    made["Arn"] = f"arn:aws:route53::{get_account_id()}:cidrcollection/{identifier}"
    _collections[identifier] = made
    return made


def change(identifier: str, locations: Blocks) -> dict[str, Any]:
    """Give a collection other blocks."""
    held = _held(identifier)
    _refuse_twice(locations)
    held |= {"Locations": locations, "Version": held["Version"] + 1}
    return held


def delete(identifier: str) -> None:
    """Delete a collection that no record names."""
    held = _held(identifier)
    records = (record for zone in route53._records.values() for record in zone)
    if any(record.get("CidrRoutingConfig", {}).get("CollectionId") == identifier for record in records):
        raise Refused(f"CidrCollectionInUseException: records name {held['Name']}")
    del _collections[identifier]


def _held(identifier: str) -> dict[str, Any]:
    found: dict[str, Any] | None = _collections.get(identifier)
    if found is None:
        raise Refused(f"NoSuchCidrCollectionException: {identifier} does not exist")
    return found


def _refuse_twice(locations: Blocks) -> None:
    blocks = [block for held in locations.values() for block in held]
    if len(blocks) != len(set(blocks)):
        raise Refused("CidrBlockInUseException: a block is in two locations")


def _locations(properties: Properties) -> Blocks:
    return {one["LocationName"]: set(one["CidrList"]) for one in properties.get("Locations", [])}


def _shown(held: dict[str, Any]) -> Made:
    return held["Id"], {"Id": held["Id"], "Arn": held["Arn"]}


TYPES = {
    "AWS::Route53::CidrCollection": ResourceType(
        lambda properties: _shown(create(properties["Name"], _locations(properties))),
        lambda identifier, _, new: _shown(change(identifier, _locations(new))),
        lambda identifier, _: delete(identifier),
        create_only=("Name",),
    )
}
