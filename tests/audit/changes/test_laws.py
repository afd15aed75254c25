"""Laws that hold of any assembly."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from examples.synthesis import EXAMPLES, planned, planned_wish
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from topology.strategies import topologies

from constructs_pkg.audit.changes.fate import Fate
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.folder import resources_of
from constructs_pkg.audit.value import Resource
from constructs_pkg.preview import preview
from constructs_pkg.topology import Plan

from ..templates import stack
from .pairs import changes, fates, in_one_stack, of
from .schemas import pointers, schemas

MANY = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

Template = dict[str, Any]


def stacks_of(plan: Plan) -> list[StackFact]:
    """Return the stacks of a plan as they are deployed."""
    places = {
        name: (cell.account, cell.region)
        for cell in plan.cells
        for name in (cell.network_stack, cell.links_stack)
        if name is not None
    }
    places |= {own.name: (own.account, own.region) for own in plan.stacks}
    return [
        StackFact(name, name, *places[name], template=json.loads(json.dumps(template)))
        for name, template in preview(plan).items()
    ]


def kind_of(entry: Mapping[str, object]) -> str:
    return str(entry["Type"])


def dict_of(value: object) -> dict[str, Any]:
    assert isinstance(value, dict)
    return value


def with_text(one: StackFact, text: str) -> StackFact:
    return StackFact(one.id, one.name, one.account, one.region, json.loads(text))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_like_itself(example: str) -> None:
    """Nothing changes between an example and itself."""
    assert not changes(stacks_of(planned(example)), stacks_of(planned(example))).any


@given(topologies())
@MANY
def test_an_assembly_is_like_itself(wish: dict[str, Any]) -> None:
    """Nothing changes between an assembly and itself."""
    made = stacks_of(planned_wish(wish))
    assert not changes(made, made).any


@given(topologies(), st.data())
@MANY
def test_a_renamed_resource_is_deleted_and_made_anew(wish: dict[str, Any], data: st.DataObject) -> None:
    """Another logical id, wherever it stands, is told as a rename and counts as a loss."""
    made = stacks_of(planned_wish(wish))
    places = [(at, name) for at, one in enumerate(made) for name in one.section("Resources")]
    assume(places)
    at, name = data.draw(st.sampled_from(places))
    text = re.sub(rf"\b{name}\b", "Renamed", json.dumps(made[at].template))
    found = changes(made, [*made[:at], with_text(made[at], text), *made[at + 1 :]])
    renamed = of(found, f"{made[at].id}/{name}")
    assert (Fate.RENAMED, Resource(made[at].id, "Renamed")) == (renamed.fate, renamed.became)
    assert found.replacement


@given(topologies(), st.data())
@MANY
def test_a_create_only_change_of_a_made_resource_replaces_it(wish: dict[str, Any], data: st.DataObject) -> None:
    """Whatever property of whatever resource: where the schema calls it create-only, its change is a replacement."""
    made = stacks_of(planned_wish(wish))
    places = [
        (at, name, path[0])
        for at, one in enumerate(made)
        for name, entry in resources_of(one.template)
        for path in pointers(kind_of(entry), "createOnlyProperties")
        if not kind_of(entry).startswith("AWS::CloudFormation::")
        and len(path) == 1
        and path[0] in dict_of(entry["Properties"])
    ]
    assume(places)
    at, name, path = data.draw(st.sampled_from(sorted(places)))
    template = json.loads(json.dumps(made[at].template))
    template["Resources"][name]["Properties"][path] = "something-else"
    found = changes(made, [*made[:at], with_text(made[at], json.dumps(template)), *made[at + 1 :]])
    assert Fate.REPLACED is of(found, f"{made[at].id}/{name}").fate


CREATE_ONLY = [
    (kind, keyword, path)
    for kind in sorted(schemas())
    if kind not in ("AWS::CloudFormation::CustomResource", "AWS::CDK::Metadata")
    for keyword in ("createOnlyProperties", "conditionalCreateOnlyProperties")
    for path in sorted(pointers(kind, keyword))
]


def nested(path: tuple[str, ...], value: str) -> Any:
    """Return an object with `value` under `path`, and a list for ``*``."""
    for name in reversed(path):
        value = [value] if name == "*" else {name: value}  # type: ignore[assignment]
    return value


@given(st.sampled_from(CREATE_ONLY))
@settings(deadline=None, max_examples=400)
def test_every_create_only_property_of_every_type_replaces(one: tuple[str, str, tuple[str, ...]]) -> None:
    """For sure, or perhaps where the schema says that it depends."""
    kind, keyword, path = one
    old, new = ({"It": {"Type": kind, "Properties": nested(path, value)}} for value in ("one", "two"))
    sure = keyword == "createOnlyProperties" or any(
        path[: len(above)] == above or above[: len(path)] == path for above in pointers(kind, "createOnlyProperties")
    )
    expected = Fate.REPLACED if sure else Fate.PERHAPS_REPLACED
    assert {"App/It": expected} == dict(fates(in_one_stack(old, new)))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: (
            st.lists(one)
            | st.dictionaries(
                st.sampled_from(["Ref", "Fn::GetAtt", "Fn::Sub", "Fn::If", "Fn::ImportValue", "Fn::Join", "a"]), one
            )
        ),
    ),
    st.data(),
)
@MANY
def test_no_expression_raises(node: Any, data: st.DataObject) -> None:
    """Whatever stands in a template, two assemblies with it are compared."""
    kind = data.draw(
        st.sampled_from(["AWS::EC2::Subnet", "AWS::Route53::RecordSet", "AWS::EC2::VPCEndpoint", "Custom::X"])
    )
    names = ("VpcId", "CidrBlock", "Name", "Type", "HostedZoneId", "SetIdentifier", "Tags", "LoadBalancerAttributes")
    held = dict.fromkeys(data.draw(st.sets(st.sampled_from(names))), node)
    old, new = {"A": {"Type": kind, "Properties": held}}, {"B": {"Type": kind, "Properties": held}}
    outputs = {"Out": {"Value": node, "Export": {"Name": node}}, "Other": {"Value": node}}
    changes([stack("a", old, Outputs=outputs)], [stack("a", new, Outputs=outputs)])
