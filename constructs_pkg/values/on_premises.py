"""What the DNS servers of a customer's own network are told of an endpoint's names: AWS manages none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import Spec


class OnPremisesName(Spec):
    """A name that networks on premises find the endpoint under."""

    name: DnsName
    """The name."""

    forward_to: tuple[IpAddress, ...] = ()
    """The addresses of the inbound Resolver endpoint that their servers forward the name to, so that they hear what the
    VPC hears. Default: none; their servers are given a record of the name."""


def check_on_premises(names: Iterable[OnPremisesName], path: str) -> Iterator[Problem]:
    """Yield the problems of the `names` at `path`."""
    given = tuple(names)
    for place, first in repeated(one.name for one in given):
        yield Problem(
            "duplicate-name", f"{path}[{place}].name", given[place].name, f"is also {path}[{first}]", "name it once"
        )
    for place, one in enumerate(given):
        if one.name.startswith("*"):
            limit = "is a wildcard, which servers forward no queries by"
            if one.forward_to:
                yield Problem("wildcard-forwarded", f"{path}[{place}].name", one.name, limit, "name the domain itself")
        for index, first in repeated(one.forward_to):
            where = f"{path}[{place}].forward_to"
            yield Problem(
                "duplicate-address",
                f"{where}[{index}]",
                one.forward_to[index],
                f"is also forward_to[{first}]",
                "name it once",
            )
