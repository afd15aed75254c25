"""What the tests of the constructs share: a small network, arguments that are legal, and what a stack has become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions

from constructs_pkg import PrivateCell
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.network import Network
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse

Template = dict[str, Any]

ACCOUNT, REGION = "111111111111", "us-east-1"
SERVICE_NAME = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
NLB_ARN = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/orders/0123456789abcdef"
ALB_ARN = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/0123456789abcdef"
CERTIFICATE_ARN = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"

NETWORK = parse(
    Network,
    {
        "vpc_id": "vpc-0123456789abcdef0",
        "cidr": "10.0.0.0/16",
        "subnets": [
            {
                "id": f"subnet-0123456789abcdef{place}",
                "availability_zone": f"us-east-1{letter}",
                "availability_zone_id": f"use1-az{place + 4}",
                "tier": "app",
            }
            for place, letter in enumerate("ab")
        ],
    },
)

ZONE = parse(PrivateZone, {"name": "example.internal", "id": "Z0123456789ABCDEFGHIJ"})
OTHER_ZONE = parse(PrivateZone, {"name": "partner.internal", "id": "Z9876543210ABCDEFGHIJ"})

THREE_TIERS = [
    {"slot": 0, "name": "app"},
    {"slot": 1, "name": "edge", "kind": "public"},
    {"slot": 2, "name": "jobs", "kind": "egress"},
]


def cell(scope: cdk.Stack, construct_id: str = "Cell", **given: Any) -> PrivateCell:
    """A cell of two Availability Zones and one private zone, but for what is given."""
    legal = {
        "cidr": "10.0.0.0/16",
        "availability_zones": ["us-east-1a", "us-east-1b"],
        "zones": ["example.internal"],
    }
    return PrivateCell(scope, construct_id, **{**legal, **given})


def stack_in(app: cdk.App, name: str, *, account: str = ACCOUNT, region: str = REGION) -> cdk.Stack:
    return cdk.Stack(app, name, env=cdk.Environment(account=account, region=region))


def template_of(stack: cdk.Stack) -> Template:
    """What the stack becomes; to be asked for once, when everything is made."""
    return dict(assertions.Template.from_stack(stack).to_json())


def every(template: Template, kind: str) -> dict[str, Any]:
    """The properties of the resources of one type, by logical id."""
    made = template.get("Resources", {}).items()
    return {name: held.get("Properties", {}) for name, held in made if held["Type"] == kind}


def only(template: Template, kind: str) -> Any:
    """The properties of the one resource of a type."""
    found = every(template, kind)
    assert len(found) == 1, f"{len(found)} of {kind}"
    return next(iter(found.values()))


def kinds(template: Template) -> list[str]:
    """The type of each resource, in alphabetical order."""
    return sorted(held["Type"] for held in template.get("Resources", {}).values())


def name_tag(text: str) -> list[Mapping[str, str]]:
    return [{"Key": "Name", "Value": text}]


def refusal_of(make: Callable[[], object]) -> set[tuple[str, str]]:
    """The rule and path of each problem for which `make` is refused."""
    with pytest.raises(InvalidInput) as refused:
        make()
    return {(problem.rule, problem.path) for problem in refused.value.problems}
