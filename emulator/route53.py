"""Calls of the emulator's Route 53 from within, and the rules that it leaves out.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from ministack.services import route53


class Refused(Exception):
    """Route 53 refuses a request; the message is its reason."""


@cache
def _service() -> ServiceModel:
    return botocore.session.Session().get_service_model("route53")


def call(action: str, **request: Any) -> dict[str, Any]:
    """Do an action in the account at hand and return its result.

    Raises:
        Refused: The emulator refuses it.
    """
    operation = _service().operation_model(action)
    sent = create_serializer("rest-xml").serialize_to_request(request, operation)
    body = sent["body"].encode() if isinstance(sent["body"], str) else sent["body"]
    answering = route53.handle_request(sent["method"], urlsplit(sent["url_path"]).path, {}, body, sent["query_string"])
    status, _, answer = _finished(answering)
    shape = operation.output_shape
    result: dict[str, Any] = create_parser("rest-xml").parse(
        {"status_code": status, "headers": {}, "body": answer}, shape
    )
    if "Error" in result:
        raise Refused(f"{result['Error']['Code']}: {result['Error'].get('Message', '')}")
    return result


def _finished(answering: Any) -> tuple[int, dict[str, str], bytes]:
    # The emulator's Route 53 never waits for anything: its coroutines end when they are first sent to.
    try:
        answering.send(None)
    except StopIteration as done:
        answered: tuple[int, dict[str, str], bytes] = done.value
        return answered
    raise RuntimeError("the emulator's Route 53 waits for something")


def install() -> None:
    """Have every change of records keep to the rules of a zone."""
    change = route53._change_resource_record_sets

    def changed(zone_id: str, body: bytes) -> Any:
        before = list(route53._records.get(zone_id, []))
        answer = change(zone_id, body)
        if answer[0] == 200:
            after = route53._records[zone_id]
            added = [record for record in after if record not in before]
            broken = broken_rule(route53._zones[zone_id]["name"], after) or missing_target(zone_id, added, after)
            if broken is not None:
                route53._records[zone_id] = before
                return route53._error_response("InvalidChangeBatch", f"[{broken}]")
        return answer

    route53._change_resource_record_sets = changed


def missing_target(zone_id: str, added: list[dict[str, Any]], records: list[dict[str, Any]]) -> str | None:
    """Return what is wrong with an added alias of a record of its own zone that is not there, or None.

    Source: the message is that of https://github.com/octodns/octodns/pull/366.
    """
    places = {(record["Name"].removesuffix("."), record["Type"]) for record in records}
    for record in added:
        alias = record.get("AliasTarget")
        if alias and alias["HostedZoneId"] == zone_id:
            name = alias["DNSName"].removesuffix(".")
            if (name, record["Type"]) not in places:
                return (
                    f"Tried to create an alias that targets {name}., type {record['Type']} in zone {zone_id}, but that "
                    "target was not found"
                )
    return None


def broken_rule(zone: str, records: list[dict[str, Any]]) -> str | None:
    """Return what is wrong with the records of a zone, or None.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat.
    """
    types: dict[str, set[str]] = {}
    for record in records:
        types.setdefault(record["Name"], set()).add(record["Type"])
    for name, kinds in types.items():
        if name != zone and not name.endswith(f".{zone}"):
            return f"RRSet with DNS name {name} is not permitted in zone {zone}"
        if "CNAME" in kinds and len(kinds) > 1:
            return f"RRSet of type CNAME with DNS name {name} conflicts with other records of that name"
        if "CNAME" in kinds and name == zone:
            return f"RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {zone}"
    return None
