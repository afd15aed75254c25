"""EC2 actions added to the emulator, and calls of its actions from within."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ministack.services import ec2

from emulator import model

Action = Callable[[dict[str, Any]], dict[str, Any]]


class Refused(Exception):
    """EC2 refuses a request.

    Attributes:
        code: The error code of the API reference.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def add_actions(actions: Mapping[str, Action]) -> None:
    """Have the emulator answer `actions`, in place of its own where it has one."""
    for name, action in actions.items():
        ec2._ACTION_MAP[name] = _answering(name, action)


def call(name: str, **request: Any) -> dict[str, Any]:
    """Do an action in the account and Region at hand and return its result.

    Raises:
        Refused: The emulator refuses it.
    """
    status, _, body = ec2._ACTION_MAP[name](model.query_of(name, request))
    result = model.result_of(name, status, body)
    if "Error" in result:
        raise Refused(result["Error"]["Code"], result["Error"]["Message"])
    return result


def _answering(name: str, action: Action) -> Callable[[model.Query], tuple[int, dict[str, str], bytes]]:
    def answer(query: model.Query) -> tuple[int, dict[str, str], bytes]:
        try:
            result = action(model.request_of(name, query))
        except Refused as refusal:
            refused: tuple[int, dict[str, str], bytes] = ec2._error(refusal.code, str(refusal), 400)
            return refused
        answered: tuple[int, dict[str, str], bytes] = ec2._xml(200, f"{name}Response", model.result_xml(name, result))
        return answered

    return answer
