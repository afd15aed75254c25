"""cdk-nag's view of an application, and what the library's constructs acknowledge of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, NagPack, NIST80053R5Checks, ServerlessChecks
from constructs import IConstruct

from constructs_pkg.included import IncludedFragment

ROOT = Path(__file__).parents[2]
EVERYTHING = sorted(Path(__file__).parent.glob("*.yaml"))


@dataclass(frozen=True, order=True)
class Judgement:
    """A rule on one resource, found broken or acknowledged.

    Attributes:
        rule: The rule's id.
        path: The resource's path in the application.
    """

    rule: str
    path: str


@dataclass(frozen=True, order=True)
class Reason:
    """Why a kind of resource does not follow a rule.

    Attributes:
        rule: The rule's id.
        kind: The resource's CloudFormation type.
        construct: The construct that makes the resource.
        text: The reason.
    """

    rule: str
    kind: str
    construct: str
    text: str


def packs(app: cdk.App) -> list[NagPack]:
    return [AwsSolutionsChecks(app), NIST80053R5Checks(app), ServerlessChecks(app)]


def findings(app: cdk.App) -> set[Judgement]:
    """What the packs find in an application and nothing acknowledges."""
    return {
        Judgement(violation.rule_name, str(resource.construct_path))
        for pack in packs(app)
        for violation in pack.validate_scope(app).violations
        for resource in violation.violating_resources
    }


def acknowledge(app: cdk.App) -> None:
    for construct in _included(app):
        construct.acknowledge_security_rules()


def acknowledged(app: cdk.App) -> dict[Judgement, Reason]:
    """What has been acknowledged on the resources that the library's constructs made."""
    return {
        Judgement(rule, resource.node.path): Reason(rule, resource.cfn_resource_type, type(construct).__name__, reason)
        for construct in _included(app)
        for resource in construct.node.find_all()
        if isinstance(resource, cdk.CfnResource)
        for rule, reason in _acknowledged_on(resource)
    }


def _included(app: cdk.App) -> Iterator[IncludedFragment]:
    return (each for each in app.node.find_all() if isinstance(each, IncludedFragment))


def _acknowledged_on(resource: IConstruct) -> Iterator[tuple[str, str]]:
    for entry in resource.node.metadata:
        if entry.type == cdk.Validations.ACKNOWLEDGED_RULES_METADATA_KEY:
            for rule, reason in cast("Mapping[str, str]", entry.data).items():
                yield rule.removeprefix("Annotation::"), reason
