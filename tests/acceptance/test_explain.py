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
from constructs_pkg.commands.connection_request import ACCEPTED_BY
from constructs_pkg.fragments.handler_source import source_with_settings
from constructs_pkg.fragments.handlers import connections
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
    assert connections.ACCEPTED_BY == ACCEPTED_BY
    made = function([{"key": "marked", "action": "accept", "tags": {ACCEPTED_BY: ["x"]}}])
    assembly = write_assembly(tmp_path / "cdk.out", [stack("Saas", {"One": made})])
    result = explain(tmp_path, assembly, connection(Tags=[{"Key": ACCEPTED_BY, "Value": "x"}]))
    assert "leave: no rule matches\n" in result.stdout


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
