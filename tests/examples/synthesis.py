"""Synthesis as app.py does it, in the test's own process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from constructs_pkg.topology import Plan, Topology, load, plan
from constructs_pkg.values.spec import parse

if TYPE_CHECKING:
    import aws_cdk as cdk

Template = dict[str, Any]

ROOT = Path(__file__).parents[2]
EXAMPLES = (
    "acceptance",
    "database-account",
    "database-proxy",
    "database-resource",
    "edge",
    "endpoint-hub",
    "existing-vpc",
    "mechanisms",
    "global-entry",
    "hybrid",
    "mesh",
    "saas",
    "two-regions",
)


def topology_file(example: str) -> Path:
    return ROOT / "examples" / example / "topology.yaml"


def wish(example: str) -> dict[str, Any]:
    """The example as its file holds it, to be changed."""
    read: dict[str, Any] = yaml.safe_load(topology_file(example).read_text(encoding="utf-8"))
    return read


def planned(example: str) -> Plan:
    return plan(load(topology_file(example)))


def planned_wish(given: Mapping[str, Any]) -> Plan:
    return plan(parse(Topology, given))


def context() -> dict[str, Any]:
    """The context that cdk.json gives to app.py."""
    read: dict[str, Any] = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    return read


def new_app(folder: Path, *, validated: bool = False) -> cdk.App:
    """A new application; the CDK's own validation of templates costs most of the time, so it is asked for."""
    import aws_cdk as cdk

    from constructs_pkg.stacks import PLANNED_ZONES

    app = cdk.App(outdir=str(folder), context=context(), builtin_cloud_formation_validation=validated)
    cdk.Validations.of(app).acknowledge(PLANNED_ZONES)
    return app


def synthesize(wanted: Plan, folder: Path, *, validated: bool = False) -> dict[str, Template]:
    """Write the assembly of a plan, and return its templates by the names of their stacks."""
    from constructs_pkg.stacks import build

    app = new_app(folder, validated=validated)
    build(app, wanted)
    app.synth()
    return templates_in(folder)


def templates_in(folder: Path) -> dict[str, Template]:
    return {name: json.loads(text) for name, text in template_texts(folder).items()}


def template_texts(folder: Path) -> dict[str, str]:
    """The template files of an assembly as they are, by the names of their stacks."""
    suffix = ".template.json"
    return {file.name.removesuffix(suffix): file.read_text() for file in sorted(folder.glob(f"*{suffix}"))}


def all_files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def without_bootstrap(template: Template) -> Template:
    """The template without what the CDK adds to every one; it fails where that is not there."""
    parameters = {name: held for name, held in template["Parameters"].items() if name != "BootstrapVersion"}
    rules = {name: held for name, held in template["Rules"].items() if name != "CheckBootstrapVersion"}
    kept = {**template, "Parameters": parameters, "Rules": rules}
    return {section: held for section, held in kept.items() if held}


def resources(template: Template, kind: str) -> dict[str, Any]:
    """The resources of one type, by logical id."""
    return {name: held for name, held in template["Resources"].items() if held["Type"] == kind}


def every(value: Any, key: str) -> Iterator[Any]:
    """Everything under `key`, however deep."""
    if isinstance(value, Mapping):
        if key in value:
            yield value[key]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from every(inner, key)


def run_app(
    topology: Path, folder: Path, *, cells: str | None = None, before: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run app.py as the CDK's command line does, `before` in front of the command."""
    given = {**context(), "topology": str(topology), **({"cells": cells} if cells else {})}
    return subprocess.run(
        [*before, sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, "CDK_CONTEXT_JSON": json.dumps(given), "CDK_OUTDIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
