"""Who may call services of VPC Lattice: the allow-list that becomes an auth policy.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html and
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclatticeservices.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.common_rules import other_partition, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import VpcId
from constructs_pkg.values.spec import Spec

Method = Literal["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE"]
# A rule of a listener cannot match PATCH, and a policy can: it compares texts.
CallerMethod = Literal[Method, "PATCH"]
OrganizationId = Annotated[str, Field(pattern=r"^o-[a-z0-9]{10,32}$")]

# "Auth policy size" in https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html
LONGEST_POLICY = 10_240


class AllowedCaller(Spec):
    """Callers that are let in; all that is said of them must hold at once."""

    principals: tuple[Late | Principal, ...] = ()
    """Accounts, users or roles, whose requests are signed (SigV4). Default: anybody, also unsigned requests, as far as
    the rest holds."""

    from_own_vpc: Flag = False
    """Whether the request comes from the VPC that this stands in. Default: not asked."""

    from_vpc_ids: tuple[Late | VpcId, ...] = ()
    """VPCs that the request comes from, one of them. Default: not asked."""

    organization_id: OrganizationId | None = None
    """The organization that the caller's account is in. Default: not asked."""

    methods: tuple[CallerMethod, ...] = ()
    """The methods of HTTP that it may use. Default: all."""


def check_callers(callers: Sequence[AllowedCaller], open_because: str | None, region: Region) -> Iterator[Problem]:
    """Yield the problems of who may call, at ``allowed`` and ``open_because``."""
    if callers and open_because is not None:
        limit = "is given beside allowed, which lets only some in"
        yield Problem("open-and-allowed", "open_because", open_because, limit, "leave one of them out")
    for place, caller in enumerate(callers):
        yield from (problem.under(f"allowed[{place}]") for problem in _caller(caller, region))
    for place, first in repeated(callers):
        yield Problem("duplicate-caller", f"allowed[{place}]", "", f"is allowed[{first}] again", "say it once")


def _caller(caller: AllowedCaller, region: Region) -> Iterator[Problem]:
    if not (caller.principals or caller.from_own_vpc or caller.from_vpc_ids or caller.organization_id):
        limit = "lets anybody in"
        fix = "name principals, VPCs or an organization; what is meant to be open says so by open_because"
        yield Problem("caller-without-limit", "", "", limit, fix)
    for place, principal in enumerate(caller.principals):
        path = f"principals[{place}]"
        if principal == EVERYONE:
            limit = "is everybody, signed or not"
            yield Problem(
                "caller-everyone", path, EVERYONE, limit, "leave principals out, and name a VPC or organization"
            )
        elif isinstance(principal, Principal):
            yield from other_partition(path, principal, principal.partition, region)
