"""The short form of an endpoint's policy: terms that all have to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.text import Text

Json = Any


class OrganizationId(Text):
    """The id of an organization, such as ``o-a1b2c3d4e5``.

    Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
    """

    __slots__ = ()
    description = "The id of an organization in AWS Organizations, such as o-a1b2c3d4e5."
    pattern = r"^o-[a-z0-9]{10,32}$"

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the id as given."""
        if not re.fullmatch(r"o-[a-z0-9]{10,32}", value):
            raise Refused("malformed-organization-id", value, "is no organization's id", "write it as o-a1b2c3d4e5")
        return value


class UtcTime(Text):
    """A time in UTC, such as ``2027-01-31T00:00:00Z``, as policies write it."""

    __slots__ = ()
    description = "A date, or a time in UTC, such as 2027-01-31T00:00:00Z."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the time to the second; a date is its beginning."""
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", value, re.ASCII):
                raise ValueError
            read = datetime.fromisoformat(value)
        except ValueError:
            fix = "write it as 2027-01-31 or 2027-01-31T00:00:00Z"
            raise Refused("malformed-time", value, "is no date and no time in UTC", fix) from None
        return f"{read:%Y-%m-%dT%H:%M:%SZ}"


def as_text(given: object) -> object:
    """Return a date or time, as YAML and TOML read one that is not in quotes, as text in UTC."""
    if isinstance(given, datetime):
        return f"{given.astimezone(UTC) if given.tzinfo else given:%Y-%m-%dT%H:%M:%SZ}"
    return given.isoformat() if isinstance(given, date) else given


class PolicyTerms(Spec):
    """Terms of which every one that is given has to hold; at least one is.

    Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
    https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    """

    own_account: Flag = False
    """Whether principals are of the endpoint's own account or of `accounts` (``aws:PrincipalAccount``). Default: no."""

    accounts: tuple[Late | AccountId, ...] = ()
    """Accounts whose principals may use it (``aws:PrincipalAccount``). Default: any."""

    organization: Late | OrganizationId | None = None
    """The organization whose principals may use it (``aws:PrincipalOrgID``). Default: any, or none."""

    own_vpc: Flag = False
    """Whether requests come through an endpoint of its own VPC (``aws:SourceVpc``). In a hub that is the hub's VPC,
    also for requests from elsewhere. Default: no."""

    resource_accounts: tuple[Late | AccountId, ...] = ()
    """Accounts that own what is used (``aws:ResourceAccount``). Default: any."""

    resource_organization: Late | OrganizationId | None = None
    """The organization that owns what is used (``aws:ResourceOrgID``). Default: any, or none."""

    until: Annotated[Late | UtcTime, BeforeValidator(as_text)] | None = None
    """The end (``aws:CurrentTime``), a date or a time in UTC; from then on nobody may use it. Default: no end."""

    actions: tuple[Annotated[str, Field(pattern=r"^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$")], ...] = ()
    """What may be done, such as ``s3:GetObject``. Default: everything."""

    resources: tuple[Late | Annotated[str, Field(pattern=r"^(\*|arn:\S+)$")], ...] = ()
    """ARNs of what may be used. Default: everything."""

    image_layers: Flag = True
    """Whether, on an endpoint to S3, the layers of Amazon ECR's images can be read as well: they lie in a bucket of
    AWS and are read by nobody's principal. Default: yes."""

    @property
    def restricts(self) -> bool:
        """Whether anything but time is restricted."""
        return bool(self._equals("", "") or self.actions or self.resources)

    @property
    def is_empty(self) -> bool:
        """Whether no term is given."""
        return not self.restricts and self.until is None

    def statements(self, service: str, account: Json, vpc_id: Json, region: Region) -> list[dict[str, Json]]:
        """Return the statements of the policy on an endpoint to `service` in the VPC, account and Region."""
        everything = {"Effect": "Allow", "Principal": "*"}
        equals = self._equals(account, vpc_id)
        ends = {"DateLessThan": {"aws:CurrentTime": self.until}} if self.until else {}
        condition = {**({"StringEquals": equals} if equals else {}), **ends}
        own = {
            **everything,
            "Action": list(self.actions) or "*",
            "Resource": list(self.resources) or "*",
            **({"Condition": condition} if condition else {}),
        }
        if service != "s3" or not self.image_layers:
            return [own]
        return [own, {**image_layers(region), **({"Condition": ends} if ends else {})}]

    def _equals(self, account: Json, vpc_id: Json) -> dict[str, Json]:
        return dict(self._keys(account, vpc_id))

    def _keys(self, account: Json, vpc_id: Json) -> Iterator[tuple[str, Json]]:
        if self.own_account or self.accounts:
            yield "aws:PrincipalAccount", [*([account] if self.own_account else []), *self.accounts]
        if self.organization:
            yield "aws:PrincipalOrgID", self.organization
        if self.own_vpc:
            yield "aws:SourceVpc", vpc_id
        if self.resource_accounts:
            yield "aws:ResourceAccount", list(self.resource_accounts)
        if self.resource_organization:
            yield "aws:ResourceOrgID", self.resource_organization


def image_layers(region: Region) -> dict[str, Json]:
    """Return the statement that lets layers of Amazon ECR's images be read through an endpoint to S3.

    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
    """
    return {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:{region.partition}:s3:::prod-{region}-starport-layer-bucket/*",
    }
