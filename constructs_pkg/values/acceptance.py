"""Acceptance of a connection in the deployment that asks for it: the role a provider lends, and its use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, Tag

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.role import RoleArn, RoleName
from constructs_pkg.values.spec import Spec, one_of

OWN_ACCOUNT = "own-account"


class AcceptanceByRole(Spec):
    """Acceptance in the provider's account, by a role that the provider lends."""

    role_arn: Late | RoleArn
    """The role, such as `ServiceSpec.acceptance_role` makes."""


def _kind(given: Any) -> str:
    return "role" if isinstance(given, AcceptanceByRole | Mapping) else "own"


Acceptance = Annotated[
    Annotated[Literal["own-account"], Tag("<own>")] | Annotated[AcceptanceByRole, Tag("<role>")],
    one_of(_kind),
]


class AcceptanceRole(Spec):
    """A role by which deployments in consumers' accounts accept connections to one service.

    IAM has no condition on whose connection it is: who takes the role may accept any that waits for the service.
    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    """

    name: RoleName
    """Its name, by which consumers know it before it exists; one of an account."""

    trusted_accounts: Annotated[tuple[AccountId, ...], Field(min_length=1)]
    """The accounts that may take it, and are trusted to accept only what is theirs."""


def check_acceptance_role(wish: AcceptanceRole | None, acceptance_required: bool) -> Iterable[Problem]:
    """Yield the problems of the role that a service lends."""
    if wish is None:
        return
    for place, first in repeated(wish.trusted_accounts):
        path, limit = f"acceptance_role.trusted_accounts[{place}]", f"is also trusted_accounts[{first}]"
        yield Problem("duplicate-trusted-account", path, wish.trusted_accounts[place], limit, "name each once")
    if not acceptance_required:
        limit = "is made, and no connection waits to be accepted"
        fix = "leave it out, or set acceptance_required"
        yield Problem("acceptance-role-unused", "acceptance_role", wish.name, limit, fix, "warning")


def check_acceptance(wish: Acceptance | None, of_aws: bool, service_name: object, region: Region) -> Iterable[Problem]:
    """Yield the problems of accepting the connection of an endpoint in `region`."""
    if wish is None:
        return
    if of_aws:
        limit = f"is given, and {service_name} is a service of AWS, whose connections nobody accepts"
        yield Problem("acceptance-by-aws", "accept", "", limit, "leave it out")
    if isinstance(wish, AcceptanceByRole) and isinstance(wish.role_arn, RoleArn):
        partition = wish.role_arn.split(":")[1]
        if partition != region.partition:
            limit = f"is in partition {partition} while {region} is in {region.partition}"
            fix = "name a role of the service's own account"
            yield Problem("acceptance-role-in-other-partition", "accept.role_arn", wish.role_arn, limit, fix)
