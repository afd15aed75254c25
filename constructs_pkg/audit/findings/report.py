"""Findings with their whereabouts, ready to be written out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Finding, Severity
from constructs_pkg.audit.findings.phrases import counted
from constructs_pkg.audit.findings.registry import findings_of
from constructs_pkg.audit.findings.whereabouts import Files, Whereabouts
from constructs_pkg.audit.folder import read_stack_files


@dataclass(frozen=True)
class Located:
    """A finding and where it is in the files."""

    finding: Finding
    at: Whereabouts


@dataclass(frozen=True)
class Report:
    """What was found in an assembly, the worst first.

    Attributes:
        stacks: The number of stacks that were looked at.
    """

    stacks: int
    located: tuple[Located, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings are of one severity."""
        return Counter(one.finding.rule.severity for one in self.located)[severity]

    def fails(self, threshold: Severity) -> bool:
        """Tell whether any finding is of the threshold's severity or worse."""
        return any(one.finding.rule.severity.rank <= threshold.rank for one in self.located)

    @property
    def summary(self) -> str:
        """One sentence with the numbers."""
        stacks = counted(self.stacks, "stack")
        if not self.located:
            return f"Nothing was found in {stacks}."
        counts = [counted(self.count(severity), severity.value) for severity in Severity]
        return f"{', '.join(counts[:-1])} and {counts[-1]} in {stacks}."


def report_on(folder: Path, only: Collection[str] = (), ignored: Collection[str] = ()) -> Report:
    """Return what the rules find in the assembly in `folder`.

    Args:
        folder: A cloud assembly, or a folder of templates.
        only: The ids of the rules to ask; none stands for all.
        ignored: The ids of rules not to ask.

    Raises:
        AssemblyError: if it cannot be read.
    """
    read_from = read_stack_files(folder)
    files = Files(read_from)
    evidence = Evidence(read(one.stack for one in read_from), files.sizes)
    found = findings_of(evidence, only, ignored)
    return Report(len(read_from), tuple(Located(one, files.whereabouts(one.place)) for one in found))
