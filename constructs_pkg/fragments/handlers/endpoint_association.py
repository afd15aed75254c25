"""Tells the DNS name of one resource endpoint, for a CloudFormation custom resource.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointAssociations.html
"""

from typing import Any

import boto3

from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.lines import log


class NotAssociated(Exception):
    """The endpoint leads to no resource, or not to one, and waiting would not help."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation with the name that the endpoint has, or with why it has none."""
    answer(event, context, lambda asked: named(asked, context))


def named(event: dict[str, Any], context: Any) -> Made:
    """Return the DNS name of the endpoint and the id of its zone; its deletion is the endpoint's own."""
    asked = event["ResourceProperties"]
    endpoint_id = asked["EndpointId"]
    if event["RequestType"] == "Delete":
        return Made(endpoint_id)
    ec2 = boto3.client("ec2")

    def look() -> dict[str, Any] | None:
        found = _associations(ec2, endpoint_id)
        log("looked", endpoint=endpoint_id, associations=found)
        return _entry(found, asked["ResourceConfigurationArn"], endpoint_id)

    entry = wait_for(look, context, f"a DNS name of {endpoint_id}")
    return Made(endpoint_id, {"DnsName": entry["DnsName"], "HostedZoneId": entry["HostedZoneId"]})


def _entry(found: list[dict[str, Any]], arn: str, endpoint_id: str) -> dict[str, Any] | None:
    for each in found:
        if why := each.get("FailureReason") or each.get("FailureCode"):
            raise NotAssociated(f"{endpoint_id} does not reach {each.get('AssociatedResourceArn')}: {why}")
    # The endpoint of a group has an association with each of its members, and none with the group.
    entries = [each["DnsEntry"] for each in found if each.get("AssociatedResourceArn") == arn and _is_whole(each)]
    if not entries and any(each.get("ResourceConfigurationGroupArn") == arn for each in found):
        raise NotAssociated(
            f"{endpoint_id} leads to a group of resources, each with a name of its own: give them names"
        )
    return entries[0] if entries else None


def _is_whole(association: dict[str, Any]) -> bool:
    entry = association.get("DnsEntry") or {}
    return bool(entry.get("DnsName") and entry.get("HostedZoneId"))


def _associations(ec2: Any, endpoint_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    more: dict[str, str] = {}
    while True:
        page = ec2.describe_vpc_endpoint_associations(VpcEndpointIds=[endpoint_id], **more)
        found += page.get("VpcEndpointAssociations", [])
        if not page.get("NextToken"):
            return found
        more = {"NextToken": page["NextToken"]}
