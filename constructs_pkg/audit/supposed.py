"""What a question supposes of the world, as sentences under its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.world import Client, World


def supposed(world: World) -> tuple[str, ...]:
    """Return a sentence for each thing that is not as usual; none where all is well and no client is known."""
    return tuple(_supposed(world))


def _supposed(world: World) -> Iterator[str]:
    yield from (f"{one} is down" for one in sorted(map(in_words, world.down)))
    yield from (f"health check {one} is disabled" for one in sorted(map(in_words, world.disabled)))
    yield from (f"alarm {in_words(one)} is in {world.alarms[one].value}" for one in sorted(world.alarms, key=in_words))
    if world.client is not None:
        yield f"the client has {_told(world.client)}" if world.client.located else "the client is nowhere that is known"
    if world.draw is not None:
        yield f"the draw is {world.draw:g}"


def _told(client: Client) -> str:
    known = ((one.name, getattr(client, one.name)) for one in fields(client) if one.name != "located")
    return ", ".join(f"{name} {value}" for name, value in known if value is not None)
