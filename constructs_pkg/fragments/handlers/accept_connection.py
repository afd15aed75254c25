"""Accepts the connection of one interface endpoint to an endpoint service, for a CloudFormation custom resource.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html
"""

from typing import Any

import boto3

from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.lent_client import lent_client
from constructs_pkg.fragments.handlers.lines import log

OVER = ("rejected", "failed", "expired", "deleting", "deleted")


class NotAccepted(Exception):
    """The connection cannot be used, and waiting would not help."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation once the connection is available, or with why it is not."""
    answer(event, context, lambda asked: accepted(asked, context))


def accepted(event: dict[str, Any], context: Any) -> Made:
    """Return the accepted connection of the endpoint; its deletion is the endpoint's own."""
    asked = event["ResourceProperties"]
    endpoint_id, service_id = asked["EndpointId"], asked["ServiceName"].rsplit(".", 1)[-1]
    made = Made(endpoint_id, {"State": "available"})
    if event["RequestType"] == "Delete":
        return made
    provider = lent_client("ec2", asked.get("RoleArn"), asked["ServiceRegion"])
    accept(provider, service_id, endpoint_id, context)
    if asked.get("PrivateDns") == "true":
        resolve(boto3.client("ec2"), endpoint_id, context)
    return made


def accept(ec2: Any, service_id: str, endpoint_id: str, context: Any) -> None:
    """Accept a connection that waits for it, and wait until it is available."""
    seen = {"state": "not known to the service"}

    def look() -> bool | None:
        state = _state(ec2, service_id, endpoint_id)
        log("looked", state=state, service=service_id, endpoint=endpoint_id)
        if state is None:
            return None
        seen["state"] = state
        if state in OVER:
            raise NotAccepted(f"the connection of {endpoint_id} to {service_id} is {state}: make the endpoint anew")
        if state == "pendingacceptance":
            _accept(ec2, service_id, endpoint_id)
        return True if state == "available" else None

    try:
        wait_for(look, context, f"acceptance of {endpoint_id} by {service_id}")
    except TimeoutError as error:
        raise NotAccepted(f"{error}: the connection is {seen['state']}") from None


def resolve(ec2: Any, endpoint_id: str, context: Any) -> None:
    """Switch private DNS on, which is refused before the connection is accepted, and wait until it is."""
    asked: list[str] = []

    def look() -> bool | None:
        found = _endpoint(ec2, endpoint_id)
        # The endpoint's side may learn of the acceptance later, and refuses changes until then.
        if found["State"].lower() != "available":
            return None
        if found["PrivateDnsEnabled"]:
            return True
        if not asked:
            ec2.modify_vpc_endpoint(VpcEndpointId=endpoint_id, PrivateDnsEnabled=True)
            asked.append(endpoint_id)
        return None

    wait_for(look, context, f"private DNS of {endpoint_id}")


def _accept(ec2: Any, service_id: str, endpoint_id: str) -> None:
    answered = ec2.accept_vpc_endpoint_connections(ServiceId=service_id, VpcEndpointIds=[endpoint_id])
    # A call that succeeds tells in a list what did not.
    for item in answered.get("Unsuccessful", []):
        if _state(ec2, service_id, endpoint_id) == "pendingacceptance":
            why = item.get("Error", {})
            raise NotAccepted(
                f"{service_id} did not accept {item.get('ResourceId', endpoint_id)}: {why.get('Code')}: "
                f"{why.get('Message')}"
            )


def _state(ec2: Any, service_id: str, endpoint_id: str) -> str | None:
    filters = [
        {"Name": "service-id", "Values": [service_id]},
        {"Name": "vpc-endpoint-id", "Values": [endpoint_id]},
    ]
    found = ec2.describe_vpc_endpoint_connections(Filters=filters)["VpcEndpointConnections"]
    return str(found[0]["VpcEndpointState"]).lower() if found else None


def _endpoint(ec2: Any, endpoint_id: str) -> dict[str, Any]:
    endpoint: dict[str, Any] = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint_id])["VpcEndpoints"][0]
    return endpoint
