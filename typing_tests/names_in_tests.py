"""The helpers for tests as a caller's type checker sees them: never run, only checked with mypy --strict.

A line that is wrong on purpose says so by an ignored error: strict mypy reports an ignore that ignores nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import aws_cdk as cdk
from syrupy.assertion import SnapshotAssertion

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.world import World
from constructs_pkg.testing import (
    Assembly,
    assert_clones_agree,
    assert_resolves,
    read_assembly,
    resolution_snapshot,
)
from constructs_pkg.testing.text_files import TextFiles

app = cdk.App()

# What synth returns, a path and a text are assemblies, and so is what was read.
synthesized: Assembly = app.synth()
assert_type(read_assembly(app.synth()), Facts)
assert_type(read_assembly(Path("cdk.out")), Facts)
assert_type(resolution_snapshot("cdk.out"), str)
assert_type(resolution_snapshot(read_assembly(synthesized)), str)
read_assembly(1)  # type: ignore[arg-type]
read_assembly(app)  # type: ignore[arg-type]

resolution_snapshot(synthesized, vantages=["Virginia"], names="*.example.com", down=["App/Check"], client="DE")
resolution_snapshot(synthesized, ["Virginia"])  # type: ignore[call-arg]
resolution_snapshot(synthesized, world="down")  # type: ignore[arg-type]

# The result of an assertion cannot be used by mistake.
assert_resolves(synthesized, "foo.example.com", "AAAA", at="Virginia", to=["2001:db8::1"], world=World())
assert_resolves(synthesized, "foo.example.com", at="Virginia", status=Status.NXDOMAIN)
assert_resolves(synthesized, "foo.example.com", at="Virginia", to="10.0.0.1", down="App/Check")
assert_resolves(synthesized, "foo.example.com")  # type: ignore[call-arg]
assert_resolves(synthesized, "foo.example.com", "A", "Virginia")  # type: ignore[call-arg]
assert_resolves(synthesized, "foo.example.com", at="Virginia", to=[1])  # type: ignore[list-item]

assert_clones_agree(synthesized, zone="example.com")
assert_clones_agree(synthesized, zone="example.com", except_={"foo.example.com": "why"})
assert_clones_agree(synthesized, zone="example.com", except_=["foo.*"])
assert_clones_agree(synthesized)  # type: ignore[call-arg]


def test(snapshot: SnapshotAssertion) -> None:
    """A snapshot is a text file where that is asked for."""
    assert resolution_snapshot(synthesized) == snapshot(extension_class=TextFiles)
