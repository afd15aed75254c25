"""What a custom resource gives: its provider decides that during the deployment.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html.
"""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import DeployTime


def of_custom_resource(stack: StackFact, logical_id: str, what: str) -> DeployTime | None:
    """Return the value called `what` of a custom resource; None for a resource of any other type."""
    entry = stack.section("Resources").get(logical_id)
    kind = entry.get("Type") if isinstance(entry, Mapping) else None
    if not isinstance(kind, str) or not (kind == "AWS::CloudFormation::CustomResource" or kind.startswith("Custom::")):
        return None
    return DeployTime(f"{what} of custom resource {stack.id}/{logical_id}", f"stack {stack.id}")
