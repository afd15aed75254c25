"""A server while it runs: what it answers from, and what changes that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from constructs_pkg.audit.asked_world import NotUnderstood
from constructs_pkg.audit.assembly import AssemblyError, load
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.wire.controls import Wish, changed
from constructs_pkg.audit.wire.message import respond
from constructs_pkg.audit.wire.served import Served
from constructs_pkg.audit.wire.standins import StandIns


class Serving:
    """Answers from an assembly in a world, both of which may change.

    Args:
        folder: The assembly, to be read again.
        facts: The assembly as it was read first.
        origins: The vantages that may ask.
        wish: The world.
        telling: Takes sentences for the person who runs the server.

    Raises:
        NotUnderstood: if the wish names what the assembly does not have.
    """

    def __init__(
        self, folder: Path, facts: Facts, origins: Sequence[str], wish: Wish, telling: Callable[[str], None]
    ) -> None:
        self._folder = folder
        self._telling = telling
        self._wish = wish
        standins = StandIns()
        standins.add(facts)
        self._served = Served(facts, wish.world(facts), tuple(origins), standins, Random())

    def respond(self, origin: str, wire: bytes, stream: bool) -> bytes | None:
        """Return the response to a message that a vantage sent, or None where there is none."""
        return respond(wire, lambda name, kind: self._served.reply(origin, name, kind), stream)

    def legend(self) -> tuple[str, ...]:
        """Return one line for each stand-in: its addresses, its name and what it stands for."""
        return tuple(
            f"{address.v4}  {address.v6}  {standin.name.to_text(omit_final_dot=True)}  {address.words}"
            for standin in self._served.standins
            for address in standin.addresses
        )

    def reread(self) -> None:
        """Read the assembly again; the former one stays where that cannot be done."""
        try:
            facts = load(self._folder)
        except AssemblyError as error:
            self._telling(f"still serving the assembly as it was: {error}")
            return
        wish = self._wish.known_to(facts)
        for thing in self._wish.down:
            if thing not in wish.down:
                self._telling(f"{thing} is not in the assembly any more, and so not down")
        self._served.standins.add(facts)
        self._become(facts, wish)
        self._telling(f"read {self._folder} again")

    def obey(self, line: str) -> bool:
        """Do what a line of text asks for; tell whether the server is to go on."""
        match line.strip():
            case "quit":
                return False
            case "reload":
                self.reread()
            case "stand-ins":
                self._telling("\n".join(self.legend()) or "nothing is known at deployment only")
            case "world":
                self._telling(str(self._wish))
            case wanted if wanted:
                try:
                    self._become(self._served.facts, changed(self._wish, wanted))
                except NotUnderstood as error:
                    self._telling(str(error))
                else:
                    self._telling(str(self._wish))
        return True

    def _become(self, facts: Facts, wish: Wish) -> None:
        former = self._served
        self._served = Served(facts, wish.world(facts), former.origins, former.standins, former.random)
        self._wish = wish
