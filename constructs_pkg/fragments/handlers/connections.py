"""The connections of one endpoint service, as EC2 tells of them, and what changes them."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import ClientError

Given = TypeVar("Given")

# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html
PENDING = "pendingacceptance"
CONNECTED = ("available", "pending", "partial")
OVER = ("rejected", "failed", "expired", "deleting", "deleted")

# The key of the tag by which a connection tells which rule accepted it.
ACCEPTED_BY = "private-cells:accepted-by"

PAGE = 1000
MOST_AT_ONCE = 25

# https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
THROTTLED = (
    *("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"),
    *("RequestThrottled", "ServiceUnavailable", "Unavailable", "InternalError", "PriorRequestNotComplete"),
)
ATTEMPTS = 6
# Calls are made again here alone, where pauses are counted.
ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1}, connect_timeout=5, read_timeout=30)


@dataclass(frozen=True)
class Connection:
    """One connection to the service.

    Attributes:
        identifier: Its own id; None where EC2 does not tell it.
        endpoint_id: The endpoint.
        account: The account of the endpoint.
        region: The Region of the endpoint.
        state: Its state in lower-case letters alone.
        created: When it was asked for.
        accepted_by: The key of the rule that accepted it; None where a human did, or nobody.
        tags: Its tags.
        dns_name: The regional name of the endpoint; None where EC2 does not tell it.
        trouble: What is wrong with what EC2 tells; None where nothing is.
    """

    identifier: str | None
    endpoint_id: str
    account: str
    region: str
    state: str
    created: datetime | None
    accepted_by: str | None
    tags: dict[str, str]
    dns_name: str | None
    trouble: str | None

    @property
    def is_connected(self) -> bool:
        """Whether its consumer may use it, or soon may."""
        return self.state in CONNECTED


def connections(ec2: Any, service_id: str, home: str) -> list[Connection]:
    """Return every connection of the service, those from other Regions as well, the oldest first.

    Args:
        ec2: A client in the Region of the service.
        service_id: The service.
        home: The Region of the service, which endpoints have that tell none.
    """
    # Without the filter EC2 may leave out endpoints of other Regions.
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html
    elsewhere = [{"Name": "vpc-endpoint-region", "Values": ["cross-region"]}]
    found = [*_described(ec2, service_id, []), *_described(ec2, service_id, elsewhere)]
    told = {one.endpoint_id: one for one in (_read(each, home) for each in found)}
    return sorted(told.values(), key=_age)


def accept(ec2: Any, service_id: str, wanted: Iterable[tuple[Connection, str]]) -> dict[str, str]:
    """Accept connections, each marked with the rule it is accepted by; return why some were not, by endpoint.

    The mark comes first: a connection that is accepted is always known to be the rules' own.
    """
    failed: dict[str, str] = {}
    marked = []
    for one, rule in wanted:
        try:
            if one.identifier is None:
                raise LookupError("EC2 tells no id of the connection, so that it cannot be marked")
            if one.accepted_by != rule:
                again(ec2.create_tags, Resources=[one.identifier], Tags=[{"Key": ACCEPTED_BY, "Value": rule}])
            marked.append(one.endpoint_id)
        except (ClientError, LookupError) as error:
            failed[one.endpoint_id] = str(error)
    return failed | _changed(ec2.accept_vpc_endpoint_connections, service_id, marked)


def reject(ec2: Any, service_id: str, unwanted: Iterable[Connection]) -> dict[str, str]:
    """Reject connections; return why some were not, by endpoint."""
    return _changed(ec2.reject_vpc_endpoint_connections, service_id, [one.endpoint_id for one in unwanted])


def again(call: Callable[..., Given], **asked: Any) -> Given:
    """Return what `call` gives for `asked`, called anew after a pause of chance while AWS has too much to do."""
    for attempt in range(ATTEMPTS - 1):
        try:
            return call(**asked)
        except ClientError as error:
            if error.response["Error"]["Code"] not in THROTTLED:
                raise
        # Full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
        time.sleep(random.uniform(0, 2.0**attempt))
    return call(**asked)


def _described(ec2: Any, service_id: str, filters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {
        "Filters": [{"Name": "service-id", "Values": [service_id]}, *filters],
        "MaxResults": PAGE,
    }
    while True:
        page = again(ec2.describe_vpc_endpoint_connections, **asked)
        # A filter that is not known lets everything through.
        yield from (one for one in page.get("VpcEndpointConnections", []) if one.get("ServiceId") == service_id)
        if not page.get("NextToken"):
            return
        asked["NextToken"] = page["NextToken"]


def _read(told: dict[str, Any], home: str) -> Connection:
    tags = {one["Key"]: one.get("Value", "") for one in told.get("Tags", []) if "Key" in one}
    missing = [key for key in ("VpcEndpointId", "VpcEndpointOwner", "VpcEndpointState") if not told.get(key)]
    return Connection(
        identifier=told.get("VpcEndpointConnectionId"),
        endpoint_id=told.get("VpcEndpointId", ""),
        account=told.get("VpcEndpointOwner", ""),
        region=told.get("VpcEndpointRegion") or home,
        state="".join(letter for letter in told.get("VpcEndpointState", "").lower() if letter.isalpha()),
        created=told.get("CreationTimestamp"),
        accepted_by=tags.get(ACCEPTED_BY),
        tags=tags,
        dns_name=next((one["DnsName"] for one in told.get("DnsEntries", []) if one.get("DnsName")), None),
        trouble=f"EC2 does not tell its {', '.join(missing)}" if missing else None,
    )


def _age(one: Connection) -> tuple[float, str]:
    return (one.created.timestamp() if one.created else float("inf"), one.endpoint_id)


def _changed(call: Callable[..., dict[str, Any]], service_id: str, endpoints: list[str]) -> dict[str, str]:
    """Call for some endpoints at a time; return why some were not changed: one that is refused holds up no other."""
    failed: dict[str, str] = {}
    for start in range(0, len(endpoints), MOST_AT_ONCE):
        some = endpoints[start : start + MOST_AT_ONCE]
        try:
            failed |= _called(call, service_id, some)
        except ClientError as error:
            if len(some) == 1:
                failed[some[0]] = str(error)
            else:
                for endpoint in some:
                    failed |= _changed(call, service_id, [endpoint])
    return failed


def _called(call: Callable[..., dict[str, Any]], service_id: str, endpoints: list[str]) -> dict[str, str]:
    """Return what a call that succeeds says it did not do, by endpoint."""
    answered = again(call, ServiceId=service_id, VpcEndpointIds=endpoints)
    return {one.get("ResourceId", endpoints[0]): _why(one.get("Error", {})) for one in answered.get("Unsuccessful", [])}


def _why(error: dict[str, str]) -> str:
    return f"{error.get('Code', 'unknown')}: {error.get('Message', '')}"
