"""Every template of a plan, rendered without the CDK, and whether CloudFormation takes its size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from constructs_pkg.fragments.cell import cell_fragment
from constructs_pkg.fragments.consumer import consumer_fragment, service_name_of
from constructs_pkg.fragments.dashboard import Shown, dashboard_fragment
from constructs_pkg.fragments.fragment import Fragment, join
from constructs_pkg.fragments.load_balancer import load_balancer_id
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.measured import Attribute, measured_endpoint, measured_service
from constructs_pkg.fragments.notifications import TOPIC, topic_fragment
from constructs_pkg.fragments.private_api import private_api_domain_fragment
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.fragments.resource_configuration import resource_configuration_fragment
from constructs_pkg.fragments.service import service_fragment
from constructs_pkg.fragments.shared_group import GROUP, shared_group_fragment
from constructs_pkg.fragments.vpc_link import http_vpc_link_fragment, rest_vpc_link_fragment
from constructs_pkg.fragments.zone_profile import profile_fragment
from constructs_pkg.naming import (
    CELL,
    DASHBOARD,
    HANDED_OVER,
    NOTIFICATIONS,
    RECORDS,
    given_to,
    group_construct_id,
    http_vpc_link_construct_id,
    link_construct_id,
    private_api_construct_id,
    profile_construct_id,
    resource_construct_id,
    rest_vpc_link_construct_id,
    service_construct_id,
)
from constructs_pkg.preview.health_signals import watched, with_health_checks
from constructs_pkg.preview.parts import parameters_of_parts, rendered_parts
from constructs_pkg.preview.resolver import profile_contents
from constructs_pkg.topology import Plan, PlannedCell
from constructs_pkg.topology.parts import PlannedStack
from constructs_pkg.values.consumer import StackParameter
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.shared_group import GroupOfKey
from constructs_pkg.values.stack_rules import MOST_OF_A_STACK, check_stack_size
from constructs_pkg.values.vpc_link import RestVpcLinkSpec

Template = dict[str, Any]

STACK = "Default"
"""The id of what is the stack's own and no construct's: the CDK leaves it out of logical ids."""


def preview(plan: Plan) -> dict[str, Template]:
    """Return the template of each stack of `plan` by the stack's name, with the ids that the CDK will give."""
    return {stack: _template(fragments) for _, stack, fragments in _stacks(plan)}


def check_sizes(plan: Plan) -> list[Problem]:
    """Return a problem for each stack of `plan` that CloudFormation would refuse for its size; empty means good."""
    return [
        problem
        for path, stack, fragments in _stacks(plan)
        for problem in check_stack_size(_counts(fragments), stack, path)
    ]


def _stacks(plan: Plan) -> Iterator[tuple[str, str, dict[str, Fragment]]]:
    """Yield where each stack stands in the topology, its name, and what its constructs hold."""
    for cell in plan.cells:
        if cell.spec.makes_anything:
            yield f"cells.{cell.key}", cell.network_stack, dict(_network(cell))
        if cell.links_stack:
            yield f"cells.{cell.key}", cell.links_stack, dict(_links(cell))
    for own in plan.stacks:
        yield own.name, own.name, dict(_own(own))


def _network(cell: PlannedCell) -> Iterator[tuple[str, Fragment]]:
    names = cell.spec.stack_parameters
    fragment = cell_fragment(
        cell.spec.given({name: Late({"Ref": name}) for name in names}),
        account=cell.account,
        region=cell.region,
        name=cell.display_name,
        export_prefix=cell.network_stack,
        further_exports=cell.further_exports,
    )
    yield CELL, fragment
    if names:
        yield STACK, Fragment({}, parameters=_handed_over(names))


def _links(cell: PlannedCell) -> Iterator[tuple[str, Fragment]]:
    if cell.records:
        yield RECORDS, join(*(records_fragment(zone.name, zone.id, held) for zone, held in with_health_checks(cell)))
    for profile in cell.profiles:
        yield profile_construct_id(profile.key), profile_fragment(profile_contents(profile.spec), region=cell.region)
    topic = Late({"Ref": logical_id(NOTIFICATIONS, TOPIC)}) if cell.makes_topic else None
    shown: list[Shown] = []
    if cell.makes_topic:
        yield NOTIFICATIONS, topic_fragment(cell.region, cell.display_name, outputs=True)
    for service in cell.services:
        name, identity = f"{cell.display_name} {service.key}", service_construct_id(service.key)
        offered = service.spec.telling(topic, service.spec.alarms)
        shown.append(Shown(name, measured_service(offered, _attribute_of(identity))))
        yield identity, service_fragment(offered, region=cell.region, name=name, outputs=True)
    for resource in cell.resources:
        name, identity = f"{cell.display_name} {resource.key}", resource_construct_id(resource.key)
        yield (
            identity,
            resource_configuration_fragment(
                resource.spec, region=cell.region, identity=identity, name=name, outputs=True
            ),
        )
    for group in cell.groups:
        name = f"{cell.display_name} {group.key}"
        yield group_construct_id(group.key), shared_group_fragment(group.spec, name=name)
    parameters: dict[str, Any] = {}
    for api in cell.apis:
        if api.spec.stack_parameter is not None:
            parameters.update(_handed_over([api.spec.stack_parameter]))
    yield from _apis(cell)
    for consumer in cell.consumers:
        name, identity = f"{cell.display_name} {consumer.key}", link_construct_id(consumer.key)
        spec = watched(cell, consumer.spec.telling(topic, consumer.spec.alarms))
        if isinstance(target := spec.target, StackParameter):
            given = given_to(spec.endpoint_type)
            parameters[target.stack_parameter] = {"Type": "String", "Description": given}
            key = "resource_configuration_arn" if spec.endpoint_type == "Resource" else "service_name"
            spec = spec.model_copy(update={key: Late({"Ref": target.stack_parameter})})
        if spec.security_group_ids is not None:
            ids = tuple(_group(one) if isinstance(one, GroupOfKey) else one for one in spec.security_group_ids)
            spec = spec.model_copy(update={"security_group_ids": ids})
        named = service_name_of(spec)
        if isinstance(named, dict):
            named = {"Ref": logical_id(identity, named["Ref"])}
        shown.append(Shown(name, measured_endpoint(spec, _attribute_of(identity), named)))
        yield identity, consumer_fragment(spec, region=cell.region, name=name, outputs=consumer.shows_id)
    yield from rendered_parts(cell)
    parameters.update(_handed_over(parameters_of_parts(cell)))
    if cell.dashboard:
        yield DASHBOARD, dashboard_fragment(shown, cell.region)
    if parameters:
        yield STACK, Fragment({}, parameters=parameters)


def _own(stack: PlannedStack) -> Iterator[tuple[str, Fragment]]:
    yield from rendered_parts(stack)
    if names := parameters_of_parts(stack):
        yield STACK, Fragment({}, parameters=_handed_over(names))


def _handed_over(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"Type": "String", "Description": HANDED_OVER} for name in names}


def _apis(cell: PlannedCell) -> Iterator[tuple[str, Fragment]]:
    for api in cell.apis:
        spec = api.spec
        if spec.stack_parameter is not None:
            spec = spec.model_copy(update={"rest_api_id": Late({"Ref": spec.stack_parameter})})
        name = f"{cell.display_name} {api.key}"
        fragment = private_api_domain_fragment(spec, region=cell.region, name=name, outputs=True)
        yield private_api_construct_id(api.key), fragment
    for http in cell.http_links:
        name = f"{cell.display_name} {http.key}"
        yield http_vpc_link_construct_id(http.key), http_vpc_link_fragment(http.spec, name=name, outputs=True)
    for rest in cell.rest_links:
        balancer = Late({"Ref": logical_id(service_construct_id(rest.service), load_balancer_id(""))})
        spec_of_link = RestVpcLinkSpec(load_balancer_arn=balancer, name=f"{cell.display_name} {rest.key}")
        yield rest_vpc_link_construct_id(rest.key), rest_vpc_link_fragment(spec_of_link, outputs=True)


def _group(group: GroupOfKey) -> Late:
    return Late({"Fn::GetAtt": [logical_id(group_construct_id(group.key), GROUP), "GroupId"]})


def _attribute_of(construct_id: str) -> Attribute:
    return lambda resource, name: {"Fn::GetAtt": [logical_id(construct_id, resource), name]}


def _template(fragments: Mapping[str, Fragment]) -> Template:
    template: Template = {}
    for construct_id, fragment in fragments.items():
        for section, held in _renamed(construct_id, fragment.template()).items():
            template.setdefault(section, {}).update(held)
    return template


def _renamed(construct_id: str, template: Template) -> Template:
    parameters = {name: logical_id(construct_id, name) for name in template.get("Parameters", {})}
    resources = {name: logical_id(construct_id, name) for name in template["Resources"]}
    names = {**parameters, **resources}
    renamed = {
        "Parameters": {parameters[name]: held for name, held in template.get("Parameters", {}).items()},
        "Resources": {resources[name]: _referring(held, names) for name, held in template["Resources"].items()},
        "Outputs": {
            logical_id(construct_id, "$Outputs", name): _referring(held, names)
            for name, held in template.get("Outputs", {}).items()
        },
    }
    return {section: held for section, held in renamed.items() if held}


def _referring(value: Any, names: Mapping[str, str]) -> Any:
    """Return `value` with references to ids inside the construct replaced by logical ids."""
    if isinstance(value, list):
        return [_referring(inner, names) for inner in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        return {"Ref": names.get(value["Ref"], value["Ref"])}
    if set(value) == {"Fn::GetAtt"}:
        owner, attribute = value["Fn::GetAtt"]
        return {"Fn::GetAtt": [names.get(owner, owner), attribute]}
    referring = {key: _referring(inner, names) for key, inner in value.items()}
    if "DependsOn" in value and "Type" in value:
        referring["DependsOn"] = [names[name] for name in value["DependsOn"]]
    return referring


def _counts(fragments: Mapping[str, Fragment]) -> dict[str, int]:
    return {
        "resources": sum(len(fragment.resources) for fragment in fragments.values()),
        "outputs": sum(len(fragment.outputs) for fragment in fragments.values()),
        "parameters": sum(len(fragment.parameters) for fragment in fragments.values()),
        "bytes": _bytes(fragments),
    }


def _bytes(fragments: Mapping[str, Fragment]) -> int:
    """Return the size of the fragments' template, exactly where it could matter."""
    with_short_ids = sum(len(fragment.text()) for fragment in fragments.values())
    if with_short_ids < MOST_OF_A_STACK["bytes"] // 8:
        return with_short_ids
    return len(json.dumps(_template(fragments), separators=(",", ":")))
