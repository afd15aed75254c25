import pytest

from constructs_pkg.values.cell import MadeNetwork


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["public", "egress", "isolated", "isolated"], 2),
        (["public", "egress"], 1),
        (["public"], 0),
    ],
)
def test_tier_that_is_least_open_is_chosen(kinds: list[str], expected: int) -> None:
    """Without a name it is an isolated tier, else one of egress, else a public one, each of the lowest slot."""
    tiers = [{"slot": slot, "name": f"tier {slot}", "kind": kind} for slot, kind in enumerate(kinds)]
    zones = [{"slot": 0, "name": "us-east-1a"}]
    network = MadeNetwork.model_validate({"cidr": "10.0.0.0/16", "availability_zones": zones, "tiers": tiers[::-1]})
    assert expected == network.inward_tier().slot
    assert 0 == network.inward_tier("tier 0").slot
