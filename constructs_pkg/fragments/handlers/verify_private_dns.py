"""Has AWS verify the private DNS name of an endpoint service, for a CloudFormation custom resource.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartVpcEndpointServicePrivateDnsVerification.html
"""

from typing import Any

import boto3

from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.lent_client import lent_client
from constructs_pkg.fragments.handlers.lines import log

SECONDS_BETWEEN_LOOKS = 10.0
MOST_FAILURES = 5


class NotVerified(Exception):
    """AWS does not take the domain for the provider's."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation once the name is verified, or with why it is not."""
    answer(event, context, lambda asked: verified(asked, context))


def verified(event: dict[str, Any], context: Any) -> Made:
    """Return the verification: another name, or record, is another resource, whose old record is taken away later."""
    asked = event["ResourceProperties"]
    made = Made(_identity(asked), {"State": "verified"})
    if event["RequestType"] == "Delete":
        # There is no way to take a verification back: it goes with the name.
        if asked.get("ZoneRoleArn"):
            _forget(asked)
        return made
    if asked.get("ZoneRoleArn"):
        _change(asked, "UPSERT", context)
    verify(boto3.client("ec2"), asked["ServiceId"], asked["Name"], context)
    return made


def _identity(asked: dict[str, Any]) -> str:
    # A record that two names have in common is not taken away with the first, and one in a former zone is.
    if asked.get("ZoneRoleArn"):
        return f"{asked['ServiceId']}/{asked['ZoneId']}/{asked['RecordName']}"
    return f"{asked['ServiceId']}/{asked['Name']}"


def verify(ec2: Any, service_id: str, name: str, context: Any) -> None:
    """Start the verification of a name that is not verified yet, and wait for its end."""
    seen = {"state": "unknown"}
    started: list[str] = []

    def look() -> bool | None:
        found = ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[service_id])["ServiceConfigurations"][0]
        state = str(found.get("PrivateDnsNameConfiguration", {}).get("State", "")).lower()
        seen["state"] = state or "unknown"
        log("looked", state=state, name=found.get("PrivateDnsName"), started=len(started))
        if found.get("PrivateDnsName") != name:
            # The change of the service is not seen everywhere yet.
            return None
        if state == "verified":
            return True
        if state == "failed" and len(started) > MOST_FAILURES:
            raise NotVerified(
                f"the domain of {name} was not verified in {len(started)} attempts (state failed): see that its "
                "TXT record is in a public zone which the internet asks for that domain"
            )
        # A failed attempt is repeated: resolvers of AWS may remember that the record was not there.
        if state == "failed" or not started:
            ec2.start_vpc_endpoint_service_private_dns_verification(ServiceId=service_id)
            started.append(state)
        return None

    try:
        wait_for(look, context, f"verification of {name}", SECONDS_BETWEEN_LOOKS)
    except TimeoutError as error:
        raise NotVerified(
            f"{error}: the state of {name} is {seen['state']}; see that its TXT record is in a public zone, and deploy "
            "again"
        ) from None


def _change(asked: dict[str, Any], action: str, context: Any) -> None:
    route53 = lent_client("route53", asked["ZoneRoleArn"])
    made = route53.change_resource_record_sets(HostedZoneId=asked["ZoneId"], ChangeBatch=_batch(action, asked))
    change = made["ChangeInfo"]["Id"]
    wait_for(
        lambda: True if route53.get_change(Id=change)["ChangeInfo"]["Status"] == "INSYNC" else None,
        context,
        f"the TXT record of {asked['Name']} on every server of its zone",
    )


def _forget(asked: dict[str, Any]) -> None:
    route53 = lent_client("route53", asked["ZoneRoleArn"])
    try:
        route53.change_resource_record_sets(HostedZoneId=asked["ZoneId"], ChangeBatch=_batch("DELETE", asked))
    except (route53.exceptions.InvalidChangeBatch, route53.exceptions.NoSuchHostedZone) as error:
        log("record is gone already", reason=str(error))


def _batch(action: str, asked: dict[str, Any]) -> dict[str, Any]:
    record = {
        "Name": asked["RecordName"],
        "Type": "TXT",
        "TTL": int(asked["RecordTtl"]),
        "ResourceRecords": [{"Value": f'"{asked["RecordValue"]}"'}],
    }
    return {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
