"""What a server answers from at one moment: an assembly, a world, and the vantages that ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import dns.name
import dns.rrset
from dns.edns import EDECode
from dns.rcode import Rcode
from dns.rdatatype import RdataType

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.vantage import Vantage, vantage_named
from constructs_pkg.audit.wire.names import fact_text
from constructs_pkg.audit.wire.rdata import Unpresentable, rdata_of
from constructs_pkg.audit.wire.reply import Reason, Reply, refusal, reply_to
from constructs_pkg.audit.wire.sections import ALIAS_TTL, AnswerSection
from constructs_pkg.audit.wire.standins import StandIn, StandIns
from constructs_pkg.audit.world import World


@dataclass(frozen=True)
class Served:
    """An assembly in a world.

    Attributes:
        origins: The vantages that may ask, as `vantage_named` takes them.
        standins: Names and addresses for what only a deployment knows; they outlive a change of the assembly.
        random: What decides where chance does and the world has no draw.
    """

    facts: Facts
    world: World
    origins: tuple[str, ...]
    standins: StandIns
    random: Random

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.facts, self.world)

    @cached_property
    def _vantages(self) -> Mapping[str, Vantage | None]:
        return {origin: vantage_named(self.facts, origin) for origin in self.origins}

    def reply(self, origin: str, name: dns.name.Name, kind: RdataType) -> Reply:
        """Return what `name` is answered with for `kind`.

        Args:
            origin: The vantage that asks, one of `origins`.
            name: The name as it was asked.
            kind: A type of records, or ANY.
        """
        vantage = self._vantages[origin]
        if vantage is None:
            return refusal(EDECode.NOT_READY, f"the assembly has no vantage {origin} any more")
        if kind is RdataType.ANY:
            return self._any(vantage, name)
        answer = self._ask(vantage, name, RdataType.to_text(kind))
        standin = self.standins.named(name)
        if answer.status is Status.NOT_PRIVATE and standin is not None:
            return self._of_standin(standin, name, kind)
        return self._reply_to(answer, name)

    def _reply_to(self, answer: Answer, name: dns.name.Name) -> Reply:
        random = self.random if self.world.draw is None else Random(self.world.draw)
        return reply_to(answer, name, self.facts, self.standins, random)

    def _ask(self, vantage: Vantage, name: dns.name.Name, kind: str) -> Answer:
        """Return the answer with a draw wherever chance has a part in it."""
        answer = self._resolver.resolve(fact_text(name), kind, vantage)
        if self.world.draw is not None or (answer.chance is None and answer.outcome is not Status.UNRESOLVED):
            return answer
        drawn = replace(self.world, draw=self.random.random())
        return Resolver(self.facts, drawn).resolve(fact_text(name), kind, vantage)

    def _any(self, vantage: Vantage, name: dns.name.Name) -> Reply:
        """Answer ANY with a CNAME, or with one record that says no more than that the name exists.

        Source: RFC 8482 sections 4.2 and 4.3.
        """
        reply = self._reply_to(self._ask(vantage, name, "CNAME"), name)
        if reply.rcode is not Rcode.NOERROR or reply.answer:
            return reply
        minimal = dns.rrset.from_rdata(name, ALIAS_TTL, rdata_of("HINFO", '"RFC8482" ""'))
        return Reply(Rcode.NOERROR, (minimal,))

    def _of_standin(self, standin: StandIn, name: dns.name.Name, kind: RdataType) -> Reply:
        """Answer for the name of a stand-in, which the name of an AWS resource would be public DNS's to do."""
        section = AnswerSection(self.facts, self.standins, self.random)
        try:
            if kind in (RdataType.A, RdataType.AAAA):
                section.write_addresses(standin, RdataType.to_text(kind), name)
        except Unpresentable as error:
            return Reply(Rcode.SERVFAIL, reason=Reason(EDECode.INVALID_DATA, str(error)))
        return Reply(Rcode.NOERROR, tuple(section.rrsets), reason=Reason(EDECode.OTHER, f"stands for {standin.words}"))
