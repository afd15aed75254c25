"""Two assemblies, with the stacks that CloudFormation takes for the same under one id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.folder import read_stacks


@dataclass(frozen=True)
class Pair:
    """The assembly that is deployed and the one that is to be.

    Attributes:
        same: The ids of the stacks on both sides.
    """

    old: Side
    new: Side
    same: frozenset[str]


def read_pair(old: str | Path, new: str | Path) -> Pair:
    """Return two assemblies, each a folder that was synthesized a folder of templates or one template.

    Raises:
        AssemblyError: if one of them cannot be read.
    """
    before, after = read_stacks(Path(old)), read_stacks(Path(new))
    return pair_of(before, after, _protected(Path(old)))


_Place = tuple[str, str | None, str | None]


def pair_of(old: Sequence[StackFact], new: Sequence[StackFact], protected: frozenset[_Place] = frozenset()) -> Pair:
    """Return two assemblies whose stacks have been read.

    A stack is the same where name, account and Region are, or where one side leaves account and Region to
    the deployment and no other stack has that name.

    Args:
        old: The stacks that are deployed.
        new: The stacks that are to be.
        protected: The name, account and Region of each deployed stack with termination protection.
    """
    same = dict(_matches(old, new))
    taken = {stack.id for stack in new}
    renamed = [
        replace(stack, id=new[same[position]].id if position in same else _free(stack, taken))
        for position, stack in enumerate(old)
    ]
    before = Side(tuple(renamed), _ids(renamed, protected))
    return Pair(before, Side(tuple(new), other=before), frozenset(new[position].id for position in same.values()))


def _ids(stacks: Sequence[StackFact], places: frozenset[_Place]) -> frozenset[str]:
    return frozenset(stack.id for stack in stacks if _place(stack) in places)


def _place(stack: StackFact) -> _Place:
    return stack.name, stack.account, stack.region


def _matches(old: Sequence[StackFact], new: Sequence[StackFact]) -> Iterator[tuple[int, int]]:
    """Yield the positions of the stacks that are the same."""
    left = dict(enumerate(new))
    open_: list[tuple[int, StackFact]] = []
    for position, stack in enumerate(old):
        found = next((at for at, other in left.items() if _place(other) == _place(stack)), None)
        if found is None:
            open_.append((position, stack))
        else:
            del left[found]
            yield position, found
    for position, stack in open_:
        alike = [at for at, other in left.items() if other.name == stack.name and _may_be_one(other, stack)]
        others = [one for _, one in open_ if one.name == stack.name]
        if len(alike) == 1 and len(others) == 1:
            yield position, alike[0]


def _may_be_one(stack: StackFact, other: StackFact) -> bool:
    places = ((stack.account, other.account), (stack.region, other.region))
    return all(one is None or another is None or one == another for one, another in places)


def _free(stack: StackFact, taken: set[str]) -> str:
    """Return an id for a stack of the old side alone, and take it."""
    wishes = (stack.id, f"{stack.name}@{stack.region}", f"{stack.name}@{stack.account}/{stack.region}")
    label = next((wish for wish in wishes if wish not in taken), f"{stack.id} (before)")
    while label in taken:
        label += "'"
    taken.add(label)
    return label


def _protected(folder: Path) -> frozenset[_Place]:
    """Return the stacks of an assembly that has been read whose manifest turns termination protection on."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return frozenset()
    artifacts = json.loads(manifest.read_text(encoding="utf-8")).get("artifacts", {})
    found: set[_Place] = set()
    for key, artifact in artifacts.items():
        properties = artifact.get("properties")
        if not isinstance(properties, Mapping):
            continue
        kind, nested = artifact.get("type"), properties.get("directoryName")
        if kind == "cdk:cloud-assembly" and isinstance(nested, str):
            found |= _protected(folder / nested)
        elif kind == "aws:cloudformation:stack" and properties.get("terminationProtection") is True:
            parts = str(artifact.get("environment")).removeprefix("aws://").split("/")
            account, region = (None if part.startswith("unknown-") else part for part in parts)
            found.add((str(properties.get("stackName", key)), account, region))
    return frozenset(found)
