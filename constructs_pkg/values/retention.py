"""How long CloudWatch Logs keeps entries."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.problem import Problem

# The retention periods that CloudWatch Logs knows, in days (RetentionInDays in the PutRetentionPolicy API).
RETENTION_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
DEFAULT_RETENTION_DAYS = 365


def check_retention(days: int) -> Iterable[Problem]:
    """Yield the problem of `days` that are no retention period, at ``retention_days``."""
    if days not in RETENTION_DAYS:
        limit, fix = "is no retention period of CloudWatch Logs", f"choose one of {', '.join(map(str, RETENTION_DAYS))}"
        yield Problem("retention-days", "retention_days", str(days), limit, fix)
