"""What is above a limit of AWS, or within a tenth of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Place, Rule, Severity, place_of
from constructs_pkg.audit.findings.limit_table import (
    DESCRIPTION,
    ENDPOINTS_OF_A_VPC,
    GEOPROXIMITY_RECORDS_OF_A_NAME,
    MAPPING_ATTRIBUTES,
    MAPPINGS,
    NAME,
    OUTPUTS,
    PARAMETER_VALUE,
    PARAMETERS,
    RECORDS_OF_A_NAME,
    RECORDS_OF_A_ZONE,
    RESOURCES,
    TEMPLATE,
    VALUES_OF_A_RECORD,
    VPCS_OF_A_ZONE,
    Limit,
)
from constructs_pkg.audit.findings.phrases import counted
from constructs_pkg.audit.value import Resource, Value

# The share of a limit from which on it is near.
NEAR = 0.9

_SECTIONS = {"Resources": RESOURCES, "Outputs": OUTPUTS, "Parameters": PARAMETERS, "Mappings": MAPPINGS}
_NOUNS = {"Resources": "resource", "Outputs": "output", "Parameters": "parameter", "Mappings": "mapping"}
# Of a name that is too long to be shown.
_SHOWN = 40


@dataclass(frozen=True)
class _Count:
    place: Place
    owner: str
    number: int
    limit: Limit


def _counts(evidence: Evidence) -> Iterator[_Count]:
    yield from _of_stacks(evidence)
    yield from _of_zones(evidence)
    yield from _of_vpcs(evidence)


def _of_stacks(evidence: Evidence) -> Iterator[_Count]:
    for stack in evidence.facts.stacks:
        place, owner = Place(stack.id), f"Stack {stack.id}"
        for section, limit in _SECTIONS.items():
            yield _Count(place, owner, len(stack.section(section)), limit)
            for key in stack.section(section):
                called = f"The name of {_NOUNS[section]} {key[:_SHOWN]}... of stack {stack.id}"
                yield _Count(place, called, len(key), NAME)
        yield from _of_entries(stack)
        description = stack.template.get("Description")
        if isinstance(description, str):
            yield _Count(place, f"The description of stack {stack.id}", len(description.encode()), DESCRIPTION)
        if stack.id in evidence.sizes:
            yield _Count(place, f"The template of stack {stack.id}", evidence.sizes[stack.id], TEMPLATE)


def _of_entries(stack: StackFact) -> Iterator[_Count]:
    """Yield the sizes of a stack's mappings, and of the parameter values that it is given or falls back on."""
    for key, mapping in stack.section("Mappings").items():
        number = len(mapping) if isinstance(mapping, Mapping) else 0
        yield _Count(Place(stack.id), f"Mapping {key} of stack {stack.id}", number, MAPPING_ATTRIBUTES)
    for key, parameter in stack.section("Parameters").items():
        default = parameter.get("Default") if isinstance(parameter, Mapping) else None
        value = stack.parameters.get(key, default)
        if isinstance(value, str):
            owner = f"The value of parameter {key} of stack {stack.id}"
            yield _Count(Place(stack.id), owner, len(value.encode()), PARAMETER_VALUE)


def _of_zones(evidence: Evidence) -> Iterator[_Count]:
    for zone in (*evidence.facts.zones, *evidence.facts.public_zones):
        place = evidence.place_of_zone(zone)
        records = evidence.facts.records_of_zone.get(zone.id, ())
        yield _Count(place, f"Zone {evidence.called(zone)}", len(records), RECORDS_OF_A_ZONE)
        yield _Count(place, f"Zone {evidence.called(zone)}", len(zone.vpcs), VPCS_OF_A_ZONE)
    for (_, name, kind), group in evidence.groups.items():
        far = all(record.field("GeoProximityLocation") is not None for record in group)
        limit = GEOPROXIMITY_RECORDS_OF_A_NAME if far else RECORDS_OF_A_NAME
        yield _Count(place_of(group[0]), f"{name} {kind}", len(group), limit)
        for record in group:
            yield _Count(place_of(record), f"Record {name} {kind}", len(record.values), VALUES_OF_A_RECORD)


def _of_vpcs(evidence: Evidence) -> Iterator[_Count]:
    of_vpc: dict[Value, list[Resource]] = {}
    for endpoint in evidence.facts.endpoints:
        of_vpc.setdefault(endpoint.vpc, []).append(endpoint.id)
    for vpc, endpoints in of_vpc.items():
        yield _Count(place_of(endpoints[0]), f"VPC {evidence.label(vpc)}", len(endpoints), ENDPOINTS_OF_A_VPC)


def _finder(is_found: Callable[[_Count], bool]) -> Callable[[Evidence], Iterable[Found]]:
    def find(evidence: Evidence) -> Iterator[Found]:
        for one in _counts(evidence):
            if is_found(one):
                share = f"{100 * one.number / one.limit.most:.0f} %"
                kind = "default quota" if one.limit.adjustable else "limit"
                wrong = (
                    f"{one.owner} has {counted(one.number, one.limit.noun)}, {share} of the {kind} of "
                    f"{one.limit.most:,} ({one.limit.source})."
                )
                yield Found(one.place, wrong)

    return find


_CLOUDFORMATION = RESOURCES.source

RULES = (
    Rule(
        "limit-exceeded",
        Severity.ERROR,
        "Something is above a limit of AWS that cannot be raised.",
        "Divide it between stacks, names or zones.",
        _CLOUDFORMATION,
        _finder(lambda one: one.number > one.limit.most and not one.limit.adjustable),
    ),
    Rule(
        "quota-exceeded",
        Severity.WARNING,
        "Something is above a default quota of AWS, which has to be raised before the deployment.",
        "Have the quota raised, or divide it.",
        "https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html",
        _finder(lambda one: one.number > one.limit.most and one.limit.adjustable),
    ),
    Rule(
        "limit-near",
        Severity.WARNING,
        "Something is within a tenth of a limit or default quota of AWS.",
        "Divide it between stacks, names or zones before it no longer fits.",
        _CLOUDFORMATION,
        _finder(lambda one: NEAR * one.limit.most <= one.number <= one.limit.most),
    ),
)
