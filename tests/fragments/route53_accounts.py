"""Route 53 of two accounts, as much of it as associations of VPCs need, with requests held to botocore's model.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html and its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import botocore.session
from botocore.exceptions import ClientError
from botocore.model import ServiceModel
from botocore.validate import validate_parameters

VPC = {"VPCId": "vpc-0123456789abcdef0", "VPCRegion": "eu-west-1"}
OTHER_VPC = {"VPCId": "vpc-0123456789abcdef1", "VPCRegion": "us-east-1"}
HOME, ELSEWHERE = "111111111111", "222222222222"


@cache
def model(service: str) -> ServiceModel:
    return botocore.session.Session().get_service_model(service)


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "refused"}}, "Tested")


@dataclass
class Zone:
    """A private zone.

    Attributes:
        owner: Its account.
        vpcs: The ids of the VPCs that see it.
        authorised: The ids of the VPCs that its account lets others associate.
    """

    name: str
    owner: str = HOME
    vpcs: list[str] = field(default_factory=lambda: [OTHER_VPC["VPCId"]])
    authorised: set[str] = field(default_factory=set)


@dataclass
class Cloud:
    """What the accounts share: zones, and what refuses the next calls of an operation.

    Attributes:
        page: How many zones a page lists.
        pending: How often a change is asked for until it is known everywhere.
    """

    zones: dict[str, Zone]
    page: int = 100
    pending: int = 1
    failing: dict[str, list[str]] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    assumed: list[dict[str, Any]] = field(default_factory=list)

    def clients(self) -> dict[str, Any]:
        """The clients that the function may ask for."""
        return {"route53": self.route53, "sts": Client(self, "sts", HOME, {"assume_role": self._assume})}

    def route53(self, **credentials: str) -> Client:
        """Route 53 as the credentials' account, by default the VPC's."""
        account = ELSEWHERE if credentials.get("aws_session_token") == "token" else HOME
        operations = {
            "list_hosted_zones_by_vpc": self._list,
            "associate_vpc_with_hosted_zone": lambda **asked: self._associate(account, **asked),
            "disassociate_vpc_from_hosted_zone": self._disassociate,
            "create_vpc_association_authorization": lambda **asked: self._authorise(account, **asked),
            "delete_vpc_association_authorization": lambda **asked: self._withdraw(account, **asked),
            "get_change": self._change,
        }
        return Client(self, "route53", account, operations)

    def done(self, *, but: str = "get_change") -> list[tuple[str, str]]:
        """What was called and did not only look, by account."""
        return [call for call in self.calls if call[1] not in (but, "list_hosted_zones_by_vpc")]

    def _assume(self, **asked: Any) -> dict[str, Any]:
        self.assumed.append(asked)
        return {"Credentials": {"AccessKeyId": "key", "SecretAccessKey": "secret", "SessionToken": "token"}}

    def _list(self, **asked: Any) -> dict[str, Any]:
        found = sorted(zone for zone, held in self.zones.items() if asked["VPCId"] in held.vpcs)
        start = int(asked.get("NextToken", "0"))
        shown = found[start : start + self.page]
        more = {"NextToken": str(start + self.page)} if start + self.page < len(found) else {}
        summaries = [{"HostedZoneId": one, "Name": f"{self.zones[one].name}."} for one in shown]
        return {"HostedZoneSummaries": summaries, "MaxItems": "100", **more}

    def _associate(self, account: str, **asked: Any) -> dict[str, Any]:
        zone, vpc = self._zone(asked["HostedZoneId"]), asked["VPC"]["VPCId"]
        if zone.owner != account and vpc not in zone.authorised:
            raise refusal("NotAuthorizedException")
        if any(vpc in other.vpcs and other.name == zone.name for other in self.zones.values()):
            raise refusal("ConflictingDomainExists")
        zone.vpcs.append(vpc)
        return _changed()

    def _disassociate(self, **asked: Any) -> dict[str, Any]:
        zone, vpc = self._zone(asked["HostedZoneId"]), asked["VPC"]["VPCId"]
        if vpc not in zone.vpcs:
            raise refusal("VPCAssociationNotFound")
        if zone.vpcs == [vpc]:
            raise refusal("LastVPCAssociation")
        zone.vpcs.remove(vpc)
        return _changed()

    def _authorise(self, account: str, **asked: Any) -> dict[str, Any]:
        zone = self._zone(asked["HostedZoneId"])
        assert zone.owner == account
        zone.authorised.add(asked["VPC"]["VPCId"])
        return {"HostedZoneId": asked["HostedZoneId"], "VPC": asked["VPC"]}

    def _withdraw(self, account: str, **asked: Any) -> dict[str, Any]:
        zone = self._zone(asked["HostedZoneId"])
        assert zone.owner == account
        if asked["VPC"]["VPCId"] not in zone.authorised:
            raise refusal("VPCAssociationAuthorizationNotFound")
        zone.authorised.remove(asked["VPC"]["VPCId"])
        return {}

    def _change(self, **_: Any) -> dict[str, Any]:
        self.pending -= 1
        return {"ChangeInfo": {**_changed()["ChangeInfo"], "Status": "INSYNC" if self.pending < 0 else "PENDING"}}

    def _zone(self, identifier: str) -> Zone:
        if identifier not in self.zones:
            raise refusal("NoSuchHostedZone")
        return self.zones[identifier]


class Client:
    """A client of one service and account."""

    def __init__(self, cloud: Cloud, service: str, account: str, operations: dict[str, Callable[..., Any]]) -> None:
        self._cloud, self._service, self._account, self._operations = cloud, service, account, operations

    def __getattr__(self, name: str) -> Callable[..., Any]:
        operation = next(one for one in model(self._service).operation_names if one.lower() == name.replace("_", ""))

        def call(**asked: Any) -> Any:
            validate_parameters(asked, model(self._service).operation_model(operation).input_shape)
            self._cloud.calls.append((self._account, name))
            refusing = self._cloud.failing.get(name)
            if refusing:
                raise refusal(refusing.pop(0))
            return self._operations[name](**asked)

        return call


def _changed() -> dict[str, Any]:
    return {"ChangeInfo": {"Id": "/change/C0123", "Status": "PENDING", "SubmittedAt": "2026-01-01T00:00:00Z"}}
