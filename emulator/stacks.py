"""What CloudFormation says of its stacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from emulator.cdk import Place
from emulator.clients import client


@dataclass(frozen=True)
class Stack:
    """A stack as it was deployed.

    Attributes:
        status: Such as ``CREATE_COMPLETE``.
        resources: The physical id of each resource, by logical id.
        outputs: By key.
    """

    status: str
    resources: dict[str, str]
    outputs: dict[str, str]


def stack_at(url: str, place: Place, name: str) -> Stack:
    """Return a stack that exists."""
    cloudformation = client(url, "cloudformation", place.account, place.region)
    (shown,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    resources = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    return Stack(
        shown["StackStatus"],
        {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in resources},
        {one["OutputKey"]: one["OutputValue"] for one in shown.get("Outputs", [])},
    )


def stacks_of(url: str, place: Place) -> list[str]:
    """Return the names of the stacks of an account and Region, the CDK's own left out."""
    cloudformation = client(url, "cloudformation", place.account, place.region)
    shown: list[dict[str, Any]] = cloudformation.describe_stacks()["Stacks"]
    return sorted(one["StackName"] for one in shown if one["StackName"] != "CDKToolkit")
