"""Laws that every plan keeps to, over topologies of every kind."""

import copy
import itertools
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from constructs_pkg.topology import Plan, PlannedCell, Topology, plan, select
from constructs_pkg.topology.schema import topology_schema
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.spec import parse

from .coverage_of_fields import usable, uses
from .drawing import Wish
from .strategies import topologies

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(some, max_examples=1000, derandomize=True, database=None, phases=[Phase.generate])

SCHEMA = Draft202012Validator(topology_schema())


def planned(wish: Wish) -> Plan:
    return plan(parse(Topology, wish))


def by_key(found: Plan) -> dict[str, PlannedCell]:
    return {cell.key: cell for cell in found.cells}


def test_topologies_drawn_are_valid_and_use_everything(record_property: Callable[[str, object], None]) -> None:
    """Of 1,000 topologies none is refused, and each field and choice is used by at least one in twenty."""
    count: Counter[str] = Counter()
    drawn = 0

    @many
    @given(topologies())
    def draw(wish: Wish) -> None:
        nonlocal drawn
        drawn += 1
        topology = parse(Topology, wish)
        plan(topology)
        count.update(set(uses(topology)))

    draw()
    shares = {use: count[use] / drawn for use in usable()}
    least = min(shares, key=lambda use: shares[use])
    record_property("generated topologies", f"{drawn}, least-used field {least} {shares[least]:.1%}")
    assert 1000 == drawn
    assert {} == {use: share for use, share in shares.items() if share < 0.05}


@some
@given(topologies())
def test_schema_accepts_what_the_loader_accepts(wish: Wish) -> None:
    """The JSON Schema refuses no valid topology."""
    SCHEMA.validate(wish)


@some
@given(topologies())
def test_subnets_lie_inside_their_cell_and_apart(wish: Wish) -> None:
    """Made subnets lie inside their cell's block and share no address."""
    for cell in planned(wish).cells:
        if isinstance(cell.spec.network, MadeNetwork):
            blocks = [subnet.cidr for subnet in cell.network.subnets if subnet.cidr]
            assert len(cell.spec.network.tiers) * len(cell.spec.network.availability_zones) == len(blocks)
            assert all(cell.spec.network.cidr.holds(block) for block in blocks)
            assert not any(one.overlaps(other) for one, other in itertools.combinations(blocks, 2))


@some
@given(topologies(), st.randoms(use_true_random=False))
def test_order_of_declarations_means_nothing(wish: Wish, random: Any) -> None:
    """Declarations in any order give an equal plan, in equal words."""

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            # Lists whose order means something: path patterns are tried in it, and the first rule that matches decides.
            kept = ("cache_behaviors", "rules")
            items = [(key, inner if key in kept else shuffled(inner)) for key, inner in value.items()]
            random.shuffle(items)
            return dict(items)
        if isinstance(value, list):
            inner = [shuffled(item) for item in value]
            random.shuffle(inner)
            return inner
        return value

    first, second = planned(wish), planned(shuffled(wish))
    assert first.cells == second.cells
    assert str(first).split("warning")[0] == str(second).split("warning")[0]


@some
@given(topologies())
def test_plan_is_a_function_of_the_topology(wish: Wish) -> None:
    """Planning twice gives the same plan, in the same words."""
    first, second = planned(wish), planned(json.loads(json.dumps(wish)))
    assert first == second
    assert str(first) == str(second)


@some
@given(topologies())
def test_another_cell_moves_nothing(wish: Wish) -> None:
    """A cell that is added leaves every other cell's plan as it was."""
    before = planned(wish)
    network = {"cidr": "10.77.0.0/16", "availability_zones": [{"slot": 3, "name": "eu-central-1b"}]}
    cell = {"account": "999999999999", "region": "eu-central-1", "network": network, "zones": ["example.com"]}
    after = planned({**wish, "cells": {"added": cell, **wish["cells"]}})
    assert before.cells == tuple(each for each in after.cells if each.key != "added")


@some
@given(topologies(), st.data())
def test_another_zone_or_tier_moves_nothing(wish: Wish, data: st.DataObject) -> None:
    """A zone or tier on a free slot leaves each subnet's block, id and place as they were."""
    alone = {"name": wish["name"], "cells": {key: _bare(cell) for key, cell in wish["cells"].items()}}
    before = by_key(planned(alone))
    key = data.draw(st.sampled_from(sorted(alone["cells"])))
    grown = copy.deepcopy(alone)
    network = grown["cells"][key]["network"]
    grid = network.get("address_grid", {"tiers": 4, "availability_zones": 4})
    if "cidr" in network and "vpc_id" not in network:
        tiers = network.setdefault("tiers", [{"slot": 0, "name": "isolated"}])
        for slot in set(range(grid["tiers"])) - {tier["slot"] for tier in tiers}:
            tiers.insert(0, {"slot": slot, "name": f"more {slot}"})
        zones = network["availability_zones"]
        free = set(range(grid["availability_zones"])) - {zone["slot"] for zone in zones}
        for slot, letter in zip(sorted(free), "xyz", strict=False):
            zones.insert(0, {"slot": slot, "name": f"{grown['cells'][key]['region']}{letter}"})
    after = by_key(planned(grown))
    for name, cell in before.items():
        assert set(map(repr, cell.network.subnets)) <= set(map(repr, after[name].network.subnets))


def _bare(cell: Wish) -> Wish:
    """A cell whose interface endpoints take no addresses of the tiers that are added."""
    return {key: cell[key] for key in ("account", "region", "network")}


@some
@given(topologies())
def test_names_for_people_move_nothing(wish: Wish) -> None:
    """Other display names and names of tiers change no block, id or stack."""
    alone = {"name": wish["name"], "cells": {key: _bare(cell) for key, cell in wish["cells"].items()}}
    renamed = copy.deepcopy(alone)
    for cell in renamed["cells"].values():
        cell["display_name"] = "Another name"
        for tier in cell["network"].get("tiers", []):
            tier["name"] = f"Renamed {tier['slot']}"
    for before, after in zip(planned(alone).cells, planned(renamed).cells, strict=True):
        assert [(subnet.id, subnet.cidr) for subnet in before.network.subnets] == [
            (subnet.id, subnet.cidr) for subnet in after.network.subnets
        ]
        assert (before.key, before.network_stack, before.zones) == (after.key, after.network_stack, after.zones)


@some
@given(topologies())
def test_stack_names_differ(wish: Wish) -> None:
    """No two stacks have one name, and none is longer than CloudFormation allows."""
    stacks = [stack for cell in planned(wish).cells for stack in (cell.network_stack, cell.links_stack) if stack]
    assert len(set(stacks)) == len(stacks)
    assert all(len(stack) <= 128 for stack in stacks)


@some
@given(topologies())
def test_names_are_put_into_their_zone_once(wish: Wish) -> None:
    """Every planned name lies in its zone, and its zone's name is not in it twice."""
    for cell in planned(wish).cells:
        names: list[tuple[str, str]] = [
            (zone.name, record.name) for zone, records in cell.records for record in records
        ]
        names += [(name.zone.name, name.name) for consumer in cell.consumers for name in consumer.spec.names]
        for zone, name in names:
            assert name == zone or name.endswith(f".{zone}")
            assert not name.removesuffix(f".{zone}").endswith(f".{zone}")


@some
@given(topologies(), st.data())
def test_selected_cells_are_as_they_were(wish: Wish, data: st.DataObject) -> None:
    """Choosing cells changes nothing about those chosen, nor about what was warned of."""
    whole = planned(wish)
    keys = data.draw(st.sets(st.sampled_from([cell.key for cell in whole.cells]), min_size=1))
    chosen = select(whole, keys)
    assert tuple(cell for cell in whole.cells if cell.key in keys) == chosen.cells
    assert whole.warnings == chosen.warnings
