"""DNSSEC of public zones: key-signing keys, signing, and what is told of them.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html,
.../API_EnableHostedZoneDNSSEC.html, .../API_DisableHostedZoneDNSSEC.html, .../API_DeleteKeySigningKey.html and
.../API_GetDNSSEC.html.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ministack.core.responses import get_account_id
from ministack.services import kms, route53

from emulator.resources import Made, Properties, ResourceType
from emulator.route53 import Refused

_DNSSEC = re.compile(r"(?:/2013-04-01)?/hostedzone/([^/]+)/dnssec\Z")
MOST_KEYS = 2


@dataclass
class Signed:
    """The DNSSEC of one zone: the DS records of its key-signing keys by their names, and whether it signs."""

    keys: dict[str, str] = field(default_factory=dict)
    signing: bool = False


_zones: dict[str, Signed] = {}


def install() -> None:
    """Have Route 53 tell the DNSSEC of a zone, and keep a zone that has key-signing keys."""
    handle, delete = route53.handle_request, route53._delete_hosted_zone

    async def handled(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        found = _DNSSEC.match(path)
        return told(found[1]) if found and method == "GET" else await handle(method, path, headers, body, query)

    def deleted(zone_id: str) -> Any:
        if zone_id in _zones and _zones[zone_id].keys:
            message = "The specified hosted zone contains DNSSEC Key Signing Keys and so cannot be deleted."
            return route53._error_response("HostedZoneNotEmpty", message)
        return delete(zone_id)

    route53.handle_request, route53._delete_hosted_zone = handled, deleted
    create = kms._create_key
    kms._create_key = lambda data: create_key(data, create)


def create_key(data: dict[str, Any], create: Callable[[dict[str, Any]], Any]) -> Any:
    """Make a key; of the kind that signs zones without key material, which nothing here asks for."""
    if data.get("KeySpec") != "ECC_NIST_P256":
        return create(data)
    answer = create({key: value for key, value in data.items() if key not in ("KeySpec", "KeyUsage")})
    made = kms._resolve_key(json.loads(answer[2])["KeyMetadata"]["KeyId"])
    made |= {"KeySpec": data["KeySpec"], "KeyUsage": data["KeyUsage"]}
    return answer


def told(zone_id: str) -> Any:
    """Return the answer to GetDNSSEC."""
    if route53._zones.get(zone_id) is None:
        return route53._error_response("NoSuchHostedZone", f"No hosted zone found with ID: {zone_id}", 404)
    zone = _zones.get(zone_id, Signed())

    def write(root: Element) -> None:
        status = SubElement(root, "Status")
        SubElement(status, "ServeSignature").text = "SIGNING" if zone.signing else "NOT_SIGNING"
        keys = SubElement(root, "KeySigningKeys")
        for name, record in zone.keys.items():
            key = SubElement(keys, "member")
            SubElement(key, "Name").text = name
            SubElement(key, "Status").text = "ACTIVE"
            SubElement(key, "DSRecord").text = record

    return route53._xml_response("GetDNSSECResponse", write)


def _create_key(properties: Properties) -> Made:
    zone_id, name = _zone_of(properties), properties["Name"]
    _usable(properties["KeyManagementServiceArn"])
    zone = _zones.setdefault(zone_id, Signed())
    if name in zone.keys or len(zone.keys) >= MOST_KEYS:
        raise Refused(f"KeySigningKeyAlreadyExists or TooManyKeySigningKeys: {name} in {zone_id}")
    digest = hashlib.sha256(f"{zone_id} {name}".encode()).hexdigest().upper()
    zone.keys[name] = f"{int(digest[:4], 16)} 13 2 {digest}"
    return f"{zone_id}|{name}", {}


def _delete_key(identifier: str, _: Properties) -> None:
    zone_id, name = identifier.split("|")
    zone = _zones[zone_id]
    if zone.signing and len(zone.keys) == 1:
        raise Refused(f"KeySigningKeyInUse: {name} is the only key of {zone_id}, which is signed")
    del zone.keys[name]


def _sign(properties: Properties) -> Made:
    zone_id = _zone_of(properties)
    if not _zones.get(zone_id, Signed()).keys:
        raise Refused(f"KeySigningKeyWithActiveStatusNotFound: {zone_id} has no active key-signing key")
    _zones[zone_id].signing = True
    return zone_id, {}


def _stop(zone_id: str, _: Properties) -> None:
    zone = route53._zones.get(zone_id)
    name = zone["name"] if zone else ""
    for (_, other), records in list(route53._records._data.items()):
        if other != zone_id and any((one["Name"], one["Type"]) == (name, "DS") for one in records):
            raise Refused(f"KeySigningKeyInParentDSRecord: remove the DS record of {name} in {other} first")
    _zones[zone_id].signing = False


def _zone_of(properties: Properties) -> str:
    zone_id = str(properties["HostedZoneId"]).removeprefix("/hostedzone/")
    zone = route53._zones.get(zone_id)
    if zone is None:
        raise Refused(f"NoSuchHostedZone: {zone_id}")
    if zone.get("private"):
        raise Refused(f"InvalidArgument: {zone_id} is private, and only public zones are signed")
    return zone_id


def _usable(arn: str) -> None:
    _, _, _, region, account, rest = arn.split(":", 5)
    key = kms._keys.get_scoped(account, region, rest.removeprefix("key/"))
    if region != "us-east-1" or account != get_account_id() or key is None:
        raise Refused(f"InvalidKMSArn: {arn} is no key of this account in us-east-1")
    if (key.get("KeySpec"), key.get("KeyUsage")) != ("ECC_NIST_P256", "SIGN_VERIFY"):
        raise Refused(f"InvalidKMSArn: {arn} is {key.get('KeySpec')} for {key.get('KeyUsage')}")


TYPES = {
    "AWS::Route53::KeySigningKey": ResourceType(
        _create_key,
        lambda identifier, _old, _new: (identifier, {}),
        _delete_key,
        create_only=("HostedZoneId", "Name", "KeyManagementServiceArn"),
    ),
    "AWS::Route53::DNSSEC": ResourceType(
        _sign, lambda identifier, _old, _new: (identifier, {}), _stop, create_only=("HostedZoneId",)
    ),
}
