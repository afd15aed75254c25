"""VPC endpoints: the consumer's side.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html and the actions beside it.
"""

from __future__ import annotations

import re
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from emulator.ec2 import Action, Refused
from emulator.privatelink import interfaces, notifications, resource_endpoints
from emulator.privatelink.dns_options import refuse_dns_options
from emulator.privatelink.names import dns_entries
from emulator.privatelink.private_dns import refuse_unverified, refuse_waiting
from emulator.privatelink.state import Connection, Service, all_services, connection_of, new_id, now, tag

_AWS_SERVICE = re.compile(r"(?:com|cn\.com|aws)\.[a-z0-9.-]+")


def create(request: dict[str, Any]) -> dict[str, Any]:
    """Make an endpoint; an interface endpoint to an endpoint service asks that service for a connection."""
    vpc = ec2._vpcs.get(request["VpcId"])
    if vpc is None:
        raise Refused("InvalidVpcId.NotFound", f"The vpc ID '{request['VpcId']}' does not exist")
    kind, name = request.get("VpcEndpointType", "Gateway"), request.get("ServiceName")
    if (name is None) != (kind == "Resource") or ("ResourceConfigurationArn" in request) != (kind == "Resource"):
        raise Refused("InvalidParameter", f"An endpoint of type {kind} is to something else than is given")
    endpoint = {
        "VpcEndpointId": new_id("vpce"),
        "VpcEndpointType": kind,
        "VpcId": request["VpcId"],
        "ServiceName": name,
        "ServiceRegion": request.get("ServiceRegion") or get_region(),
        "State": "available",
        "PolicyDocument": request.get("PolicyDocument"),
        "RouteTableIds": request.get("RouteTableIds", []),
        "SubnetIds": request.get("SubnetIds", []),
        "Groups": _groups(request.get("SecurityGroupIds", [])),
        "IpAddressType": request.get("IpAddressType", "ipv4"),
        "PrivateDnsEnabled": request.get("PrivateDnsEnabled", kind == "Interface" and not _is_endpoint_service(name)),
        "DnsOptions": request.get("DnsOptions"),
        "NetworkInterfaceIds": [],
        "DnsEntries": [],
        "CreationTimestamp": now(),
        "OwnerId": get_account_id(),
    }
    if kind == "Interface" and name is not None:
        _refuse_missing(endpoint["SubnetIds"])
        _refuse_private_dns(endpoint, vpc)
        _refuse_policy(endpoint)
        refuse_dns_options(endpoint, ec2._vpc_endpoints.values())
        wildcard = name.rpartition(".")[2] == "s3"
        base = _base_name(endpoint)
        endpoint["DnsEntries"] = dns_entries(endpoint["VpcEndpointId"], base, _zones(endpoint), wildcard=wildcard)
    if kind == "GatewayLoadBalancer":
        _refuse_for_gateway(endpoint)
    if kind == "Resource":
        _refuse_missing(endpoint["SubnetIds"])
        _refuse_private_dns(endpoint, vpc)
        resource_endpoints.associate(endpoint, request["ResourceConfigurationArn"])
    elif _is_endpoint_service(name):
        _connect(endpoint)
        try:
            _refuse_private_name(endpoint)
        except Refused:
            _disconnect(endpoint["VpcEndpointId"], said=False)
            raise
    endpoint["NetworkInterfaceIds"] = interfaces.placed(endpoint)
    ec2._vpc_endpoints[endpoint["VpcEndpointId"]] = endpoint
    tag(endpoint["VpcEndpointId"], request)
    return {"VpcEndpoint": shown(endpoint)}


def modify(request: dict[str, Any]) -> dict[str, Any]:
    """Change an endpoint in place; what is refused changes nothing."""
    endpoint = dict(_endpoint(request["VpcEndpointId"]))
    for key, (added, removed) in _LISTS.items():
        gone = request.get(removed, [])
        endpoint[key] = [one for one in endpoint[key] if one not in gone]
        endpoint[key] += [one for one in request.get(added, []) if one not in endpoint[key]]
    groups = [
        one["GroupId"] for one in endpoint["Groups"] if one["GroupId"] not in request.get("RemoveSecurityGroupIds", [])
    ]
    endpoint["Groups"] = _groups(dict.fromkeys([*groups, *request.get("AddSecurityGroupIds", [])]))
    for key in ("PolicyDocument", "PrivateDnsEnabled", "IpAddressType", "DnsOptions"):
        if key in request:
            endpoint[key] = request[key]
    if endpoint["VpcEndpointType"] == "Resource":
        _refuse_missing(endpoint["SubnetIds"])
        _refuse_private_dns(endpoint, ec2._vpcs[endpoint["VpcId"]])
    if endpoint["VpcEndpointType"] == "Interface":
        _refuse_missing(endpoint["SubnetIds"])
        _refuse_private_dns(endpoint, ec2._vpcs[endpoint["VpcId"]])
        if request.get("PrivateDnsEnabled"):
            _refuse_private_name(endpoint)
        _refuse_policy(endpoint)
        refuse_dns_options(endpoint, ec2._vpc_endpoints.values())
    endpoint["NetworkInterfaceIds"] = interfaces.placed(endpoint)
    ec2._vpc_endpoints[endpoint["VpcEndpointId"]] = endpoint
    return {"Return": True}


_LISTS = {
    "SubnetIds": ("AddSubnetIds", "RemoveSubnetIds"),
    "RouteTableIds": ("AddRouteTableIds", "RemoveRouteTableIds"),
}


def delete(request: dict[str, Any]) -> dict[str, Any]:
    """Delete endpoints, and with them their connections."""
    unsuccessful = []
    for endpoint_id in request["VpcEndpointIds"]:
        try:
            endpoint = _endpoint(endpoint_id)
        except Refused as refusal:
            error = {"Code": refusal.code, "Message": str(refusal)}
            unsuccessful.append({"ResourceId": endpoint_id, "Error": error})
            continue
        _disconnect(endpoint_id)
        interfaces.placed({**endpoint, "SubnetIds": []})
        del ec2._vpc_endpoints[endpoint["VpcEndpointId"]]
        ec2._tags.pop(endpoint_id, None)
    return {"Unsuccessful": unsuccessful}


def describe(request: dict[str, Any]) -> dict[str, Any]:
    """Return the endpoints of the account and Region at hand."""
    wanted = request.get("VpcEndpointIds", [])
    found = [_endpoint(one) for one in wanted] if wanted else list(ec2._vpc_endpoints.values())
    for each in request.get("Filters", []):
        key = _FILTERS.get(each["Name"])
        if key is None:
            raise Refused("InvalidParameterValue", f"The filter '{each['Name']}' is invalid")
        found = [one for one in found if str(shown(one)[key]) in each["Values"]]
    return {"VpcEndpoints": [shown(one) for one in found]}


_FILTERS = {
    "vpc-id": "VpcId",
    "vpc-endpoint-id": "VpcEndpointId",
    "vpc-endpoint-state": "State",
    "vpc-endpoint-type": "VpcEndpointType",
    "service-name": "ServiceName",
}


def shown(endpoint: dict[str, Any]) -> dict[str, Any]:
    """Return an endpoint as ``DescribeVpcEndpoints`` shows it."""
    connection = connection_of(endpoint["VpcEndpointId"])
    state = connection.state if connection is not None else endpoint["State"]
    tags = ec2._tags.get(endpoint["VpcEndpointId"], [])
    told = {key: value for key, value in endpoint.items() if key != "Association"}
    return {key: value for key, value in {**told, "State": state, "Tags": tags}.items() if value is not None}


def _connect(endpoint: dict[str, Any]) -> None:
    """Ask for a connection; a service whose principals do not name the account does not exist for it.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html.
    """
    service = _service(endpoint["ServiceName"])
    reachable = service is not None and endpoint["ServiceRegion"] == service.region and _serves(service, get_region())
    if service is None or not reachable or not service.admits(get_account_id()):
        message = f"The Vpc Endpoint Service '{endpoint['ServiceName']}' does not exist"
        raise Refused("InvalidServiceName", message)
    if endpoint["VpcEndpointType"] != service.kind:
        raise Refused("InvalidParameter", f"{service.id} is reached by endpoints of type {service.kind}")
    state = "pendingAcceptance" if service.settings["AcceptanceRequired"] else "available"
    identifier = endpoint["VpcEndpointId"]
    connection = Connection(identifier, get_account_id(), get_region(), state, endpoint["DnsEntries"], now())
    service.connections[identifier] = connection
    notifications.send(service, "Connect", connection)


def _disconnect(endpoint_id: str, *, said: bool = True) -> None:
    for service in all_services():
        connection = service.connections.pop(endpoint_id, None)
        if connection is not None and said:
            notifications.send(service, "Delete", connection)


def _serves(service: Service, region: str) -> bool:
    return region == service.region or region in service.settings.get("SupportedRegions", [])


def _service(name: str) -> Service | None:
    return next((service for service in all_services() if service.name == name), None)


def _base_name(endpoint: dict[str, Any]) -> str:
    name = endpoint["ServiceName"]
    service = _service(name) if _is_endpoint_service(name) else None
    if service is not None:
        # The names of an endpoint are in its own Region, also where its service is in another.
        return f"{service.id}.{get_region()}.vpce.amazonaws.com"
    return f"{name.split('.', 3)[-1]}.{get_region()}.vpce.amazonaws.com"


def _is_endpoint_service(name: str | None) -> bool:
    if name is None:
        return False
    if not _AWS_SERVICE.fullmatch(name):
        raise Refused("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
    return ".vpce-svc-" in name


def _zones(endpoint: dict[str, Any]) -> list[str]:
    return [ec2._subnets[subnet]["AvailabilityZone"] for subnet in endpoint["SubnetIds"]]


def _refuse_missing(subnets: list[str]) -> None:
    for subnet in subnets:
        if subnet not in ec2._subnets:
            raise Refused("InvalidSubnetId.NotFound", f"The subnet ID '{subnet}' does not exist")
    zones = [ec2._subnets[subnet]["AvailabilityZone"] for subnet in subnets]
    if len(set(zones)) != len(zones):
        raise Refused("DuplicateSubnetsInSameZone", "Found another VPC endpoint subnet in the availability zone")


def _refuse_for_gateway(endpoint: dict[str, Any]) -> None:
    """Refuse what only interface endpoints have.

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html.
    """
    _refuse_missing(endpoint["SubnetIds"])
    if len(endpoint["SubnetIds"]) != 1:
        raise Refused("InvalidParameter", "A Gateway Load Balancer endpoint stands in exactly one subnet")
    if endpoint["Groups"] or endpoint["PrivateDnsEnabled"]:
        raise Refused("InvalidParameter", "A Gateway Load Balancer endpoint has no security groups and no private DNS")


def _refuse_private_dns(endpoint: dict[str, Any], vpc: dict[str, Any]) -> None:
    if endpoint["PrivateDnsEnabled"] and not (vpc.get("EnableDnsSupport", True) and vpc.get("EnableDnsHostnames")):
        message = (
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true"
        )
        raise Refused("InvalidParameter", message)


def _refuse_private_name(endpoint: dict[str, Any]) -> None:
    if not endpoint["PrivateDnsEnabled"] or not _is_endpoint_service(endpoint["ServiceName"]):
        return
    refuse_unverified(_service(endpoint["ServiceName"]), endpoint["ServiceName"])
    connection = connection_of(endpoint["VpcEndpointId"])
    refuse_waiting(connection.state if connection else "deleted", endpoint["VpcEndpointId"])


# Characters, including white space: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html.
_LONGEST_POLICY = 20_480


def _refuse_policy(endpoint: dict[str, Any]) -> None:
    if len(endpoint["PolicyDocument"] or "") > _LONGEST_POLICY:
        raise Refused("InvalidPolicyDocument", f"The policy document is over {_LONGEST_POLICY} characters")


def _groups(ids: Any) -> list[dict[str, str]]:
    found = []
    for group in ids:
        if group not in ec2._security_groups:
            raise Refused("InvalidGroup.NotFound", f"The security group '{group}' does not exist")
        found.append({"GroupId": group, "GroupName": ec2._security_groups[group]["GroupName"]})
    return found


def _endpoint(endpoint_id: str) -> dict[str, Any]:
    endpoint: dict[str, Any] | None = ec2._vpc_endpoints.get(endpoint_id)
    if endpoint is None:
        message = f"The Vpc Endpoint Id '{endpoint_id}' does not exist"
        raise Refused("InvalidVpcEndpointId.NotFound", message)
    return endpoint


ACTIONS: dict[str, Action] = {
    "CreateVpcEndpoint": create,
    "ModifyVpcEndpoint": modify,
    "DeleteVpcEndpoints": delete,
    "DescribeVpcEndpoints": describe,
}
