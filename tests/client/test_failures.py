"""Peers that fail, at real sockets: what is reached then, and within which bound."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from constructs_pkg.client import NothingReachable

from .clients import Asyncio, Blocking, Client
from .clock import Clock
from .names import PRIVATE_NAME, Names
from .peers import ON_LOOPBACK, PRIVATE, PUBLIC, Peer

pytestmark = ON_LOOPBACK

# The bound of falling back where a test waits for it, one that no test could wait for unnoticed, and what a busy
# machine may add to any time.
WITHIN, FOR_EVER, BUSY = 0.2, 12.0, 3.0

AT_ONCE = ["refused", "reset"]
IN_TIME = ["silent", "slow", "half-open"]


def fail(peer: Peer, how: str) -> None:
    failing = {"refused": peer.refuses, "silent": peer.is_silent, "reset": peer.resets, "half-open": peer.is_half_open}
    failing[how]() if how in failing else peer.answers(after=30)


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def settles(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def port_of(at: dict[str, Peer]) -> int:
    return at[PRIVATE[0]].port


def test_private_addresses_are_preferred(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """Where both serve, every connection is private, and the addresses are told in that order."""
    made = client(names, port_of(at), connect_within=FOR_EVER)
    assert all(made.connect().by in PRIVATE for _ in range(5))
    assert [*PRIVATE, *PUBLIC] == [
        *sorted(str(each.address) for each in made.addresses()[:2]),
        *sorted(str(each.address) for each in made.addresses()[2:]),
    ]
    assert not made.client.fallen_back


@pytest.mark.parametrize("how", AT_ONCE)
def test_a_failure_that_is_told_is_fallen_back_from_at_once(
    client: type[Client], names: Names, at: dict[str, Peer], how: str
) -> None:
    """A refused or reset connection costs no waiting."""
    for address in PRIVATE:
        fail(at[address], how)
    made = client(names, port_of(at), checked=True, connect_within=FOR_EVER)
    reached = made.connect()
    assert reached.by in PUBLIC
    assert reached.after < BUSY
    assert made.client.fallen_back


@pytest.mark.parametrize("how", IN_TIME)
def test_a_failure_that_nobody_tells_is_fallen_back_from_within_the_bound(
    client: type[Client], names: Names, at: dict[str, Peer], how: str
) -> None:
    """Silence costs the bound and no more, whether SYNs are dropped or connections accepted and never answered."""
    for address in PRIVATE:
        fail(at[address], how)
    made = client(names, port_of(at), checked=True, connect_within=WITHIN)
    reached = made.connect()
    assert reached.by in PUBLIC
    assert WITHIN <= reached.after < WITHIN + BUSY
    assert made.client.fallen_back


@pytest.mark.parametrize("how", [*AT_ONCE, *IN_TIME])
def test_another_zone_serves(client: type[Client], names: Names, at: dict[str, Peer], how: str) -> None:
    """With one private address gone the other one is reached, long before the bound."""
    fail(at[PRIVATE[0]], how)
    made = client(names, port_of(at), checked=True, connect_within=FOR_EVER)
    for _ in range(2):
        reached = made.connect()
        assert PRIVATE[1] == reached.by
        assert reached.after < BUSY
    assert not made.client.fallen_back


def test_half_open_peers_count_as_reached_without_a_check(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """The handshake of TCP is the kernel's: only a check or TLS tells whether somebody is there."""
    for address in PUBLIC:
        fail(at[address], "refused")
    for address in PRIVATE:
        fail(at[address], "half-open")
    made = client(names, port_of(at), connect_within=WITHIN)
    assert made.only_connect() < WITHIN + BUSY
    assert not made.client.fallen_back


def test_comes_back(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """Fallen back, connections are public without delay; after a while one tries private addresses again."""
    clock = Clock()
    made = client(names, port_of(at), connect_within=WITHIN, retry_private_after=60, clock=clock)
    for address in PRIVATE:
        fail(at[address], "silent")
    assert made.connect().by in PUBLIC
    for address in PRIVATE:
        at[address].answers()
    # They serve again, and nobody looks yet.
    assert made.connect().by in PUBLIC
    clock.passes(60)
    assert made.connect().by in PRIVATE
    assert not made.client.fallen_back
    assert made.connect().by in PRIVATE


def test_stays_where_it_is_while_private_addresses_fail(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """One connection in each while pays the bound, all others nothing."""
    clock = Clock()
    made = client(names, port_of(at), connect_within=WITHIN, retry_private_after=60, clock=clock)
    for address in PRIVATE:
        fail(at[address], "silent")
    tried = []
    for seconds in (0, 1, 60, 1):
        clock.passes(seconds)
        names.asked.clear()
        assert made.connect().by in PUBLIC
        tried.append((PRIVATE_NAME, "A") in names.asked)
    assert [True, False, True, False] == tried


def test_a_probe_comes_back_without_a_connection(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """A program may look in the background: the probe decides, either way, and within the bound."""
    made = client(names, port_of(at), connect_within=WITHIN, retry_private_after=float("inf"))
    for address in PRIVATE:
        fail(at[address], "silent")
    began = time.monotonic()
    assert not made.probe()
    assert WITHIN <= time.monotonic() - began < WITHIN + BUSY
    assert made.connect().by in PUBLIC
    for address in PRIVATE:
        at[address].answers()
    assert made.probe()
    assert made.connect().by in PRIVATE


def test_private_addresses_are_the_last_resort(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """Fallen back, a client whose public addresses fail as well is back on private ones, and stays."""
    made = client(names, port_of(at), connect_within=FOR_EVER)
    for address in PRIVATE:
        fail(at[address], "refused")
    assert made.connect().by in PUBLIC
    for address in PRIVATE:
        at[address].answers()
    for address in PUBLIC:
        fail(at[address], "refused")
    reached = made.connect()
    assert reached.by in PRIVATE
    assert reached.after < BUSY
    assert not made.client.fallen_back


def test_a_slow_private_address_still_serves_where_there_is_no_other(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """What is under way at the bound goes on beside public addresses: a network without internet loses nothing."""
    for address in PUBLIC:
        fail(at[address], "refused")
    for address in PRIVATE:
        at[address].is_silent_for(2 * WITHIN)
    made = client(names, port_of(at), connect_within=WITHIN)
    reached = made.connect()
    assert reached.by in PRIVATE
    assert reached.after > WITHIN
    assert not made.client.fallen_back


def test_tells_what_failed_with_what(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """Where nothing serves the error names every address, and comes no later than the lifetime."""
    for address in PRIVATE:
        fail(at[address], "silent")
    for address in PUBLIC:
        fail(at[address], "refused")
    made = client(names, port_of(at), connect_within=WITHIN, lifetime=2 * WITHIN)
    began = time.monotonic()
    with pytest.raises(NothingReachable, match=r"^api\.example\.com port [0-9]+: ") as raised:
        made.connect()
    assert time.monotonic() - began < 2 * WITHIN + BUSY
    words = str(raised.value)
    assert all(f"{address} (private) did not answer in time" in words for address in PRIVATE)
    assert all(f"{address} (public) ConnectionRefusedError" in words for address in PUBLIC)
    assert set(PUBLIC) == set(map(str, raised.value.failures))
    # That everything failed says nothing about private addresses: the next connection tries them first again.
    assert not made.client.fallen_back


@pytest.mark.parametrize("how", ["silent", "half-open", "reset"])
def test_nothing_is_left_open(client: type[Client], names: Names, at: dict[str, Peer], how: str) -> None:
    """After a connection all sockets but its own are closed, and its threads or tasks are gone."""
    for address in PRIVATE:
        fail(at[address], how)
    clock = Clock()
    made = client(names, port_of(at), checked=True, connect_within=WITHIN, clock=clock)
    made.connect()
    assert settles(lambda: "private-first" not in [each.name for each in threading.enumerate()])
    before = open_files()
    for _ in range(2):
        clock.passes(60)
        made.connect()
    # The peers of these tests close a little later than the client.
    assert settles(lambda: open_files() <= before)


def test_a_cancelled_connection_leaves_nothing_open(names: Names, at: dict[str, Peer]) -> None:
    """A task that is cancelled while it connects has closed its sockets when it ends."""
    for address in (*PRIVATE, *PUBLIC):
        fail(at[address], "silent")
    made = Asyncio(names, port_of(at), connect_within=WITHIN)

    async def cancelled() -> tuple[int, int]:
        before = open_files()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(WITHIN / 2):
                await made.client.connect()
        await asyncio.sleep(0)
        return before, open_files()

    before, after = asyncio.run(cancelled())
    assert after <= before


def test_many_threads_share_a_client(names: Names, at: dict[str, Peer]) -> None:
    """Connections of many threads are all made, and the trial after a failure is one connection's alone."""
    clock = Clock()
    made = Blocking(names, port_of(at), connect_within=WITHIN, retry_private_after=60, clock=clock)
    for address in PRIVATE:
        fail(at[address], "silent")
    made.connect()
    clock.passes(60)
    names.asked.clear()
    reached: list[str] = []
    threads = [threading.Thread(target=lambda: reached.append(made.connect().by)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 8 == len(reached)
    assert set(reached) <= set(PUBLIC)
    assert 1 == names.asked.count((PRIVATE_NAME, "A"))
    assert made.client.fallen_back
