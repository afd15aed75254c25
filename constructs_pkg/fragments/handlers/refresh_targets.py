"""Keeps a target group at the addresses that a name, or an interface endpoint, stands for at the moment.

CloudFormation runs it when the targets are declared, and waits until there are some. A rule of EventBridge runs it
again and again; such a run changes nothing if it finds nothing, and says that it failed.
"""

import socket
import time
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.lines import log

LOOKS = 3
SECONDS_BETWEEN_LOOKS = 1.0
PATIENT = Config(retries={"mode": "standard", "max_attempts": 8})
PASSING = ("AccessDenied", "AccessDeniedException", "Throttling", "ThrottlingException", "RequestLimitExceeded")
GONE = ("InvalidNetworkInterfaceID.NotFound", "InvalidVpcEndpointId.NotFound", "TargetGroupNotFound")

Asked = dict[str, Any]


class NothingFoundError(Exception):
    """The name or the endpoint has no address at the moment."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation, or do what the rule asks for."""
    if "RequestType" in event:
        answer(event, context, lambda asked: declared(asked, context))
    else:
        refreshed(event)


def declared(event: dict[str, Any], context: Any) -> Made:
    """Return the target group once it has its first targets, or without those that were looked up."""
    asked = event["ResourceProperties"]
    if event["RequestType"] == "Delete":
        withdraw(asked)
    else:
        wait_for(lambda: attempt(asked), context, f"finding and registering the targets of {subject(asked)}")
    return Made(asked["TargetGroupArn"])


def refreshed(asked: Asked) -> None:
    """Refresh the targets; a failure is written to the log, by which it is counted, and the targets stay."""
    try:
        refresh(asked)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        log("refresh-failed", target_group=asked["TargetGroupArn"], subject=subject(asked), reason=reason)


def attempt(asked: Asked) -> list[str] | None:
    """Return the targets, or None if there is nothing yet, or a permission has not reached its place yet."""
    try:
        return refresh(asked)
    except NothingFoundError as error:
        reason = str(error)
    except ClientError as error:
        if error.response["Error"]["Code"] not in PASSING:
            raise
        reason = str(error)
    log("waiting", subject=subject(asked), reason=reason)
    return None


def refresh(asked: Asked) -> list[str]:
    """Register the addresses that are new, deregister those that are gone, and return those that are right."""
    right = addresses(asked)
    balancing = boto3.client("elbv2", config=PATIENT)
    group = asked["TargetGroupArn"]
    there = registered(balancing, group)
    new, gone = sorted(right - there.keys()), sorted(there.keys() - right)
    # First the new ones, so that the group is never empty.
    for address in new:
        register(balancing, group, {"Id": address, "Port": int(asked["Port"])})
    if gone:
        balancing.deregister_targets(TargetGroupArn=group, Targets=[there[address] for address in gone])
    log(
        "refreshed",
        target_group=group,
        subject=subject(asked),
        registered=new,
        deregistered=gone,
        targets=sorted(right),
    )
    return sorted(right)


def withdraw(asked: Asked) -> None:
    """Deregister what is still looked up, where the group stays and has other targets."""
    balancing = boto3.client("elbv2", config=PATIENT)
    group = asked["TargetGroupArn"]
    try:
        there = registered(balancing, group)
        ours = there.keys() & addresses(asked)
        if ours and there.keys() - ours:
            balancing.deregister_targets(TargetGroupArn=group, Targets=[there[address] for address in sorted(ours)])
    except NothingFoundError as error:
        log("nothing-to-withdraw", target_group=group, reason=str(error))
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE:
            raise


def registered(balancing: Any, group: str) -> dict[str, dict[str, Any]]:
    """Return the targets that the group has by their addresses, but for those that are leaving."""
    found = balancing.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    return {one["Target"]["Id"]: one["Target"] for one in found if one["TargetHealth"]["State"] != "draining"}


def register(balancing: Any, group: str, target: dict[str, Any]) -> None:
    """Register one target: AWS finds the zone of an address in the VPC, and wants ``all`` for any other alone."""
    try:
        balancing.register_targets(TargetGroupArn=group, Targets=[target])
    except ClientError as error:
        told = error.response["Error"]
        if told["Code"] != "ValidationError" or "Availability Zone" not in told["Message"]:
            raise
        balancing.register_targets(TargetGroupArn=group, Targets=[{**target, "AvailabilityZone": "all"}])


def subject(asked: Asked) -> str:
    """Return what is looked up."""
    found: str = asked.get("DnsName") or asked["EndpointId"]
    return found


def addresses(asked: Asked) -> set[str]:
    """Return the addresses that are right at the moment, at least one."""
    found = of_name(asked["DnsName"]) if "DnsName" in asked else of_endpoint(asked["EndpointId"])
    if not found:
        raise NothingFoundError(f"{subject(asked)} has no IPv4 address")
    return found


def of_name(name: str) -> set[str]:
    """Return the IPv4 addresses of a name: those of several answers, since one need not hold all."""
    found: set[str] = set()
    for look in range(LOOKS):
        if look:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        try:
            answers = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
        except socket.gaierror as error:
            log("lookup-failed", subject=name, reason=str(error))
        else:
            found |= {str(address[0]) for *_, address in answers}
    return found


def of_endpoint(identifier: str) -> set[str]:
    """Return the IPv4 addresses of an interface endpoint's network interfaces."""
    ec2 = boto3.client("ec2", config=PATIENT)
    (endpoint,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[identifier])["VpcEndpoints"]
    interfaces = endpoint.get("NetworkInterfaceIds", [])
    if endpoint["State"].lower() != "available" or not interfaces:
        raise NothingFoundError(f"{identifier} is {endpoint['State']}, with {len(interfaces)} network interfaces")
    found = ec2.describe_network_interfaces(NetworkInterfaceIds=interfaces)["NetworkInterfaces"]
    return {one["PrivateIpAddress"] for one in found if one.get("PrivateIpAddress")}
