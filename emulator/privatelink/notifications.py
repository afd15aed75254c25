"""Notifications of events on connections, published to SNS topics.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html.
"""

from __future__ import annotations

import json
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import sns

from emulator.ec2 import Action, Refused
from emulator.privatelink.state import Connection, Service, new_id, now, service_here, services_here


def create(request: dict[str, Any]) -> dict[str, Any]:
    """Notify a topic of events on the connections of a service."""
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


def modify(request: dict[str, Any]) -> dict[str, Any]:
    """Change a notification's topic or events."""
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
            service, _ = _found(identifier)
        except Refused as refusal:
            unsuccessful.append({"ResourceId": identifier, "Error": {"Code": refusal.code, "Message": str(refusal)}})
        else:
            del service.notifications[identifier]
    return {"Unsuccessful": unsuccessful}


def describe(request: dict[str, Any]) -> dict[str, Any]:
    """Return the notifications of the account and Region at hand."""
    found = [one for service in services_here() for one in service.notifications.values()]
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
    with request_scope(service.owner, service.region):
        for one in service.notifications.values():
            if event in one["ConnectionEvents"]:
                sns._publish({"TopicArn": [one["ConnectionNotificationArn"]], "Message": [json.dumps(message)]})


def _found(identifier: str) -> tuple[Service, dict[str, Any]]:
    for service in services_here():
        if identifier in service.notifications:
            return service, service.notifications[identifier]
    raise Refused("InvalidConnectionNotification", f"The connection notification '{identifier}' does not exist")


ACTIONS: dict[str, Action] = {
    "CreateVpcEndpointConnectionNotification": create,
    "ModifyVpcEndpointConnectionNotification": modify,
    "DeleteVpcEndpointConnectionNotifications": delete,
    "DescribeVpcEndpointConnectionNotifications": describe,
}
