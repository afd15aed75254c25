"""The two intrinsic functions that reach into another stack's outputs.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import (
    DeployTime,
    ListOf,
    Literal,
    MapOf,
    Unresolved,
    Value,
    in_words,
    leaves,
    literal_text,
    malformed,
    unresolved_in,
)

if TYPE_CHECKING:
    from constructs_pkg.audit.evaluation import Evaluation


def import_value(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::ImportValue`` to the one stack of the same account and Region that exports the name.

    Source: .../TemplateReference/intrinsic-function-reference-importvalue.html.
    """
    named = run.value(argument, stack)
    name = literal_text(named)
    if name is None:
        return unresolved_in(named) or _import_at_deployment(named, stack)
    found = run.exports(stack, name)
    if len(found) != 1:
        stacks = ", ".join(one.id for one, _ in found) or "no stack of the assembly"
        return Unresolved(f"{name} is exported by {stacks} in the account and Region of stack {stack.id}")
    return run.output(*found[0])


def _import_at_deployment(named: Value, stack: StackFact) -> Value:
    """Return the import of a name that parameters make up; an export's name may depend on no resource."""
    parts = list(leaves(named))
    if any(not isinstance(part, Literal | DeployTime) for part in parts) or isinstance(named, ListOf | MapOf):
        return malformed("Fn::ImportValue", "a name that depends on no resource")
    name = "".join(f"{{{part.reason}}}" if isinstance(part, DeployTime) else in_words(part) for part in parts)
    return DeployTime(f"import of {name}", f"stack {stack.id}")


def declared_output(run: Evaluation, name: str, stack: StackFact) -> Value | None:
    """Return the output that the template declares its parameter `name` to be given; None where that is not known.

    ``{"PrivateCells": {"parameters": {name: {"account", "region", "stack", "output"}}}}`` in the template's Metadata.
    """
    declared = stack.section("Metadata").get("PrivateCells")
    parameters = declared.get("parameters") if isinstance(declared, Mapping) else None
    said = parameters.get(name) if isinstance(parameters, Mapping) else None
    texts = [said.get(key) for key in ("stack", "account", "region", "output")] if isinstance(said, Mapping) else []
    match texts:
        case [str(called), str(account), str(region), str(output)]:
            found = run.stack_named(called, account, region)
            return run.output(found, output) if found is not None and output in found.section("Outputs") else None
    return None


def get_stack_output(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::GetStackOutput`` to a stack of the assembly, by name, Region and the role's account.

    Source: .../TemplateReference/intrinsic-function-reference-getstackoutput.html.
    """
    if not isinstance(argument, Mapping):
        return malformed("Fn::GetStackOutput", "an object")
    texts = {key: literal_text(run.value(value, stack)) for key, value in argument.items()}
    name, output, region = texts.get("StackName"), texts.get("OutputName"), texts.get("Region", stack.region)
    if name is None or output is None or (region is None and "Region" in texts):
        return malformed("Fn::GetStackOutput", "names known before deployment")
    account = stack.account
    if "RoleArn" in texts:
        role = (texts["RoleArn"] or "").split(":")
        if len(role) < 6:
            return malformed("Fn::GetStackOutput", "a role's ARN known before deployment")
        account = role[4]
    found = run.stack_named(name, account, region)
    if found is None or output not in found.section("Outputs"):
        return Unresolved(f"no stack {name} with output {output} in {account}/{region} in the assembly")
    return run.output(found, output)
