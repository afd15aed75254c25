"""Exports that other stacks import: an update can neither take them away nor change them.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html.
"""

from __future__ import annotations

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, stacks

_NOTHING_STANDS = ("ROLLBACK_COMPLETE", "DELETE_COMPLETE")
"""States of a stack that imports nothing: its creation was undone, or it is gone."""


def install() -> None:
    """Have an update fail, and be rolled back, where it breaks an import."""
    resolve = stacks._resolve_stack_outputs

    def resolved(*asked: Any) -> tuple[list[dict[str, Any]], dict[str, dict[str, str]]]:
        outputs, exports = resolve(*asked)
        name, identifier = asked[-2:]
        for before in [one for one in cloudformation._exports.values() if one["StackId"] == identifier]:
            after = exports.get(before["Name"])
            if after is None or after["Value"] != before["Value"]:
                _refuse_imported(before["Name"], name, "deleted" if after is None else "updated")
        return outputs, exports

    stacks._resolve_stack_outputs = resolved


def _refuse_imported(export: str, exporter: str, what: str) -> None:
    for name, stack in cloudformation._stacks.items():
        if name == exporter or stack.get("StackStatus") in _NOTHING_STANDS:
            continue
        if export in handlers._imported_export_names(stack, name):
            raise ValueError(f"Export {export} cannot be {what} as it is in use by {name}")
