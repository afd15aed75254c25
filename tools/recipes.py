"""Obtains the vendors' files that recipes are compared with, and holds tests/recipes/sources.yaml to them.

``SAMPLES_FROM`` says where repositories are, as for tools/samples.py.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.samples import GITHUB, Sample, obtained

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tests" / "recipes" / "sources.yaml"

_TERRAFORM = re.compile(r'^resource\s+"(?P<type>\w+)"\s+"(?P<name>[\w-]+)"')


@dataclass(frozen=True)
class VendorResource:
    """A resource as the vendor's file states it.

    Attributes:
        address: Its type and name in that file.
        line: The line it begins on, counted from 1.
        lines: What stands on other lines, with single spaces between words.
        makes: What is compared, once for each resource it makes from the source's input.
        part_of: The address of the resource that CloudFormation writes it inside of.
        left_out: Why the recipe has nothing for it.
    """

    address: str
    line: int
    lines: Mapping[int, str]
    makes: tuple[Mapping[str, Any], ...]
    part_of: str | None
    left_out: str | None

    @property
    def type(self) -> str:
        return self.address.rpartition(".")[0]


@dataclass(frozen=True)
class Source:
    """A vendor's own file, and what it makes from one input.

    Attributes:
        by: Who wrote it: the vendor, AWS or a user.
        input: What its counts are stated for.
        waits_for: What the library lacks for the recipe, which is then not there yet.
        ours_also: How many more resources of a type the recipe has, and why, by type.
    """

    name: str
    sample: Sample
    licence: str
    by: str
    input: str
    resources: tuple[VendorResource, ...]
    waits_for: str | None
    ours_also: Mapping[str, Mapping[str, Any]]


def sources() -> tuple[Source, ...]:
    return tuple(_source(name, held) for name, held in yaml.safe_load(SOURCES.read_text(encoding="utf-8")).items())


def _source(name: str, held: Mapping[str, Any]) -> Source:
    return Source(
        name=name,
        sample=Sample(held["repository"], held["commit"], held["path"], held["sha256"]),
        licence=held["licence"],
        by=held["by"],
        input=held["input"],
        resources=tuple(_resource(address, given) for address, given in held["resources"].items()),
        waits_for=held.get("waits_for"),
        ours_also=held.get("ours_also", {}),
    )


def _resource(address: str, given: Mapping[str, Any]) -> VendorResource:
    return VendorResource(
        address=address,
        line=given["line"],
        lines=given.get("lines", {}),
        makes=tuple(given.get("makes", ())),
        part_of=given.get("part_of"),
        left_out=given.get("left_out"),
    )


def problems(source: Source, text: str) -> Iterator[str]:
    """Yield what `source` says of its file that is not so."""
    stated = {resource.address: resource.line for resource in source.resources}
    found = dict(_terraform(text) if source.sample.path.endswith(".tf") else _cloudformation(text))
    for address in sorted(stated.keys() | found.keys()):
        if stated.get(address) != found.get(address):
            yield f"{address}: stated on line {stated.get(address)}, found on line {found.get(address)}"
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for resource in source.resources:
        for number, expected in resource.lines.items():
            if lines[number - 1 : number] != [expected]:
                yield f"{resource.address}: line {number} is not {expected!r}"


def _terraform(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TERRAFORM.match(line):
            yield f"{header['type']}.{header['name']}", number


def _cloudformation(text: str) -> Iterator[tuple[str, int]]:
    # Nodes instead of values: they know their lines, and need no constructor for short forms such as !Ref.
    for key, resource in _members(_member(yaml.compose(text), "Resources")):
        kind = _member(resource, "Type")
        yield f"{kind.value}.{key.value}", key.start_mark.line + 1


def _members(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    assert isinstance(node, yaml.MappingNode)
    return list(node.value)


def _member(node: yaml.Node | None, name: str) -> yaml.Node:
    return next(value for key, value in _members(node) if key.value == name)


def main(*words: str) -> int:
    where = os.environ.get("SAMPLES_FROM") or GITHUB
    asked = [source for source in sources() if all(word in source.name for word in words)]
    wrong = 0
    for source in asked:
        text = obtained(source.sample, where).read_text(encoding="utf-8")
        told = list(problems(source, text))
        wrong += bool(told)
        print(f"{source.name}: {'; '.join(told) or f'{len(source.resources)} resources as stated'}", flush=True)
    print(f"\n{len(asked)} files, {wrong} not as stated")
    return 1 if wrong or not asked else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
