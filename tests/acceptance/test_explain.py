"""``private-cells acceptance explain``: what the rules in an assembly say of a connection, offline."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from audit.templates import Json, stack, write_assembly
from click.testing import CliRunner, Result

from constructs_pkg.commands import main
from constructs_pkg.fragments.handler_source import source_with_settings
from constructs_pkg.fragments.handlers.connection import ACCEPTED_BY
from constructs_pkg.fragments.reconciler import reconciler_fragment
from constructs_pkg.values.connection_rules import ReconcilerSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse

A, B = "111111111111", "222222222222"
ONE, TWO, THREE = (f"vpce-{number:017x}" for number in (1, 2, 3))
ORGANIZATION = "o-ab12cd34ef"
RULES: list[dict[str, Any]] = [
    {"key": "blocked", "action": "reject", "accounts": [B], "reason": "left us"},
    {"key": "partners", "action": "accept", "accounts": [A], "most_connections": 2, "expires": "2026-12-31"},
    {"key": "members", "action": "accept", "organizations": [ORGANIZATION], "regions": ["eu-west-1"]},
]


def function(rules: list[dict[str, Any]], environment: Json | None = None, **settings: Any) -> Json:
    code = source_with_settings("reconcile_connections", {"rules": rules, "region": "us-east-1", **settings})
    properties: dict[str, object] = {"Code": {"ZipFile": code}, "Handler": "index.handler"}
    if environment:
        properties["Environment"] = {"Variables": environment}
    return {"Type": "AWS::Lambda::Function", "Properties": properties}


def connection(endpoint: str = ONE, account: str = A, state: str = "pendingAcceptance", **more: Any) -> Json:
    return {
        "ServiceId": "vpce-svc-0123456789abcdef0",
        "VpcEndpointId": endpoint,
        "VpcEndpointOwner": account,
        "VpcEndpointState": state,
        "CreationTimestamp": "2026-06-01T12:00:00+00:00",
        **more,
    }


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    return write_assembly(tmp_path / "cdk.out", [stack("Saas", {"Reconcile": function(RULES)})])


def explain(tmp_path: Path, assembly: Path, document: object, *options: str) -> Result:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return CliRunner().invoke(main, ["acceptance", "explain", str(file), str(assembly), *options])


def test_says_which_rule_decides_and_why(tmp_path: Path, assembly: Path) -> None:
    """The verdict, its reason, the rule, and why those before it do not match."""
    result = explain(tmp_path, assembly, connection(), "--at", "2026-06-01T12:00:00Z")
    assert (
        f"{ONE} of account {A} in us-east-1, at 2026-06-01T12:00:00+00:00\n"
        "accept: rule partners matches\n"
        "decided by rule partners of Saas/Reconcile\n"
        f"  not blocked: {A} is none of {B}\n"
    ) == result.stdout
    assert 0 == result.exit_code


@pytest.mark.parametrize(
    ("request_of", "options", "expected"),
    [
        (connection(), ("--at", "2026-12-31"), ("leave", None)),
        (connection(account=B), (), ("reject", "blocked")),
        (connection(), ("--at", "2026-06-01", "--others", "1"), ("accept", "partners")),
        (connection(), ("--at", "2026-06-01", "--others", "2"), ("leave", None)),
        (connection(account="333333333333", VpcEndpointRegion="eu-west-1"), (), ("leave", None)),
        (
            connection(account="333333333333", VpcEndpointRegion="eu-west-1"),
            ("--member", ORGANIZATION),
            ("accept", "members"),
        ),
    ],
)
def test_decides_as_the_rules_say(
    tmp_path: Path, assembly: Path, request_of: Json, options: tuple[str, ...], expected: tuple[str, str | None]
) -> None:
    """The time, the connections of the account and its memberships can be told."""
    told = json.loads(explain(tmp_path, assembly, request_of, "--format", "json", *options).stdout)
    assert expected == (told["action"], told["rule"])


def test_reads_what_the_command_line_of_aws_writes(tmp_path: Path, assembly: Path) -> None:
    """Of all connections one is chosen, and the others of its account are counted as far as they are connected."""
    document = {
        "VpcEndpointConnections": [
            connection(ONE),
            connection(TWO, state="available"),
            connection(THREE, state="Available"),
            connection("vpce-0000000000000000f", state="rejected"),
            connection("vpce-0000000000000000e", B, state="available"),
        ]
    }
    result = explain(tmp_path, assembly, document)
    assert (2, True) == (result.exit_code, "has 5 connections; choose one with --endpoint: " in result.stderr)
    options = ("--endpoint", ONE, "--at", "2026-06-01", "--format", "json")
    told = json.loads(explain(tmp_path, assembly, document, *options).stdout)
    assert (2, "leave", "Saas/Reconcile") == (told["others"], told["action"], told["function"])
    assert f"account {A} has 2 connections, and 2 are the most" == told["passed"][1]["why"]


def test_memberships_that_are_looked_up_are_not_known(tmp_path: Path) -> None:
    """Offline nobody can ask the organization: that is told, and --member says what it would answer."""
    made = function(RULES[2:], {"ORGANIZATIONS_ROLE": "arn:aws:iam::999999999999:role/Look"})
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", {"Reconcile": made})])
    asked = connection(VpcEndpointRegion="eu-west-1")
    assert (
        f"leave: the organization of account {A} could not be looked up\n" in explain(tmp_path, assembly, asked).stdout
    )
    assert "accept: rule members matches\n" in explain(tmp_path, assembly, asked, "--member", ORGANIZATION).stdout


def test_memberships_that_are_written_in_are_used(tmp_path: Path) -> None:
    """The file of memberships at synthesis is in the function's code."""
    made = function(RULES[2:], memberships={A: [ORGANIZATION]})
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", {"Reconcile": made})])
    assert (
        "accept: rule members matches\n"
        in explain(tmp_path, assembly, connection(VpcEndpointRegion="eu-west-1")).stdout
    )


def test_the_function_of_a_reconciler_is_read(tmp_path: Path) -> None:
    """What the fragment makes of the rules is found again, and looks memberships up by its role."""
    spec = {
        "service_id": "vpce-svc-0123456789abcdef0",
        "rules": [{"key": "members", "action": "accept", "organizations": [ORGANIZATION], "expires": "2026-12-31"}],
        "organizations_role": "arn:aws:iam::999999999999:role/Look",
    }
    made = reconciler_fragment(parse(ReconcilerSpec, spec), region=Region("us-east-1"), name="orders")
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", made.template()["Resources"])])
    asked = connection()
    assert "leave: the organization" in explain(tmp_path, assembly, asked, "--at", "2026-12-30").stdout
    member = ("--member", ORGANIZATION, "--at")
    assert "accept: rule members matches\n" in explain(tmp_path, assembly, asked, *member, "2026-12-30").stdout
    assert "leave: no rule matches\n" in explain(tmp_path, assembly, asked, *member, "2026-12-31").stdout


def test_of_several_functions_one_is_chosen(tmp_path: Path) -> None:
    """Each service has its own."""
    functions = {"One": function(RULES), "Two": function([])}
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", functions)])
    result = explain(tmp_path, assembly, connection())
    assert (2, f"private-cells: {assembly}: choose one of its functions with --function: Saas/One, Saas/Two\n") == (
        result.exit_code,
        result.stderr,
    )
    assert (
        "leave: no rule matches\ndecided by no rule of Saas/Two\n"
        in explain(tmp_path, assembly, connection(), "--function", "Saas/Two").stdout
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], "has no connection"),
        ("x", "has no connection"),
        (7, "has no connection"),
        ({"VpcEndpointConnections": []}, "has no connection"),
        ([7], "[0] is no mapping"),
        ({}, "[0].VpcEndpointId None is not there or malformed"),
        (connection(endpoint="vpce-x"), "[0].VpcEndpointId 'vpce-x' is not there or malformed"),
        ({**connection(), "VpcEndpointOwner": 111111111111}, "[0].VpcEndpointOwner 111111111111 is not there"),
        ({**connection(), "VpcEndpointState": 1}, "[0].VpcEndpointState 1 is no text"),
        ({**connection(), "Tags": {"a": "b"}}, "[0].Tags {'a': 'b'} are not of the form"),
        ({**connection(), "Tags": [{"Key": []}]}, "[0].Tags [{'Key': []}] are not of the form"),
        ({**connection(), "CreationTimestamp": 7}, "[0].CreationTimestamp 7 is no time"),
        ({**connection(), "CreationTimestamp": "June"}, "[0].CreationTimestamp 'June' is no time"),
    ],
)
def test_what_is_no_request_is_refused(tmp_path: Path, assembly: Path, document: object, expected: str) -> None:
    """With exit code 2, one line, and what to write instead."""
    result = explain(tmp_path, assembly, document)
    assert (2, "") == (result.exit_code, result.stdout)
    assert expected in result.stderr
    assert 1 == len(result.stderr.splitlines())


def test_what_cannot_be_asked_is_refused(tmp_path: Path, assembly: Path) -> None:
    """A file that is not there, a time that is none, an assembly without rules, rules of another version."""
    nothing = write_assembly(tmp_path / "nothing", [stack("Saas", {"Topic": {"Type": "AWS::SNS::Topic"}})])
    strange = write_assembly(tmp_path / "strange", [stack("Saas", {"One": function([{"key": "x", "accounts": 7}])})])
    runner = CliRunner()
    absent = runner.invoke(main, ["acceptance", "explain", str(tmp_path / "absent.json"), str(assembly)])
    for result, expected in (
        (absent, "absent.json: No such file or directory"),
        (explain(tmp_path, assembly, connection(), "--at", "tomorrow"), "--at tomorrow: is no time"),
        (explain(tmp_path, nothing, connection()), "no function in it has rules about connections"),
        (explain(tmp_path, strange, connection()), "Saas/One: its rules are none that this version writes"),
    ):
        assert (2, "") == (result.exit_code, result.stdout)
        assert expected in result.stderr


def test_a_template_writes_nothing_that_a_terminal_acts_upon(tmp_path: Path) -> None:
    """Keys and reasons may be anybody's."""
    rules: list[dict[str, Any]] = [
        {"key": "\x1b[2J", "action": "reject", "accounts": [B]},
        {"key": "x", "action": "leave", "reason": "\x1b]0;"},
    ]
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", {"One": function(rules)})])
    result = explain(tmp_path, assembly, connection(VpcEndpointRegion="\x1b[1m"))
    assert (0, False) == (result.exit_code, "\x1b" in result.stdout)


def test_the_mark_of_the_reconciler_is_no_tag_of_the_provider(tmp_path: Path) -> None:
    """As in the function, no rule sees it."""
    made = function([{"key": "marked", "action": "accept", "tags": {ACCEPTED_BY: ["x"]}}])
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", {"One": made})])
    result = explain(tmp_path, assembly, connection(Tags=[{"Key": ACCEPTED_BY, "Value": "x"}]))
    assert "leave: no rule matches\n" in result.stdout


MARKED = {"Tags": [{"Key": ACCEPTED_BY, "Value": "partners"}]}
DURING, AFTER = "2026-06-01", "2027-01-01"


@pytest.mark.parametrize(
    ("account", "state", "more", "at", "action", "says"),
    [
        (A, "PendingAcceptance", {}, DURING, "accept", "rule partners matches"),
        (B, "pending-acceptance", {}, DURING, "reject", "left us"),
        (A, "pendingAcceptance", {}, AFTER, "leave", "no rule matches"),
        (A, "Available", {}, DURING, "keep", "rule partners matches"),
        (B, "available", {}, DURING, "reject", "left us"),
        (A, "AVAILABLE", MARKED, AFTER, "reject", "rule partners, which accepted it, holds no more: it expired at"),
        (A, "available", {}, AFTER, "keep", "no rule matches"),
        (B, "pending", {}, DURING, "keep", "left us"),
        (B, "Rejected", {}, DURING, "nothing", "it is rejected"),
        (A, "deleting", {}, DURING, "nothing", "it is deleting"),
    ],
)
def test_what_is_done_depends_on_the_state(
    account: str, state: str, more: dict[str, Any], at: str, action: str, says: str, tmp_path: Path, assembly: Path
) -> None:
    """As the page's table says, in whatever case EC2 spells the state."""
    asked = connection(account=account, state=state, **more)
    told = json.loads(explain(tmp_path, assembly, asked, "--at", at, "--format", "json").stdout)
    assert (action, False, None) == (told["action"], told["counted"], told["held"])
    assert told["reason"].startswith(says)
    line = "left as it is" if action == "nothing" else action
    assert f"\n{line}: {says}" in explain(tmp_path, assembly, asked, "--at", at).stdout


@pytest.mark.parametrize("state", ["Quarantined", ""])
def test_a_state_that_is_not_known_is_left_and_counted(state: str, tmp_path: Path, assembly: Path) -> None:
    """No rule is asked."""
    asked = connection(account=B, state=state)
    result = explain(tmp_path, assembly, asked)
    assert 0 == result.exit_code
    assert ", and counted: the alarm UnknownState tells of it\n" in result.stdout
    told = json.loads(explain(tmp_path, assembly, asked, "--format", "json").stdout)
    assert ("nothing", True, None, []) == (told["action"], told["counted"], told["rule"], told["passed"])


def test_a_state_that_is_not_told_is_asked_about(tmp_path: Path, assembly: Path) -> None:
    """A request that is written by hand waits to be accepted."""
    asked = {"VpcEndpointId": ONE, "VpcEndpointOwner": B}
    assert "\nreject: left us\n" in explain(tmp_path, assembly, asked).stdout


def test_who_asked_first_is_let_in_first(tmp_path: Path, assembly: Path) -> None:
    """As in the function, those before it count that are accepted in the same run."""
    times = ("2026-05-03T00:00:00Z", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z")
    asked = [
        connection(endpoint, CreationTimestamp=created)
        for endpoint, created in zip((ONE, TWO, THREE), times, strict=True)
    ]
    options = ("--at", DURING, "--format", "json", "--endpoint")
    found = {
        endpoint: json.loads(explain(tmp_path, assembly, asked, *options, endpoint).stdout)["action"]
        for endpoint in (ONE, TWO, THREE)
    }
    assert {ONE: "leave", TWO: "accept", THREE: "accept"} == found
    alone = ("--at", DURING, "--endpoint", ONE, "--others", "1")
    assert "accept: rule partners matches\n" in explain(tmp_path, assembly, asked, *alone).stdout


def test_a_rejection_that_a_run_holds_back_is_told(tmp_path: Path) -> None:
    """Of three who are connected two would be rejected, and one may be."""
    made = function(RULES, most_rejected=0.2)
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", {"One": made})])
    asked = [
        *(connection(endpoint, B, "available") for endpoint in (ONE, TWO)),
        connection(THREE, A, "available"),
    ]
    chosen = ("--endpoint", ONE, "--at", DURING)
    held = "2 of 3 connected consumers would be rejected, and 20% are the most"
    assert (
        f"\nheld back, with all of the run, if REQUEST has every connection: {held}\n"
        in explain(tmp_path, assembly, asked, *chosen).stdout
    )
    assert held == json.loads(explain(tmp_path, assembly, asked, *chosen, "--format", "json").stdout)["held"]
    assert "held back" not in explain(tmp_path, assembly, asked[1:], "--endpoint", TWO, "--at", DURING).stdout


def test_needs_no_library_of_aws(tmp_path: Path, assembly: Path) -> None:
    """The code that decides runs where there is no boto3."""
    (tmp_path / "request.json").write_text(json.dumps(connection()), encoding="utf-8")
    program = (
        "import sys; sys.modules['boto3'] = sys.modules['botocore'] = sys.modules['aws_cdk'] = None;"
        "from constructs_pkg.commands import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", program, "acceptance", "explain", str(tmp_path / "request.json"), str(assembly)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=60
    )
    assert (0, "") == (done.returncode, done.stderr)
