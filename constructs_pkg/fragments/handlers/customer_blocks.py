"""Blocks of connected customers, in a CIDR collection that holds nothing else.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeCidrCollection.html
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import boto3
from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.calls import ONCE, again
from constructs_pkg.fragments.handlers.lines import log
from constructs_pkg.fragments.handlers.reconciliation import Step

# CidrList in https://docs.aws.amazon.com/Route53/latest/APIReference/API_CidrCollectionChange.html
BLOCKS_AT_ONCE = 1000


def keep_blocks(
    blocks_of: Mapping[str, Mapping[str, Sequence[str]]],
    collection_id: str,
    decided: Iterable[Step],
    staying: Collection[str],
) -> None:
    """Make the collection hold the blocks of each rule by which somebody is connected, and no other.

    Args:
        blocks_of: The locations and their blocks, by the keys of rules.
        collection_id: The collection.
        decided: What was decided of each connection.
        staying: The endpoints that are connected after the run.
    """
    route53 = boto3.client("route53", config=ONCE)
    wanted: dict[str, set[str]] = defaultdict(set)
    for step in decided:
        rule = step.accepting_rule
        if rule is not None and rule in blocks_of and step.connection.endpoint_id in staying:
            for location, blocks in blocks_of[rule].items():
                wanted[location] |= set(blocks)
    held = blocks_there(route53, collection_id)
    for location in sorted({*wanted, *held}):
        # A block is at one location at most, and so leaves the old one first.
        _change_blocks(
            route53, collection_id, location, "DELETE_IF_EXISTS", held.get(location, set()) - wanted[location]
        )
    for location in sorted(wanted):
        _change_blocks(route53, collection_id, location, "PUT", wanted[location] - held.get(location, set()))


def blocks_there(route53: Any, collection_id: str) -> dict[str, set[str]]:
    """Return the blocks of the collection by location."""
    held: dict[str, set[str]] = defaultdict(set)
    asked: dict[str, Any] = {"CollectionId": collection_id}
    while True:
        page = again(route53.list_cidr_blocks, **asked)
        for one in page["CidrBlocks"]:
            held[one["LocationName"]].add(one["CidrBlock"])
        if not page.get("NextToken"):
            return held
        asked["NextToken"] = page["NextToken"]


def _change_blocks(route53: Any, collection_id: str, location: str, action: str, blocks: set[str]) -> None:
    listed = sorted(blocks)
    for start in range(0, len(listed), BLOCKS_AT_ONCE):
        some = listed[start : start + BLOCKS_AT_ONCE]
        changes = [{"LocationName": location, "Action": action, "CidrList": some}]
        try:
            again(route53.change_cidr_collection, Id=collection_id, Changes=changes)
            log("blocks-changed", location=location, action=action, blocks=some)
        except ClientError as error:
            log("blocks-failed", location=location, action=action, reason=str(error))
