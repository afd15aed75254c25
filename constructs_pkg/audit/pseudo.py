"""What CloudFormation itself provides to a template: pseudo parameters, and parameters' values.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
and .../UserGuide/parameters-section-structure.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import DeployTime, ListOf, Literal, Unresolved, Value, scalar_text

# Region prefix, partition, URL suffix, as in aws-cdk-lib 2.275 (region-info/lib/aws-entities.js).
_PARTITIONS = (
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"),
    ("eusc-de-", "aws-eusc", "amazonaws.eu"),
)


_FROM_SSM = "SSM parameter "
_SSM_REFERENCE = re.compile(r"\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}")


def partition_of(region: str) -> tuple[str, str]:
    """Return the partition a Region is in, and the suffix of the partition's domain names."""
    for prefix, partition, suffix in _PARTITIONS:
        if region.startswith(prefix):
            return partition, suffix
    return "aws", "amazonaws.com"


def place_of(stack: StackFact) -> str:
    """Return the account and Region of a stack, or the stack where they are chosen at deployment."""
    if stack.account is None or stack.region is None:
        return f"stack {stack.id}"
    return f"{stack.account}/{stack.region}"


def pseudo_parameter(name: str, stack: StackFact) -> Value | None:
    """Return what ``Ref`` gives for a pseudo parameter in `stack`, or None for any other name."""
    if name == "AWS::NoValue":
        return Literal(None)
    if name == "AWS::StackName":
        return Literal(stack.name)
    if name == "AWS::AccountId" and stack.account is not None:
        return Literal(stack.account)
    if stack.region is not None:
        partition, suffix = partition_of(stack.region)
        known = {"AWS::Region": stack.region, "AWS::Partition": partition, "AWS::URLSuffix": suffix}
        if name in known:
            return Literal(known[name])
    if name.startswith("AWS::"):
        return DeployTime(name, f"stack {stack.id}")
    return None


def dynamic_reference(text: str, stack: StackFact) -> DeployTime | None:
    """Return the value of text that holds a dynamic reference, ``{{resolve:ssm:...}}``, or None.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html.
    """
    return DeployTime(text, place_of(stack)) if "{{resolve:" in text else None


def ssm_path(value: Value) -> str | None:
    """Return the Systems Manager parameter that `value` is read from at deployment, or None."""
    if not isinstance(value, DeployTime):
        return None
    if value.reason.startswith(_FROM_SSM):
        return value.reason.removeprefix(_FROM_SSM)
    found = _SSM_REFERENCE.fullmatch(value.reason)
    return found[1] if found else None


def parameter(name: str, stack: StackFact) -> Value | None:
    """Return what ``Ref`` gives for a parameter of `stack`, or None where it has no such parameter.

    The value is the one the manifest passes, else the default. A parameter read from Systems Manager
    and one without a default are known at deployment.
    """
    declared = stack.section("Parameters").get(name)
    if not isinstance(declared, Mapping):
        return None
    kind, value = declared.get("Type"), stack.parameters.get(name, declared.get("Default"))
    if isinstance(kind, str) and kind.startswith("AWS::SSM::Parameter::Value"):
        source = value if isinstance(value, str) else f"named by parameter {name}"
        return DeployTime(f"{_FROM_SSM}{source}", place_of(stack))
    if value is None:
        return DeployTime(f"parameter {name}", f"stack {stack.id}")
    if not isinstance(value, str | int | float):
        return Unresolved(f"parameter {name} of stack {stack.id} has a default that is no text or number")
    late = dynamic_reference(value, stack) if isinstance(value, str) else None
    if late is not None:
        return late
    if kind == "CommaDelimitedList" or (isinstance(kind, str) and kind.startswith("List<")):
        return ListOf(tuple(Literal(item.strip()) for item in scalar_text(value).split(",")))
    return Literal(value)
