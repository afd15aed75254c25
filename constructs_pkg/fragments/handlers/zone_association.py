"""Associates a VPC with a private hosted zone, also of another account, for a CloudFormation custom resource."""

from typing import Any

import boto3
from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.custom_resource import Made, answer, wait_for
from constructs_pkg.fragments.handlers.lines import log

# What passes by itself: Route 53 does one thing after the other to a zone.
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html
BUSY = ("PriorRequestNotComplete", "ConcurrentModification", "Throttling", "ThrottlingException")

# What a new policy or authorization may answer with for some seconds.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventually-consistent
NOT_YET = ("AccessDenied", "AccessDeniedException", "NotAuthorizedException")
LOOKS_FOR_NOT_YET = 8

# Nothing is left of the association: https://docs.aws.amazon.com/Route53/latest/APIReference/API_DisassociateVPCFromHostedZone.html
GONE = ("NoSuchHostedZone", "VPCAssociationNotFound", "InvalidVPCId")


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer CloudFormation once the VPC sees the zone, or no longer does."""
    answer(event, context, lambda asked: Association(asked["ResourceProperties"], context).brought_to(asked))


class Association:
    """One VPC and one zone."""

    def __init__(self, asked: dict[str, Any], context: Any) -> None:
        self.asked, self.context = asked, context
        self.zone = asked["ZoneId"].removeprefix("/hostedzone/")
        self.vpc = {"VPCId": asked["VpcId"], "VPCRegion": asked["VpcRegion"]}
        self.route53 = boto3.client("route53")

    def brought_to(self, event: dict[str, Any]) -> Made:
        """Return the association as the request wants it: another VPC or zone is another resource."""
        if event["RequestType"] == "Delete":
            self.leave()
        elif self.zone not in (before := self.zones_of_vpc()):
            self.make_room(event, before)
            self.join()
        else:
            log("already associated", zone=self.zone, vpc=self.vpc)
        return Made(f"{self.vpc['VPCId']}/{self.zone}")

    def zones_of_vpc(self) -> dict[str, str]:
        """Return the names of the zones that the VPC sees, by their ids."""
        found: dict[str, str] = {}
        page: dict[str, str] = {}
        while True:
            answered = self.patiently("list_hosted_zones_by_vpc", self.route53, **self.vpc, **page)
            found |= {one["HostedZoneId"]: one["Name"] for one in answered["HostedZoneSummaries"]}
            if not answered.get("NextToken"):
                return found
            page = {"NextToken": answered["NextToken"]}

    def make_room(self, event: dict[str, Any], before: dict[str, str]) -> None:
        """Take the VPC off the zone that this resource had before, where the two have one name.

        A VPC sees one zone of a name, and CloudFormation deletes what is replaced last.
        """
        old = event.get("OldResourceProperties", {})
        old_zone = old.get("ZoneId", "").removeprefix("/hostedzone/")
        same_vpc = old.get("VpcId") == self.vpc["VPCId"]
        if event["RequestType"] == "Update" and same_vpc and before.get(old_zone) == f"{self.asked['ZoneName']}.":
            log("replacing a zone of the same name", old=old_zone, new=self.zone)
            Association(old, self.context).leave()

    def join(self) -> None:
        """Associate the two, authorised by the zone's account where that is another, and wait until all know."""
        owner = self.owner()
        if owner is not None:
            self.patiently("create_vpc_association_authorization", owner, **self.both)
        try:
            change = self.patiently("associate_vpc_with_hosted_zone", self.route53, **self.both)
        finally:
            if owner is not None:
                self.withdraw_authorisation(owner)
        self.wait_until_known(change)

    def leave(self) -> None:
        """Take the VPC off the zone, if it is on it."""
        try:
            change = self.patiently("disassociate_vpc_from_hosted_zone", self.route53, **self.both)
        except ClientError as error:
            if code_of(error) == "LastVPCAssociation":
                raise RuntimeError(
                    f"{self.vpc['VPCId']} is the last VPC of zone {self.zone}: associate another with it, or delete it"
                ) from error
            if code_of(error) not in GONE:
                raise
            log("not associated", zone=self.zone, vpc=self.vpc, reason=code_of(error))
        else:
            self.wait_until_known(change)

    @property
    def both(self) -> dict[str, Any]:
        """The two, as every call takes them."""
        return {"HostedZoneId": self.zone, "VPC": self.vpc}

    def owner(self) -> Any:
        """Return Route 53 as the zone's account uses it; None where that is this account."""
        if not self.asked.get("RoleArn"):
            return None
        external = {"ExternalId": self.asked["ExternalId"]} if self.asked.get("ExternalId") else {}
        sts, role = boto3.client("sts"), self.asked["RoleArn"]
        session = f"associate-{self.vpc['VPCId']}"
        given = self.patiently("assume_role", sts, RoleArn=role, RoleSessionName=session, **external)["Credentials"]
        return boto3.client(
            "route53",
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
        )

    def withdraw_authorisation(self, owner: Any) -> None:
        """Delete the authorisation, which an association outlives."""
        try:
            self.patiently("delete_vpc_association_authorization", owner, **self.both)
        except ClientError as error:
            if code_of(error) != "VPCAssociationAuthorizationNotFound":
                raise

    def wait_until_known(self, change: dict[str, Any]) -> None:
        """Wait until every server of Route 53 knows a change."""
        number = change["ChangeInfo"]["Id"].removeprefix("/change/")

        def known() -> bool | None:
            return self.patiently("get_change", self.route53, Id=number)["ChangeInfo"]["Status"] == "INSYNC" or None

        wait_for(known, self.context, f"change {number} of zone {self.zone}")

    def patiently(self, operation: str, client: Any, **request: Any) -> dict[str, Any]:
        """Return what an operation answers, asked again while Route 53 is busy or a permission is not known yet."""
        looks = 0

        def look() -> dict[str, Any] | None:
            nonlocal looks
            looks += 1
            try:
                answered: dict[str, Any] = getattr(client, operation)(**request)
            except ClientError as error:
                code = code_of(error)
                if code in BUSY or (code in NOT_YET and looks < LOOKS_FOR_NOT_YET):
                    log("asked again", operation=operation, reason=code)
                    return None
                raise
            return answered

        return wait_for(look, self.context, operation)


def code_of(error: ClientError) -> str:
    """Return the code of a refusal, as the API reference names it."""
    return str(error.response["Error"]["Code"])
