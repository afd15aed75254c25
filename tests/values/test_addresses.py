from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.values.addresses import plan_subnets, subnet_prefix
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.cidr import SMALLEST_PREFIX, Cidr
from constructs_pkg.values.network import PlannedSubnet

GRIDS = st.tuples(st.sampled_from([1, 2, 4, 8, 16]), st.sampled_from([1, 2, 4, 8]))


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Any]:
    """A made network with some of its slots taken, which its block has room for."""
    tiers, zones = draw(GRIDS)
    bits = (tiers * zones - 1).bit_length()
    prefix = draw(st.integers(16, SMALLEST_PREFIX - bits))
    number = draw(st.integers(0, (1 << (prefix - 8)) - 1))
    return {
        "cidr": f"10.{number << (32 - prefix) >> 16 & 255}.{number << (32 - prefix) >> 8 & 255}."
        f"{number << (32 - prefix) & 255}/{prefix}",
        "address_grid": {"tiers": tiers, "availability_zones": zones},
        "tiers": [tier(slot) for slot in draw(slots(tiers))],
        "availability_zones": [zone(slot) for slot in draw(slots(zones))],
    }


def slots(count: int) -> st.SearchStrategy[list[int]]:
    """Some slots of a grid, in any order."""
    return st.lists(st.integers(0, count - 1), min_size=1, max_size=count, unique=True)


def tier(slot: int) -> dict[str, Any]:
    return {"slot": slot, "name": f"tier {slot}"}


def zone(slot: int) -> dict[str, Any]:
    return {"slot": slot, "name": f"us-east-1{'abcdefgh'[slot]}"}


def plan(network: dict[str, Any]) -> tuple[PlannedSubnet, ...]:
    return plan_subnets(MadeNetwork.model_validate(network))


def by_slots(network: dict[str, Any]) -> dict[tuple[int, int], Cidr]:
    return {(each.tier.slot, each.availability_zone.slot): each.cidr for each in plan(network)}


def free(network: dict[str, Any], key: str) -> list[int]:
    taken = {holder["slot"] for holder in network[key]}
    return [slot for slot in range(network["address_grid"][key]) if slot not in taken]


@given(networks())
def test_every_subnet_lies_inside_its_cell(network: dict[str, Any]) -> None:
    """No subnet reaches out of the cell's block."""
    assert all(Cidr(network["cidr"]).holds(each.cidr) for each in plan(network))


@given(networks())
def test_no_two_subnets_overlap(network: dict[str, Any]) -> None:
    """Each subnet has addresses of its own."""
    assert not any(one.cidr.overlaps(other.cidr) for one, other in combinations(plan(network), 2))


@given(networks())
def test_every_subnet_has_the_size_the_grid_gives(network: dict[str, Any]) -> None:
    """Subnets are equal, one for each tier and zone."""
    made = MadeNetwork.model_validate(network)
    expected = {subnet_prefix(made.cidr, made.address_grid): len(made.tiers) * len(made.availability_zones)}
    planned = plan(network)
    assert expected == {planned[0].cidr.prefix: len({each.cidr for each in planned})}


@given(networks())
def test_a_new_tier_moves_no_address(network: dict[str, Any]) -> None:
    """A tier in any free slot leaves every other subnet where it was."""
    before = by_slots(network)
    for slot in free(network, "tiers"):
        after = by_slots({**network, "tiers": [tier(slot), *network["tiers"]]})
        assert before == {slots: block for slots, block in after.items() if slots in before}


@given(networks())
def test_a_new_zone_moves_no_address(network: dict[str, Any]) -> None:
    """A zone in any free slot leaves every other subnet where it was."""
    before = by_slots(network)
    for slot in free(network, "availability_zones"):
        after = by_slots({**network, "availability_zones": [zone(slot), *network["availability_zones"]]})
        assert before == {slots: block for slots, block in after.items() if slots in before}


@given(networks(), st.randoms())
def test_a_new_name_or_order_moves_no_address(network: dict[str, Any], random: Any) -> None:
    """Display names and the order of a list mean nothing to addresses."""
    renamed = [{**each, "name": f"renamed {each['slot']}"} for each in network["tiers"]]
    random.shuffle(renamed)
    expected = by_slots(network)
    assert expected == by_slots({**network, "tiers": renamed})


def test_the_picture_in_the_module_holds() -> None:
    """A /16 under the default grid is cut into /20 blocks, tier by tier."""
    expected = ["10.0.0.0/20", "10.0.16.0/20", "10.0.64.0/20", "10.0.80.0/20"]
    network = {"cidr": "10.0.0.0/16", "tiers": [tier(1), tier(0)], "availability_zones": [zone(1), zone(0)]}
    assert expected == [each.cidr for each in plan(network)]
