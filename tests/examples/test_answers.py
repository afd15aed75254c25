"""What the names of every example answer with, in a form that is read in reviews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_pkg.testing import assert_clones_agree, assert_resolves, resolution_snapshot
from constructs_pkg.testing.text_files import TextFiles

from .synthesis import EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES)
def test_answers(example: str, assembly: Callable[[str], Path], snapshot: SnapshotAssertion) -> None:
    """Every name of an example answers as it was reviewed."""
    assert resolution_snapshot(assembly(example)) == snapshot(extension_class=TextFiles)


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
