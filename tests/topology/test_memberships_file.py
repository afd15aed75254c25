"""What accounts are in, in a JSON file beside the topology that rules about connections name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from constructs_pkg.topology import Topology, TopologyError, load, plan
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse

from .wishes import changed

MEMBERS = {"111111111111": ["o-a1b2c3d4e5", "r-ab12"]}
UNITS = {"key": "units", "action": "accept", "organizational_units": ["r-ab12"]}
RULES = {"rules": [UNITS], "memberships": "accounts/members.json"}


def written(folder: Path, members: str | None) -> Path:
    """Write a topology and the file that it names, and return the topology's."""
    file = folder / "topology.yaml"
    file.write_text(json.dumps(changed({"services.db.connection_rules": RULES})), encoding="utf-8")
    (folder / "accounts").mkdir()
    if members is not None:
        (folder / "accounts" / "members.json").write_text(members, encoding="utf-8")
    return file


def test_memberships_are_read_from_the_file(tmp_path: Path) -> None:
    """The plan is that of a topology which holds them itself."""
    read = plan(load(written(tmp_path, json.dumps(MEMBERS))))
    within = tmp_path / "within.yaml"
    rules = {**RULES, "memberships": MEMBERS}
    within.write_text(json.dumps(changed({"services.db.connection_rules": rules})), encoding="utf-8")
    assert plan(load(within)) == read


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        (None, "unreadable-file"),
        ("{", "malformed-json"),
        ("[]", "not-a-mapping"),
        ('{"1": []}', "malformed-account-id"),
        ('{"111111111111": "r-ab12"}', "wrong-type"),
        ('{"111111111111": ["r_ab12"]}', "malformed-membership"),
    ],
)
def test_what_the_file_holds_is_judged(members: str | None, rule: str, tmp_path: Path) -> None:
    """As it is in the topology itself."""
    with pytest.raises(TopologyError) as caught:
        plan(load(written(tmp_path, members)))
    assert rule in [problem.rule for problem in caught.value.problems]


def test_a_path_is_no_use_without_a_folder() -> None:
    """A topology that is no file says so."""
    with pytest.raises(InvalidInput) as caught:
        parse(Topology, changed({"services.db.connection_rules": RULES}))
    (problem,) = caught.value.problems
    assert ("document-not-read", "services.db.connection_rules.memberships") == (problem.rule, problem.path)
