"""What a custom resource gives: its provider decides that during the deployment.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html.
"""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import DeployTime

ASSOCIATION = "Custom::EndpointAssociation"
"""What tells the DNS name of a resource endpoint, and the zone it is in, as its attributes."""


def associated_endpoint(stack: StackFact, logical_id: str) -> object | None:
    """Return the expression of the endpoint whose name a custom resource tells; None for one that tells none."""
    entry = stack.section("Resources").get(logical_id)
    if not isinstance(entry, Mapping) or entry.get("Type") != ASSOCIATION:
        return None
    properties = entry.get("Properties")
    return properties.get("EndpointId") if isinstance(properties, Mapping) else None


def of_custom_resource(stack: StackFact, logical_id: str, what: str) -> DeployTime | None:
    """Return the value called `what` of a custom resource; None for a resource of any other type."""
    entry = stack.section("Resources").get(logical_id)
    kind = entry.get("Type") if isinstance(entry, Mapping) else None
    if not isinstance(kind, str) or not (kind == "AWS::CloudFormation::CustomResource" or kind.startswith("Custom::")):
        return None
    return DeployTime(f"{what} of custom resource {stack.id}/{logical_id}", f"stack {stack.id}")
