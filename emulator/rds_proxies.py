"""RDS Proxies of templates, made through the emulator's own RDS actions, and what their names are answered with.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbproxy.html and the
pages of the types beside it.
"""

from __future__ import annotations

from typing import Any

import botocore.session
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from ministack.services import ec2, rds

from emulator.ec2 import Refused
from emulator.names import addresses_in, answer_with
from emulator.resources import Made, Properties, ResourceType

_MODEL = botocore.session.Session().get_service_model("rds")


def call(name: str, **request: Any) -> dict[str, Any]:
    """Do an action of RDS in the account and Region at hand and return its result.

    Raises:
        Refused: The emulator refuses it.
    """
    operation = _MODEL.operation_model(name)
    sent = create_serializer("query").serialize_to_request(request, operation)["body"]
    query = {key: [str(value).lower() if isinstance(value, bool) else str(value)] for key, value in sent.items()}
    status, _, body = rds._ACTION_MAP[name](query)
    response = {"status_code": status, "headers": {}, "body": body}
    result: dict[str, Any] = create_parser("query").parse(response, operation.output_shape)
    if "Error" in result:
        raise Refused(result["Error"]["Code"], result["Error"]["Message"])
    return result


_PROXY = (
    *("Auth", "DBProxyName", "DebugLogging", "DefaultAuthScheme", "EndpointNetworkType", "EngineFamily"),
    *("IdleClientTimeout", "RequireTLS", "RoleArn", "Tags", "TargetConnectionNetworkType", "VpcSecurityGroupIds"),
    "VpcSubnetIds",
)
_NUMBERS = ("ConnectionBorrowTimeout", "IdleClientTimeout", "MaxConnectionsPercent", "MaxIdleConnectionsPercent")
_FLAGS = ("DebugLogging", "RequireTLS")


def _given(properties: Properties, keys: tuple[str, ...]) -> dict[str, Any]:
    """Return properties as the API takes them: numbers and truth values may be text in templates."""
    given = {key: properties[key] for key in keys if key in properties}
    for key in given:
        if key in _NUMBERS:
            given[key] = int(given[key])
        elif key in _FLAGS:
            given[key] = str(given[key]).lower() == "true"
    return given


def _create_proxy(properties: Properties) -> Made:
    zones = {ec2._subnets[one]["AvailabilityZone"] for one in properties["VpcSubnetIds"] if one in ec2._subnets}
    if len(zones) < 2:
        # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-network-prereqs.html
        raise Refused("InvalidSubnet", "The proxy needs subnets in at least two Availability Zones")
    made = call("CreateDBProxy", **_given(properties, _PROXY))["DBProxy"]
    answer_with(made["Endpoint"], _addresses(properties))
    return made["DBProxyName"], _proxy(made)


def _addresses(properties: Properties) -> list[str]:
    return addresses_in([ec2._subnets[each]["CidrBlock"] for each in properties["VpcSubnetIds"]])


def _proxy(made: dict[str, Any]) -> dict[str, Any]:
    return {"DBProxyArn": made["DBProxyArn"], "Endpoint": made["Endpoint"], "VpcId": made["VpcId"]}


def _update_proxy(name: str, _: Properties, new: Properties) -> Made:
    changes = _given(new, ("Auth", "DebugLogging", "IdleClientTimeout", "RequireTLS", "RoleArn"))
    made = call("ModifyDBProxy", DBProxyName=name, SecurityGroups=new.get("VpcSecurityGroupIds", []), **changes)
    _retag(made["DBProxy"]["DBProxyArn"], new)
    return name, _proxy(made["DBProxy"])


def _retag(arn: str, properties: Properties) -> None:
    rds._tags[arn] = properties.get("Tags", [])


_TARGETS = ("DBClusterIdentifiers", "DBInstanceIdentifiers")


def _create_targets(properties: Properties) -> Made:
    name = properties["DBProxyName"]
    group = _pool(name, properties)
    _register("RegisterDBProxyTargets", name, {key: properties.get(key) or [] for key in _TARGETS})
    return group["TargetGroupArn"], {"TargetGroupArn": group["TargetGroupArn"]}


def _pool(name: str, properties: Properties) -> dict[str, Any]:
    pool = properties.get("ConnectionPoolConfigurationInfo", {})
    given = _given(pool, (*_NUMBERS[:1], *_NUMBERS[2:], "SessionPinningFilters", "InitQuery"))
    made = call(
        "ModifyDBProxyTargetGroup",
        DBProxyName=name,
        TargetGroupName=properties["TargetGroupName"],
        ConnectionPoolConfig=given,
    )
    group: dict[str, Any] = made["DBProxyTargetGroup"]
    return group


def _update_targets(arn: str, old: Properties, new: Properties) -> Made:
    name = new["DBProxyName"]
    _pool(name, new)
    before, after = ({key: each.get(key) or [] for key in _TARGETS} for each in (old, new))
    if before != after:
        _register("DeregisterDBProxyTargets", name, before)
        _register("RegisterDBProxyTargets", name, after)
    return arn, {"TargetGroupArn": arn}


def _register(action: str, name: str, targets: dict[str, list[str]]) -> None:
    given = {key: value for key, value in targets.items() if value}
    if given:
        call(action, DBProxyName=name, **given)


def _delete_targets(_: str, properties: Properties) -> None:
    _register(
        "DeregisterDBProxyTargets", properties["DBProxyName"], {key: properties.get(key) or [] for key in _TARGETS}
    )


_ENDPOINT = ("DBProxyEndpointName", "DBProxyName", "TargetRole", "Tags", "VpcSecurityGroupIds", "VpcSubnetIds")


def _create_endpoint(properties: Properties) -> Made:
    made = call("CreateDBProxyEndpoint", **_given(properties, _ENDPOINT))["DBProxyEndpoint"]
    answer_with(made["Endpoint"], _addresses(properties))
    return made["DBProxyEndpointName"], _endpoint(made)


def _endpoint(made: dict[str, Any]) -> dict[str, Any]:
    return {
        "DBProxyEndpointArn": made["DBProxyEndpointArn"],
        "Endpoint": made["Endpoint"],
        "IsDefault": False,
        "VpcId": made["VpcId"],
    }


def _update_endpoint(name: str, _: Properties, new: Properties) -> Made:
    groups = new.get("VpcSecurityGroupIds", [])
    made = call("ModifyDBProxyEndpoint", DBProxyEndpointName=name, VpcSecurityGroupIds=groups)["DBProxyEndpoint"]
    _retag(made["DBProxyEndpointArn"], new)
    return name, _endpoint(made)


TYPES = {
    "AWS::RDS::DBProxy": ResourceType(
        _create_proxy,
        _update_proxy,
        lambda name, _: call("DeleteDBProxy", DBProxyName=name),
        create_only=(
            *("DBProxyName", "EndpointNetworkType", "EngineFamily", "TargetConnectionNetworkType", "VpcSubnetIds"),
        ),
    ),
    "AWS::RDS::DBProxyTargetGroup": ResourceType(
        _create_targets, _update_targets, _delete_targets, create_only=("DBProxyName", "TargetGroupName")
    ),
    "AWS::RDS::DBProxyEndpoint": ResourceType(
        _create_endpoint,
        _update_endpoint,
        lambda name, _: call("DeleteDBProxyEndpoint", DBProxyEndpointName=name),
        create_only=("DBProxyEndpointName", "DBProxyName", "EndpointNetworkType", "VpcSubnetIds"),
    ),
}
