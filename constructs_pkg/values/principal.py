"""Who may connect to an endpoint service."""

from __future__ import annotations

import re
from collections.abc import Sequence

from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text

_ARN = re.compile(r"arn:(?P<partition>aws[a-z-]*):iam::(?P<account>[^:]*):(?P<entity>.+)\Z")
_ENTITY = re.compile(r"root|(user|role)/[A-Za-z0-9+=,.@_-]{1,64}")

_ORGANISATION = re.compile(r"o-[a-z0-9]{10,32}\b|ou-[0-9a-z]{4,32}-|r-[0-9a-z]{4,32}\Z|arn:aws[a-z-]*:organizations:")

EVERYONE = "*"


class Principal(Text):
    """An account (12 digits), or the ARN of an account's root, a user or a role without a path; or ``*``.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
    """

    __slots__ = ()
    description = "A 12-digit account id, or the ARN of a user or role without a path."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the account id or ARN as given."""
        if _ORGANISATION.match(value):
            raise Refused(
                "organisation-as-principal",
                value,
                "is an organisation or a part of one, which is let in nowhere but in a Profile's share_with",
                "name its accounts",
            )
        if value == EVERYONE or not value.startswith("arn:"):
            return value if value == EVERYONE else AccountId(value)
        found = _ARN.match(value)
        if not found:
            raise Refused(
                "malformed-principal", value, "is not an IAM ARN", "give an account id, or a user's or role's ARN"
            )
        AccountId(found["account"])
        entity = found["entity"]
        if entity.startswith(("user/", "role/")) and entity.count("/") > 1:
            raise Refused(
                "principal-with-path", value, "has a path", "endpoint services match names only: leave the path out"
            )
        if not _ENTITY.fullmatch(entity):
            raise Refused(
                "malformed-principal", value, "is no account, user or role", "give an account id, a user or a role"
            )
        return value

    def arn(self, partition: str) -> str:
        """Return the principal as an ARN of `partition`, or ``*``."""
        return self if self == EVERYONE or self.startswith("arn:") else f"arn:{partition}:iam::{self}:root"

    @property
    def account(self) -> str:
        """The account it is of, or ``*``."""
        return self.split(":")[4] if self.startswith("arn:") else self

    @property
    def partition(self) -> str | None:  # type: ignore[override]
        """The partition an ARN names; None for an account id and ``*``."""
        found = _ARN.match(self)
        return found["partition"] if found else None


def principal_arns(principals: Sequence[Late | Principal], partition: str) -> list[Late | str]:
    """Return `principals` as ARNs of `partition`, each once: those that are known first, in order."""
    known = sorted({each.arn(partition) for each in principals if isinstance(each, Principal)})
    return [*known, *dict.fromkeys(each for each in principals if isinstance(each, Late))]
