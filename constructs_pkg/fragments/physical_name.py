"""Names of resources that AWS wants named, unique in an account."""

from __future__ import annotations

import re

from constructs_pkg.fragments.fragment import Json, concatenated
from constructs_pkg.values.late import pseudo_parameter

_STACK_ID = pseudo_parameter("AWS::StackId")


def physical_name(identity: str, longest: int) -> Json:
    """Return a name of at most `longest` characters that begins with `identity` and is the stack's own.

    It ends in a part of the stack's id, so that the same stack elsewhere, or made again, has another.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", identity.lower()).strip("-")
    unique = {"Fn::Select": [0, {"Fn::Split": ["-", {"Fn::Select": [2, {"Fn::Split": ["/", _STACK_ID]}]}]}]}
    return concatenated(f"{plain[: longest - 9].rstrip('-')}-", unique)
