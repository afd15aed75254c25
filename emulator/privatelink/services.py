"""Endpoint services: the provider's side.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html and the
actions beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import alb, ec2

from emulator.ec2 import Action, Refused
from emulator.privatelink.private_dns import give_name
from emulator.privatelink.state import Service, add, new_id, remove, service_here, services_here, tag

_LOAD_BALANCERS = ("NetworkLoadBalancerArns", "GatewayLoadBalancerArns")


def create(request: dict[str, Any]) -> dict[str, Any]:
    """Make a service; acceptance is required unless the request says otherwise."""
    arns = [arn for kind in _LOAD_BALANCERS for arn in request.get(kind, [])]
    if not arns:
        raise Refused("InvalidParameterCombination", "A load balancer must be given")
    if all(request.get(kind) for kind in _LOAD_BALANCERS):
        raise Refused("InvalidParameterCombination", "A service has Network or Gateway Load Balancers, not both")
    for arn in arns:
        _refuse_elsewhere(arn)
        _refuse_other_kind(arn, "gwy" if request.get("GatewayLoadBalancerArns") else "net")
    settings = {"AcceptanceRequired": True, **_without_tags(request)}
    give_name(settings, settings.pop("PrivateDnsName", None))
    service = Service(new_id("vpce-svc"), get_account_id(), get_region(), settings)
    add(service)
    tag(service.id, request)
    return {"ServiceConfiguration": configuration(service)}


def modify(request: dict[str, Any]) -> dict[str, Any]:
    """Change a service in place, its id and connections kept."""
    service = service_here(request["ServiceId"])
    settings = dict(service.settings)
    if "AcceptanceRequired" in request:
        settings["AcceptanceRequired"] = request["AcceptanceRequired"]
    if request.get("PrivateDnsName") or request.get("RemovePrivateDnsName"):
        give_name(settings, request.get("PrivateDnsName"))
    if any(request.get(f"Remove{kind}") for kind in _LOAD_BALANCERS) and service.live:
        raise Refused(
            "ExistingVpcEndpointConnections", f"{service.id} has endpoint connections: its load balancer stays"
        )
    for added, removed, kept in _LISTS:
        values = [one for one in settings.get(kept, []) if one not in request.get(removed, [])]
        settings[kept] = values + [one for one in request.get(added, []) if one not in values]
    if not any(settings.get(kind) for kind in _LOAD_BALANCERS):
        raise Refused("InvalidParameter", "A service must keep a load balancer")
    service.settings = settings
    return {"Return": True}


# What adds, what removes, and the list that is changed.
_LISTS = (
    ("AddNetworkLoadBalancerArns", "RemoveNetworkLoadBalancerArns", "NetworkLoadBalancerArns"),
    ("AddGatewayLoadBalancerArns", "RemoveGatewayLoadBalancerArns", "GatewayLoadBalancerArns"),
    ("AddSupportedIpAddressTypes", "RemoveSupportedIpAddressTypes", "SupportedIpAddressTypes"),
    ("AddSupportedRegions", "RemoveSupportedRegions", "SupportedRegions"),
)


def delete(request: dict[str, Any]) -> dict[str, Any]:
    """Delete services, those with live connections excepted."""
    unsuccessful = []
    for service_id in request["ServiceIds"]:
        try:
            service = service_here(service_id)
            if service.live:
                raise Refused(
                    "ExistingVpcEndpointConnections", f"{service_id} has endpoint connections that are not rejected"
                )
            remove(service_id)
            ec2._tags.pop(service_id, None)
        except Refused as refusal:
            error = {"Code": refusal.code, "Message": str(refusal)}
            unsuccessful.append({"ResourceId": service_id, "Error": error})
    return {"Unsuccessful": unsuccessful}


def describe(request: dict[str, Any]) -> dict[str, Any]:
    """Return the services of the account and Region at hand."""
    wanted = request.get("ServiceIds", [])
    found = [service_here(one) for one in wanted] if wanted else list(services_here())
    return {"ServiceConfigurations": [configuration(service) for service in found]}


def describe_permissions(request: dict[str, Any]) -> dict[str, Any]:
    """Return who may connect."""
    service = service_here(request["ServiceId"])
    return {
        "AllowedPrincipals": [
            {"Principal": one, "PrincipalType": "All" if one == "*" else "Account", "ServiceId": service.id}
            for one in service.principals
        ]
    }


def modify_permissions(request: dict[str, Any]) -> dict[str, Any]:
    """Allow and disallow principals; connections that exist stay as they are."""
    service = service_here(request["ServiceId"])
    removed, added = (request.get(f"{verb}AllowedPrincipals", []) for verb in ("Remove", "Add"))
    kept = [one for one in service.principals if one not in removed]
    service.principals = kept + [one for one in added if one not in kept]
    return {"ReturnValue": True}


def configuration(service: Service) -> dict[str, Any]:
    """Return a service as ``DescribeVpcEndpointServiceConfigurations`` shows it."""
    settings = service.settings
    regions = dict.fromkeys([service.region, *settings.get("SupportedRegions", [])])
    return {
        "ServiceType": [{"ServiceType": service.kind}],
        "ServiceId": service.id,
        "ServiceName": service.name,
        "ServiceState": "Available",
        "AvailabilityZones": sorted(_zones(service.load_balancers)),
        "AcceptanceRequired": settings["AcceptanceRequired"],
        "ManagesVpcEndpoints": False,
        "NetworkLoadBalancerArns": settings.get("NetworkLoadBalancerArns", []),
        "GatewayLoadBalancerArns": settings.get("GatewayLoadBalancerArns", []),
        "SupportedIpAddressTypes": settings.get("SupportedIpAddressTypes") or ["ipv4"],
        "BaseEndpointDnsNames": [service.base_dns_name] if service.kind == "Interface" else [],
        "SupportedRegions": [{"Region": region, "ServiceState": "Available"} for region in regions],
        "Tags": ec2._tags.get(service.id, []),
        **{key: settings[key] for key in ("PrivateDnsName", "PrivateDnsNameConfiguration") if key in settings},
    }


def _zones(arns: list[str]) -> set[str]:
    subnets = {subnet for arn in arns for subnet in (alb._lbs.get(arn) or {}).get("Subnets", [])}
    return {ec2._subnets[subnet]["AvailabilityZone"] for subnet in subnets if subnet in ec2._subnets}


def _refuse_elsewhere(arn: str) -> None:
    # That it exists is taken on trust, so that an example may bring one by its ARN.
    if arn.split(":")[3:5] != [get_region(), get_account_id()]:
        raise Refused("InvalidParameter", f"The load balancer {arn} is not of this account and Region")


def _refuse_other_kind(arn: str, kind: str) -> None:
    if f":loadbalancer/{kind}/" not in arn:
        raise Refused("InvalidParameter", f"The load balancer {arn} is not of the type that the parameter is for")


def _without_tags(request: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in request.items() if key != "TagSpecifications"}


ACTIONS: dict[str, Action] = {
    "CreateVpcEndpointServiceConfiguration": create,
    "ModifyVpcEndpointServiceConfiguration": modify,
    "DeleteVpcEndpointServiceConfigurations": delete,
    "DescribeVpcEndpointServiceConfigurations": describe,
    "DescribeVpcEndpointServicePermissions": describe_permissions,
    "ModifyVpcEndpointServicePermissions": modify_permissions,
}
