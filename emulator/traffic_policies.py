"""Traffic policies and policy records, as CloudFormation makes them.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-trafficpolicy.html
and .../aws-resource-route53-trafficpolicyinstance.html, and what is refused in
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateTrafficPolicy.html, .../API_DeleteTrafficPolicy.html
and .../API_CreateTrafficPolicyInstance.html. Names are not answered here, so that a policy's records are not made.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import route53

from emulator.resources import Made, Properties, ResourceType
from emulator.route53 import Refused

LONGEST_DOCUMENT = 102_400


@dataclass(frozen=True)
class Policy:
    """A traffic policy.

    Attributes:
        account: Its account.
        type: The type of the records it makes.
    """

    id: str
    account: str
    name: str
    type: str

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"arn:aws:route53:::trafficpolicy/{self.id}"


@dataclass(frozen=True)
class Instance:
    """A policy record."""

    id: str
    policy: str
    zone: str
    name: str
    type: str

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"arn:aws:route53:::trafficpolicyinstance/{self.id}"


POLICIES: dict[str, Policy] = {}
INSTANCES: dict[str, Instance] = {}


def _create_policy(properties: Properties) -> Made:
    name, document = properties["Name"], properties["Document"]
    if any(one.name == name and one.account == get_account_id() for one in POLICIES.values()):
        raise Refused(f"TrafficPolicyAlreadyExists: a traffic policy is named {name} already")
    made = Policy(str(uuid.uuid4()), get_account_id(), name, _type_of(document))
    POLICIES[made.arn] = made
    return _policy(made.arn)


def _type_of(document: str) -> str:
    try:
        held = json.loads(document)
        rules, endpoints = held.get("Rules", {}), held["Endpoints"]
        known = (held.get("StartRule") in rules) != (held.get("StartEndpoint") in endpoints)
        kind: str = held["RecordType"]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refused(f"InvalidTrafficPolicyDocument: {error}") from error
    if not known or len(document) > LONGEST_DOCUMENT or held.get("AWSPolicyFormatVersion") != "2015-10-01":
        raise Refused("InvalidTrafficPolicyDocument: the format of the document is not valid")
    return kind


def _policy(arn: str) -> Made:
    made = POLICIES[arn]
    return arn, {"Arn": arn, "Id": made.id, "Version": 1, "Type": made.type}


def _keep_policy(arn: str, _: Properties, __: Properties) -> Made:
    return _policy(arn)


def _delete_policy(arn: str, _: Properties) -> None:
    found = POLICIES.get(arn)
    if found is not None and any(one.policy == found.id for one in INSTANCES.values()):
        raise Refused(f"TrafficPolicyInUse: traffic policy {found.id} has a policy record")
    POLICIES.pop(arn, None)


def _create_instance(properties: Properties) -> Made:
    made = _instance(str(uuid.uuid4()), properties)
    taken = any((one.zone, one.name, one.type) == (made.zone, made.name, made.type) for one in INSTANCES.values())
    records = route53._records.get(made.zone, [])
    if taken or any((one["Name"], one["Type"]) == (made.name, made.type) for one in records):
        raise Refused(f"TrafficPolicyInstanceAlreadyExists: {made.name} {made.type} has records already")
    INSTANCES[made.arn] = made
    return _shown(made)


def _instance(identifier: str, properties: Properties) -> Instance:
    policy = next((one for one in POLICIES.values() if one.id == properties["TrafficPolicyId"]), None)
    if policy is None or str(properties["TrafficPolicyVersion"]) != "1":
        raise Refused(f"NoSuchTrafficPolicy: there is no version of traffic policy {properties['TrafficPolicyId']}")
    zone: dict[str, Any] | None = route53._zones.get(properties["HostedZoneId"])
    if zone is None:
        raise Refused(f"NoSuchHostedZone: there is no hosted zone {properties['HostedZoneId']}")
    if zone.get("private"):
        raise Refused(f"InvalidInput: {properties['HostedZoneId']} is a private hosted zone")
    return Instance(identifier, policy.id, properties["HostedZoneId"], properties["Name"], policy.type)


def _shown(made: Instance) -> Made:
    attributes = {"Arn": made.arn, "Id": made.id, "State": "Applied", "TrafficPolicyType": made.type}
    return made.arn, attributes


def _update_instance(arn: str, _: Properties, new: Properties) -> Made:
    changed = _instance(INSTANCES[arn].id, new)
    if changed.type != INSTANCES[arn].type:
        raise Refused(f"ConflictingTypes: {changed.name} is of type {INSTANCES[arn].type}")
    INSTANCES[arn] = changed
    return _shown(INSTANCES[arn])


def _delete_instance(arn: str, _: Properties) -> None:
    INSTANCES.pop(arn, None)


TYPES: dict[str, Any] = {
    "AWS::Route53::TrafficPolicy": ResourceType(
        _create_policy, _keep_policy, _delete_policy, create_only=("Document", "Name")
    ),
    "AWS::Route53::TrafficPolicyInstance": ResourceType(
        _create_instance, _update_instance, _delete_instance, create_only=("HostedZoneId", "Name")
    ),
}
