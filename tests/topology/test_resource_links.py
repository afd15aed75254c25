"""A link to a resource configuration is planned with what its provider tells, and refused where it says too little."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.topology import Topology
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse

from .resource_link_cases import shared
from .wishes import Wish, changed, planned


def spec_of(changes: Wish) -> Any:
    """Return the one endpoint to a resource configuration."""
    (found,) = [each.spec for cell in planned(changes).cells for each in cell.consumers if each.key == "orders"]
    return found


def test_the_ports_shared_are_let_in() -> None:
    """By default each range of ports is open to the cell's block."""
    ports = [5432, {"from_port": 9092, "to_port": 9094}]
    found = spec_of(shared(resource={"ports": ports})).ingress
    assert [(5432, None, "10.1.0.0/16"), (9092, 9094, "10.1.0.0/16")] == [
        (rule.from_port, rule.to_port, str(rule.cidr)) for rule in found
    ]


def test_the_provider_is_deployed_first_where_its_parameter_is_read() -> None:
    """In one account the consumer's stack reads what the provider's stack writes."""
    changes = shared(
        {"resource_configuration_arn": {"ssm_parameter": "/orders"}},
        {"publish_to": "/orders"},
        **{"cells.data.account": "111111111111", "cells.data.network.availability_zones": _ZONES},
    )
    (app,) = [cell for cell in planned(changes).cells if cell.key == "app"]
    assert ("data",) == app.links_after


_ZONES = [{"slot": 0, "name": "us-east-1b", "id": "use1-az1"}, {"slot": 1, "name": "us-east-1c", "id": "use1-az2"}]


def test_alarms_of_the_cell_are_not_its() -> None:
    """AWS PrivateLink has no metrics of an endpoint to a resource configuration: it inherits no alarms."""
    assert spec_of(shared(**{"cells.app.alarms": {}})).alarms is None


def test_zones_whose_ids_are_not_known_are_warned_of() -> None:
    """Whether both sides meet cannot be told."""
    zones: Wish = {"cells.data.network.availability_zones": [{"slot": 0, "name": "us-east-1b"}]}
    found = planned(shared() | zones | _WITHOUT_SERVICE)
    assert [("az-ids-unknown", "links.orders.cell")] == [(each.rule, each.path) for each in found.warnings]


_WITHOUT_SERVICE: Wish = {"links": {"orders": shared()["links.orders"]}, "services": {}}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"resource_configuration_arn": None}, [("missing-key", "resource_configuration_arn")]),
        ({"endpoint_type": "Interface"}, ["missing-key", "target-of-other-type"]),
    ],
)
def test_a_link_is_to_one_thing(link: Wish, expected: list[Any]) -> None:
    """A link without an ARN, or with one and of another type, is refused when it is read."""
    with pytest.raises(InvalidInput) as caught:
        parse(Topology, changed(shared(link)))
    found = [problem.rule for problem in caught.value.problems]
    assert [each[0] if isinstance(each, tuple) else each for each in expected] == found
