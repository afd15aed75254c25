"""What the names of every example answer with, in a form that is read in reviews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import vantage_named
from constructs_pkg.testing import assert_clones_agree, assert_resolves, resolution_snapshot
from constructs_pkg.testing.text_files import TextFiles

from .synthesis import EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES)
def test_answers(example: str, assembly: Callable[[str], Path], snapshot: SnapshotAssertion) -> None:
    """Every name of an example answers as it was reviewed."""
    assert resolution_snapshot(assembly(example)) == snapshot(extension_class=TextFiles)


@pytest.mark.parametrize(
    "down",
    [
        pytest.param("on-premises:head-office", id="direct-connect"),
        pytest.param("on-premises:factory", id="vpn"),
        pytest.param("hybrid-hub-links/ResolverEndpointoutbound8E3A5BAE", id="outbound"),
        pytest.param("hybrid-hub-links/ResolverEndpointinbound1DFE5C3F", id="inbound"),
    ],
)
def test_answers_with_a_link_cut(down: str, assembly: Callable[[str], Path], snapshot: SnapshotAssertion) -> None:
    """With Direct Connect cut, or nothing going out, each side keeps its own names and no others."""
    assert resolution_snapshot(assembly("hybrid"), down=down) == snapshot(extension_class=TextFiles)


def test_a_firewall_answers_for_names_that_it_blocks(assembly: Callable[[str], Path]) -> None:
    """Workloads of the cell get a CNAME for one domain, NXDOMAIN for what nobody allows, and the rest as ever."""
    facts = load(assembly("hybrid"))
    orders = vantage_named(facts, "Orders")
    assert orders is not None
    asked = ("api.orders.example.com", "ads.tracker.example", "www.example.org", "example.com")
    found = {name: resolve(facts, name, "A", orders) for name in asked}
    expected = {
        "api.orders.example.com": (Status.NOERROR, ["10.41.0.10"], False),
        "ads.tracker.example": (Status.NOERROR, ["blocked.orders.example.com"], True),
        "www.example.org": (Status.NXDOMAIN, [], True),
        # *.example.com is what is below it.
        "example.com": (Status.NXDOMAIN, [], True),
    }
    assert expected == {
        name: (answer.outcome, [in_words(one.value) for one in answer.final], answer.blocked)
        for name, answer in found.items()
    }


@pytest.mark.parametrize(("cell", "last"), [("Virginia", 0), ("Oregon", 10)])
def test_the_same_names_answer_with_each_regions_own_hosts(
    cell: str, last: int, assembly: Callable[[str], Path]
) -> None:
    """In two Regions one name leads to two hosts, each in its own Region."""
    folder = assembly("two-regions")
    assert_resolves(folder, "foo.example.com", at=cell, to=f"10.0.0.{10 + last}")
    assert_resolves(folder, "ollama.example.com", at=cell, to=[f"10.0.0.{11 + last}", f"10.0.16.{11 + last}"])


def test_the_edge_answers_alike_whatever_fails_behind_it(assembly: Callable[[str], Path]) -> None:
    """With the load balancer and a bucket behind a distribution down, DNS answers as it did: failover is no DNS."""
    folder = assembly("edge")
    down = ["edge-shop-links/ServiceapiLoadBalancer49B7016E", "edge-shop-edge/DistributionshopBucketwebsiteA121CA48"]
    assert resolution_snapshot(folder) == resolution_snapshot(folder, down=down).split("\n\n", 1)[-1]


def test_the_two_regions_are_clones(assembly: Callable[[str], Path]) -> None:
    """Both cells of the example have the same names."""
    assert_clones_agree(assembly("two-regions"), zone="example.com")
