"""Unbound, which forwards to this server, takes its answers: a resolver of another make finds nothing odd in them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import dns.exception
import dns.message
import dns.query
import dns.rrset
from dns.rcode import Rcode
from dns.rdatatype import RdataType

from .loopback_server import answering
from .programs import program
from .served import respond_to, served
from .worlds import world_by_chance

TYPES = ("A", "AAAA", "TXT", "MX", "SRV", "CNAME", "SOA", "TYPE65280")
# Each question in letters of mixed case, which have to come back as they were; nothing of it kept.
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
    use-caps-for-id: yes
    cache-max-ttl: 0
    cache-max-negative-ttl: 0
    local-zone: "test." nodefault
    local-zone: "invalid." nodefault
remote-control:
    control-enable: no
forward-zone:
    name: "."
    forward-addr: 127.0.0.1@{ours}
"""


@contextmanager
def unbound(ours: int, folder: Path) -> Iterator[int]:
    """Give the port of an Unbound that asks the server at port `ours`."""
    binary = folder / "unbound"
    # A copy, since Ubuntu's AppArmor lets the installed one read no folder of a test.
    shutil.copy2(program("unbound"), binary)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    config, log = folder / "unbound.conf", folder / "unbound.log"
    config.write_text(_CONFIG.format(folder=folder, port=port, ours=ours))
    with (
        log.open("w") as output,
        subprocess.Popen([binary, "-d", "-c", config], stdout=output, stderr=output) as process,
    ):
        try:
            for _ in range(100):
                assert process.poll() is None, log.read_text()
                try:
                    dns.query.tcp(dns.message.make_query("ready.test", "A"), "127.0.0.1", port=port, timeout=1)
                    break
                except (OSError, EOFError, dns.exception.Timeout):
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()


def test_another_resolver_takes_the_answers(tmp_path: Path) -> None:
    """What Unbound gives its clients is what it was given: the code, and the records without their TTLs."""
    world, complaints = world_by_chance(Random(12)), list[str]()
    what = served(world.facts(), "east")

    def respond(wire: bytes, stream: bool) -> bytes | None:
        return respond_to(wire, what, "east", stream)

    compared = set[Rcode]()
    with answering(respond, complaints.append) as ours, unbound(ours, tmp_path) as theirs:
        for name in world.names(Random(12)):
            for kind in TYPES:
                query = dns.message.make_query(name, kind)
                given, taken = (dns.query.udp(query, "127.0.0.1", timeout=5, port=port) for port in (ours, theirs))
                compared.add(Rcode(given.rcode()))
                assert records(given) == records(taken), f"this server:\n{given}\nUnbound:\n{taken}"
    assert [] == complaints
    assert {Rcode.NOERROR, Rcode.NXDOMAIN, Rcode.SERVFAIL, Rcode.REFUSED} == compared


def records(message: dns.message.Message) -> tuple[Rcode, list[str], list[str]]:
    """Return what a client makes of a message: Unbound has nothing but SERVFAIL for all that fails."""
    if message.rcode() in (Rcode.SERVFAIL, Rcode.REFUSED):
        return Rcode.SERVFAIL, [], []
    soa = [rrset for rrset in message.authority if rrset.rdtype is RdataType.SOA]
    return Rcode(message.rcode()), without_ttl(message.answer), without_ttl(soa)


def without_ttl(rrsets: list[dns.rrset.RRset]) -> list[str]:
    return sorted(f"{rrset.name} {rrset.rdtype} {rdata}".lower() for rrset in rrsets for rdata in rrset)
