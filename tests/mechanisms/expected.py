"""What each mechanism promises, cell by cell: the tests assert it, and the page's tables are made of it.

Sources: https://aws.amazon.com/blogs/apn/reviewing-dns-mechanisms-for-routing-traffic-and-enabling-failover-for-aws-privatelink-deployments/
for the mechanisms, and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html for private zones,
which answer alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Origin(Enum):
    """Where a client is."""

    VPC = "the VPC"
    PREMISES = "the premises"
    INTERNET = "the internet"


class State(Enum):
    """What has happened."""

    WELL = "all is well"
    CUT = "link cut"
    GONE = "endpoint gone"
    NONE = "no PrivateLink"


class Reached(Enum):
    """What a client gets to."""

    ENDPOINT = "endpoint"
    PUBLIC = "public"
    BY_DNS = "public, by DNS"
    BY_CLIENT = "public, by the client"
    NOTHING = "**nothing**"
    EITHER = "either, by chance"


@dataclass(frozen=True)
class Keeps:
    """Who keeps which records, besides the public name's own at the provider's."""

    provider: str
    vpc: str
    premises: str


@dataclass(frozen=True)
class Row:
    """A mechanism.

    Attributes:
        keeps: Who keeps which records.
        names: How many names its client asks for.
        unchanged: What a client gets to, from VPC and premises while all is well, that asks for the public name alone
            and takes any one of its addresses.
        reached: What its client gets to; from the internet always the public endpoint, and so without PrivateLink.
    """

    keeps: Keeps
    names: int
    unchanged: tuple[Reached, Reached]
    reached: Mapping[tuple[Origin, State], Reached]


def _reached(vpc_gone: Reached, cut: Reached, premises_gone: Reached) -> Mapping[tuple[Origin, State], Reached]:
    """Return what is reached where the endpoint is while all is well."""
    vpc, premises = Origin.VPC, Origin.PREMISES
    return {
        (vpc, State.WELL): Reached.ENDPOINT,
        (vpc, State.CUT): Reached.ENDPOINT,
        (vpc, State.GONE): vpc_gone,
        (premises, State.WELL): Reached.ENDPOINT,
        (premises, State.CUT): cut,
        (premises, State.GONE): premises_gone,
    }


_BY_DNS = _reached(Reached.BY_DNS, Reached.BY_DNS, Reached.BY_DNS)
_BY_CLIENT = _reached(Reached.BY_CLIENT, Reached.BY_CLIENT, Reached.BY_CLIENT)
_NEVER = _reached(Reached.NOTHING, Reached.NOTHING, Reached.NOTHING)
_ENDPOINT, _PUBLIC, _EITHER = (Reached.ENDPOINT,) * 2, (Reached.PUBLIC,) * 2, (Reached.EITHER,) * 2

ROWS: Mapping[str, Row] = {
    "Split-horizon": Row(Keeps("nothing", "public name", "forwarding"), 1, _ENDPOINT, _BY_DNS),
    "Split-horizon as in the article": Row(Keeps("nothing", "public name", "public name"), 1, _ENDPOINT, _NEVER),
    "AWS-managed private DNS": Row(
        Keeps("nothing", "nothing", "forwarding"),
        1,
        _ENDPOINT,
        _reached(Reached.NOTHING, Reached.BY_DNS, Reached.NOTHING),
    ),
    "Private hostname": Row(Keeps("nothing", "second name", "second name"), 2, _PUBLIC, _BY_CLIENT),
    "CIDR routing": Row(Keeps("public name, customer's blocks", "public name", "nothing"), 1, _EITHER, _BY_CLIENT),
    "Customer hostname, provider's": Row(Keeps("second name", "nothing", "nothing"), 2, _PUBLIC, _BY_CLIENT),
    "Customer hostname, customer's": Row(Keeps("nothing", "second name", "second name"), 2, _PUBLIC, _BY_CLIENT),
}

_SHOWN = (
    (Origin.VPC, State.WELL),
    (Origin.VPC, State.GONE),
    (Origin.PREMISES, State.WELL),
    (Origin.PREMISES, State.CUT),
    (Origin.PREMISES, State.GONE),
)


def keeping_table() -> list[str]:
    """Return the page's table of who keeps what, and what the client has to do."""
    head = [
        "| Mechanism | Provider | VPC | Premises | Names asked for | Unchanged client |",
        "|---|---|---|---|---|---|",
    ]
    rows = (
        f"| {name} | {row.keeps.provider} | {row.keeps.vpc} | {row.keeps.premises} | {row.names} | "
        f"{row.unchanged[0].value} |"
        for name, row in ROWS.items()
    )
    return [*head, *rows]


def reaching_table() -> list[str]:
    """Return the page's table of what clients get to."""
    heads = (f"{origin.value}: {state.value}" for origin, state in _SHOWN)
    head = [f"| Mechanism | {' | '.join(heads)} |", f"|---{'|---' * len(_SHOWN)}|"]
    rows = (
        f"| {name} | {' | '.join(row.reached[origin, state].value for origin, state in _SHOWN)} |"
        for name, row in ROWS.items()
    )
    return [*head, *rows]
