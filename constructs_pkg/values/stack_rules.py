"""How large a stack may be."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.values.problem import Problem

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
MOST_OF_A_STACK = {"resources": 500, "outputs": 200, "parameters": 200, "bytes": 1_000_000}


def check_stack_size(counts: Mapping[str, int], stack: str, path: str) -> list[Problem]:
    """Return the problems of the size of `stack`, which the cell at `path` leads to.

    Args:
        counts: Its ``resources``, ``outputs``, ``parameters`` and ``bytes``.
        stack: Its name.
        path: Where the cell stands.
    """
    return [
        Problem(
            "stack-too-large",
            path,
            stack,
            f"would have {count} {what}, more than CloudFormation's {MOST_OF_A_STACK[what]}",
            "divide the cell's services, links and records between cells",
        )
        for what, count in counts.items()
        if count > MOST_OF_A_STACK[what]
    ]
