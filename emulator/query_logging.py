"""Resolver query logging: configurations, the VPCs they log, and the API by which they are made and read.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverQueryLogConfig.html
and the actions beside it.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.core import router
from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import cloudwatch_logs, ec2

from emulator.resources import Made, Properties, ResourceType

SERVICE = "route53resolver"
TARGET = "Route53Resolver"

Request = dict[str, Any]


class Refused(Exception):
    """The Resolver refuses a request.

    Attributes:
        code: The error code of the API reference.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


_configs: dict[str, dict[str, Any]] = {}
_associations: dict[str, dict[str, Any]] = {}


def create(request: Request) -> dict[str, Any]:
    """Make a configuration, which logs nothing before a VPC is associated."""
    identifier, arn = f"rqlc-{secrets.token_hex(8)}", request["DestinationArn"]
    region = arn.split(":")[3]
    if region not in ("", get_region()):
        raise Refused("InvalidParameterException", f"The destination {arn} is not in {get_region()}")
    _configs[identifier] = {
        "Id": identifier,
        "OwnerId": get_account_id(),
        "Status": "CREATED",
        "ShareStatus": "NOT_SHARED",
        "Arn": f"arn:aws:route53resolver:{get_region()}:{get_account_id()}:resolver-query-log-config/{identifier}",
        "Name": request["Name"],
        "DestinationArn": arn,
        "CreatorRequestId": request["CreatorRequestId"],
    }
    return {"ResolverQueryLogConfig": _shown(identifier)}


def get(request: Request) -> dict[str, Any]:
    """Return a configuration of the account and Region at hand."""
    return {"ResolverQueryLogConfig": _shown(request["ResolverQueryLogConfigId"])}


def listed(_: Request) -> dict[str, Any]:
    """Return the configurations of the account and Region at hand."""
    here = [_shown(identifier) for identifier, one in _configs.items() if _is_here(one)]
    return {"ResolverQueryLogConfigs": here, "TotalCount": len(here), "TotalFilteredCount": len(here)}


def delete(request: Request) -> dict[str, Any]:
    """Delete a configuration that no VPC is associated with."""
    shown = _shown(request["ResolverQueryLogConfigId"])
    if shown["AssociationCount"]:
        message = f"{shown['Id']} is associated with VPCs: disassociate them first"
        raise Refused("InvalidRequestException", message)
    del _configs[shown["Id"]]
    return {"ResolverQueryLogConfig": {**shown, "Status": "DELETING"}}


def associate(request: Request) -> dict[str, Any]:
    """Log the queries from a VPC of the configuration's Region."""
    config, vpc = _shown(request["ResolverQueryLogConfigId"]), request["ResourceId"]
    if ec2._vpcs.get_scoped(get_account_id(), get_region(), vpc) is None:
        raise Refused("InvalidParameterException", f"The VPC {vpc} does not exist in {get_region()}")
    if any(
        (one["ResolverQueryLogConfigId"], one["ResourceId"]) == (config["Id"], vpc) for one in _associations.values()
    ):
        raise Refused("ResourceExistsException", f"{vpc} is associated with {config['Id']} already")
    found = _destination_stands(config["DestinationArn"])
    made = {
        "Id": f"rqlca-{secrets.token_hex(8)}",
        "ResolverQueryLogConfigId": config["Id"],
        "ResourceId": vpc,
        "Status": "ACTIVE" if found else "ACTION_NEEDED",
        "Error": "NONE" if found else "DESTINATION_NOT_FOUND",
    }
    _associations[made["Id"]] = made
    return {"ResolverQueryLogConfigAssociation": made}


def associations(_: Request) -> dict[str, Any]:
    """Return the associations of the configurations of the account and Region at hand."""
    here = [one for one in _associations.values() if _is_here(_configs[one["ResolverQueryLogConfigId"]])]
    return {
        "ResolverQueryLogConfigAssociations": here,
        "TotalCount": len(here),
        "TotalFilteredCount": len(here),
    }


def disassociate(request: Request) -> dict[str, Any]:
    """Log the queries from a VPC no longer."""
    _shown(request["ResolverQueryLogConfigId"])
    for identifier, one in _associations.items():
        if all(one[key] == request[key] for key in ("ResolverQueryLogConfigId", "ResourceId")):
            del _associations[identifier]
            return {"ResolverQueryLogConfigAssociation": {**one, "Status": "DELETING"}}
    raise Refused("ResourceNotFoundException", f"{request['ResourceId']} is not associated")


ACTIONS: dict[str, Callable[[Request], dict[str, Any]]] = {
    "CreateResolverQueryLogConfig": create,
    "GetResolverQueryLogConfig": get,
    "ListResolverQueryLogConfigs": listed,
    "DeleteResolverQueryLogConfig": delete,
    "AssociateResolverQueryLogConfig": associate,
    "ListResolverQueryLogConfigAssociations": associations,
    "DisassociateResolverQueryLogConfig": disassociate,
}


async def handle_request(
    _method: str, _path: str, headers: dict[str, str], body: bytes, _query: dict[str, Any]
) -> tuple[int, dict[str, str], bytes]:
    """Answer a request of the Resolver's API."""
    action = headers.get("x-amz-target", "").rpartition(".")[2]
    if action not in ACTIONS:
        answer: tuple[int, dict[str, str], bytes] = error_response_json("UnknownOperationException", action, 400)
        return answer
    try:
        answer = json_response(ACTIONS[action](json.loads(body or b"{}")))
    except Refused as refusal:
        answer = error_response_json(refusal.code, str(refusal), 400)
    return answer


def install() -> None:
    """Have the emulator know the Resolver's API."""
    router.SERVICE_PATTERNS.setdefault(SERVICE, {"target_prefixes": [TARGET], "host_patterns": [r"route53resolver\."]})
    app.SERVICE_HANDLERS[SERVICE] = handle_request


def _is_here(config: dict[str, Any]) -> bool:
    return bool((config["OwnerId"], config["Arn"].split(":")[3]) == (get_account_id(), get_region()))


def _shown(identifier: str) -> dict[str, Any]:
    config = _configs.get(identifier)
    if config is None or not _is_here(config):
        raise Refused("ResourceNotFoundException", f"The query logging configuration {identifier} does not exist")
    count = sum(one["ResolverQueryLogConfigId"] == identifier for one in _associations.values())
    return {**config, "AssociationCount": count}


def _destination_stands(arn: str) -> bool:
    """Tell whether a log group exists; buckets and streams are taken on trust, so that an example may bring one."""
    if ":log-group:" not in arn:
        return True
    name = arn.split(":log-group:")[1].removesuffix(":*")
    return cloudwatch_logs._log_groups.get_scoped(get_account_id(), get_region(), name) is not None


def _create_config(properties: Properties) -> Made:
    made = create({**properties, "CreatorRequestId": str(uuid.uuid4())})["ResolverQueryLogConfig"]
    return made["Id"], {key: made[key] for key in ("Id", "Arn", "OwnerId", "Status", "ShareStatus", "AssociationCount")}


def _create_association(properties: Properties) -> Made:
    made = associate(properties)["ResolverQueryLogConfigAssociation"]
    return made["Id"], {key: made[key] for key in ("Id", "Status", "Error")}


def _kept(identifier: str, _: Properties, __: Properties) -> Made:
    return identifier, {"Id": identifier}


TYPES = {
    "AWS::Route53Resolver::ResolverQueryLoggingConfig": ResourceType(
        _create_config,
        _kept,
        lambda identifier, _: delete({"ResolverQueryLogConfigId": identifier}),
        create_only=("DestinationArn", "Name", "Tags"),
    ),
    "AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation": ResourceType(
        _create_association,
        _kept,
        lambda _, properties: disassociate(properties),
        create_only=("ResolverQueryLogConfigId", "ResourceId"),
    ),
}
