"""Assemblies that mean harm or are broken, and every command asked about them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result
from hypothesis import strategies as st

from constructs_pkg.commands import main
from constructs_pkg.preview import preview
from constructs_pkg.topology import load, plan

EXAMPLES = Path(__file__).parents[2] / "examples"

# Seconds of computing that one command may take on what a test makes; far above what any takes, and no hang.
LONGEST = 60.0

# One serves until it is stopped, one reads no assembly, and one asks with a file of its own.
_OTHERS = ("serve", "handoff", "acceptance")

# What a terminal gets besides text.
_LINES = "\n\t"


def commands() -> Iterator[str]:
    """Yield the name of every command that reads an assembly and ends by itself."""
    yield from (name for name in main.commands if name not in _OTHERS)


def ask(command: str, place: Path) -> Result:
    """Run a command on an assembly: every argument that is a path is the assembly."""
    arguments = [command]
    for parameter in main.commands[command].params:
        if parameter.name == "assembly" and isinstance(parameter, click.Option):
            arguments += ["--assembly", str(place)]
        elif isinstance(parameter, click.Argument) and isinstance(parameter.type, click.Path):
            arguments.append(str(place))
    if command == "dig":
        arguments += ["a.example.com", "--from", "internet"]
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "120"})


def problems(place: Path) -> list[str]:
    """Return what no input may do to a command; empty means all is well."""
    found = []
    for command in commands():
        begun = time.process_time()
        result = ask(command, place)
        taken = time.process_time() - begun
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            found.append(f"{command} raises {result.exception!r}")
        if taken > LONGEST:
            found.append(f"{command} takes {taken:.0f} s")
        if not unharmed(result.output):
            found.append(f"{command} writes control characters")
        if result.exit_code == 2 and (result.stdout or len(result.stderr.splitlines()) != 1):
            found.append(f"{command} refuses in more than one line: {result.output[:200]}")
    return found


def unharmed(text: str) -> bool:
    """Tell whether text holds nothing that a terminal would act upon."""
    return all(one.isprintable() or one in _LINES for one in text)


def write(folder: Path, templates: Mapping[str, object]) -> Path:
    """Write templates without a manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, template in templates.items():
        (folder / f"{name}.template.json").write_text(json.dumps(template))
    return folder


@cache
def rendered() -> tuple[dict[str, Any], ...]:
    """The templates of every example, rendered without the CDK."""
    files = sorted(EXAMPLES.glob("*/topology.yaml"))
    assert files
    return tuple(template for file in files for template in preview(plan(load(file))).values())


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["example.com", "*.example.com", "A", "CNAME", "\x1b[2J", "\u202eevil", "x" * 300, "a..b", ""])
)
_KEYS = st.sampled_from(
    [
        *("Ref", "Fn::GetAtt", "Fn::Join", "Fn::Sub", "Fn::Select", "Fn::Split", "Fn::If", "Fn::FindInMap"),
        *("Fn::ImportValue", "Fn::GetAZs", "Fn::Cidr", "Fn::Equals", "Condition", "Type", "Properties", "Name"),
    ]
) | st.text(max_size=6)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=3), max_leaves=15
)
_TYPES = st.sampled_from(
    [
        *("AWS::EC2::VPC", "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCEndpointService", "AWS::Route53::HostedZone"),
        *("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup", "AWS::Route53::HealthCheck"),
        *("AWS::Route53Resolver::ResolverRule", "AWS::Route53Resolver::ResolverRuleAssociation"),
        *("AWS::Route53Resolver::ResolverEndpoint", "AWS::Route53Profiles::ProfileAssociation"),
        *("AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::CloudFormation::Stack", "Custom::X", ""),
    ]
)

_Place = tuple[Any, Any]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Return a rendered template in which some nodes are dropped, replaced, repeated or made something else."""
    template: dict[str, Any] = deepcopy(draw(st.sampled_from(rendered())))
    for _ in range(draw(st.integers(1, 6))):
        places = list(_places(template))
        within, key = places[draw(st.integers(0, len(places) - 1))]
        match draw(st.sampled_from(["drop", "replace", "repeat", "retag", "retype"])):
            case "drop":
                del within[key]
            case "replace":
                within[key] = draw(anything)
            case "repeat":
                # The same node once more, at any other place: references may come to meet themselves.
                other, at = places[draw(st.integers(0, len(places) - 1))]
                other[at] = deepcopy(within[key])
            case "retag":
                within[key] = {draw(_KEYS): within[key]}
            case _:
                within[key] = draw(_TYPES)
        if not template:
            break
    return template


def _places(node: Any) -> Iterator[_Place]:
    """Yield every place of a document: the list or object, and the index or key in it."""
    for key in range(len(node)) if isinstance(node, list) else list(node) if isinstance(node, dict) else ():
        yield node, key
        yield from _places(node[key])
