"""References to what is not there, and zones that are named in a way that CloudFormation does not find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from constructs_pkg.audit.facts import StackFact, ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Place, Rule, Severity
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.folder import resources_of
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Resource, in_words, literal_text

_RECORD_SET = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html"
)

_VARIABLE = re.compile(r"\$\{([^!{}][^{}]*)\}")

# A bound of this room; what nests deeper is not looked at.
_DEEPEST = 100


def _dangling(evidence: Evidence) -> Iterator[Found]:
    for stack in evidence.facts.stacks:
        # A transform may add what is missing, and a loop's variable is no parameter.
        if "Transform" in stack.template or any(key.startswith("Fn::") for key in stack.section("Resources")):
            continue
        known = {*stack.section("Resources"), *stack.section("Parameters")}
        for logical_id, entry in resources_of(stack.template):
            missing = sorted(
                {name for name in _references(entry.get("Properties")) if name not in known and not _is_pseudo(name)}
            )
            if missing:
                wrong = f"{stack.id}/{logical_id} refers to {listed(missing)}, which its template does not have."
                yield Found(Place(stack.id, logical_id), wrong)


def _is_pseudo(name: str) -> bool:
    return name.startswith("AWS::")


def _references(node: object, depth: int = 0) -> Iterator[str]:
    """Yield the resources and parameters that ``Ref``, ``Fn::GetAtt`` and ``Fn::Sub`` name in `node`."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _references(item, depth + 1)
    elif isinstance(node, Mapping):
        if len(node) == 1:
            ((function, argument),) = node.items()
            yield from _named_by(function, argument)
        for item in node.values():
            yield from _references(item, depth + 1)


def _named_by(function: str, argument: object) -> Iterator[str]:
    if function == "Ref" and isinstance(argument, str):
        # A module gives its resources as MODULE.RESOURCE.
        yield argument.partition(".")[0]
    elif function == "Fn::GetAtt":
        first = argument.partition(".")[0] if isinstance(argument, str) else argument
        first = first[0] if isinstance(first, list) and first else first
        if isinstance(first, str):
            yield first
    elif function == "Fn::Sub":
        own: object = {}
        if isinstance(argument, list) and len(argument) == 2:
            argument, own = argument
        if isinstance(argument, str):
            names = (name.partition(".")[0] for name in _VARIABLE.findall(argument) if not _is_own(name, own))
            yield from names


def _is_own(name: str, own: object) -> bool:
    return isinstance(own, Mapping) and name in own


def _zone_names(evidence: Evidence) -> Iterator[tuple[StackFact, Place, str]]:
    """Yield the literal ``HostedZoneName`` of each record set or group, with its stack and place."""
    for kind in ("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup"):
        for resource, properties in evidence.reading.resources(kind):
            text = literal_text(properties.get("HostedZoneName"))
            if text is not None:
                yield properties.stack, Place(resource.stack, resource.logical_id), text


def _ambiguous(evidence: Evidence) -> Iterator[Found]:
    accounts = {stack.id: stack.account for stack in evidence.facts.stacks}
    by_name: dict[tuple[str, str], list[ZoneFact]] = {}
    for zone in (*evidence.facts.zones, *evidence.facts.public_zones):
        account = accounts.get(zone.id.stack) if isinstance(zone.id, Resource) else None
        if account is not None and zone.name is not None and not evidence.is_conditional(zone.id):
            by_name.setdefault((account, zone.name), []).append(zone)
    for stack, place, text in _zone_names(evidence):
        zones = by_name.get((stack.account or "", normal_name(text)), [])
        if len(zones) > 1:
            ids = listed(in_words(zone.id) for zone in zones)
            wrong = f"{place} names its zone {text}, and account {stack.account} has {len(zones)} so called: {ids}."
            yield Found(place, wrong)


def _without_dot(evidence: Evidence) -> Iterator[Found]:
    for _, place, text in _zone_names(evidence):
        if not text.endswith("."):
            yield Found(place, f"{place} has HostedZoneName {text}, without a dot at its end.")


RULES = (
    Rule(
        "dangling-reference",
        Severity.ERROR,
        "A resource refers to a resource or parameter that its template does not have.",
        "Correct the logical id, or import the value from the stack that has it.",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html",
        _dangling,
    ),
    Rule(
        "zone-name-ambiguous",
        Severity.ERROR,
        "A record names its zone, and the account has several zones of that name: CloudFormation refuses the stack.",
        "Name the zone by its id, HostedZoneId.",
        _RECORD_SET + "#cfn-route53-recordset-hostedzonename",
        _ambiguous,
    ),
    Rule(
        "zone-name-without-dot",
        Severity.ERROR,
        "A HostedZoneName does not end in the dot that CloudFormation asks for.",
        "Add the dot, or name the zone by its id, HostedZoneId.",
        _RECORD_SET + "#cfn-route53-recordset-hostedzonename",
        _without_dot,
    ),
)
