"""The request for a connection that a file tells of, as the EC2 API writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

Told = Mapping[str, Any]
"""A connection, as EC2 tells of it."""

_ACCOUNT = re.compile(r"[0-9]{12}")
_ENDPOINT = re.compile(r"vpce-[0-9a-f]+")


class NoRequest(ValueError):
    """What a file holds is no request for a connection."""


def requests_in(document: object) -> tuple[Told, ...]:
    """Return the connections of a document, with times in place of their text.

    It is one item, a list of them, or all that ``aws ec2 describe-vpc-endpoint-connections`` writes. One without a
    state waits to be accepted.

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


def chosen(requests: Sequence[Told], endpoint_id: str | None) -> str:
    """Return the endpoint that is meant: the one with that id, or the only one.

    Raises:
        NoRequest: if there is none, or more than one.
    """
    there = [each["VpcEndpointId"] for each in requests]
    found = [each for each in there if endpoint_id in (None, each)]
    if len(found) == 1:
        return str(found[0])
    raise NoRequest(f"has {len(requests)} connections; choose one with --endpoint: {', '.join(there)}")


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
    created = item.get("CreationTimestamp", "2026-01-01T00:00:00Z")
    try:
        datetime.fromisoformat(created)
    except (TypeError, ValueError):
        yield f".CreationTimestamp {created!r} is no time; write it as EC2 does, such as 2026-01-01T00:00:00Z"
    tags = item.get("Tags", [])
    if not isinstance(tags, list) or not all(map(_is_tag, tags)):
        yield f'.Tags {tags!r} are not of the form [{{"Key": ..., "Value": ...}}]; write them as EC2 does'


def _is_tag(told: object) -> bool:
    return isinstance(told, Mapping) and all(isinstance(text, str) for text in (told.get("Key"), told.get("Value", "")))


def _request(item: Told) -> Told:
    read = ("VpcEndpointId", "VpcEndpointOwner", "VpcEndpointRegion", "VpcEndpointState", "Tags")
    told = {"VpcEndpointState": "pendingAcceptance", **{key: item[key] for key in read if key in item}}
    if "CreationTimestamp" in item:
        told["CreationTimestamp"] = datetime.fromisoformat(item["CreationTimestamp"])
    return told
