"""EC2, Organizations and STS as far as acceptance needs them: stateful, and held to botocore's models.

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


def refusal(code: str, operation: str = "Tested") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "refused by the test"}}, operation)


def spelled_alike(state: str) -> str:
    """Return a state in one spelling of the several that EC2's pages and answers have."""
    return "".join(filter(str.isalpha, state.lower()))


@dataclass
class Asked:
    """A connection as the fake keeps it.

    Attributes:
        number: Makes its ids, and the time it was asked for.
        state: As EC2 spells it.
        untold: What EC2 leaves out of it.
    """

    number: int
    account: str
    region: str = HOME
    state: str = "PendingAcceptance"
    tags: dict[str, str] = field(default_factory=dict)
    named: bool = True
    service: str = SERVICE
    untold: tuple[str, ...] = ()

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
        told = {
            "ServiceId": self.service,
            "VpcEndpointId": self.endpoint_id,
            "VpcEndpointOwner": self.account,
            "VpcEndpointState": self.state,
            "VpcEndpointRegion": self.region,
            "VpcEndpointConnectionId": self.identifier,
            "CreationTimestamp": START + timedelta(seconds=self.number),
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items()],
            "DnsEntries": names,
        }
        return {key: value for key, value in told.items() if key not in self.untold}


class Failing(Modelled):
    """A client whose next calls fail as a test says.

    Attributes:
        failing: Error codes, or what is raised, by action: each call takes one, and None lets it through.
    """

    def __init__(self) -> None:
        super().__init__()
        self.failing: dict[str, list[str | Exception | None]] = defaultdict(list)

    def __getattr__(self, name: str) -> Any:
        call = super().__getattr__(name)

        def held(**request: Any) -> Any:
            waiting = self.failing[name]
            if waiting and (code := waiting.pop(0)) is not None:
                self.calls.append(name)
                raise code if isinstance(code, Exception) else refusal(code, name)
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
        filters: Whether it knows the filters; one that is not known lets everything through.
        asked: The endpoints of each call to accept or reject.
    """

    service = "ec2"

    def __init__(self, *asked: Asked) -> None:
        super().__init__()
        self.connections = {one.endpoint_id: one for one in asked}
        self.page = 1000
        self.lists_abroad = False
        self.poisonous: set[str] = set()
        self.unwilling: set[str] = set()
        self.filters = True
        self.asked: list[list[str]] = []

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
        # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html
        assert 5 <= MaxResults <= 1000
        found = [
            one.told()
            for one in self.connections.values()
            if not self.filters
            or (one.service == SERVICE and (one.region != HOME if abroad else self.lists_abroad or one.region == HOME))
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
        self.asked.append(endpoints)
        if self.poisonous & set(endpoints):
            raise refusal("InvalidVpcEndpointId.NotFound")
        unsuccessful = []
        for endpoint in endpoints:
            one = self.connections.get(endpoint)
            if one is None or spelled_alike(one.state) not in from_ or endpoint in self.unwilling:
                error = {"Code": "InvalidState", "Message": "refused by the test"}
                unsuccessful.append({"ResourceId": endpoint, "Error": error})
            else:
                one.state = to
        return {"Unsuccessful": unsuccessful}


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


class Sts(Failing):
    """What lends a role."""

    service = "sts"

    def do_assume_role(self, RoleArn: str, RoleSessionName: str) -> dict[str, Any]:  # noqa: N803
        lent = {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "secret", "SessionToken": RoleSessionName}
        return {"Credentials": {**lent, "Expiration": START}}
