"""Route 53 as far as acceptance needs it: stateful, and held to botocore's model."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .cloud import COLLECTION, SERVICE, START, ZONE, ZONE_ID, Failing, refusal

MARK = f"_private-cells.{ZONE}."
MARKED = f'"service={SERVICE}"'


class Route53(Failing):
    """Route 53 with one zone and one CIDR collection.

    Attributes:
        records: The record sets by name and type, and by identifier where there are several.
        blocks: The blocks of each location.
        page: How many record sets or blocks a page tells.
        asked: Each batch of records, and each change of blocks.
    """

    service = "route53"

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[tuple[str, ...], dict[str, Any]] = {}
        self.blocks: dict[str, set[str]] = defaultdict(set)
        self.page = 300
        self.put(f"{ZONE}.", "NS", "ns-1.awsdns-01.com.", ttl=172800)
        self.put(
            f"{ZONE}.", "SOA", "ns-1.awsdns-01.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400", ttl=900
        )
        self.put(MARK, "TXT", MARKED)
        self.asked: list[dict[str, Any]] = []

    def put(self, name: str, kind: str, value: str, ttl: int = 60) -> None:
        """Put a record there, as somebody else would."""
        self.records[name, kind] = {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}

    def names(self) -> dict[str, str]:
        """The customers' names and what they answer with."""
        return {
            key[0].removesuffix(f".{ZONE}."): one["ResourceRecords"][0]["Value"]
            for key, one in sorted(self.records.items())
            if key[1] == "CNAME"
        }

    def do_list_resource_record_sets(self, HostedZoneId: str, MaxItems: str, **start: str) -> dict[str, Any]:  # noqa: N803
        assert HostedZoneId == ZONE_ID
        listed = sorted(self.records)
        parts = ("Name", "Type", "Identifier")
        first = tuple(start[f"StartRecord{part}"] for part in parts if f"StartRecord{part}" in start)
        rest = [key for key in listed if key >= first]
        size = min(self.page, int(MaxItems))
        more = rest[size:]
        following = {f"NextRecord{part}": told for part, told in zip(parts, more[0], strict=False)} if more else {}
        return {
            "ResourceRecordSets": [self.records[key] for key in rest[:size]],
            "IsTruncated": bool(more),
            "MaxItems": str(size),
            **following,
        }

    def do_change_resource_record_sets(self, HostedZoneId: str, ChangeBatch: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        assert HostedZoneId == ZONE_ID
        self.asked.append(ChangeBatch)
        after = dict(self.records)
        for change in ChangeBatch["Changes"]:
            one = change["ResourceRecordSet"]
            key = (one["Name"], one["Type"])
            if change["Action"] == "DELETE":
                if after.get(key) != one:
                    raise refusal("InvalidChangeBatch")
                del after[key]
            else:
                kinds = {held[1] for held in after if held[0] == one["Name"]} | {one["Type"]}
                if "CNAME" in kinds and len(kinds) > 1:
                    raise refusal("InvalidChangeBatch")
                after[key] = one
        self.records = after
        return {"ChangeInfo": {"Id": "/change/C1", "Status": "PENDING", "SubmittedAt": START}}

    def do_list_cidr_blocks(self, CollectionId: str, NextToken: str = "0") -> dict[str, Any]:  # noqa: N803
        assert CollectionId == COLLECTION
        listed = [
            {"LocationName": location, "CidrBlock": block}
            for location, blocks in sorted(self.blocks.items())
            for block in sorted(blocks)
        ]
        start = int(NextToken)
        more = {"NextToken": str(start + self.page)} if start + self.page < len(listed) else {}
        return {"CidrBlocks": listed[start : start + self.page], **more}

    def do_change_cidr_collection(self, Id: str, Changes: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert Id == COLLECTION
        for change in Changes:
            self.asked.append(change)
            # https://docs.aws.amazon.com/Route53/latest/APIReference/API_CidrCollectionChange.html
            assert 1 <= len(change["CidrList"]) <= 1000
            location, blocks = change["LocationName"], set(change["CidrList"])
            if change["Action"] == "PUT":
                if any(blocks & held for other, held in self.blocks.items() if other != location):
                    raise refusal("CidrBlockInUseException")
                self.blocks[location] |= blocks
            else:
                self.blocks[location] -= blocks
        self.blocks = defaultdict(set, {location: held for location, held in self.blocks.items() if held})
        return {"Id": Id}
