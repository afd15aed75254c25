"""Findings as plain data, for programs that read JSON."""

from __future__ import annotations

from constructs_pkg.audit.findings.finding import Severity
from constructs_pkg.audit.findings.report import Located, Report

# Raised when a key changes its meaning or goes; keys may be added.
VERSION = 1


def as_document(report: Report) -> dict[str, object]:
    """Return a report: the numbers, and each finding with its place, fix and source."""
    return {
        "version": VERSION,
        "stacks": report.stacks,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [_finding(one) for one in report.located],
    }


def _finding(one: Located) -> dict[str, object]:
    rule, place = one.finding.rule, one.finding.place
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "stack": place.stack,
        "logical_id": place.logical_id,
        "entry": place.entry,
        "file": one.at.file.as_posix(),
        "line": one.at.line,
        "construct": one.at.construct,
        "wrong": one.finding.found.wrong,
        "fix": rule.fix,
        "source": rule.source,
    }
