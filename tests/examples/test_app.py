"""app.py, run as the CDK's command line runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .synthesis import ROOT, all_files, run_app, template_texts, topology_file

_SEPARATE_NETWORK = ("unshare", "--map-root-user", "--net")

_REFUSED = """
name: refused
cells:
  one:
    account: "111111111111"
    region: us-east-1
    network:
      cidr: 10.0.0.0/16
      availability_zones: [{slot: 0, name: us-west-2a}, {slot: 0, name: us-east-1b}]
    hosts: {alone: [10.0.0.4]}
"""

_WARNED = """
public_zones:
  example:
    name: example.com
    account: "111111111111"
    records:
      - name: www
        type: A
        values: [192.0.2.1]
        policy: {policy: latency, set_identifier: there, region: us-west-9}
"""


def test_cells_are_synthesized_alone(assembly: Callable[[str], Path], tmp_path: Path) -> None:
    """With `-c cells=` only the cells named are synthesized, each as it is among all."""
    done = run_app(topology_file("two-regions"), tmp_path, cells="us-east")
    assert (0, "Planned 1 cells in 2 stacks.\n") == (done.returncode, done.stderr)
    alone, together = template_texts(tmp_path), template_texts(assembly("two-regions"))
    assert ["two-regions-us-east-links", "two-regions-us-east-network"] == list(alone)
    assert alone == {stack: together[stack] for stack in alone}


def test_unknown_cells_are_refused(tmp_path: Path) -> None:
    """A cell that is not in the topology is refused with the one that was meant."""
    file = topology_file("two-regions")
    done = run_app(file, tmp_path, cells="us-eats")
    problem = "unknown-cell: cells us-eats is no cell of this topology; did you mean 'us-east'?"
    assert (1, f"{file} is refused:\n{problem}\n") == (done.returncode, done.stderr)


def test_a_refused_topology_says_all_that_is_wrong(tmp_path: Path) -> None:
    """A refused topology leads to exit code 1, a line for each problem, no traceback and no assembly."""
    file, assembly = tmp_path / "topology.yaml", tmp_path / "cdk.out"
    file.write_text(_REFUSED, encoding="utf-8")
    done = run_app(file, assembly)
    headline, *problems = done.stderr.splitlines()
    assert (1, "", f"{file} is refused:") == (done.returncode, done.stdout, headline)
    expected = {
        ("duplicate-slot", "cells.one.network.availability_zones[1].slot"),
        ("az-outside-region", "cells.one.network.availability_zones[0].name"),
        ("no-zone", "cells.one.hosts.alone"),
    }
    assert expected == {(rule.rstrip(":"), path) for rule, path, *_ in (problem.split() for problem in problems)}
    assert {} == all_files(assembly)


def test_a_refused_topology_tells_its_warnings_apart(tmp_path: Path) -> None:
    """Beside errors a warning says that it is one, and both are counted."""
    file = tmp_path / "topology.yaml"
    file.write_text(_REFUSED + _WARNED, encoding="utf-8")
    done = run_app(file, tmp_path / "cdk.out")
    headline, *problems = done.stderr.splitlines()
    assert (1, f"{file} is refused for 3 errors, beside 1 warning:") == (done.returncode, headline)
    warned = [number for number, line in enumerate(problems) if line.startswith("warning: unlisted-latency-region: ")]
    assert [3] == warned


def test_importing_the_app_does_nothing(tmp_path: Path) -> None:
    """Importing app.py starts no Node and writes nothing."""
    program = "import sys, app; print([name for name in ('aws_cdk', 'jsii') if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert ("[]\n", "", {}) == (found.stdout, found.stderr, all_files(tmp_path))


def test_synthesis_is_deterministic(assembly: Callable[[str], Path], tmp_path: Path) -> None:
    """Another process writes the same files, byte for byte, in whatever order Python hashes."""
    assert 0 == run_app(topology_file("saas"), tmp_path, PYTHONHASHSEED="1").returncode
    assert _contents(assembly("saas")) == _contents(tmp_path)


def test_synthesis_needs_no_network_and_no_credentials(assembly: Callable[[str], Path], tmp_path: Path) -> None:
    """With no network interface but loopback and no AWS account in reach, the templates are the same."""
    if subprocess.run([*_SEPARATE_NETWORK, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no process unshare its network")
    assert [] == [name for name in os.environ if name in {"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN"}]
    done = run_app(topology_file("database-account"), tmp_path, before=_SEPARATE_NETWORK)
    assert 0 == done.returncode
    assert template_texts(assembly("database-account")) == template_texts(tmp_path)


def _contents(folder: Path) -> dict[str, bytes]:
    # The CDK notes where each resource was made, in which the folder that jsii unpacks itself into may stand.
    files = all_files(folder).items()
    return {name: re.sub(rb"jsii-kernel-\w+", b"jsii-kernel", content) for name, content in files}
