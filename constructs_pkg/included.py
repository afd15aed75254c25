"""`IncludedFragment`: a construct whose resources reach the CDK in one call."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import cloudformation_include
from constructs import Construct

from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.values.late import holds_token
from constructs_pkg.values.problem import Problem


class IncludedFragment(cloudformation_include.CfnInclude):
    """A construct made of one fragment.

    The resources become typed L1 constructs below this one, so that Aspects, Tags, security rules and
    escape hatches (`get_resource`, `node.default_child`) work on them as on any other.
    """

    def __init__(
        self, scope: Construct, construct_id: str, fragment: Fragment, warnings: Iterable[Problem] = ()
    ) -> None:
        template, tokens = _text_without_tokens(fragment)
        self._acknowledgements = fragment.acknowledgements
        self._made_ids = frozenset(fragment.resources)
        # The CDK reads an included template from a file only.
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            file.write(template)
            file.flush()
            super().__init__(
                scope, construct_id, template_file=file.name, preserve_logical_ids=False, parameters=tokens
            )
        for warning in warnings:
            cdk.Annotations.of(self).add_warning_v2(f"cdk-private-cells:{warning.rule}", str(warning))

    def acknowledge_security_rules(self) -> None:
        """Acknowledge, each on its one resource, the security rules this construct knowingly does not follow.

        Call it in an app that runs cdk-nag. Every reason is listed in ``docs/security.md``.
        """
        for resource_id, acknowledgements in self._acknowledgements.items():
            # A child, and not `get_resource`, which does not know what was added to the fragment.
            validations = cdk.Validations.of(self.node.find_child(resource_id))
            for each in acknowledgements:
                validations.acknowledge(cdk.Acknowledgment(id=each.rule, reason=each.reason))

    def _ref(self, resource_id: str) -> str:
        return self.get_resource(resource_id).ref

    def _attribute(self, resource_id: str, name: str) -> str:
        return cdk.Token.as_string(self.get_resource(resource_id).get_att(name))

    def _own_group(self, resource_id: str) -> ec2.ISecurityGroup:
        # Told that it is closed outward: else the CDK would leave out what `connections` opens.
        return ec2.SecurityGroup.from_security_group_id(
            self, "SecurityGroupHandle", self._attribute(resource_id, "GroupId"), allow_all_outbound=False
        )

    def _imported_groups(self, ids: Iterable[str]) -> list[ec2.ISecurityGroup]:
        return [
            ec2.SecurityGroup.from_security_group_id(self, f"SecurityGroupHandle{place}", group)
            for place, group in enumerate(ids)
        ]


def _text_without_tokens(fragment: Fragment) -> tuple[str, dict[str, str]]:
    """Return the fragment as JSON, each CDK token behind a parameter, and what the parameters stand for."""
    text = fragment.text()
    if not holds_token(text):
        return text, {}
    names: dict[str, str] = {}

    def behind_parameter(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: behind_parameter(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [behind_parameter(inner) for inner in value]
        if holds_token(value):
            return {"Ref": names.setdefault(value, f"Token{len(names)}")}
        return value

    hoisted = behind_parameter(json.loads(text))
    parameters = {name: {"Type": "String"} for name in names.values()}
    hoisted["Parameters"] = {**hoisted.get("Parameters", {}), **parameters}
    return json.dumps(hoisted), {name: token for token, name in names.items()}
