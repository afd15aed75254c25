"""Who may connect to an endpoint service, and when everybody may.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_partition, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import ServiceSpec


def check_principals(spec: ServiceSpec, region: Region) -> list[Problem]:
    """Return the problems of whom `spec` allows to connect in `region`."""
    principals = spec.allowed_principals
    problems = list(_public(spec))
    for place, principal in enumerate(principals):
        if isinstance(principal, Principal):
            problems.extend(other_partition(f"allowed_principals[{place}]", principal, principal.partition, region))
    for place, first in repeated(
        principal if isinstance(principal, Late) else principal.arn(region.partition) for principal in principals
    ):
        limit = f"is the same as allowed_principals[{first}]"
        path, fix = f"allowed_principals[{place}]", "name each one once"
        problems.append(Problem("duplicate-principal", path, str(principals[place]), limit, fix))
    return problems


def _public(spec: ServiceSpec) -> Iterable[Problem]:
    if EVERYONE not in spec.allowed_principals:
        if spec.public_because is not None:
            limit = f"is given, but {EVERYONE!r} is not among allowed_principals"
            yield Problem("reason-without-public", "public_because", repr(spec.public_because), limit, "leave it out")
        return
    path = f"allowed_principals[{spec.allowed_principals.index(EVERYONE)}]"
    if spec.public_because is None:
        limit = "lets every AWS account connect"
        fix = "name the principals, or say in public_because why everybody may"
        yield Problem("public-without-reason", path, EVERYONE, limit, fix)
    if not spec.acceptance_required:
        limit = "lets every AWS account in without being asked"
        yield Problem("public-without-acceptance", path, EVERYONE, limit, "keep acceptance_required")
    if len(set(spec.allowed_principals)) > 1:
        limit = "makes the other principals meaningless"
        yield Problem("everyone-and-others", path, EVERYONE, limit, "leave it or them out", "warning")
