"""VPC origins of CloudFront, and the delivery of a distribution's access logs.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html and
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
"""

from __future__ import annotations

import secrets
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import alb, cloudfront

from emulator.resources import Made, Properties, ResourceType

VPC_ORIGINS: dict[str, tuple[str, str]] = {}
"""The account and the load balancer's ARN of each VPC origin, by its id."""

_SOURCES: dict[tuple[str, str], str] = {}
_DESTINATIONS: dict[tuple[str, str], str] = {}


class Refused(Exception):
    """CloudFront or CloudWatch Logs refuses a request; the message is its reason."""


def _create_origin(properties: Properties) -> Made:
    arn = properties["VpcOriginEndpointConfig"]["Arn"]
    balancer = _balancer(arn)
    if balancer is None:
        raise Refused(f"EntityNotFound: {arn} is no load balancer of this account")
    if balancer.get("Type") == "network" and not balancer.get("SecurityGroups"):
        raise Refused(f"InvalidArgument: {arn} has no security group")
    if balancer.get("IpAddressType") == "dualstack" and balancer.get("Type") == "network":
        raise Refused(f"InvalidArgument: {arn} is dualstack")
    if any(one["LoadBalancerArn"] == arn and one["Protocol"] == "TLS" for one in alb._listeners._data.values()):
        raise Refused(f"InvalidArgument: {arn} has a TLS listener")
    identifier = f"vo_{secrets.token_hex(11)}"
    VPC_ORIGINS[identifier] = (get_account_id(), arn)
    return _origin(identifier)


def _origin(identifier: str) -> Made:
    return identifier, {
        "Id": identifier,
        "Arn": f"arn:aws:cloudfront::{get_account_id()}:vpcorigin/{identifier}",
        "AccountId": get_account_id(),
        "Status": "Deployed",
    }


def _update_origin(identifier: str, old: Properties, new: Properties) -> Made:
    if old["VpcOriginEndpointConfig"] != new["VpcOriginEndpointConfig"]:
        raise Refused("CannotUpdateEntityWhileInUse: the VPC origin is one of a distribution")
    return _origin(identifier)


def _balancer(arn: str) -> dict[str, Any] | None:
    """Return a load balancer of the account at hand, in whichever Region it is."""
    held = alb._lbs._data.items()
    return next((one for (account, _, key), one in held if (account, key) == (get_account_id(), arn)), None)


def _place() -> str:
    return f"{get_region()}:{get_account_id()}"


def _create_source(properties: Properties) -> Made:
    arn, name = properties["ResourceArn"], properties["Name"]
    if get_region() != "us-east-1":
        raise Refused("ValidationException: the logs of CloudFront are delivered from us-east-1")
    if arn.rpartition("/")[2] not in cloudfront._distributions:
        raise Refused(f"ResourceNotFoundException: there is no distribution {arn}")
    _SOURCES[get_account_id(), name] = arn
    return name, {"Arn": f"arn:aws:logs:{_place()}:delivery-source:{name}"}


def _create_destination(properties: Properties) -> Made:
    name = properties["Name"]
    arn = f"arn:aws:logs:{_place()}:delivery-destination:{name}"
    _DESTINATIONS[get_account_id(), arn] = properties["DestinationResourceArn"]
    return name, {"Arn": arn}


def _create_delivery(properties: Properties) -> Made:
    source, destination = properties["DeliverySourceName"], properties["DeliveryDestinationArn"]
    if (get_account_id(), source) not in _SOURCES or (get_account_id(), destination) not in _DESTINATIONS:
        raise Refused(f"ResourceNotFoundException: there is no {source} or no {destination}")
    identifier = secrets.token_hex(8)
    return identifier, {"DeliveryId": identifier, "Arn": f"arn:aws:logs:{_place()}:delivery:{identifier}"}


def _keep_source(name: str, _: Properties, __: Properties) -> Made:
    return name, {"Arn": f"arn:aws:logs:{_place()}:delivery-source:{name}"}


def _keep_destination(name: str, _: Properties, __: Properties) -> Made:
    return name, {"Arn": f"arn:aws:logs:{_place()}:delivery-destination:{name}"}


def _keep_delivery(identifier: str, _: Properties, __: Properties) -> Made:
    return identifier, {"DeliveryId": identifier, "Arn": f"arn:aws:logs:{_place()}:delivery:{identifier}"}


TYPES: dict[str, Any] = {
    "AWS::CloudFront::VpcOrigin": ResourceType(
        _create_origin, _update_origin, lambda identifier, _: VPC_ORIGINS.pop(identifier, None)
    ),
    "AWS::Logs::DeliverySource": ResourceType(
        _create_source,
        _keep_source,
        lambda name, _: _SOURCES.pop((get_account_id(), name), None),
        create_only=("Name",),
    ),
    "AWS::Logs::DeliveryDestination": ResourceType(
        _create_destination,
        _keep_destination,
        lambda name, _: _DESTINATIONS.pop(
            (get_account_id(), f"arn:aws:logs:{_place()}:delivery-destination:{name}"), None
        ),
        create_only=("DeliveryDestinationType", "DestinationResourceArn", "Name", "OutputFormat"),
    ),
    "AWS::Logs::Delivery": ResourceType(
        _create_delivery,
        _keep_delivery,
        lambda _id, _: None,
        create_only=("DeliveryDestinationArn", "DeliverySourceName"),
    ),
}
