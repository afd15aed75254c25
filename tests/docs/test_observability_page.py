"""The page on observability tells what the library does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml
from test_documentation import ROOT, blocks

from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS, LOOKUP_ALARMS, PROXY_ALARMS, SERVICE_ALARMS, AlarmKind
from constructs_pkg.values.spec import parse

PAGE = ROOT / "docs" / "observability.md"


def test_the_table_lists_every_alarm() -> None:
    """Name, metric, statistic, default and source of each alarm stand in the page, in their order."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [_row(kind) for kind in (*SERVICE_ALARMS, *ENDPOINT_ALARMS, *PROXY_ALARMS, *LOOKUP_ALARMS)] == rows


def test_the_topology_of_the_page_can_be_planned() -> None:
    """A reader can paste it into a file."""
    (text,) = blocks(PAGE, "yaml")
    (cell,) = plan(parse(Topology, yaml.safe_load(text))).cells
    assert (True, True) == (cell.makes_topic, cell.dashboard)


def test_the_program_of_the_page_runs(tmp_path: Path) -> None:
    """A reader can paste it into a file."""
    (program,) = blocks(PAGE, "python")
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, "" if done.returncode == 0 else done.stderr)


def _row(kind: AlarmKind) -> str:
    threshold = "..." if kind.threshold is None else f"{kind.threshold:g}"
    return (
        f"| `{kind.name}` | {kind.of} | `{kind.namespace}` `{kind.metric}` | {kind.statistic} "
        f"| {'below' if kind.below else 'above'} {threshold} | {kind.periods} x {kind.period} s "
        f"| {kind.missing_data} | [page]({kind.source}) |"
    )
