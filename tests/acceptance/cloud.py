"""EC2, Route 53 and Organizations as far as acceptance needs them: stateful, and held to botocore's models.

Sources: the botocore models for what is asked and answered;
https://docs.aws.amazon.com/vpc/latest/privatelink/accept-reject-endpoint-connections.html for the states.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError
from fragments.modelled import Modelled

SERVICE = "vpce-svc-0123456789abcdef0"
HOME, ABROAD = "us-east-1", "eu-west-1"
ZONE, ZONE_ID, COLLECTION = "customers.example.com", "Z0123456789EXAMPLE", "11111111-2222-3333-4444-555555555555"
START = datetime(2026, 1, 1, tzinfo=UTC)
MARKED = f'"service={SERVICE}"'


def refusal(code: str, operation: str = "Tested") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "refused by the test"}}, operation)


@dataclass
class Asked:
    """A connection as the fake keeps it.

    Attributes:
        number: Makes its ids, and the time it was asked for.
        state: As EC2 spells it.
    """

    number: int
    account: str
    region: str = HOME
    state: str = "PendingAcceptance"
    tags: dict[str, str] = field(default_factory=dict)
    named: bool = True

    @property
    def endpoint_id(self) -> str:
        return f"vpce-{self.number:017x}"

    @property
    def identifier(self) -> str:
        return f"vpce-con-{self.number:017x}"

    @property
    def dns_name(self) -> str:
        return f"{self.endpoint_id}-abcdefgh.{SERVICE}.{self.region}.vpce.amazonaws.com"

    def told(self) -> dict[str, Any]:
        """What EC2 tells of it."""
        names = [{"DnsName": self.dns_name, "HostedZoneId": "Z7HUB22UULQXV"}] if self.named else []
        return {
            "ServiceId": SERVICE,
            "VpcEndpointId": self.endpoint_id,
            "VpcEndpointOwner": self.account,
            "VpcEndpointState": self.state,
            "VpcEndpointRegion": self.region,
            "VpcEndpointConnectionId": self.identifier,
            "CreationTimestamp": START + timedelta(seconds=self.number),
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()],
            "DnsEntries": names,
        }


class Failing(Modelled):
    """A client whose next calls fail as a test says.

    Attributes:
        failing: Error codes by action: each call takes one, and None lets it through.
    """

    def __init__(self) -> None:
        super().__init__()
        self.failing: dict[str, list[str | None]] = defaultdict(list)

    def __getattr__(self, name: str) -> Any:
        call = super().__getattr__(name)

        def held(**request: Any) -> Any:
            waiting = self.failing[name]
            if waiting and (code := waiting.pop(0)) is not None:
                self.calls.append(name)
                raise refusal(code, name)
            return call(**request)

        return held

    @property
    def writes(self) -> list[str]:
        """The actions that were called and do more than look."""
        return [name for name in self.calls if not name.startswith(("describe_", "list_"))]


class Ec2(Failing):
    """EC2 in the Region of the service.

    Attributes:
        connections: The connections by endpoint.
        page: How many a page tells.
        lists_abroad: Whether endpoints of other Regions are told without being asked for.
        poisonous: Endpoints that make any call that names them fail as a whole.
        unwilling: Endpoints that a call that succeeds says it did not change.
    """

    service = "ec2"

    def __init__(self, *asked: Asked) -> None:
        super().__init__()
        self.connections = {one.endpoint_id: one for one in asked}
        self.page = 1000
        self.lists_abroad = False
        self.poisonous: set[str] = set()
        self.unwilling: set[str] = set()

    def do_describe_vpc_endpoint_connections(
        self,
        Filters: list[dict[str, Any]],  # noqa: N803
        MaxResults: int,  # noqa: N803
        NextToken: str = "0",  # noqa: N803
    ) -> dict[str, Any]:
        asked = {one["Name"]: one["Values"] for one in Filters}
        assert asked.pop("service-id") == [SERVICE]
        abroad = asked.pop("vpc-endpoint-region", None) == ["cross-region"]
        assert not asked
        found = [
            one.told()
            for one in self.connections.values()
            if (one.region != HOME if abroad else self.lists_abroad or one.region == HOME)
        ]
        start, size = int(NextToken), min(self.page, MaxResults)
        more = {"NextToken": str(start + size)} if start + size < len(found) else {}
        return {"VpcEndpointConnections": found[start : start + size], **more}

    def do_create_tags(self, Resources: list[str], Tags: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803
        for one in self.connections.values():
            if one.identifier in Resources:
                one.tags |= {tag["Key"]: tag["Value"] for tag in Tags}
        return {}

    def do_accept_vpc_endpoint_connections(self, ServiceId: str, VpcEndpointIds: list[str]) -> dict[str, Any]:  # noqa: N803
        return self._change(ServiceId, VpcEndpointIds, {"pendingacceptance"}, "Available")

    def do_reject_vpc_endpoint_connections(self, ServiceId: str, VpcEndpointIds: list[str]) -> dict[str, Any]:  # noqa: N803
        return self._change(ServiceId, VpcEndpointIds, {"pendingacceptance", "available"}, "Rejected")

    def _change(self, service_id: str, endpoints: list[str], from_: set[str], to: str) -> dict[str, Any]:
        assert service_id == SERVICE
        if self.poisonous & set(endpoints):
            raise refusal("InvalidVpcEndpointId.NotFound")
        unsuccessful = []
        for endpoint in endpoints:
            one = self.connections.get(endpoint)
            if one is None or one.state.lower() not in from_ or endpoint in self.unwilling:
                error = {"Code": "InvalidState", "Message": "refused by the test"}
                unsuccessful.append({"ResourceId": endpoint, "Error": error})
            else:
                one.state = to
        return {"Unsuccessful": unsuccessful}


class Route53(Failing):
    """Route 53 with one zone and one CIDR collection.

    Attributes:
        records: The record sets by name and type.
        blocks: The blocks of each location.
        page: How many record sets or blocks a page tells.
    """

    service = "route53"

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.blocks: dict[str, set[str]] = defaultdict(set)
        self.page = 300
        self.put(f"_private-cells.{ZONE}.", "TXT", MARKED)

    def put(self, name: str, kind: str, value: str, ttl: int = 60) -> None:
        """Put a record there, as somebody else would."""
        self.records[name, kind] = {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}

    def names(self) -> dict[str, str]:
        """The customers' names and what they answer with."""
        return {
            name.removesuffix(f".{ZONE}."): one["ResourceRecords"][0]["Value"]
            for (name, kind), one in sorted(self.records.items())
            if kind == "CNAME"
        }

    def do_list_resource_record_sets(self, HostedZoneId: str, MaxItems: str, **start: str) -> dict[str, Any]:  # noqa: N803
        assert HostedZoneId == ZONE_ID
        listed = sorted(self.records)
        first = (start.get("StartRecordName", ""), start.get("StartRecordType", ""))
        rest = [key for key in listed if key >= first]
        size = min(self.page, int(MaxItems))
        more = rest[size:]
        following = {"NextRecordName": more[0][0], "NextRecordType": more[0][1]} if more else {}
        return {
            "ResourceRecordSets": [self.records[key] for key in rest[:size]],
            "IsTruncated": bool(more),
            "MaxItems": str(size),
            **following,
        }

    def do_change_resource_record_sets(self, HostedZoneId: str, ChangeBatch: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        assert HostedZoneId == ZONE_ID
        after = dict(self.records)
        for change in ChangeBatch["Changes"]:
            one = change["ResourceRecordSet"]
            key = (one["Name"], one["Type"])
            if change["Action"] == "DELETE":
                if after.get(key) != one:
                    raise refusal("InvalidChangeBatch")
                del after[key]
            else:
                kinds = {kind for name, kind in after if name == one["Name"]} | {one["Type"]}
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
            location, blocks = change["LocationName"], set(change["CidrList"])
            if change["Action"] == "PUT":
                if any(blocks & held for other, held in self.blocks.items() if other != location):
                    raise refusal("CidrBlockInUseException")
                self.blocks[location] |= blocks
            else:
                self.blocks[location] -= blocks
        self.blocks = defaultdict(set, {location: held for location, held in self.blocks.items() if held})
        return {"Id": Id}


class Organizations(Failing):
    """An organization.

    Attributes:
        parents: What each account and unit stands in.
    """

    service = "organizations"

    def __init__(self, parents: dict[str, str]) -> None:
        super().__init__()
        self.parents = parents

    def do_list_parents(self, ChildId: str) -> dict[str, Any]:  # noqa: N803
        if ChildId not in self.parents:
            raise refusal("ChildNotFoundException")
        parent = self.parents[ChildId]
        kind = "ROOT" if parent.startswith("r-") else "ORGANIZATIONAL_UNIT"
        return {"Parents": [{"Id": parent, "Type": kind}]}

    def do_describe_organization(self) -> dict[str, Any]:
        return {"Organization": {"Id": "o-exampleorgid"}}
