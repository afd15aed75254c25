"""Route 53 Profiles and shares of them, as CloudFormation makes them.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Profiles.html,
.../aws-resource-ram-resourceshare.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Profiles.html.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from emulator import lattice, resolver
from emulator.resources import Made, Properties, ResourceType
from emulator.zone_sharing import all_zones


class Refused(Exception):
    """Route 53 Profiles refuses a request; the message is its reason."""


@dataclass
class Profile:
    """A Profile.

    Attributes:
        place: Its account and Region.
        zones: The ids of its zones by the ids of their associations.
        vpcs: Its VPCs by the ids of their associations.
        shared_with: Whom each share lets associate it, by the share's ARN.
    """

    id: str
    place: tuple[str, str]
    zones: dict[str, str] = field(default_factory=dict)
    vpcs: dict[str, str] = field(default_factory=dict)
    shared_with: dict[str, list[str]] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """Its ARN."""
        account, region = self.place
        return f"arn:aws:route53profiles:{region}:{account}:profile/{self.id}"


PROFILES: dict[str, Profile] = {}


def _identifier(kind: str) -> str:
    return f"{kind}-{uuid.uuid4().hex[:16]}"


def _create(properties: Properties) -> Made:
    made = Profile(_identifier("rp"), (get_account_id(), get_region()))
    PROFILES[made.id] = made
    return made.id, {"Id": made.id, "Arn": made.arn}


def _keep(identifier: str, _: Properties, __: Properties) -> Made:
    return identifier, {"Id": identifier, **({"Arn": PROFILES[identifier].arn} if identifier in PROFILES else {})}


def _delete(identifier: str, _: Properties) -> None:
    found = PROFILES.get(identifier)
    if found is not None and found.vpcs:
        raise Refused(f"ConflictException: Profile {identifier} is associated with {', '.join(found.vpcs.values())}")
    PROFILES.pop(identifier, None)


def _usable(identifier: str) -> Profile:
    """Return a Profile that the account at hand has or is shared, in the Region at hand."""
    found, place = PROFILES.get(identifier), (get_account_id(), get_region())
    shared = found is not None and any(place[0] in accounts for accounts in found.shared_with.values())
    if found is None or found.place[1] != place[1] or not (found.place[0] == place[0] or shared):
        raise Refused(f"ResourceNotFoundException: there is no Profile {identifier} here")
    return found


def _add_zone(properties: Properties) -> Made:
    profile, zone = _usable(properties["ProfileId"]), properties["ResourceArn"].rpartition("/")[2]
    if ":route53resolver:" in properties["ResourceArn"]:
        return _add_of_resolver(properties)
    known = all_zones()
    if zone not in known or known[zone][0] != get_account_id():
        raise Refused(f"ResourceNotFoundException: there is no hosted zone {zone} in this account")
    if any(known[other][1]["name"] == known[zone][1]["name"] for other in profile.zones.values() if other in known):
        raise Refused(f"ConflictException: the Profile has a zone named {known[zone][1]['name']} already")
    identifier = _identifier("rpr")
    profile.zones[identifier] = zone
    return identifier, {"Id": identifier, "ResourceType": "PRIVATE_HOSTED_ZONE"}


def _add_of_resolver(properties: Properties) -> Made:
    """Add a Resolver rule, or a rule group of DNS Firewall with its priority."""
    arn = properties["ResourceArn"]
    if not resolver.is_known(arn):
        raise Refused(f"ResourceNotFoundException: there is no {arn} here")
    firewall = ":firewall-rule-group/" in arn
    if firewall and "priority" not in json.loads(properties.get("ResourceProperties", "{}")):
        raise Refused("InvalidParameterException: a rule group of a Profile has a priority")
    kind = "FIREWALL_RULE_GROUP" if firewall else "RESOLVER_RULE"
    identifier = _identifier("rpr")
    return identifier, {"Id": identifier, "ResourceType": kind}


def _drop_zone(identifier: str, properties: Properties) -> None:
    if properties["ProfileId"] in PROFILES:
        PROFILES[properties["ProfileId"]].zones.pop(identifier, None)


def _add_vpc(properties: Properties) -> Made:
    profile, vpc = _usable(properties["ProfileId"]), properties["ResourceId"]
    if ec2._vpcs.get_scoped(get_account_id(), get_region(), vpc) is None:
        raise Refused(f"ResourceNotFoundException: there is no VPC {vpc} here")
    if any(vpc in other.vpcs.values() for other in PROFILES.values()):
        raise Refused(f"ConflictException: VPC {vpc} has a Profile already")
    identifier = _identifier("rpassoc")
    profile.vpcs[identifier] = vpc
    return identifier, {"Id": identifier}


def _drop_vpc(identifier: str, properties: Properties) -> None:
    if properties["ProfileId"] in PROFILES:
        PROFILES[properties["ProfileId"]].vpcs.pop(identifier, None)


def _share(properties: Properties) -> Made:
    arn = f"arn:aws:ram:{get_region()}:{get_account_id()}:resource-share/{uuid.uuid4()}"
    return _reshare(arn, {}, properties)


def _reshare(arn: str, _: Properties, properties: Properties) -> Made:
    _unshare(arn, properties)
    resolver.share(arn, properties.get("ResourceArns", []), properties.get("Principals", []))
    lattice.share(arn, properties.get("ResourceArns", []), properties.get("Principals", []))
    for profile in PROFILES.values():
        if profile.arn in properties.get("ResourceArns", []):
            profile.shared_with[arn] = list(properties.get("Principals", []))
    return arn, {"Arn": arn}


def _unshare(arn: str, _: Properties) -> None:
    lattice.unshare(arn)
    resolver.unshare(arn)
    for profile in PROFILES.values():
        profile.shared_with.pop(arn, None)


TYPES: dict[str, Any] = {
    "AWS::Route53Profiles::Profile": ResourceType(_create, _keep, _delete, create_only=("Name",)),
    "AWS::Route53Profiles::ProfileResourceAssociation": ResourceType(
        _add_zone, _keep, _drop_zone, create_only=("Name", "ProfileId", "ResourceArn")
    ),
    "AWS::Route53Profiles::ProfileAssociation": ResourceType(
        _add_vpc, _keep, _drop_vpc, create_only=("Name", "ProfileId", "ResourceId")
    ),
    "AWS::RAM::ResourceShare": ResourceType(_share, _reshare, _unshare),
}
