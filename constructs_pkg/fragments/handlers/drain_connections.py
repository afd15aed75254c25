"""Rejects every connection to an endpoint service that is to be deleted, which EC2 refuses to delete before.

Then it takes away the names and blocks of its customers, which nobody would afterwards. CloudFormation runs it when
the service is made and deleted. Invoked with ``{"dry_run": true}`` it says what it would reject; with
``{"dry_run": false}`` it rejects.
Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
"""

import os
from typing import Any

import boto3

from constructs_pkg.fragments.handlers.calls import tried
from constructs_pkg.fragments.handlers.connection import PENDING, Connection
from constructs_pkg.fragments.handlers.connections import connections, reject
from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.customer_blocks import keep_blocks
from constructs_pkg.fragments.handlers.customer_names import keep_names
from constructs_pkg.fragments.handlers.lines import log


def handler(event: dict[str, Any], context: Any) -> dict[str, Any] | None:
    """Answer CloudFormation, or whoever invokes the function, with the endpoints that are or would be rejected."""
    if "RequestType" in event:
        answer(event, context, lambda asked: drained(asked, context))
        return None
    ec2 = boto3.client("ec2")
    service_id, region = os.environ["SERVICE_ID"], os.environ["AWS_REGION"]
    found = to_be_rejected(ec2, service_id, region)
    dry_run = event.get("dry_run") is not False
    failed = {} if dry_run else reject_all(ec2, service_id, found)
    return {"dry_run": dry_run, "rejected": [one.endpoint_id for one in found], "failed": failed}


def drained(event: dict[str, Any], context: Any) -> Made:
    """Return the drained service; before its deletion alone, and only if that is asked for."""
    asked = event["ResourceProperties"]
    service_id = asked["ServiceId"]
    if event["RequestType"] == "Delete" and asked["OnDeletion"] == "reject":
        ec2 = boto3.client("ec2")

        def look() -> Made | None:
            found = to_be_rejected(ec2, service_id, os.environ["AWS_REGION"])
            failed = reject_all(ec2, service_id, found)
            log("drained", service=service_id, rejected=len(found) - len(failed), failed=failed)
            return None if found else Made(service_id)

        made = wait_for(look, context, f"rejection of the connections to {service_id}")
        forget_customers(service_id)
        return made
    return Made(service_id)


def forget_customers(service_id: str) -> None:
    """Take away every customer's name and block, where such are kept; what cannot go holds up no deletion."""
    if zone_id := os.environ.get("ZONE_ID"):
        zone = {"zone": os.environ["ZONE"]}
        tried("names-failed", lambda: keep_names(zone, service_id, zone_id, [], ()))
    if collection_id := os.environ.get("COLLECTION_ID"):
        tried("blocks-failed", lambda: keep_blocks({}, collection_id, [], ()))


def to_be_rejected(ec2: Any, service_id: str, region: str) -> list[Connection]:
    """Return the connections that hold the service: those that are connected, and those that wait."""
    return [one for one in connections(ec2, service_id, region) if one.is_connected or one.state == PENDING]


def reject_all(ec2: Any, service_id: str, found: list[Connection]) -> dict[str, str]:
    """Reject `found`, write what was done to each, and return why some were not."""
    failed = reject(ec2, service_id, found)
    for one in found:
        log(
            "decision",
            service=service_id,
            endpoint=one.endpoint_id,
            account=one.account,
            state=one.state,
            action="reject",
            rule=None,
            reason="the service is drained",
            done=one.endpoint_id not in failed,
        )
    return failed
