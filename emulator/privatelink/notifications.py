"""Notifications of events on connections, published to SNS topics.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html.
"""

from __future__ import annotations

import json
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import ec2, sns

from emulator.ec2 import Action, Refused
from emulator.privatelink.state import Connection, Service, new_id, now, service_here, services_here

EVENTS = frozenset({"Accept", "Connect", "Delete", "Reject"})


def create(request: dict[str, Any]) -> dict[str, Any]:
    """Notify a topic of events on the connections of a service, or on the connection of an endpoint."""
    _check_events(request["ConnectionEvents"])
    if ("ServiceId" in request) == ("VpcEndpointId" in request):
        raise Refused("InvalidParameterCombination", "Exactly one of ServiceId and VpcEndpointId must be given")
    if "VpcEndpointId" in request:
        return _create_for_endpoint(request)
    service = service_here(request["ServiceId"])
    notification = {
        "ConnectionNotificationId": new_id("vpce-nfn"),
        "ServiceId": service.id,
        "ConnectionNotificationType": "Topic",
        "ConnectionNotificationArn": request["ConnectionNotificationArn"],
        "ConnectionEvents": request["ConnectionEvents"],
        "ConnectionNotificationState": "Enabled",
        "ServiceRegion": service.region,
    }
    service.notifications[notification["ConnectionNotificationId"]] = notification
    return {"ConnectionNotification": notification}


def _create_for_endpoint(request: dict[str, Any]) -> dict[str, Any]:
    endpoint = request["VpcEndpointId"]
    if endpoint not in ec2._vpc_endpoints:
        raise Refused("InvalidVpcEndpointId.NotFound", f"The VPC endpoint '{endpoint}' does not exist")
    notification = {
        "ConnectionNotificationId": new_id("vpce-nfn"),
        "VpcEndpointId": endpoint,
        "ConnectionNotificationType": "Topic",
        "ConnectionNotificationArn": request["ConnectionNotificationArn"],
        "ConnectionEvents": request["ConnectionEvents"],
        "ConnectionNotificationState": "Enabled",
        "ServiceRegion": get_region(),
    }
    _of_endpoints[notification["ConnectionNotificationId"]] = ((get_account_id(), get_region()), notification)
    return {"ConnectionNotification": notification}


def modify(request: dict[str, Any]) -> dict[str, Any]:
    """Change a notification's topic or events."""
    _check_events(request.get("ConnectionEvents", ["Accept"]))
    _, notification = _found(request["ConnectionNotificationId"])
    for key in ("ConnectionNotificationArn", "ConnectionEvents"):
        if key in request:
            notification[key] = request[key]
    return {"ReturnValue": True}


def delete(request: dict[str, Any]) -> dict[str, Any]:
    """Delete notifications."""
    unsuccessful = []
    for identifier in request["ConnectionNotificationIds"]:
        try:
            held, _ = _found(identifier)
        except Refused as refusal:
            unsuccessful.append({"ResourceId": identifier, "Error": {"Code": refusal.code, "Message": str(refusal)}})
        else:
            del held[identifier]
    return {"Unsuccessful": unsuccessful}


def describe(request: dict[str, Any]) -> dict[str, Any]:
    """Return the notifications of the account and Region at hand."""
    found = [one for service in services_here() for one in service.notifications.values()]
    here = (get_account_id(), get_region())
    found += [one for place, one in _of_endpoints.values() if place == here]
    wanted = request.get("ConnectionNotificationId")
    return {"ConnectionNotificationSet": [one for one in found if wanted in (None, one["ConnectionNotificationId"])]}


def send(service: Service, event: str, connection: Connection) -> None:
    """Publish an event to the topics that ask for it, where the service is, whoever caused it.

    AWS documents the events and not the form of their messages: only the ids in it are to be relied on.
    """
    message = {
        "VpcEndpointEvent": event,
        "VpcEndpointId": connection.endpoint_id,
        "VpcEndpointOwner": connection.owner,
        "VpcEndpointRegion": connection.region,
        "ServiceId": service.id,
        "EventTime": now(),
    }
    own = ((service.owner, service.region), [*service.notifications.values()])
    of_endpoint = [
        (place, [one]) for place, one in _of_endpoints.values() if one["VpcEndpointId"] == connection.endpoint_id
    ]
    for place, told in (own, *of_endpoint):
        with request_scope(*place):
            for one in told:
                if event in one["ConnectionEvents"]:
                    sns._publish({"TopicArn": [one["ConnectionNotificationArn"]], "Message": [json.dumps(message)]})


_of_endpoints: dict[str, tuple[tuple[str, str], dict[str, Any]]] = {}
"""The notifications of endpoints with their accounts and Regions, by id."""


def _check_events(events: list[str]) -> None:
    if not events or not EVENTS.issuperset(events):
        raise Refused("InvalidParameter", f"The events {events} are not among {sorted(EVENTS)}")


def _found(identifier: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for service in services_here():
        if identifier in service.notifications:
            return service.notifications, service.notifications[identifier]
    place, notification = _of_endpoints.get(identifier, (None, {}))
    if place == (get_account_id(), get_region()):
        return _of_endpoints, notification
    raise Refused("InvalidConnectionNotification", f"The connection notification '{identifier}' does not exist")


ACTIONS: dict[str, Action] = {
    "CreateVpcEndpointConnectionNotification": create,
    "ModifyVpcEndpointConnectionNotification": modify,
    "DeleteVpcEndpointConnectionNotifications": delete,
    "DescribeVpcEndpointConnectionNotifications": describe,
}
