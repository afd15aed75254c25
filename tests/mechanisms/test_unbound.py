"""A real server on premises, told what the stack shows, finds the endpoint, or the public one where the link is cut."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import cast

import dns.exception
import dns.message
import dns.query
import dns.rdatatype
from audit.wire.loopback_server import answering
from audit.wire.programs import program
from audit.wire.served import respond_to, served

from constructs_pkg.audit.world import Client, World

from .setups import BLOCK, CUSTOMER, PUBLIC_ADDRESS, PUBLIC_NAME, facts_of

MECHANISM, INBOUND = "Split-horizon", "on-premises:inbound/Inbound"

# Public DNS stands at com: there is nobody else on loopback to ask.
_CONFIG = """\
server:
    directory: "{folder}"
    chroot: ""
    username: ""
    pidfile: ""
    interface: 127.0.0.1@{port}
    do-ip6: no
    use-syslog: no
    module-config: "iterator"
    do-not-query-localhost: no
    outbound-msg-retry: 2
remote-control:
    control-enable: no
stub-zone:
    name: "com"
    stub-addr: 127.0.0.1@{public}
{clause}
"""


def clause(port: int) -> str:
    """What the stack shows for Unbound, with the inbound endpoint at a port of loopback."""
    (shown,) = (
        output["Value"]
        for stack in facts_of(MECHANISM).stacks
        if stack.account == CUSTOMER
        for output in cast("dict[str, dict[str, object]]", stack.section("Outputs")).values()
        if str(output["Value"]).startswith("forward-zone:")
    )
    return re.sub(r"forward-addr: \S+", f"forward-addr: 127.0.0.1@{port}", str(shown))


@contextmanager
def resolving(origin: str) -> Iterator[int]:
    """Give the port at which a vantage's view is answered."""
    facts = facts_of(MECHANISM)
    world, complaints = World(client=Client(cidr=ip_network(BLOCK))), list[str]()
    what = served(facts, origin, world=world)

    def respond(wire: bytes, stream: bool) -> bytes | None:
        return respond_to(wire, what, origin, stream)

    with answering(respond, complaints.append) as port:
        yield port
    assert [] == complaints


@contextmanager
def unbound(folder: Path, public: int, inbound: int) -> Iterator[int]:
    binary = folder / "unbound"
    # A copy, since Ubuntu's AppArmor lets the installed one read no folder of a test.
    shutil.copy2(program("unbound"), binary)
    port = unused()
    config, log = folder / "unbound.conf", folder / "unbound.log"
    config.write_text(_CONFIG.format(folder=folder, port=port, public=public, clause=clause(inbound)))
    with (
        log.open("w") as output,
        subprocess.Popen([binary, "-d", "-c", config], stdout=output, stderr=output) as process,
    ):
        try:
            for _ in range(100):
                assert process.poll() is None, log.read_text()
                try:
                    dns.query.tcp(dns.message.make_query("ready.invalid", "A"), "127.0.0.1", port=port, timeout=1)
                    break
                except (OSError, EOFError, dns.exception.Timeout):
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()


def unused() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def addresses(port: int) -> list[str]:
    """What a stub resolver hears, which asks again after two seconds as that of the C library does."""
    query = dns.message.make_query(PUBLIC_NAME, "A")
    for _ in range(5):
        try:
            answer = dns.query.udp(query, "127.0.0.1", port=port, timeout=2)
            break
        except dns.exception.Timeout:
            continue
    return [str(one) for rrset in answer.answer if rrset.rdtype is dns.rdatatype.A for one in rrset]


def test_the_server_finds_what_the_vpc_finds(tmp_path: Path) -> None:
    """While the link is there, the premises hear the endpoint and nothing else."""
    with resolving("internet") as public, resolving(INBOUND) as inbound, unbound(tmp_path, public, inbound) as port:
        found = addresses(port)
    assert found
    assert PUBLIC_ADDRESS not in found


def test_the_server_finds_the_public_endpoint_where_the_link_is_cut(tmp_path: Path) -> None:
    """Where nobody answers at the inbound endpoint, the server asks public DNS itself."""
    with resolving("internet") as public, unbound(tmp_path, public, unused()) as port:
        assert [PUBLIC_ADDRESS] == addresses(port)
