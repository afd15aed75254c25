"""Findings as SARIF 2.1.0, which code hosts show beside the code.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; section numbers below are its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from constructs_pkg.audit.findings.finding import Rule
from constructs_pkg.audit.findings.report import Located, Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report, rules: Sequence[Rule]) -> dict[str, object]:
    """Return a log with one run: the rules that were asked, and a result for each finding."""
    index = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": "private-cells", "rules": [_rule(rule) for rule in rules]}
    results = [_result(one, index[one.finding.rule.id]) for one in report.located]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, object]:
    """Return a reportingDescriptor, section 3.49."""
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.meaning},
        "help": {"text": rule.fix},
        "helpUri": rule.source,
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(one: Located, index: int) -> dict[str, object]:
    """Return a result, section 3.27; its location is logical and physical, section 3.28."""
    rule, place = one.finding.rule, one.finding.place
    logical = {"name": place.logical_id or place.stack, "fullyQualifiedName": one.at.construct or str(place)}
    physical = {"artifactLocation": {"uri": _uri(one.at.file)}, "region": {"startLine": one.at.line}}
    return {
        "ruleId": rule.id,
        "ruleIndex": index,
        "level": rule.severity.value,
        "message": {"text": f"{one.finding.found.wrong} {rule.fix}"},
        "locations": [{"physicalLocation": physical, "logicalLocations": [logical]}],
        "partialFingerprints": {"place/v1": f"{rule.id}:{place}"},
    }


def _uri(file: Path) -> str:
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())
