"""Domain names of private REST APIs.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-domainnamev2.html
and the pages of the types beside it.
"""

from __future__ import annotations

import secrets

from ministack.core.responses import get_account_id, get_region

from emulator.ec2 import Refused
from emulator.resources import Made, Properties, ResourceType

_domains: dict[str, str] = {}


def _create_domain(properties: Properties) -> Made:
    identifier = secrets.token_hex(5)
    name = properties["DomainName"]
    arn = f"arn:aws:apigateway:{get_region()}:{get_account_id()}:/domainnames/{name}+{identifier}"
    _domains[arn] = name
    return arn, {"DomainNameArn": arn, "DomainNameId": identifier}


def _update_domain(arn: str, _: Properties, new: Properties) -> Made:
    return arn, {"DomainNameArn": arn, "DomainNameId": arn.rpartition("+")[2]}


def _create_below(properties: Properties) -> Made:
    domain = properties["DomainNameArn"]
    if domain not in _domains:
        raise Refused("NotFoundException", f"Invalid domain name identifier specified: {domain}")
    arn = f"{domain}/{secrets.token_hex(5)}"
    return arn, {"BasePathMappingArn": arn, "DomainNameAccessAssociationArn": arn}


def _update_below(arn: str, _: Properties, new: Properties) -> Made:
    return arn, {"BasePathMappingArn": arn, "DomainNameAccessAssociationArn": arn}


TYPES = {
    "AWS::ApiGateway::DomainNameV2": ResourceType(
        _create_domain,
        _update_domain,
        lambda arn, _: _domains.pop(arn, None),
        create_only=("DomainName", "SecurityPolicy", "EndpointConfiguration"),
    ),
    "AWS::ApiGateway::BasePathMappingV2": ResourceType(
        _create_below, _update_below, lambda _arn, _: None, create_only=("DomainNameArn", "BasePath")
    ),
    "AWS::ApiGateway::DomainNameAccessAssociation": ResourceType(
        _create_below,
        _update_below,
        lambda _arn, _: None,
        create_only=("DomainNameArn", "AccessAssociationSource", "AccessAssociationSourceType", "Tags"),
    ),
}
