"""What a test says of where names are asked: the assembly, the vantages, and the world."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeAlias

from constructs_pkg.audit.asked_world import NotUnderstood, asked_world
from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.vantage import Vantage, names_of_vantages, vantage_named
from constructs_pkg.audit.world import World


class HasDirectory(Protocol):
    """What tells its folder, such as the ``CloudAssembly`` that ``app.synth()`` returns."""

    @property
    def directory(self) -> str:
        """The folder of the assembly."""


Synthesized: TypeAlias = str | os.PathLike[str] | HasDirectory
"""A folder such as ``cdk.out``, or what ``app.synth()`` returns."""

Assembly: TypeAlias = Synthesized | Facts
"""Something synthesized, or what `read_assembly` read."""


def folder_of(assembly: Synthesized) -> Path:
    """Return the folder of something synthesized."""
    return Path(assembly if isinstance(assembly, str | os.PathLike) else assembly.directory)


def read_assembly(assembly: Assembly) -> Facts:
    """Return the facts of an assembly, which many checks can share so that the templates are read once.

    Raises:
        AssemblyError: if the folder is no assembly or cannot be read.
    """
    if isinstance(assembly, Facts):
        return assembly
    return load(folder_of(assembly))


def vantage_of(facts: Facts, name: str) -> Vantage:
    """Return the vantage that a test names as it would for ``private-cells dig --from``.

    Raises:
        ValueError: if there is no such vantage, with those that there are.
    """
    found = vantage_named(facts, name)
    if found is None:
        raise ValueError(f"{name}: no such vantage; there are {names_of_vantages(facts)}")
    return found


def world_of(facts: Facts, world: World | None, down: Iterable[str], client: Iterable[str]) -> World:
    """Return the world a test asks in: a world of its own, or one in which some things are down.

    Raises:
        ValueError: if both are given, or a word names nothing that there is.
    """
    down, client = texts(down), texts(client)
    if world is not None:
        if down or client:
            raise ValueError("give either a world, or what is down and who asks")
        return world
    try:
        return asked_world(facts, down, client)
    except NotUnderstood as error:
        raise ValueError(str(error)) from None


def texts(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return one text or many as many."""
    return (given,) if isinstance(given, str) else tuple(given)
