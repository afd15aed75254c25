"""CloudFormation's intrinsic functions, evaluated as far as a template alone allows.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.
``Fn::Cidr`` and the other functions that are not listed in `FUNCTIONS` come back as `Unresolved`, by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from constructs_pkg.audit.conditions import if_
from constructs_pkg.audit.crossing import declared_output, get_stack_output, import_value
from constructs_pkg.audit.custom_resource import associated_endpoint, of_custom_resource
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.mappings import find_in_map
from constructs_pkg.audit.presented import shortened
from constructs_pkg.audit.pseudo import dynamic_reference, parameter, pseudo_parameter
from constructs_pkg.audit.value import (
    Computed,
    DeployTime,
    ListOf,
    Literal,
    MapOf,
    Resource,
    Unresolved,
    Value,
    literal_text,
    malformed,
    scalar_text,
    unresolved_in,
)

if TYPE_CHECKING:
    from constructs_pkg.audit.evaluation import Evaluation

Function = Callable[["Evaluation", object, StackFact], Value]

# A text in a template, or that intrinsic functions build; far above any name or record value (TXT: 4,000 characters).
LONGEST_TEXT = 65_536

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")


def ref(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Ref`` to a pseudo parameter, a parameter or a resource of the same template."""
    if not isinstance(argument, str):
        return malformed("Ref", "a name")
    known = pseudo_parameter(argument, stack) or parameter(argument, stack)
    if isinstance(known, DeployTime) and argument in stack.section("Parameters"):
        return declared_output(run, argument, stack) or known
    if known is not None:
        return known
    if argument in stack.section("Resources"):
        return of_custom_resource(stack, argument, "Ref") or Resource(stack.id, argument)
    return Unresolved(f"Ref {shortened(argument)}: stack {stack.id} has no parameter or resource of that name")


def get_att(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::GetAtt``, in its list form or as ``Resource.Attribute``."""
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    if not (isinstance(parts, list) and len(parts) == 2 and isinstance(parts[0], str)):
        return malformed("Fn::GetAtt", "a resource and an attribute")
    attribute = literal_text(run.value(parts[1], stack))
    if attribute is None:
        return malformed("Fn::GetAtt", "an attribute known before deployment")
    if parts[0] not in stack.section("Resources"):
        return Unresolved(f"Fn::GetAtt {shortened(parts[0])}: stack {stack.id} has no resource of that name")
    told = associated_endpoint(stack, parts[0])
    endpoint = run.value(told, stack) if told is not None else None
    if isinstance(endpoint, Resource):
        return Resource(endpoint.stack, endpoint.logical_id, attribute)
    custom = of_custom_resource(stack, parts[0], f"attribute {attribute}")
    return custom or Resource(stack.id, parts[0], attribute)


def _joined(run: Evaluation, delimiter: str, items: Sequence[Value]) -> Value:
    """Join `items`, or say what the result waits for; items of AWS::NoValue are left out."""
    items = [item for item in items if item != Literal(None)]
    run.spend(len(items))
    if any(isinstance(item, ListOf | MapOf) for item in items):
        return malformed("Fn::Join or Fn::Sub", "texts, not lists or objects, to join")
    texts = [scalar_text(item.value) for item in items if isinstance(item, Literal)]
    if len(texts) < len(items):
        return Computed("Fn::Join", (Literal(delimiter), ListOf(tuple(items))))
    if sum(map(len, texts)) + len(delimiter) * len(texts) > LONGEST_TEXT:
        return too_long()
    return Literal(delimiter.join(texts))


def join(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::Join``: literal text where every item is, else computed at deployment."""
    if not (isinstance(argument, list) and len(argument) == 2 and isinstance(argument[0], str)):
        return malformed("Fn::Join", "a delimiter and a list")
    items = run.value(argument[1], stack)
    failed = unresolved_in(items)
    if failed is not None:
        return failed
    if isinstance(items, ListOf):
        return _joined(run, argument[0], items.items)
    if isinstance(items, Literal | MapOf):
        return malformed("Fn::Join", "a delimiter and a list")
    return Computed("Fn::Join", (Literal(argument[0]), items))


def split(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::Split``: a list where the text is literal, else computed at deployment."""
    if not (isinstance(argument, list) and len(argument) == 2 and isinstance(argument[0], str)):
        return malformed("Fn::Split", "a delimiter and a text")
    if not argument[0]:
        return malformed("Fn::Split", "a delimiter that is not empty")
    source = run.value(argument[1], stack)
    failed, text = unresolved_in(source), literal_text(source)
    if failed is not None:
        return failed
    if text is not None:
        run.spend(text.count(argument[0]) + 1)
        items = text.split(argument[0])
        return ListOf(tuple(map(Literal, items)))
    if isinstance(source, Resource | Computed | DeployTime):
        return Computed("Fn::Split", (Literal(argument[0]), source))
    return malformed("Fn::Split", "a delimiter and a text")


def select(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::Select``: the item where the list is known, else computed at deployment."""
    if not (isinstance(argument, list) and len(argument) == 2):
        return malformed("Fn::Select", "an index and a list")
    index, items = literal_text(run.value(argument[0], stack)), run.value(argument[1], stack)
    if index is None or not (index.isascii() and index.isdigit() and len(index) < 6):
        return malformed("Fn::Select", "an index known before deployment")
    if isinstance(items, Unresolved):
        return items
    if isinstance(items, ListOf):
        if int(index) >= len(items.items):
            return Unresolved(f"Fn::Select {index} of a list of {len(items.items)}")
        return items.items[int(index)]
    if isinstance(items, Literal | MapOf):
        return malformed("Fn::Select", "an index and a list")
    failed = unresolved_in(items)
    return failed or Computed("Fn::Select", (Literal(int(index)), items))


def sub(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::Sub``, with or without its own variables; ``${!Name}`` stands for ``${Name}``."""
    template, variables = (argument, {}) if isinstance(argument, str) else (None, {})
    if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], Mapping):
        template, variables = argument
    if not isinstance(template, str):
        return malformed("Fn::Sub", "a text, and an object of variables")
    if len(template) > LONGEST_TEXT:
        return too_long()
    run.spend(template.count("${"))
    parts: list[Value] = []
    end = 0
    for found in _VARIABLE.finditer(template):
        parts.append(Literal(template[end : found.start()]))
        parts.append(_variable(run, found[1], variables, stack))
        end = found.end()
    parts.append(Literal(template[end:]))
    failed = unresolved_in(ListOf(tuple(parts)))
    return failed or _joined(run, "", [part for part in parts if part != Literal("")])


def _variable(run: Evaluation, name: str, variables: Mapping[str, object], stack: StackFact) -> Value:
    if name.startswith("!"):
        return Literal("${" + name[1:] + "}")
    if name in variables:
        return run.value(variables[name], stack)
    return get_att(run, name, stack) if "." in name else ref(run, name, stack)


def get_azs(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Leave ``Fn::GetAZs`` to the deployment: which Availability Zones there are depends on the account."""
    return DeployTime("Fn::GetAZs", f"stack {stack.id}")


FUNCTIONS: Mapping[str, Function] = {
    "Ref": ref,
    "Fn::GetAtt": get_att,
    "Fn::Join": join,
    "Fn::Split": split,
    "Fn::Select": select,
    "Fn::Sub": sub,
    "Fn::ImportValue": import_value,
    "Fn::GetStackOutput": get_stack_output,
    "Fn::GetAZs": get_azs,
    "Fn::If": if_,
    "Fn::FindInMap": find_in_map,
}


def too_long() -> Unresolved:
    """Return the value of a text that nothing which is read holds."""
    return Unresolved(f"a text of more than {LONGEST_TEXT} characters")


def literal(text: str, stack: StackFact) -> Value:
    """Return text as a literal, or as known at deployment where it holds a dynamic reference."""
    if len(text) > LONGEST_TEXT:
        return too_long()
    return dynamic_reference(text, stack) or Literal(text)
