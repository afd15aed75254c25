"""Traffic trees of a topology: their documents, and what another branch changes."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_pkg.preview import preview
from constructs_pkg.topology import TopologyError, load
from constructs_pkg.values.problem import InvalidInput

from .traffic_tree_cases import DOCUMENT, PUBLIC, SIGNAL, SIGNALLED, TREE, ZONE
from .wishes import BASE, planned


def written(folder: Path, document: object, name: str = "policy.json") -> Path:
    """A topology file with a tree whose document is beside it."""
    if document is not None:
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    tree = {"cell": "app", "name": "shop", "document": name}
    file = folder / "topology.yaml"
    file.write_text(yaml.safe_dump({**BASE, "traffic_trees": {"t": tree}}), encoding="utf-8")
    return file


def test_a_document_is_read_from_the_file_beside_the_topology(tmp_path: Path) -> None:
    """In a file a tree names the path of its document."""
    wish = load(written(tmp_path, DOCUMENT)).traffic_trees
    assert {key: tree.document for key, tree in wish.items()} == {"t": DOCUMENT}


@pytest.mark.parametrize(("document", "rule"), [(None, "unreadable-file"), ([], "not-a-mapping")])
def test_a_document_that_is_none_is_refused(tmp_path: Path, document: object, rule: str) -> None:
    """A file that is missing or holds no object is said by its name."""
    with pytest.raises(TopologyError) as refused:
        load(written(tmp_path, document))
    assert [(problem.rule, problem.path) for problem in refused.value.problems] == [(rule, "policy.json")]


def test_a_path_needs_a_file_to_start_from() -> None:
    """A topology in Python gives the document itself."""
    with pytest.raises(InvalidInput) as refused:
        planned({"traffic_trees.t": {"cell": "app", "name": "shop", "document": "policy.json"}})
    assert [problem.rule for problem in refused.value.problems] == ["document-not-read"]


def records(tree: dict[str, Any]) -> dict[str, Any]:
    """The properties of the record sets of a tree, by logical id."""
    made = preview(planned({"traffic_trees.t": tree}))["net-app-links"]["Resources"]
    return {key: held["Properties"] for key, held in made.items() if held["Type"] == "AWS::Route53::RecordSet"}


def test_another_branch_changes_no_other_record() -> None:
    """Records and their ids come from keys, so that a branch before, behind or beside the others leaves them alone."""
    inner = {"weight": 1, "tree": {"policy": "weighted", "branches": {"m": {"weight": 1, "values": ["10.1.0.1"]}}}}
    tree = {**TREE, "tree": {"policy": "weighted", "branches": {"m": inner}}}
    more = copy.deepcopy(tree)
    more["tree"]["branches"]["a"] = inner
    more["tree"]["branches"]["m"]["tree"]["branches"]["a"] = {"weight": 1, "values": ["10.1.0.2"]}
    before, after = records(tree), records(more)
    assert len(after) == len(before) + 3
    assert before == {key: after[key] for key in before}


def test_both_kinds_of_tree_stand_in_the_stack_of_a_public_zone() -> None:
    """One is made of record sets beside the zone's own, one of a policy and its policy record."""
    policy = {**PUBLIC, "name": "api", "as_traffic_policy": True}
    plan = planned({**ZONE, "traffic_trees.t": PUBLIC, "traffic_trees.u": policy})
    made = preview(plan)["net-main-public-zone"]["Resources"].values()
    kinds = sorted(held["Type"].removeprefix("AWS::Route53::") for held in made)
    assert [kind for kind in kinds if kind in ("RecordSet", "TrafficPolicy", "TrafficPolicyInstance")] == [
        "RecordSet",
        "TrafficPolicy",
        "TrafficPolicyInstance",
    ]
    assert "traffic policy net-u: api A in public zone example.org" in str(plan)


def _zone_stack(**tree: Any) -> dict[str, Any]:
    """Return the template of a public zone's stack with a tree that names a health signal of a cell."""
    wish = {**PUBLIC, "tree": SIGNALLED, **tree}
    made: dict[str, Any] = preview(planned({**ZONE, **SIGNAL, "traffic_trees.t": wish}))["net-main-public-zone"]
    return made


def test_a_tree_in_a_public_zone_is_handed_over_a_cells_health_signal() -> None:
    """Its record names the stack parameter that the id of the health check is given by."""
    made = _zone_stack()
    (record,) = (held for held in made["Resources"].values() if held["Type"] == "AWS::Route53::RecordSet")
    assert {"Ref": "HealthSignalUp"} == record["Properties"]["HealthCheckId"]
    assert "HealthSignalUp" in made["Parameters"]


def test_a_traffic_policy_has_the_id_in_its_document_and_tells_it_in_its_name() -> None:
    """A policy of another health check has another name, since it is made before the old one goes."""
    made = _zone_stack(as_traffic_policy=True)
    (policy,) = (held for held in made["Resources"].values() if held["Type"] == "AWS::Route53::TrafficPolicy")
    _, (before, check, after) = policy["Properties"]["Document"]["Fn::Join"]
    assert {"Ref": "HealthSignalUp"} == check
    document = json.loads(f"{before}11111111-1111-1111-1111-111111111111{after}")
    (item,) = document["Rules"]["start"]["Items"]
    assert "11111111-1111-1111-1111-111111111111" == item["HealthCheck"]
    _, (name, *rest) = policy["Properties"]["Name"]["Fn::Join"]
    assert name.startswith("net-t ")
    assert [" ", {"Fn::Select": [0, {"Fn::Split": ["-", {"Ref": "HealthSignalUp"}]}]}] == rest
