"""What can be changed while a server runs: what is down, who asks, the draw; one line of text each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constructs_pkg.audit.asked_world import NotUnderstood, asked_world
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.world import World

_EXAMPLES = {"down": "down App/Check", "up": "up App/Check", "client": "client DE", "draw": "draw random"}
HELP = "down, up, draw, client, world, stand-ins, reload, quit"


@dataclass(frozen=True)
class Wish:
    """The world as it was asked for, in words, so that it can be asked for again of another assembly.

    Attributes:
        down: What has failed.
        client: What is known of the client.
        draw: What decides weighted choices; None for a new draw each time.
    """

    down: tuple[str, ...] = ()
    client: tuple[str, ...] = ()
    draw: float | None = None

    def world(self, facts: Facts) -> World:
        """Return the world of an assembly.

        Raises:
            NotUnderstood: if a word names nothing in it.
        """
        return asked_world(facts, self.down, self.client, self.draw)

    def known_to(self, facts: Facts) -> Wish:
        """Return the wish without the things that are not in an assembly."""
        return replace(self, down=tuple(thing for thing in self.down if _is_known(facts, thing)))

    def __str__(self) -> str:
        down = ", ".join(self.down) or "nothing"
        draw = "random" if self.draw is None else f"{self.draw:g}"
        return f"down: {down}; client: {', '.join(self.client) or 'nobody'}; draw: {draw}"


def changed(wish: Wish, line: str) -> Wish:
    """Return the wish that a line of text makes of `wish`.

    Raises:
        NotUnderstood: if it is no such line.
    """
    verb, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    match verb, rest:
        case "down", thing if thing:
            return replace(wish, down=tuple(dict.fromkeys((*wish.down, thing))))
        case "up", thing if any(_same(thing, one) for one in wish.down):
            return replace(wish, down=tuple(one for one in wish.down if not _same(thing, one)))
        case "up", thing if thing:
            raise NotUnderstood(f"{thing}: is not down; down: {', '.join(wish.down) or 'nothing'}")
        case "client", "nobody":
            return replace(wish, client=())
        case "client", words if words:
            return replace(wish, client=tuple(words.split()))
        case "draw", "random":
            return replace(wish, draw=None)
        case "draw", number if number:
            return replace(wish, draw=_draw(number))
        case _, "" if verb in _EXAMPLES:
            raise NotUnderstood(f"{verb}: say what, such as {_EXAMPLES[verb]}")
    raise NotUnderstood(f"{line.strip()}: is none of {HELP}")


def _same(thing: str, other: str) -> bool:
    """Tell whether two ways to write a thing mean one: its kind may stand before it."""
    return thing.rpartition(":")[2] == other.rpartition(":")[2]


def _draw(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1:
        raise NotUnderstood(f"draw {text}: is neither random nor a number from 0 up to 1")
    return number


def _is_known(facts: Facts, thing: str) -> bool:
    try:
        asked_world(facts, (thing,), ())
    except NotUnderstood:
        return False
    return True
