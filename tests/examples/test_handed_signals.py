"""Health signals of cells in trees of public zones: handed over in templates, and followed by whoever reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_pkg.preview import preview
from constructs_pkg.testing import assert_resolves

from .synthesis import planned_wish, resources, synthesize
from .test_preview import compared


def _wish(*, as_traffic_policy: bool) -> dict[str, Any]:
    branches = {
        "primary": {"values": ["198.51.100.1"], "health_signal": "orders-up"},
        "secondary": {"values": ["198.51.100.2"]},
    }
    network = {"vpc_id": "vpc-0123456789abcdef0", "cidr": "10.0.0.0/16"}
    return {
        "name": "shop",
        "cells": {"us": {"account": "222222222222", "region": "us-west-2", "network": network}},
        "health_signals": {"orders-up": {"cell": "us", "tcp": {"domain_name": "orders.example.net", "port": 443}}},
        "public_zones": {"main": {"name": "example.com", "account": "111111111111"}},
        "traffic_trees": {
            "www": {
                "public_zone": "main",
                "name": "www",
                "tree": {"policy": "failover", **branches},
                **({"as_traffic_policy": True} if as_traffic_policy else {}),
            }
        },
    }


@pytest.mark.parametrize("as_traffic_policy", [False, True], ids=["records", "policy"])
def test_a_signal_of_a_cell_decides_about_a_public_tree(as_traffic_policy: bool, tmp_path: Path) -> None:
    """While the check that the cell's stack makes fails, the secondary answers, whichever form the tree has."""
    wanted = planned_wish(_wish(as_traffic_policy=as_traffic_policy))
    templates = synthesize(wanted, tmp_path)
    assert preview(wanted) == compared(templates)
    ((check, _),) = resources(templates["shop-us-links"], "AWS::Route53::HealthCheck").items()
    (output,) = templates["shop-us-links"]["Outputs"]
    assert {
        "HealthSignalOrdersUp": {
            "account": "222222222222",
            "region": "us-west-2",
            "stack": "shop-us-links",
            "output": output,
        }
    } == templates["shop-main-public-zone"]["Metadata"]["PrivateCells"]["parameters"]
    assert_resolves(tmp_path, "www.example.com", at="internet", to="198.51.100.1")
    down = f"shop-us-links/{check}"
    assert_resolves(tmp_path, "www.example.com", at="internet", to="198.51.100.2", down=(down,))
