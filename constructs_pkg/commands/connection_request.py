"""The request for a connection that a file tells of, as the EC2 API writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html
CONNECTED = ("available", "pending", "partial")

# What the reconciler marks connections with; it is no tag of the provider's.
ACCEPTED_BY = "private-cells:accepted-by"

_ACCOUNT = re.compile(r"[0-9]{12}")
_ENDPOINT = re.compile(r"vpce-[0-9a-f]+")


class NoRequest(ValueError):
    """What a file holds is no request for a connection."""


@dataclass(frozen=True)
class ConnectionRequest:
    """A connection that is asked for, or exists.

    Attributes:
        endpoint_id: The endpoint.
        account: The account of the endpoint.
        region: The Region of the endpoint; None where the file does not tell, as of an endpoint in the service's own.
        state: Its state, in lower-case letters alone; empty where the file does not tell.
        tags: The tags that the provider sees.
    """

    endpoint_id: str
    account: str
    region: str | None = None
    state: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


def requests_in(document: object) -> tuple[ConnectionRequest, ...]:
    """Return the connections of a document.

    It is one item, a list of them, or all that ``aws ec2 describe-vpc-endpoint-connections`` writes.

    Raises:
        NoRequest: with every problem, one a line.
    """
    items = document.get("VpcEndpointConnections", [document]) if isinstance(document, Mapping) else document
    if not isinstance(items, Sequence) or isinstance(items, str) or not items:
        raise NoRequest("has no connection; write what aws ec2 describe-vpc-endpoint-connections does")
    problems = [f"[{place}]{problem}" for place, item in enumerate(items) for problem in _problems(item)]
    if problems:
        raise NoRequest("\n".join(problems))
    return tuple(map(_request, items))


def chosen(requests: Sequence[ConnectionRequest], endpoint_id: str | None) -> ConnectionRequest:
    """Return the request of an endpoint, or the only one.

    Raises:
        NoRequest: if there is none, or more than one.
    """
    found = [each for each in requests if endpoint_id in (None, each.endpoint_id)]
    if len(found) == 1:
        return found[0]
    there = ", ".join(each.endpoint_id for each in requests)
    raise NoRequest(f"has {len(requests)} connections; choose one with --endpoint: {there}")


def others(requests: Sequence[ConnectionRequest], request: ConnectionRequest) -> int:
    """Return how many other connections of the same account are connected."""
    return sum(
        each.account == request.account and each.endpoint_id != request.endpoint_id and each.state in CONNECTED
        for each in requests
    )


def _problems(item: object) -> Iterator[str]:
    if not isinstance(item, Mapping):
        yield " is no mapping; write one connection as EC2 does"
        return
    for key, pattern, example in (
        ("VpcEndpointId", _ENDPOINT, "vpce-0123456789abcdef0"),
        ("VpcEndpointOwner", _ACCOUNT, "111111111111, in quotes"),
    ):
        value = item.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield f".{key} {value!r} is not there or malformed; write one such as {example}"
    for key in ("VpcEndpointRegion", "VpcEndpointState"):
        if not isinstance(item.get(key, ""), str):
            yield f".{key} {item[key]!r} is no text; write it as EC2 does"
    tags = item.get("Tags", [])
    if not isinstance(tags, list) or not all(isinstance(each, Mapping) and "Key" in each for each in tags):
        yield f'.Tags {tags!r} are not of the form [{{"Key": ..., "Value": ...}}]; write them as EC2 does'


def _request(item: Mapping[str, Any]) -> ConnectionRequest:
    return ConnectionRequest(
        item["VpcEndpointId"],
        item["VpcEndpointOwner"],
        item.get("VpcEndpointRegion") or None,
        "".join(letter for letter in item.get("VpcEndpointState", "").lower() if letter.isalpha()),
        {each["Key"]: each.get("Value", "") for each in item.get("Tags", []) if each["Key"] != ACCEPTED_BY},
    )
