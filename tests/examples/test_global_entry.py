"""Names on the internet that lead to cells of three Regions: in health, in failure, and with another Region."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_pkg.preview import preview
from constructs_pkg.testing import assert_resolves, resolution_snapshot
from constructs_pkg.testing.text_files import TextFiles

from .synthesis import planned_wish, wish

VIRGINIA = "11111111-1111-1111-1111-111111111111"
IRELAND = "22222222-2222-2222-2222-222222222222"
TOKYO = "33333333-3333-3333-3333-333333333333"
SHOP_IRELAND = "22222222-2222-2222-2222-222222222223"
BETA_VIRGINIA = "11111111-1111-1111-1111-111111111113"
BALANCER = "app-us-0123456789.us-east-1.elb.amazonaws.com"

GERMAN = ("eu-west-1", "DE", "192.0.2.1/32")
AMERICAN = ("us-east-1", "US", "192.0.2.2/32")
JAPANESE = ("ap-northeast-1", "JP", "192.0.2.3/32")
ACME = ("us-east-1", "US", "203.0.113.9/32")

WORLDS: dict[str, dict[str, Any]] = {
    "german-client": {"client": GERMAN},
    "american-client": {"client": AMERICAN},
    "japanese-client": {"client": JAPANESE},
    "client-of-acme": {"client": ACME},
    "german-client-without-ireland": {"client": GERMAN, "down": (IRELAND, SHOP_IRELAND)},
    "american-client-without-virginia": {"client": AMERICAN, "down": (VIRGINIA, BETA_VIRGINIA, BALANCER)},
}


@pytest.mark.parametrize("world", WORLDS)
def test_names_on_the_internet(world: str, assembly: Callable[[str], Path], snapshot: SnapshotAssertion) -> None:
    """Every name answers as it was reviewed, by who asks and what is down."""
    answers = resolution_snapshot(assembly("global-entry"), vantages=["internet"], **WORLDS[world])
    assert answers == snapshot(extension_class=TextFiles)


@pytest.mark.parametrize(
    ("client", "down", "address"),
    [
        ("eu-west-1", (), "198.51.100.20"),
        ("us-east-1", (), "198.51.100.10"),
        ("ap-northeast-1", (), "198.51.100.30"),
        # What is unhealthy is left out, and where all is, all are answered again. AWS publishes no latencies, so that
        # which of two others is nearer to a client is not told.
        ("eu-west-1", (IRELAND, VIRGINIA), "198.51.100.30"),
        ("eu-west-1", (IRELAND, VIRGINIA, TOKYO), "198.51.100.20"),
    ],
)
def test_the_nearest_healthy_region_answers(
    client: str, down: tuple[str, ...], address: str, assembly: Callable[[str], Path]
) -> None:
    """By latency, the records of four stacks and two accounts are one name."""
    folder = assembly("global-entry")
    assert_resolves(folder, "api.example.com", at="internet", to=address, client=client, down=down)


def without(cell: str) -> dict[str, Any]:
    """Return the example without one of its cells."""
    wished = copy.deepcopy(wish("global-entry"))
    del wished["cells"][cell]
    for entry in wished["entries"].values():
        entry["cells"].pop(cell, None)
    return wished


def test_another_region_touches_one_stack() -> None:
    """With Tokyo one stack more is made, and no resource, parameter or output of another changes."""
    before, after = preview(planned_wish(without("ap"))), preview(planned_wish(wish("global-entry")))
    assert {"global-entry-ap-links"} == after.keys() - before.keys()
    assert before == {stack: after[stack] for stack in before}


def test_no_reference_leaves_a_stack() -> None:
    """What one stack knows of another's zone it is given: no template imports anything."""
    made = preview(planned_wish(wish("global-entry")))
    assert [] == [stack for stack, template in made.items() if "ImportValue" in str(template)]
