"""Functions of ours: one file of code, one role with what it calls, and one answer to CloudFormation."""

from __future__ import annotations

import ast
from importlib.resources import files
from typing import Any

import pytest

from constructs_pkg.fragments.function import function_fragment
from constructs_pkg.fragments.handler_source import handler_source

from .handling import Answer, Context, event, loaded, run_handler

ANSWERING = "custom_resource"
FUNCTIONS = sorted(
    file.name.removesuffix(".py")
    for file in files("constructs_pkg.fragments.handlers").iterdir()
    if file.name.endswith(".py") and "\ndef handler(" in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("module", FUNCTIONS)
def test_code_is_one_file(module: str) -> None:
    """The code of every function is one file that parses and imports nothing of this library."""
    tree = ast.parse(handler_source(module))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert [] == [name for name in imported if name and name.startswith("constructs_pkg")]
    assert "handler" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_what_two_modules_import_is_there_once() -> None:
    """The code that answers CloudFormation stands in a function's code once."""
    assert 1 == handler_source("close_default_security_group").count("def answer(")


def _answers(work: Any, request: str = "Create") -> list[Answer]:
    answers: list[Answer] = []
    with loaded(ANSWERING, {}, answers) as code:
        code.answer(event(request, {}, physical_id="before"), Context(), lambda _: work(code))
    return answers


def test_what_was_made_is_answered() -> None:
    """The physical id and the data of what was made reach CloudFormation."""
    assert [Answer("SUCCESS", "made", {"Key": "value"})] == _answers(lambda code: code.Made("made", {"Key": "value"}))


def test_failure_is_answered_with_its_reason() -> None:
    """A failing creation is answered once, with its reason and the logical id, as there is no physical one yet."""

    def fail(_code: Any) -> None:
        raise ValueError("no such thing")

    assert [Answer("FAILED", "Made", reason="ValueError: no such thing")] == _answers(fail)
    assert [Answer("FAILED", "before", reason="ValueError: no such thing")] == _answers(fail, "Update")


def test_long_reason_is_cut() -> None:
    """A reason is cut so that the answer stays below the 4,096 bytes that CloudFormation reads."""

    def fail(_code: Any) -> None:
        raise ValueError("x" * 10_000)

    (answer,) = _answers(fail)
    assert len(answer.reason or "") == 1000


def test_deletion_answers_for_what_it_was_asked() -> None:
    """A deletion keeps the physical id of its request."""
    assert [Answer("SUCCESS", "before")] == _answers(lambda code: code.Made("other"), "Delete")


def test_waiting_ends_with_what_is_found() -> None:
    """Looking goes on until something is found."""
    found = iter([None, None, "ready"])
    with loaded(ANSWERING, {}) as code:
        assert "ready" == code.wait_for(lambda: next(found), Context(), "It")


def test_waiting_ends_in_time_to_answer() -> None:
    """Looking ends while there is time left to say so to CloudFormation."""
    context = Context(seconds=60, seconds_a_look=10)
    with loaded(ANSWERING, {}) as code, pytest.raises(TimeoutError, match="It did not happen"):
        code.wait_for(lambda: None, context, "It")
    assert context.seconds >= 0


def test_request_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """Each request and its end is a line of JSON in the function's log."""
    run_handler("close_default_security_group", {}, event("Delete", {"SecurityGroupId": "sg-0"}))
    assert ['{"event": "requested"', '{"event": "done"'] == [
        line.split(",")[0] for line in capsys.readouterr().out.splitlines()
    ]


def test_function_logs_into_its_own_group_alone() -> None:
    """The role may write to the function's log group and do what is asked for, and no more."""
    asked = {"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}
    made = function_fragment(
        "Own", module="close_default_security_group", description="Tested", statements=[asked], partition="aws"
    ).resources
    (policy,) = made["OwnRole"]["Properties"]["Policies"]
    own_log = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": {"Fn::GetAtt": ["OwnLogGroup", "Arn"]},
    }
    assert [asked, own_log] == policy["PolicyDocument"]["Statement"]
    assert {"LogGroup": {"Ref": "OwnLogGroup"}, "LogFormat": "JSON"} == made["OwnFunction"]["Properties"][
        "LoggingConfig"
    ]
