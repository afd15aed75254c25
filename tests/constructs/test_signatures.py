"""How the constructs are called; what their types are is checked in typing_tests."""

from __future__ import annotations

import inspect
import re

import pytest

from constructs_pkg import (
    CellDashboard,
    CellRecords,
    EndpointConsumer,
    EndpointService,
    NotificationTopic,
    PrivateCell,
)

CONSTRUCTS = [CellDashboard, CellRecords, EndpointConsumer, EndpointService, NotificationTopic, PrivateCell]


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.__name__)
def test_arguments_are_named_and_described(construct: type) -> None:
    """After scope and id every argument is given by its name, and each is described."""
    make = vars(construct)["__init__"]
    parameters = list(inspect.signature(make).parameters.values())[1:]
    assert ["scope", "construct_id"] == [each.name for each in parameters[:2]]
    assert {inspect.Parameter.KEYWORD_ONLY} == {each.kind for each in parameters[2:]}
    described = re.findall(r"^    (\w+):", inspect.getdoc(make) or "", re.MULTILINE)
    assert [*(each.name for each in parameters), "InvalidInput"] == described


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.__name__)
def test_nothing_of_the_cdk_is_replaced(construct: type) -> None:
    """No construct has a member by a name that the CDK's own class has, which would be called from there."""
    theirs = {name for base in construct.__mro__ if base.__module__.startswith("aws_cdk") for name in vars(base)}
    ours = {name for base in construct.__mro__ if base.__module__.startswith("constructs_pkg") for name in vars(base)}
    assert set() == {name for name in ours & theirs if not name.startswith("_")}
