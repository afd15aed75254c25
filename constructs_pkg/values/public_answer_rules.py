"""Public records that answer with what nobody on the internet reaches.

Route 53 takes them. Their addresses mean something inside one network, and tell everybody of it (RFC 1918, section 5);
resolvers that guard against DNS rebinding drop such answers. An interface endpoint's names and those of an internal
load balancer are public, and lead to addresses of a VPC:
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-names and
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.cidr_collection import EVERYWHERE_ELSE
from constructs_pkg.values.late import Late
from constructs_pkg.values.private_use import is_private_use
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import IpBased, Record, RecordType

PRIVATE_ANSWERS = frozenset({"private-address-in-public-zone", "private-name-in-public-zone"})
"""The rules of this file."""

_FIX = "give a public one, or put the record into a private zone"
_NAMES = (
    (re.compile(r"\.vpce\.amazonaws\.com(\.cn)?\.?$", re.IGNORECASE), "an interface endpoint"),
    (
        re.compile(r"^internal-[^.]+\.([a-z0-9-]+\.)*elb\.([a-z0-9-]+\.)?amazonaws\.com", re.IGNORECASE),
        "an internal load balancer",
    ),
)


def check_public_answer(record: Record) -> Iterator[Problem]:
    """Yield a warning for each private answer of `record`, which is in a public zone and answers everybody."""
    if isinstance(record.policy, IpBased) and record.policy.location != EVERYWHERE_ELSE:
        # Whoever asks from these blocks may well reach it: it is what such a record is for.
        return
    if record.type in (RecordType.A, RecordType.AAAA):
        for place, value in enumerate(record.values):
            if isinstance(value, str) and _is_private(value):
                limit = "is of private use, and nobody on the internet reaches it"
                path = f"values[{place}]"
                yield Problem("private-address-in-public-zone", path, value, limit, _FIX, "warning")
    if record.type is RecordType.CNAME:
        for place, value in enumerate(record.values):
            yield from _name(f"values[{place}]", value)
    if record.alias is not None:
        yield from _name("alias.dns_name", record.alias.dns_name)


def _is_private(text: str) -> bool:
    try:
        return is_private_use(IpAddress(text))
    except Refused:
        # Of what is no address another rule tells.
        return False


def _name(path: str, name: Late | str) -> Iterator[Problem]:
    kind = None if isinstance(name, Late) else next((kind for form, kind in _NAMES if form.search(name)), None)
    if kind is not None:
        limit = f"is the name of {kind}, whose addresses nobody on the internet reaches"
        yield Problem("private-name-in-public-zone", path, str(name), limit, _FIX, "warning")
