"""Which private DNS names the endpoints of a stack bring to each VPC: AWS refuses a second endpoint with one name.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.values.consumer import ConsumerSpec, ServiceName
from constructs_pkg.values.private_dns_name import domain_of
from constructs_pkg.values.problem import Problem

_Claim = tuple[object, str]

# By stack, and gone with it: two apps in one process share nothing.
_CLAIMS: WeakKeyDictionary[cdk.Stack, dict[_Claim, str]] = WeakKeyDictionary()


def check_private_names(scope: Construct, owner: str, spec: ConsumerSpec) -> Iterator[Problem]:
    """Yield a problem where another endpoint of the stack of `scope` brings a name of `spec` to its VPC already."""
    claims = _CLAIMS.get(cdk.Stack.of(scope), {}) if spec.private_dns else {}
    for claim, path in _claims(spec):
        first = claims.get(claim)
        if first is not None and first != owner:
            limit = f"is on this VPC already, by {first}"
            fix = "let one endpoint answer for it: leave the other out, or its private_dns"
            yield Problem("duplicate-private-dns", path, claim[1], limit, fix)


def keep_private_names(scope: Construct, owner: str, spec: ConsumerSpec) -> None:
    """Remember what the endpoint `owner` brings to its VPC."""
    if spec.private_dns:
        _CLAIMS.setdefault(cdk.Stack.of(scope), {}).update((claim, owner) for claim, _ in _claims(spec))


def _claims(spec: ConsumerSpec) -> Iterator[tuple[_Claim, str]]:
    if spec.private_dns:
        if spec.private_dns_name is not None:
            yield (spec.network.vpc_id, str(domain_of(spec.private_dns_name))), "private_dns_name"
        elif isinstance(spec.service_name, ServiceName):
            yield (spec.network.vpc_id, str(spec.service_name)), "service_name"
