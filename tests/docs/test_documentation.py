"""The documentation says what is so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import constructs_pkg
from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.spec import parse

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for page in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part == "node_modules" for part in page.relative_to(ROOT).parts)
)


SHARING = ROOT / "docs" / "sharing-zones.md"


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


DATABASES = ROOT / "docs" / "database-proxy.md"
PROGRAMS = (
    "discovery.md",
    "edge.md",
    "health-signals.md",
    "hybrid.md",
    "mesh.md",
    "public-zones.md",
    "records.md",
    "traffic-trees.md",
)
RUN = [ROOT / "README.md", SHARING, DATABASES, *(ROOT / "docs" / page for page in PROGRAMS)]


@pytest.mark.parametrize("program", [program for page in RUN for program in blocks(page, "python")])
def test_python_examples_run(program: str, tmp_path: Path) -> None:
    """A reader can paste each Python example of these pages into a file and run it."""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, "" if done.returncode == 0 else done.stderr)


def test_the_example_of_tests_runs_and_writes_the_snapshot_that_is_shown(tmp_path: Path) -> None:
    """The test file of docs/testing.md passes, and its snapshot is the text below it."""
    page = ROOT / "docs" / "testing.md"
    (program,) = blocks(page, "python")
    (tmp_path / "test_names.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "--rootdir", ".", "--snapshot-update"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (0, "5 passed") == (done.returncode, (re.findall(r"\d+ passed", done.stdout) or [done.stdout])[0])
    written = (tmp_path / "__snapshots__" / "test_names" / "test_answers.txt").read_text(encoding="utf-8")
    assert blocks(page, "text")[0] == written


@pytest.mark.parametrize("text", [text for page in RUN for text in blocks(page, "yaml")])
def test_topologies_can_be_planned(text: str) -> None:
    """A reader can paste each topology of these pages into a file and synthesize it."""
    assert len(plan(parse(Topology, yaml.safe_load(text))).cells) > 0


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Every link and picture of a page that stays in the repository leads to a file."""
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http:", "https:"))]
    assert [] == [target for target in local if not (page.parent / target).exists()]


def test_the_package_tells_the_version_it_is_released_as() -> None:
    """The version that code can ask for is the one of the distribution."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == constructs_pkg.__version__
