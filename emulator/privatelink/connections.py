"""Connections between interface endpoints and services, as the provider decides on them.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html,
.../API_RejectVpcEndpointConnections.html and .../API_DescribeVpcEndpointConnections.html.
"""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_region
from ministack.services import ec2

from emulator.ec2 import Action, Refused
from emulator.privatelink import notifications
from emulator.privatelink.state import service_here, services_here


def accept(request: dict[str, Any]) -> dict[str, Any]:
    """Accept connections that wait or were rejected."""
    return _decide(request, "Accept", "available", ("pendingAcceptance", "rejected"))


def reject(request: dict[str, Any]) -> dict[str, Any]:
    """Reject connections, accepted ones too."""
    return _decide(request, "Reject", "rejected", ("pendingAcceptance", "available"))


def describe(request: dict[str, Any]) -> dict[str, Any]:
    """Return the connections to the services of the account and Region at hand."""
    wanted = {each["Name"]: each["Values"] for each in request.get("Filters", [])}
    shown = [
        {
            "ServiceId": service.id,
            "VpcEndpointId": connection.endpoint_id,
            "VpcEndpointOwner": connection.owner,
            "VpcEndpointState": connection.state,
            "VpcEndpointRegion": connection.region,
            "CreationTimestamp": connection.created,
            "DnsEntries": connection.dns_entries,
            "NetworkLoadBalancerArns": service.settings.get("NetworkLoadBalancerArns", []),
            "IpAddressType": "ipv4",
            "VpcEndpointConnectionId": connection.id,
            # The provider's alone: nobody else sees them.
            "Tags": ec2._tags.get(connection.id, []),
        }
        for service in services_here()
        for connection in service.connections.values()
    ]
    for name, values in wanted.items():
        key = _FILTERS.get(name)
        if key is None:
            raise Refused("InvalidParameterValue", f"The filter '{name}' is invalid")
        if name == "vpc-endpoint-region" and "cross-region" in values:
            shown = [one for one in shown if one[key] in values or one[key] != get_region()]
        else:
            shown = [one for one in shown if one[key] in values]
    start, size = int(request.get("NextToken", 0)), request.get("MaxResults", len(shown))
    more = {"NextToken": str(start + size)} if start + size < len(shown) else {}
    return {"VpcEndpointConnections": shown[start : start + size], **more}


_FILTERS = {
    "service-id": "ServiceId",
    "vpc-endpoint-id": "VpcEndpointId",
    "vpc-endpoint-owner": "VpcEndpointOwner",
    "vpc-endpoint-state": "VpcEndpointState",
    "vpc-endpoint-region": "VpcEndpointRegion",
}


def _decide(request: dict[str, Any], event: str, state: str, from_states: tuple[str, ...]) -> dict[str, Any]:
    service = service_here(request["ServiceId"])
    unsuccessful = []
    for endpoint_id in request["VpcEndpointIds"]:
        connection = service.connections.get(endpoint_id)
        if connection is None or connection.state not in from_states:
            found = "does not exist" if connection is None else f"is in state {connection.state}"
            error = {"Code": "InvalidState", "Message": f"The connection of {endpoint_id} {found}"}
            unsuccessful.append({"ResourceId": endpoint_id, "Error": error})
            continue
        connection.state = state
        notifications.send(service, event, connection)
    return {"Unsuccessful": unsuccessful}


ACTIONS: dict[str, Action] = {
    "AcceptVpcEndpointConnections": accept,
    "RejectVpcEndpointConnections": reject,
    "DescribeVpcEndpointConnections": describe,
}
