"""One connection to an endpoint service, as EC2 tells of it.

Pure: AWS Lambda and the command line read alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html
PENDING = "pendingacceptance"
CONNECTED = ("available", "pending", "partial")
OVER = ("rejected", "failed", "expired", "deleting", "deleted")

# The key of the tag by which a connection tells which rule accepted it.
ACCEPTED_BY = "private-cells:accepted-by"


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

    @property
    def age(self) -> tuple[float, str]:
        """What sorts the oldest first, and those of which it is not known last."""
        return (self.created.timestamp() if self.created else float("inf"), self.endpoint_id)


def read_connection(told: Mapping[str, Any], home: str) -> Connection:
    """Return the connection that EC2 tells of.

    Args:
        told: An item of ``VpcEndpointConnections``, whose ``CreationTimestamp`` is a time.
        home: The Region of the service, which endpoints have that tell none.
    """
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
