"""Route 53 Resolver: endpoints, rules and DNS Firewall, and the API by which they are read.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Resolver.html and the
types' pages below https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Resolver.html.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from emulator import query_logging
from emulator.query_logging import Refused, Request
from emulator.resources import Made, Properties, ResourceType

_DIRECTIONS = {"INBOUND": "rslvr-in", "INBOUND_DELEGATION": "rslvr-in", "OUTBOUND": "rslvr-out"}


@dataclass
class Thing:
    """Something of the Resolver.

    Attributes:
        place: Its account and Region.
        held: What is known of it, in the words of the API.
        shared_with: Whom each share lets use it, by the share's ARN.
    """

    place: tuple[str, str]
    held: dict[str, Any]
    shared_with: dict[str, list[str]] = field(default_factory=dict)


ENDPOINTS: dict[str, Thing] = {}
RULES: dict[str, Thing] = {}
RULE_ASSOCIATIONS: dict[str, Thing] = {}
LISTS: dict[str, Thing] = {}
GROUPS: dict[str, Thing] = {}
GROUP_ASSOCIATIONS: dict[str, Thing] = {}
SETTINGS: dict[str, Thing] = {}

_SHAREABLE = (RULES, GROUPS)


def _here() -> tuple[str, str]:
    return get_account_id(), get_region()


def _arn(kind: str, identifier: str) -> str:
    account, region = _here()
    return f"arn:aws:route53resolver:{region}:{account}:{kind}/{identifier}"


def _usable(store: dict[str, Thing], identifier: str, what: str) -> Thing:
    """Return what the account at hand has or is shared, in the Region at hand."""
    found, (account, region) = store.get(identifier), _here()
    shared = found is not None and any(account in accounts for accounts in found.shared_with.values())
    if found is None or found.place[1] != region or not (found.place[0] == account or shared):
        raise Refused("ResourceNotFoundException", f"There is no {what} {identifier} here")
    return found


def _vpc(identifier: str) -> None:
    if ec2._vpcs.get_scoped(*_here(), identifier) is None:
        raise Refused("ResourceNotFoundException", f"The VPC {identifier} does not exist in {get_region()}")


def _create_endpoint(properties: Properties) -> Made:
    addresses = properties["IpAddresses"]
    if len(addresses) < 2:
        raise Refused("InvalidRequestException", "An endpoint has two addresses at least")
    vpcs = {_placed(entry) for entry in addresses}
    if len(vpcs) != 1:
        raise Refused("InvalidRequestException", "The subnets of an endpoint are of one VPC")
    identifier = f"{_DIRECTIONS[properties['Direction'].upper()]}-{secrets.token_hex(9)[:17]}"
    held = {**properties, "Id": identifier, "HostVPCId": vpcs.pop(), "Status": "OPERATIONAL"}
    ENDPOINTS[identifier] = Thing(_here(), {**held, "Arn": _arn("resolver-endpoint", identifier)})
    return _endpoint_made(identifier)


def _placed(entry: dict[str, str]) -> str:
    """Return the VPC of an address, which is free for use in its subnet."""
    subnet = ec2._subnets.get_scoped(*_here(), entry["SubnetId"])
    if subnet is None:
        raise Refused("ResourceNotFoundException", f"The subnet {entry['SubnetId']} does not exist")
    block = ip_network(subnet["CidrBlock"])
    if "Ip" in entry:
        address = ip_address(entry["Ip"])
        kept = (*(block[place] for place in range(4)), block[-1])
        if address not in block or address in kept:
            raise Refused("InvalidRequestException", f"{address} is no free address of {block}")
    return str(subnet["VpcId"])


def _update_endpoint(identifier: str, _: Properties, properties: Properties) -> Made:
    ENDPOINTS[identifier].held.update(properties)
    return _endpoint_made(identifier)


def _endpoint_made(identifier: str) -> Made:
    held = ENDPOINTS[identifier].held
    shown = {"ResolverEndpointId": identifier, "IpAddressCount": str(len(held["IpAddresses"]))}
    return identifier, {**shown, **{key: held.get(key, "") for key in ("Arn", "Direction", "HostVPCId", "Name")}}


def _delete_endpoint(identifier: str, _: Properties) -> None:
    if any(rule.held.get("ResolverEndpointId") == identifier for rule in RULES.values()):
        raise Refused("InvalidRequestException", f"Rules leave by {identifier}: delete them first")
    ENDPOINTS.pop(identifier, None)


def _create_rule(properties: Properties) -> Made:
    kind, leaves_by = properties["RuleType"].upper(), properties.get("ResolverEndpointId")
    if kind == "FORWARD" and not properties.get("TargetIps"):
        raise Refused("InvalidParameterException", "A FORWARD rule has targets")
    if kind != "SYSTEM":
        endpoint = _usable(ENDPOINTS, leaves_by or "", "Resolver endpoint")
        if endpoint.held["Direction"].upper() != "OUTBOUND":
            raise Refused("InvalidRequestException", f"{leaves_by} is no outbound endpoint")
    identifier = f"rslvr-rr-{secrets.token_hex(9)[:17]}"
    held = {**properties, "Id": identifier, "Arn": _arn("resolver-rule", identifier), "Status": "COMPLETE"}
    RULES[identifier] = Thing(_here(), held)
    return _rule_made(identifier)


def _update_rule(identifier: str, _: Properties, properties: Properties) -> Made:
    RULES[identifier].held.update(properties)
    return _rule_made(identifier)


def _rule_made(identifier: str) -> Made:
    held = RULES[identifier].held
    shown = {"ResolverRuleId": identifier, "Arn": held["Arn"], "Name": held.get("Name", "")}
    return identifier, {**shown, "DomainName": held.get("DomainName", "")}


def _delete_rule(identifier: str, _: Properties) -> None:
    if any(one.held["ResolverRuleId"] == identifier for one in RULE_ASSOCIATIONS.values()):
        raise Refused("ResourceInUseException", f"{identifier} is associated with VPCs: disassociate them first")
    RULES.pop(identifier, None)


def _associate_rule(properties: Properties) -> Made:
    rule, vpc = _usable(RULES, properties["ResolverRuleId"], "rule"), properties["VPCId"]
    _vpc(vpc)
    others = [one.held for one in RULE_ASSOCIATIONS.values() if one.held["VPCId"] == vpc]
    known = {RULES[one["ResolverRuleId"]].held.get("DomainName") for one in others}
    if rule.held.get("DomainName") is not None and rule.held.get("DomainName") in known:
        raise Refused("InvalidRequestException", f"{vpc} has a rule for {rule.held['DomainName']} already")
    inside = {
        entry.get("Ip")
        for one in ENDPOINTS.values()
        if one.held["HostVPCId"] == vpc and one.held["Direction"].upper() != "OUTBOUND"
        for entry in one.held["IpAddresses"]
    } - {None}
    if any(target.get("Ip") in inside for target in rule.held.get("TargetIps", ())):
        raise Refused("InvalidRequestException", "[RSLVR-00804] the VPC has an inbound endpoint with the rule's target")
    identifier = f"rslvr-rrassoc-{secrets.token_hex(9)[:17]}"
    RULE_ASSOCIATIONS[identifier] = Thing(_here(), {**properties, "Id": identifier, "Status": "COMPLETE"})
    return identifier, {"ResolverRuleAssociationId": identifier, **properties}


def _create_list(properties: Properties) -> Made:
    identifier = f"rslvr-fdl-{secrets.token_hex(9)[:17]}"
    LISTS[identifier] = Thing(_here(), {**properties, "Id": identifier})
    return identifier, {"Id": identifier, "Arn": _arn("firewall-domain-list", identifier)}


def _update_list(identifier: str, _: Properties, properties: Properties) -> Made:
    LISTS[identifier].held.update(properties)
    return identifier, {"Id": identifier, "Arn": _arn("firewall-domain-list", identifier)}


def _delete_list(identifier: str, _: Properties) -> None:
    rules = (rule for group in GROUPS.values() for rule in group.held.get("FirewallRules", ()))
    if any(rule.get("FirewallDomainListId") == identifier for rule in rules):
        raise Refused("ConflictException", f"{identifier} is in use by rules")
    LISTS.pop(identifier, None)


def _create_group(properties: Properties) -> Made:
    identifier = f"rslvr-frg-{secrets.token_hex(9)[:17]}"
    _rules_stand(properties.get("FirewallRules", ()))
    held = {**properties, "Id": identifier, "Arn": _arn("firewall-rule-group", identifier)}
    GROUPS[identifier] = Thing(_here(), held)
    return identifier, {"Id": identifier, "Arn": held["Arn"]}


def _update_group(identifier: str, _: Properties, properties: Properties) -> Made:
    _rules_stand(properties.get("FirewallRules", ()))
    GROUPS[identifier].held.update(properties)
    return identifier, {"Id": identifier, "Arn": GROUPS[identifier].held["Arn"]}


def _rules_stand(rules: Iterable[dict[str, Any]]) -> None:
    priorities = [str(rule["Priority"]) for rule in rules]
    if len(set(priorities)) < len(priorities):
        raise Refused("ConflictException", "Each rule of a group has its own priority")
    for rule in rules:
        if rule["Action"] == "BLOCK" and "BlockResponse" not in rule:
            raise Refused("ValidationException", "A rule that blocks says what it answers")
        # The ids of AWS's own lists are known to AWS alone.
        if rule.get("FirewallDomainListId") in LISTS:
            _usable(LISTS, rule["FirewallDomainListId"], "domain list")


def _delete_group(identifier: str, _: Properties) -> None:
    if any(one.held["FirewallRuleGroupId"] == identifier for one in GROUP_ASSOCIATIONS.values()):
        raise Refused("ConflictException", f"{identifier} is associated with VPCs: disassociate them first")
    GROUPS.pop(identifier, None)


def _associate_group(properties: Properties) -> Made:
    group, vpc = _usable(GROUPS, properties["FirewallRuleGroupId"], "rule group"), properties["VpcId"]
    _vpc(vpc)
    if not 100 <= int(properties["Priority"]) <= 9900:
        raise Refused("ValidationException", "A priority is between 100 and 9900")
    others = [one.held for one in GROUP_ASSOCIATIONS.values() if one.held["VpcId"] == vpc]
    if any(str(one["Priority"]) == str(properties["Priority"]) for one in others):
        raise Refused("ConflictException", f"{vpc} has a rule group of that priority already")
    identifier = f"rslvr-frgassoc-{secrets.token_hex(9)[:17]}"
    held = {**properties, "Id": identifier, "FirewallRuleGroupId": group.held["Id"]}
    GROUP_ASSOCIATIONS[identifier] = Thing(_here(), held)
    return identifier, {"Id": identifier}


def _update_association(identifier: str, old: Properties, properties: Properties) -> Made:
    _mutable(old, properties)
    GROUP_ASSOCIATIONS[identifier].held.update(properties)
    return identifier, {"Id": identifier}


def _drop_association(identifier: str, properties: Properties) -> None:
    _mutable(properties, properties)
    GROUP_ASSOCIATIONS.pop(identifier, None)


def _mutable(old: Properties, new: Properties) -> None:
    """Refuse to change what is protected, unless the change takes the protection away."""
    if old.get("MutationProtection") == "ENABLED" == new.get("MutationProtection", "DISABLED"):
        raise Refused("ConflictException", "The association is protected from mutation")


def _set(kind: str) -> ResourceType:
    def create(properties: Properties) -> Made:
        _vpc(properties["ResourceId"])
        identifier = f"{kind}-{secrets.token_hex(9)[:17]}"
        SETTINGS[identifier] = Thing(_here(), {**properties, "Kind": kind})
        return identifier, {"Id": identifier, "OwnerId": get_account_id()}

    create_only = ("ResourceId", "AutodefinedReverseFlag") if kind == "rc" else ("ResourceId",)
    return ResourceType(create, _same, lambda identifier, _: SETTINGS.pop(identifier, None), create_only=create_only)


def _same(identifier: str, _: Properties, __: Properties) -> Made:
    return identifier, {"Id": identifier}


def share(share_arn: str, arns: Iterable[str], principals: Iterable[str]) -> None:
    """Let `principals` use what of the Resolver has one of the ARNs."""
    for store in _SHAREABLE:
        for thing in store.values():
            if thing.held["Arn"] in arns:
                thing.shared_with[share_arn] = list(principals)


def unshare(share_arn: str) -> None:
    """Take a share away; associations that others made by it go with it."""
    for store in _SHAREABLE:
        for thing in store.values():
            thing.shared_with.pop(share_arn, None)


def is_known(arn: str) -> bool:
    """Tell whether a rule or rule group of that ARN is usable by the account at hand."""
    identifier = arn.rpartition("/")[2]
    store = RULES if ":resolver-rule/" in arn else GROUPS
    try:
        return bool(_usable(store, identifier, "resource").held["Arn"] == arn)
    except Refused:
        return False


def _listed(store: dict[str, Thing], answer: str, keys: tuple[str, ...]) -> Callable[[Request], dict[str, Any]]:
    def listed(_: Request) -> dict[str, Any]:
        here = [one.held for one in store.values() if one.place == _here()]
        return {answer: [{key: each[key] for key in keys if key in each} for each in here]}

    return listed


ACTIONS: dict[str, Callable[[Request], dict[str, Any]]] = {
    "ListResolverEndpoints": _listed(
        ENDPOINTS, "ResolverEndpoints", ("Id", "Arn", "Name", "Direction", "HostVPCId", "Protocols", "Status")
    ),
    "ListResolverRules": _listed(RULES, "ResolverRules", ("Id", "Arn", "Name", "DomainName", "RuleType", "TargetIps")),
    "ListResolverRuleAssociations": _listed(
        RULE_ASSOCIATIONS, "ResolverRuleAssociations", ("Id", "ResolverRuleId", "VPCId", "Status")
    ),
    "ListFirewallRuleGroupAssociations": _listed(
        GROUP_ASSOCIATIONS,
        "FirewallRuleGroupAssociations",
        ("Id", "FirewallRuleGroupId", "VpcId", "MutationProtection"),
    ),
}

TYPES: dict[str, ResourceType] = {
    "AWS::Route53Resolver::ResolverEndpoint": ResourceType(
        _create_endpoint,
        _update_endpoint,
        _delete_endpoint,
        create_only=("Direction", "OutpostArn", "PreferredInstanceType", "SecurityGroupIds"),
    ),
    "AWS::Route53Resolver::ResolverRule": ResourceType(
        _create_rule, _update_rule, _delete_rule, create_only=("RuleType", "?DomainName")
    ),
    "AWS::Route53Resolver::ResolverRuleAssociation": ResourceType(
        _associate_rule,
        _same,
        lambda identifier, _: RULE_ASSOCIATIONS.pop(identifier, None),
        create_only=("Name", "ResolverRuleId", "VPCId"),
    ),
    "AWS::Route53Resolver::FirewallDomainList": ResourceType(
        _create_list, _update_list, _delete_list, create_only=("Name",)
    ),
    "AWS::Route53Resolver::FirewallRuleGroup": ResourceType(
        _create_group, _update_group, _delete_group, create_only=("Name",)
    ),
    "AWS::Route53Resolver::FirewallRuleGroupAssociation": ResourceType(
        _associate_group, _update_association, _drop_association, create_only=("FirewallRuleGroupId", "VpcId")
    ),
    "AWS::Route53Resolver::ResolverConfig": _set("rc"),
    "AWS::Route53Resolver::ResolverDNSSECConfig": _set("rdc"),
}


def install() -> None:
    """Have the emulator answer what is asked of the Resolver."""
    query_logging.ACTIONS.update(ACTIONS)
