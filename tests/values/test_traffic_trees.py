"""Traffic trees as records, and documents as traffic trees."""

from __future__ import annotations

import pytest

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse
from constructs_pkg.values.traffic_policy import TrafficPolicySpec
from constructs_pkg.values.traffic_policy_document import read_traffic_policy
from constructs_pkg.values.traffic_records import traffic_records
from constructs_pkg.values.traffic_tree import TrafficTreeSpec

from .examples import ZONE_ID
from .traffic_tree_table import ONE, TWO, weighted


def test_branches_to_one_endpoint_have_keys_of_their_own() -> None:
    """AWS tells the items of a rule apart by their places; a tree does by keys, which set identifiers are made of."""
    items = [{"EndpointReference": "one", "Weight": weight} for weight in ("1", "2", "3")]
    document = {
        "AWSPolicyFormatVersion": "2015-10-01",
        "RecordType": "A",
        "StartRule": "start",
        "Endpoints": {"one": {"Type": "value", "Value": "192.0.2.1"}},
        "Rules": {"start": {"RuleType": "weighted", "Items": items}},
    }
    read = read_traffic_policy(document, "www")
    branches = read.spec.rules["start"].branches  # type: ignore[union-attr]
    assert {"one": 1, "one-2": 2, "one-3": 3} == {key: branch.weight for key, branch in branches.items()}  # type: ignore[union-attr]
    assert "document.Rules.start.Items[1]" == read.places["rules.start.branches.one-2"]


def test_a_tree_of_rules_needs_the_id_of_its_zone() -> None:
    """An alias from rule to rule names the zone that both are in; values need none."""
    one = parse(TrafficTreeSpec, {"name": "www", "type": "A", "tree": weighted(ONE, TWO)})
    more = parse(TrafficTreeSpec, {"name": "www", "type": "A", "tree": weighted({"tree": weighted(ONE)})})
    zone = PrivateZone(name=ZoneName("example.com"))
    assert 2 == len(traffic_records(one, zone))
    with pytest.raises(ValueError, match=r"zone example\.com has no id"):
        traffic_records(more, zone)


def test_a_tree_that_is_no_mapping_is_refused_as_such() -> None:
    """What is no mapping has no rules to look into."""
    with pytest.raises(InvalidInput) as refused:
        parse(TrafficPolicySpec, {"zone": {"name": "example.com", "id": ZONE_ID}, "tree": "www", "name": "www"})
    assert [("wrong-type", "tree")] == [(one.rule, one.path) for one in refused.value.problems]
