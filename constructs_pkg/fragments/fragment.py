"""`Fragment`: the CloudFormation resources one construct makes, as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from constructs_pkg.values.late import Late

Json = Any
Resource = dict[str, Json]


@dataclass(frozen=True)
class Acknowledgement:
    """A security rule that one resource knowingly does not follow, and why.

    Attributes:
        rule: The rule's id, such as ``AwsSolutions-ELB2``.
        reason: Why it does not apply.
    """

    rule: str
    reason: str


@dataclass(frozen=True)
class Fragment:
    """Part of a template.

    Attributes:
        resources: Each resource by its id inside the construct. The id ``Resource`` is the main one.
        parameters: Values given when the stack is deployed, by name.
        outputs: What the stack exports or shows, by name.
        acknowledgements: By resource id, the security rules it knowingly does not follow.
    """

    resources: Mapping[str, Resource]
    parameters: Mapping[str, Json] = field(default_factory=dict)
    outputs: Mapping[str, Json] = field(default_factory=dict)
    acknowledgements: Mapping[str, tuple[Acknowledgement, ...]] = field(default_factory=dict)

    def text(self) -> str:
        """Return the fragment as the JSON text of a CloudFormation template of its own."""
        sections = {"Parameters": self.parameters, "Resources": self.resources, "Outputs": self.outputs}
        held = {name: section for name, section in sections.items() if section or name == "Resources"}
        return json.dumps(held, separators=(",", ":"), default=_json)

    def template(self) -> dict[str, Json]:
        """Return the fragment as a CloudFormation template of its own."""
        held: dict[str, Json] = json.loads(self.text())
        return held


def join(*fragments: Fragment) -> Fragment:
    """Return one fragment with everything of `fragments`, whose ids do not meet."""
    return Fragment(
        resources=_united(fragment.resources for fragment in fragments),
        parameters=_united(fragment.parameters for fragment in fragments),
        outputs=_united(fragment.outputs for fragment in fragments),
        acknowledgements=_united(fragment.acknowledgements for fragment in fragments),
    )


def _united(sections: Iterator[Mapping[str, Any]] | Any) -> dict[str, Any]:
    united: dict[str, Any] = {}
    for section in sections:
        for key, value in section.items():
            if key in united:
                raise KeyError(f"two resources are called {key!r}")
            united[key] = value
    return united


def plain(value: Json) -> Json:
    """Return `value` as JSON: deployment-time values become their expressions, text values plain strings."""
    return json.loads(json.dumps(value, default=_json))


def _json(value: object) -> Json:
    if isinstance(value, Late):
        return value.expression
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{value!r} has no place in a template")


def resource(kind: str, properties: Mapping[str, Json], **attributes: Json) -> Resource:
    """Return a resource of CloudFormation type `kind`, leaving out properties that are None."""
    given = {name: value for name, value in properties.items() if value is not None}
    return {"Type": kind, **({"Properties": given} if given else {}), **attributes}


def kept(kind: str, properties: Mapping[str, Json]) -> Resource:
    """Return a resource that CloudFormation leaves in place when it is removed or replaced."""
    return resource(kind, properties, DeletionPolicy="Retain", UpdateReplacePolicy="Retain")


def ref(logical_id: str) -> dict[str, str]:
    """Return a reference to a resource or parameter of the same fragment."""
    return {"Ref": logical_id}


def attribute(logical_id: str, name: str) -> dict[str, list[str]]:
    """Return an attribute of a resource of the same fragment."""
    return {"Fn::GetAtt": [logical_id, name]}


def concatenated(*parts: Json) -> Json:
    """Return text made of `parts`, some of which are known only at deployment."""
    if all(isinstance(part, str) for part in parts):
        return "".join(parts)
    return {"Fn::Join": ["", list(parts)]}


def json_text(document: Json) -> Json:
    """Return `document` as JSON text, with text that is known only at deployment in its place."""
    late: list[Json] = []

    def marked(value: Json) -> Json:
        if isinstance(value, Late) or (isinstance(value, dict) and len(value) == 1 and _INTRINSIC & value.keys()):
            late.append(value)
            return f"<{len(late) - 1}>"
        if isinstance(value, Mapping):
            return {key: marked(inner) for key, inner in value.items()}
        return [marked(inner) for inner in value] if isinstance(value, list | tuple) else value

    parts: list[Json] = [json.dumps(marked(document), separators=(",", ":"))]
    for number, value in enumerate(late):
        before, after = parts.pop().split(f"<{number}>")
        parts += [before, value, after]
    return concatenated(*parts)


_INTRINSIC = {"Ref", "Fn::GetAtt", "Fn::ImportValue", "Fn::Join", "Fn::Select", "Fn::Sub"}


def named(name: str) -> list[dict[str, str]]:
    """Return the tags that show `name` in the AWS console."""
    return [{"Key": "Name", "Value": name}]
