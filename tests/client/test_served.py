"""The client beside ``private-cells serve`` as a person runs it, which is told what is down while it runs."""

from pathlib import Path

import dns.resolver
import pytest
from audit.templates import record, ref, stack, vpc, write_assembly, zone
from audit.wire.test_serve_command import CHECK, running

from constructs_pkg.client import PrivateFirst

from .clients import hello
from .clock import Clock
from .peers import ON_LOOPBACK, PRIVATE, PUBLIC, RANGES, peers

pytestmark = ON_LOOPBACK

NAME = "api.example.com"
RESOURCES = {
    "Vpc": vpc("customer"),
    "Zone": zone("example.com", ref("Vpc")),
    "Check": CHECK,
    "One": record(
        ref("Zone"), NAME, "A", PRIVATE[0], SetIdentifier="1", Failover="PRIMARY", HealthCheckId=ref("Check")
    ),
    "Two": record(ref("Zone"), NAME, "A", PUBLIC[0], SetIdentifier="2", Failover="SECONDARY"),
}
# That of the records above.
TTL = 60


@pytest.mark.parametrize("back", [True, False])
def test_follows_a_failover_record(tmp_path: Path, back: bool) -> None:
    """A name that fails over by its health signal is followed after its TTL, there and back."""
    assembly = write_assembly(tmp_path / "cdk.out", [stack("App", RESOURCES)])
    clock = Clock()
    with peers(PRIVATE[0], PUBLIC[0]) as at, running(assembly, ["--port", "0", "--from", "customer"]) as server:
        server.know("customer")
        resolver = dns.resolver.Resolver(configure=False)
        address, resolver.port = server.places["customer"]
        resolver.nameservers = [address]
        client = PrivateFirst(NAME, at[PUBLIC[0]].port, resolver=resolver, ranges=RANGES, check=hello, clock=clock)

        def reached() -> str:
            with client.connect() as connection:
                return str(connection.getpeername()[0])

        assert PRIVATE[0] == reached()
        server.tell("down App/Check")
        assert PRIVATE[0] == reached()
        clock.passes(TTL)
        assert PUBLIC[0] == reached()
        if back:
            server.tell("up App/Check")
            clock.passes(TTL)
            assert PRIVATE[0] == reached()
