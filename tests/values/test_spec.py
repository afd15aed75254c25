from typing import Annotated, Any

import pytest
from pydantic import Field, field_validator

from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import Spec, parse

from .examples import AZ_A, ZONE_ID


class Leaf(Spec):
    number: Annotated[int, Field(strict=True)] = 0

    @field_validator("number")
    @classmethod
    def _known(cls, number: int) -> int:
        if number == 13:
            raise InvalidInput([Problem("unlucky", "", "13", "is unlucky", "choose another")])
        if number == 7:
            raise ValueError("")
        return number


class Tree(Spec):
    leaf: Leaf = Leaf()
    leaves: dict[str, Leaf] | None = None
    row: tuple[Leaf, ...] = ()


def problems(model: type[Spec], given: dict[str, Any], path: str = "") -> tuple[str, ...]:
    with pytest.raises(InvalidInput) as caught:
        parse(model, given, path)
    return tuple(str(problem) for problem in caught.value.problems)


def test_every_problem_of_an_input_is_told() -> None:
    """One run names all that is wrong, each at its own path below the given one."""
    expected = (
        "unknown-key: cells.eu.zones[0].nmae is not a known key; did you mean 'name'?",
        "vpc-cidr-size: cells.eu.network.cidr 10.0.0.0/8 is outside /16 to /28; choose a block that Amazon VPC allows",
    )
    given = {
        "network": {"cidr": "10.0.0.0/8", "availability_zones": [AZ_A]},
        "zones": [{"nmae": "a.com", "name": "a.com"}],
    }
    assert expected == problems(CellSpec, given, "cells.eu")


def test_an_unknown_key_unlike_any_other_is_told_the_known_ones() -> None:
    """Where no key is close, all are named."""
    expected = ("unknown-key: leaves.a.xyz is not a known key; known keys: number",)
    assert expected == problems(Tree, {"leaves": {"a": {"xyz": 1}}})


def test_the_member_of_a_union_is_no_part_of_the_path() -> None:
    """A path has the user's own keys only, also where the parser chose between two types."""
    expected = ("malformed-id: network.vpc_id vpc is not a VpcId; write it as vpc-0123456789abcdef0",)
    assert expected == problems(CellSpec, {"network": {"vpc_id": "vpc"}})


def test_a_wrong_type_in_a_list_has_its_index() -> None:
    """What is wrong in a list is told with its place in it, also in one that is no list yet."""
    expected = (
        "wrong-type: row[1].number '1' is refused: input should be a valid integer; see the field's documentation",
    )
    assert expected == problems(Tree, {"row": ({"number": 1}, {"number": "1"})})


def test_a_wrong_type_in_a_generated_list_has_its_index() -> None:
    """Items that are made as they are read are counted as well."""
    expected = ("wrong-type: row[1] 5 is refused: input should be a valid dictionary or instance of Leaf",)
    found = problems(Tree, {"row": (each for each in [{"number": 1}, 5])})
    assert expected == tuple(text.split(";")[0] for text in found)


def test_problems_inside_a_value_keep_their_places() -> None:
    """A validator that has several problems to tell has them all told, below its own path."""
    expected = ("unlucky: leaf.number 13 is unlucky; choose another",)
    assert expected == problems(Tree, {"leaf": {"number": 13}})


def test_a_refusal_without_a_reason_is_told() -> None:
    """A validator that says nothing is still heard."""
    expected = ("wrong-type: leaf.number 7 is refused; see the field's documentation",)
    assert expected == problems(Tree, {"leaf": {"number": 7}})


def test_a_long_value_is_shown_in_part() -> None:
    """A message stays readable whatever was given."""
    (message,) = problems(Tree, {"leaf": {"number": "x" * 500}})
    expected = f"wrong-type: leaf.number '{'x' * 79}... is refused"
    assert message.startswith(expected)


def test_a_spec_given_as_such_is_taken() -> None:
    """A model can be made of a mapping of models."""
    expected = Tree(leaf=Leaf(number=1))
    assert expected == parse(Tree, {"leaf": Leaf(number=1)})


def test_a_problem_in_a_model_given_as_such_has_its_path() -> None:
    """A path is found in models as in mappings."""
    cell = {"network": {"vpc_id": ZONE_ID}}
    expected = ("malformed-id: network.vpc_id",)
    assert expected == tuple(text[:28] for text in problems(CellSpec, cell))


def test_a_key_of_another_form_is_told_as_such() -> None:
    """A key of a made network beside the id of a brought one is known, but has no place there."""
    given = {"network": {"vpc_id": "vpc-12345678", "nat_gateways": 1}}
    with pytest.raises(InvalidInput) as refused:
        parse(CellSpec, given)
    assert [("unknown-key", "network.nat_gateways", "belongs to another form of this value")] == [
        (problem.rule, problem.path, problem.limit) for problem in refused.value.problems
    ]


def test_a_word_that_is_no_policy_is_told_at_its_own_path() -> None:
    """Of the two forms of a policy, only the one that was meant is spoken of."""
    network = {"cidr": "10.0.0.0/16", "availability_zones": [AZ_A]}
    endpoints = [{"service": "s3", "policy": "own_account"}]
    with pytest.raises(InvalidInput) as refused:
        parse(CellSpec, {"network": {**network, "gateway_endpoints": endpoints}})
    assert ["network.gateway_endpoints[0].policy"] == [problem.path for problem in refused.value.problems]
