"""The logical ids that the CDK gives to a fragment's resources, computed without the CDK.

A construct's path inside its stack becomes readable text and a hash, as described in
https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html#identifiers-logical-ids.
"""

from __future__ import annotations

import hashlib
import re

_LONGEST_READABLE = 240
_LONGEST_LOGICAL_ID = 255

# What separates the parts of a path, and so is written otherwise inside a part: sanitizeId in
# https://github.com/aws/constructs/blob/10.x/src/construct.ts.
_SEPARATORS = re.compile(r"[/\n]")


def logical_id(*path: str) -> str:
    """Return the logical id of the construct at `path`, which begins below the stack."""
    parts = [_SEPARATORS.sub("--", part) for part in path if part != "Default"]
    if len(parts) == 1 and len(bare := _bare(parts[0])) <= _LONGEST_LOGICAL_ID:
        return bare
    digest = hashlib.md5("/".join(parts).encode(), usedforsecurity=False).hexdigest()[:8].upper()
    readable = "".join(_bare(part) for part in _without_repeats(parts) if part != "Resource")
    return readable[:_LONGEST_READABLE] + digest


def _bare(part: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", part)


def _without_repeats(parts: list[str]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        if not kept or not kept[-1].endswith(part):
            kept.append(part)
    return kept
