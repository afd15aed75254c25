"""The loopback DNS server over an assembly whose names answer private and public addresses, and how it fails."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import dns.asyncresolver
import dns.message
import dns.resolver
from audit.templates import Json, record, ref, stack, vpc, write_assembly, zone
from audit.wire.loopback_server import answering
from dns.rcode import Rcode

from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.wire.controls import Wish
from constructs_pkg.audit.wire.message import bare
from constructs_pkg.audit.wire.serving import Serving

PUBLIC_NAME = "api.example.com"
PRIVATE_NAME = "api.example-pl.com"
PUBLIC_ZONE: Json = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}}
PRIVATE_ZONE = "example-pl.com"
# What Route 53 tells resolvers to keep a negative answer for: the server's SOA record is Route 53's.
NEGATIVE_TTL = 900

ResolverT = TypeVar("ResolverT", bound=dns.resolver.BaseResolver)


@dataclass
class Names:
    """What names answer with at the customer's VPC, and the questions that are not answered.

    Attributes:
        port: Where the server listens, on 127.0.0.1.
        silent: Names whose questions are dropped.
        failing: Names whose questions are answered with SERVFAIL.
        asked: The names that were asked for, and the types.
    """

    folder: Path
    ttl: int
    port: int = 0
    silent: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)
    _serving: Serving | None = None

    def answer(self, public: Sequence[str] = (), private: Sequence[str] = ()) -> None:
        """Let the names answer with addresses; without any there is no such name."""
        resources: dict[str, Json] = {
            "Vpc": vpc("customer"),
            "Public": PUBLIC_ZONE,
            "Private": zone(PRIVATE_ZONE, ref("Vpc")),
        }
        for key, name, addresses in (("Public", PUBLIC_NAME, public), ("Private", PRIVATE_NAME, private)):
            for kind in ("A", "AAAA"):
                values = [each for each in addresses if (":" in each) == (kind == "AAAA")]
                if values:
                    fields = {"TTL": str(self.ttl), "ResourceRecords": values}
                    resources[f"{key}{kind}"] = record(ref(key), name, kind, **fields)
        write_assembly(self.folder, [stack("App", resources)])
        if self._serving is not None:
            self._serving.reread()

    def respond(self, wire: bytes, stream: bool) -> bytes | None:
        if self._serving is None:
            self._serving = Serving(self.folder, load(self.folder), ["customer"], Wish(), lambda words: None)
        question = dns.message.from_wire(wire).question[0]
        name = question.name.to_text(omit_final_dot=True)
        self.asked.append((name, question.rdtype.name))
        if name in self.silent:
            return None
        if name in self.failing:
            return bare(wire, Rcode.SERVFAIL)
        return self._serving.respond("customer", wire, stream)

    def resolver(self) -> dns.resolver.Resolver:
        return self._pointed(dns.resolver.Resolver(configure=False))

    def async_resolver(self) -> dns.asyncresolver.Resolver:
        return self._pointed(dns.asyncresolver.Resolver(configure=False))

    def _pointed(self, resolver: ResolverT) -> ResolverT:
        resolver.nameservers, resolver.port = ["127.0.0.1"], self.port
        return resolver


@contextmanager
def names(folder: Path, ttl: int = 0, names: Names | None = None) -> Iterator[Names]:
    """Serve names that do not exist yet, or those of an assembly that is written."""
    made = names or Names(folder, ttl)
    if names is None:
        made.answer()

    def complain(words: str) -> None:
        raise AssertionError(words)

    with answering(made.respond, complain) as made.port:
        yield made
