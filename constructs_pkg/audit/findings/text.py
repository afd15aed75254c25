"""Findings for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.report import Located, Report
from constructs_pkg.audit.presented import presented


def lines_of(report: Report) -> Iterator[str]:
    """Yield the lines of a report: each finding with its place, fix and source, then the numbers."""
    for one in report.located:
        yield from map(presented, _finding(one))
        yield ""
    yield report.summary


def _finding(one: Located) -> Iterator[str]:
    rule, at = one.finding.rule, one.at
    construct = f", construct {at.construct}" if at.construct is not None else ""
    yield f"{rule.severity.value}: {rule.id}: {one.finding.found.wrong}"
    yield f"  at:  {one.finding.place} ({at.file}:{at.line}{construct})"
    yield f"  fix: {rule.fix}"
    yield f"  see: {rule.source}"
