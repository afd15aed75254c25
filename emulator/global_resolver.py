"""Route 53 Global Resolver, as CloudFormation makes it in the one Region that takes it.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53GlobalResolver.html.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from ministack.core.responses import get_account_id, get_region

from emulator.query_logging import Refused
from emulator.resources import Made, Properties, ResourceType
from emulator.zone_sharing import all_zones

HOME = "us-east-2"

THINGS: dict[str, dict[str, Any]] = {}
"""What was made, by id: its kind, its account, its ARN and its properties."""


def _type(kind: str, key: str, create_only: Collection[str], **parents: str) -> ResourceType:
    """Return a type whose things need those that some properties name, each of its kind."""

    def create(properties: Properties) -> Made:
        if get_region() != HOME:
            raise Refused("ValidationException", f"A Global Resolver is made in {HOME}, not in {get_region()}")
        for name, other in parents.items():
            _known(properties.get(name), other)
        if kind == "hza":
            _zone(properties["HostedZoneId"])
        identifier = f"{kind}-{secrets.token_hex(9)[:17]}"
        arn = f"arn:aws:route53globalresolver::{get_account_id()}:{kind}/{identifier}"
        THINGS[identifier] = {"Kind": kind, "Account": get_account_id(), "Arn": arn, **properties}
        return _made(identifier)

    def update(identifier: str, _: Properties, properties: Properties) -> Made:
        THINGS[identifier].update(properties)
        return _made(identifier)

    def _made(identifier: str) -> Made:
        shown = {key: identifier, "Arn": THINGS[identifier]["Arn"]}
        return identifier, {**shown, "DnsName": f"{identifier}.route53globalresolver.{HOME}.on.aws"}

    def delete(identifier: str, _: Properties) -> None:
        used = [one for one in THINGS.values() if identifier in one.values() or _arn_of(identifier) in one.values()]
        if any(one is not THINGS.get(identifier) for one in used):
            raise Refused("ConflictException", f"{identifier} is in use")
        THINGS.pop(identifier, None)

    return ResourceType(create, update, delete, create_only=create_only)


def _arn_of(identifier: str) -> str | None:
    return THINGS[identifier]["Arn"] if identifier in THINGS else None


def _known(given: str | None, kind: str) -> None:
    if given is None:
        return
    found = THINGS.get(given) or next((one for one in THINGS.values() if one["Arn"] == given), None)
    if found is None or found["Kind"] != kind or found["Account"] != get_account_id():
        raise Refused("ResourceNotFoundException", f"There is no {kind} {given} here")


def _zone(identifier: str) -> None:
    if identifier not in all_zones():
        raise Refused("ResourceNotFoundException", f"There is no hosted zone {identifier}")


TYPES: dict[str, ResourceType] = {
    "AWS::Route53GlobalResolver::GlobalResolver": _type("gr", "GlobalResolverId", ("ClientToken",)),
    "AWS::Route53GlobalResolver::DnsView": _type(
        "dnsv", "DnsViewId", ("ClientToken", "GlobalResolverId"), GlobalResolverId="gr"
    ),
    "AWS::Route53GlobalResolver::AccessSource": _type(
        "as", "AccessSourceId", ("ClientToken", "DnsViewId"), DnsViewId="dnsv"
    ),
    "AWS::Route53GlobalResolver::AccessToken": _type(
        "at", "AccessTokenId", ("ClientToken", "DnsViewId", "ExpiresAt"), DnsViewId="dnsv"
    ),
    "AWS::Route53GlobalResolver::HostedZoneAssociation": _type(
        "hza", "HostedZoneAssociationId", ("HostedZoneId", "ResourceArn"), ResourceArn="dnsv"
    ),
    "AWS::Route53GlobalResolver::FirewallDomainList": _type(
        "fdl", "FirewallDomainListId", ("ClientToken", "Description", "GlobalResolverId", "Name"), GlobalResolverId="gr"
    ),
    "AWS::Route53GlobalResolver::FirewallRule": _type(
        "fr",
        "FirewallRuleId",
        ("ClientToken", "DnsViewId", "FirewallDomainListId", "QType"),
        DnsViewId="dnsv",
    ),
}
