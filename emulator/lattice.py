"""Hosts shared without a load balancer: resource gateways, resource configurations and proofs of domain names.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html,
.../API_CreateResourceConfiguration.html and .../API_StartDomainVerification.html.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from emulator.ec2 import Refused
from emulator.resources import Made, Properties, ResourceType

MOST_GROUPS = 5


@dataclass
class Thing:
    """Anything of VPC Lattice, with what it was made of in CloudFormation's words."""

    arn: str
    owner: str
    region: str
    properties: Properties = field(default_factory=dict)
    shared_with: dict[str, list[str]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What its ARN ends in."""
        return self.arn.rsplit("/", 1)[-1]


_things: dict[str, Thing] = {}


def thing(reference: str, kind: str) -> Thing:
    """Return the thing of the account and Region at hand with that id or ARN."""
    for one in _things.values():
        here = (one.owner, one.region) == (get_account_id(), get_region())
        if here and f":{kind}/" in one.arn and reference in (one.id, one.arn):
            return one
    raise Refused("ResourceNotFoundException", f"{kind} {reference} not found")


def configuration(arn: str) -> Thing | None:
    """Return the resource configuration of that ARN, of any account."""
    found = _things.get(arn)
    return found if found is not None and ":resourceconfiguration/" in arn else None


def share(arn: str, resources: list[str], principals: list[str]) -> None:
    """Keep whom a share of AWS RAM lets use which resource configurations, in place of what it let before."""
    unshare(arn)
    for one in _things.values():
        if one.arn in resources:
            one.shared_with[arn] = list(principals)


def unshare(arn: str) -> None:
    """Forget a share."""
    for one in _things.values():
        one.shared_with.pop(arn, None)


def usable_configuration(arn: str) -> Thing | None:
    """Return the resource configuration of that ARN if the account at hand has it or is shared it, in its Region."""
    return shared_or_own(arn) if configuration(arn) is not None else None


def gateway_of(found: Thing) -> Thing:
    """Return the resource gateway of a resource configuration."""
    reference = found.properties["ResourceGatewayId"]
    return next(one for one in _things.values() if reference in (one.id, one.arn))


def gateways_here() -> list[Thing]:
    """Return the resource gateways of the account and Region at hand."""
    here = get_account_id(), get_region()
    return [one for one in _things.values() if ":resourcegateway/" in one.arn and (one.owner, one.region) == here]


def _create_gateway(properties: Properties) -> Made:
    _refuse_taken_name(properties["Name"], "resourcegateway")
    if properties["VpcIdentifier"] not in ec2._vpcs:
        raise Refused("ResourceNotFoundException", f"VPC {properties['VpcIdentifier']} not found")
    for subnet in properties["SubnetIds"]:
        if ec2._subnets.get(subnet, {}).get("VpcId") != properties["VpcIdentifier"]:
            raise Refused("ValidationException", f"Subnet {subnet} is not in VPC {properties['VpcIdentifier']}")
    _refuse_groups(properties)
    return _made("resourcegateway", "rgw", properties)


def _update_gateway(arn: str, _: Properties, new: Properties) -> Made:
    _refuse_groups(new)
    return _changed(arn, new)


def _delete_gateway(arn: str, _: Properties) -> None:
    """Delete a gateway; one that still leads to something is in use.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/delete-resource-gateway.html
    """
    gateway = _things.get(arn)
    if gateway is None:
        return
    users = [one.id for one in _things.values() if one.properties.get("ResourceGatewayId") in (gateway.id, arn)]
    if users:
        raise Refused("ConflictException", f"Resource gateway {gateway.id} is used by {', '.join(users)}")
    del _things[arn]


def _create_configuration(properties: Properties) -> Made:
    _refuse_taken_name(properties["Name"], "resourceconfiguration")
    thing(properties["ResourceGatewayId"], "resourcegateway")
    if verification := properties.get("DomainVerificationId"):
        domain = thing(verification, "domainverification").properties["DomainName"]
        name = properties.get("CustomDomainName", "")
        if name != domain and not name.endswith(f".{domain}"):
            raise Refused("ValidationException", f"{name} is not in the domain {domain} of {verification}")
    return _made("resourceconfiguration", "rcfg", properties)


def _update_configuration(arn: str, _: Properties, new: Properties) -> Made:
    return _changed(arn, new)


def _delete(arn: str, _: Properties) -> None:
    _things.pop(arn, None)


def made(kind: str, start: str, properties: Properties, within: str = "") -> Made:
    """Make a thing of that kind, whose id begins so, `within` the ARN of another; return its ARN and attributes."""
    return _made(kind, start, properties, within)


def changed(arn: str, new: Properties) -> Made:
    """Change the properties of a thing."""
    return _changed(arn, new)


def deleted(arn: str, _: Properties) -> None:
    """Delete a thing, if it is there."""
    _things.pop(arn, None)


def things_here(kind: str) -> list[Thing]:
    """Return the things of that kind of the account and Region at hand."""
    here = get_account_id(), get_region()
    return [one for one in _things.values() if f":{kind}/" in one.arn and (one.owner, one.region) == here]


def shared_or_own(arn: str) -> Thing | None:
    """Return the thing of that ARN if the account at hand has it or is shared it, in its Region."""
    found, account = _things.get(arn), get_account_id()
    if found is None or found.region != get_region():
        return None
    shared = {principal for principals in found.shared_with.values() for principal in principals}
    named = {principal.split(":")[4] if principal.startswith("arn:") else principal for principal in shared}
    return found if account == found.owner or account in named else None


def _create_verification(properties: Properties) -> Made:
    arn, attributes = _made("domainverification", "dv", properties)
    return arn, {**attributes, "Status": "PENDING"}


def _made(kind: str, start: str, properties: Properties, within: str = "") -> Made:
    place = within or f"arn:aws:vpc-lattice:{get_region()}:{get_account_id()}"
    arn = f"{place}{'/' if within else ':'}{kind}/{start}-{secrets.token_hex(9)[:17]}"
    one = Thing(arn, get_account_id(), get_region(), properties)
    _things[one.arn] = one
    return one.arn, _attributes(one)


def _changed(arn: str, new: Properties) -> Made:
    _things[arn].properties = new
    return arn, _attributes(_things[arn])


def _attributes(one: Thing) -> dict[str, Any]:
    return {"Arn": one.arn, "Id": one.id}


def _refuse_taken_name(name: str, kind: str) -> None:
    owner = get_account_id(), get_region()
    for one in _things.values():
        if f":{kind}/" in one.arn and (one.owner, one.region) == owner and one.properties["Name"] == name:
            raise Refused("ConflictException", f"{kind} {name} already exists")


def _refuse_groups(properties: Properties) -> None:
    groups = properties.get("SecurityGroupIds", [])
    if len(groups) > MOST_GROUPS:
        raise Refused("ValidationException", f"A resource gateway has at most {MOST_GROUPS} security groups")
    for group in groups:
        if group not in ec2._security_groups:
            raise Refused("ResourceNotFoundException", f"Security group {group} not found")


TYPES = {
    "AWS::VpcLattice::ResourceGateway": ResourceType(
        _create_gateway,
        _update_gateway,
        _delete_gateway,
        create_only=("Name", "VpcIdentifier", "SubnetIds", "IpAddressType", "ResourceConfigDnsResolution"),
    ),
    "AWS::VpcLattice::ResourceConfiguration": ResourceType(
        _create_configuration,
        _update_configuration,
        _delete,
        create_only=(
            *("ResourceGatewayId", "ResourceConfigurationType", "ProtocolType", "ResourceConfigurationAuthType"),
            *("CustomDomainName", "GroupDomain", "DomainVerificationId"),
        ),
    ),
    "AWS::VpcLattice::DomainVerification": ResourceType(
        _create_verification, lambda arn, _, new: _changed(arn, new), _delete, create_only=("DomainName",)
    ),
}
