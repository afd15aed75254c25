"""A handler run as AWS Lambda runs it: the code of its function as one module, against clients of the test's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import CodeType, ModuleType
from typing import Any
from unittest.mock import patch

from constructs_pkg.fragments.handler_source import handler_source

ARN = "arn:aws:lambda:us-east-1:111111111111:function:tested"


@dataclass(frozen=True)
class Answer:
    """What a handler answered to CloudFormation."""

    status: str
    physical_id: str
    data: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass
class Context:
    """What AWS Lambda tells a function about its run: every question for the time costs `seconds_a_look`."""

    seconds: float = 900
    seconds_a_look: float = 0
    invoked_function_arn: str = ARN
    aws_request_id: str = "00000000-0000-0000-0000-000000000000"
    log_stream_name: str = "stream"

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the function is ended."""
        self.seconds -= self.seconds_a_look
        return int(self.seconds * 1000)


def event(
    request: str,
    properties: Mapping[str, Any],
    *,
    old: Mapping[str, Any] | None = None,
    physical_id: str | None = None,
) -> dict[str, Any]:
    """Return a request of CloudFormation to a custom resource; one to create knows no physical id.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
    """
    common = {
        "RequestType": request,
        "ResponseURL": "https://127.0.0.1/answer",
        "StackId": "arn:aws:cloudformation:us-east-1:111111111111:stack/tested/00000000",
        "RequestId": "11111111-1111-1111-1111-111111111111",
        "ResourceType": "AWS::CloudFormation::CustomResource",
        "LogicalResourceId": "Made",
        "ResourceProperties": {"ServiceToken": ARN, **properties},
    }
    if request != "Create":
        common["PhysicalResourceId"] = physical_id or "Made"
    return {**common, "OldResourceProperties": {"ServiceToken": ARN, **(old or properties)}} if old else common


def run_handler(
    module: str, clients: Mapping[str, Any], asked: Mapping[str, Any], context: Context | None = None
) -> list[Answer]:
    """Run the handler of `module` for the event `asked`; nothing waits, and every answer is returned.

    Args:
        module: The handler's module.
        clients: The AWS clients it may ask for, by service; one that is a function takes what the client is asked with.
        asked: The event.
        context: The run. Default: one with all its time left.
    """
    answers: list[Answer] = []
    with loaded(module, clients, answers) as index:
        index.handler(dict(asked), context or Context())
    return answers


@contextmanager
def loaded(module: str, clients: Mapping[str, Any], answers: list[Answer] | None = None) -> Iterator[Any]:
    """Give the code of a function, loaded as AWS Lambda loads it; what it answers is added to `answers`."""
    boto3, index = ModuleType("boto3"), ModuleType("index")

    def client(service: str, **options: Any) -> Any:
        found = clients[service]
        return found(**options) if callable(found) else found

    boto3.__dict__["client"] = client
    held = {"boto3": boto3, "cfnresponse": _cfnresponse([] if answers is None else answers), "index": index}
    with patch.dict(sys.modules, held), patch("time.sleep"):
        exec(_compiled(module), index.__dict__)
        yield index


@cache
def _compiled(module: str) -> CodeType:
    return compile(handler_source(module), f"{module}.py", "exec", dont_inherit=True)


def _cfnresponse(answers: list[Answer]) -> ModuleType:
    """Return the module that CloudFormation puts beside inline code, with AWS's signature.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
    """
    module = ModuleType("cfnresponse")

    def send(
        event: Any,
        context: Any,
        response_status: str,
        response_data: Any,
        physical_resource_id: str | None = None,
        no_echo: bool = False,
        reason: str | None = None,
    ) -> None:
        answers.append(Answer(response_status, str(physical_resource_id), response_data, reason))

    module.__dict__.update(send=send, SUCCESS="SUCCESS", FAILED="FAILED")
    return module
