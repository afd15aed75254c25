"""The CloudFormation resource types of Route 53, made through its actions.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53.html.
"""

from __future__ import annotations

import uuid
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import ec2

from emulator.resources import Made, Properties, ResourceType, flag
from emulator.route53 import Refused, call


def _create_zone(properties: Properties) -> Made:
    vpcs = _vpcs(properties)
    asked: dict[str, Any] = {"VPC": vpcs[0]} if vpcs else {}
    comment = (properties.get("HostedZoneConfig") or {}).get("Comment")
    if comment:
        asked["HostedZoneConfig"] = {"Comment": comment, "PrivateZone": bool(vpcs)}
    made = call("CreateHostedZone", Name=properties["Name"], CallerReference=str(uuid.uuid4()), **asked)
    identifier: str = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    try:
        for vpc in vpcs[1:]:
            call("AssociateVPCWithHostedZone", HostedZoneId=identifier, VPC=vpc)
    except Refused:
        _delete_zone(identifier, properties)
        raise
    return _zone(identifier)


def _update_zone(identifier: str, old: Properties, new: Properties) -> Made:
    before, after = _vpcs(old), _vpcs(new)
    for vpc in after:
        if vpc not in before:
            call("AssociateVPCWithHostedZone", HostedZoneId=identifier, VPC=vpc)
    for vpc in before:
        if vpc not in after:
            call("DisassociateVPCFromHostedZone", HostedZoneId=identifier, VPC=vpc)
    comment = (new.get("HostedZoneConfig") or {}).get("Comment", "")
    call("UpdateHostedZoneComment", Id=identifier, Comment=comment)
    return _zone(identifier)


def _delete_zone(identifier: str, _: Properties) -> None:
    call("DeleteHostedZone", Id=identifier)


def _zone(identifier: str) -> Made:
    shown = call("GetHostedZone", Id=identifier)
    return identifier, {"Id": identifier, "NameServers": shown.get("DelegationSet", {}).get("NameServers", [])}


def _vpcs(properties: Properties) -> list[dict[str, str]]:
    found = [{"VPCId": one["VPCId"], "VPCRegion": one["VPCRegion"]} for one in properties.get("VPCs") or []]
    for one in found:
        if ec2._vpcs.get_scoped(get_account_id(), one["VPCRegion"], one["VPCId"]) is None:
            raise Refused(f"InvalidVPCId: The VPC {one['VPCId']} in region {one['VPCRegion']} does not exist here")
    return found


def _create_record(properties: Properties) -> Made:
    _change(properties, [("CREATE", properties)])
    return _name(properties), {}


def _update_record(_: str, old: Properties, new: Properties) -> Made:
    same = all(old.get(key) == new.get(key) for key in ("Type", "SetIdentifier"))
    _change(new, [("UPSERT", new)] if same else [("DELETE", old), ("CREATE", new)])
    return _name(new), {}


def _delete_record(_: str, properties: Properties) -> None:
    _change(properties, [("DELETE", properties)])


def _create_group(properties: Properties) -> Made:
    _change(properties, [("CREATE", one) for one in properties["RecordSets"]])
    return f"records-{uuid.uuid4().hex[:12]}", {}


def _update_group(identifier: str, old: Properties, new: Properties) -> Made:
    # Deletions and creations in one batch: all or none.
    gone = [one for one in old["RecordSets"] if one not in new["RecordSets"]]
    added = [one for one in new["RecordSets"] if one not in old["RecordSets"]]
    _change(new, [("DELETE", one) for one in gone] + [("CREATE", one) for one in added])
    return identifier, {}


def _delete_group(_: str, properties: Properties) -> None:
    _change(properties, [("DELETE", one) for one in properties["RecordSets"]])


def _change(owner: Properties, changes: list[tuple[str, Properties]]) -> None:
    if not changes:
        return
    batch = [{"Action": action, "ResourceRecordSet": _record_set(one)} for action, one in changes]
    call("ChangeResourceRecordSets", HostedZoneId=_zone_of(owner, changes[0][1]), ChangeBatch={"Changes": batch})


def _zone_of(*owners: Properties) -> str:
    for owner in owners:
        if owner.get("HostedZoneId"):
            return str(owner["HostedZoneId"]).removeprefix("/hostedzone/")
    name = next(owner["HostedZoneName"] for owner in owners if owner.get("HostedZoneName"))
    found = [zone for zone in call("ListHostedZones")["HostedZones"] if zone["Name"] == f"{name.removesuffix('.')}."]
    if len(found) != 1:
        raise Refused(f"{len(found)} hosted zones are named {name}")
    return str(found[0]["Id"]).removeprefix("/hostedzone/")


_KEPT = ("Name", "Type", "SetIdentifier", "Region", "Failover", "HealthCheckId", "GeoLocation", "CidrRoutingConfig")


def _record_set(properties: Properties) -> dict[str, Any]:
    """Return a record set in the words of the API."""
    record = {key: properties[key] for key in _KEPT if properties.get(key) is not None}
    record |= {key: int(properties[key]) for key in ("TTL", "Weight") if properties.get(key) is not None}
    if properties.get("MultiValueAnswer") is not None:
        record["MultiValueAnswer"] = flag(properties["MultiValueAnswer"])
    if properties.get("ResourceRecords"):
        record["ResourceRecords"] = [{"Value": str(value)} for value in properties["ResourceRecords"]]
    near = properties.get("GeoProximityLocation")
    if near:
        record["GeoProximityLocation"] = near | ({"Bias": int(near["Bias"])} if "Bias" in near else {})
    alias = properties.get("AliasTarget")
    if alias:
        record["AliasTarget"] = {
            "HostedZoneId": alias["HostedZoneId"],
            "DNSName": alias["DNSName"],
            "EvaluateTargetHealth": flag(alias.get("EvaluateTargetHealth")),
        }
    return record


def _name(properties: Properties) -> str:
    return str(properties["Name"]).removesuffix(".")


TYPES = {
    "AWS::Route53::HostedZone": ResourceType(
        _create_zone, _update_zone, _delete_zone, create_only=("DelegationSetId", "Name")
    ),
    "AWS::Route53::RecordSet": ResourceType(
        _create_record, _update_record, _delete_record, create_only=("HostedZoneId", "HostedZoneName", "Name")
    ),
    "AWS::Route53::RecordSetGroup": ResourceType(
        _create_group, _update_group, _delete_group, create_only=("HostedZoneId", "HostedZoneName")
    ),
}
