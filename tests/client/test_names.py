"""Names that fail or change, at the loopback DNS server: what is reached then, and what is asked."""

import time
from collections.abc import Sequence

import pytest

from constructs_pkg.client import NothingReachable, Reach

from .clients import Client
from .clock import Clock
from .names import NEGATIVE_TTL, PRIVATE_NAME, PUBLIC_NAME, Names
from .names import names as serving
from .peers import ON_LOOPBACK, PRIVATE, PRIVATE_V6, PUBLIC, Peer, peers
from .test_failures import BUSY, FOR_EVER, WITHIN, fail, port_of

pytestmark = ON_LOOPBACK


def test_without_privatelink_nothing_is_waited_for(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """Where there is no private name, connections are public, at once, and nothing has failed."""
    names.answer(PUBLIC)
    made = client(names, port_of(at), connect_within=FOR_EVER)
    reached = made.connect()
    assert reached.by in PUBLIC
    assert reached.after < BUSY
    assert not made.client.fallen_back
    assert {Reach.PUBLIC} == {each.reach for each in made.addresses()}


def test_a_private_name_that_appears_is_used(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """The answer that there is no such name is kept for as long as its SOA record says, and no longer."""
    clock = Clock()
    names.answer(PUBLIC)
    made = client(names, port_of(at), connect_within=FOR_EVER, clock=clock)
    assert made.connect().by in PUBLIC
    names.answer(PUBLIC, PRIVATE)
    clock.passes(NEGATIVE_TTL - 60)
    assert made.connect().by in PUBLIC
    clock.passes(60)
    assert made.connect().by in PRIVATE


def test_a_name_that_is_gone_is_not_used_after_its_ttl(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """When the private name goes away, connections go public without delay, and nothing has failed."""
    made = client(names, port_of(at), connect_within=FOR_EVER)
    assert made.connect().by in PRIVATE
    names.answer(PUBLIC)
    reached = made.connect()
    assert reached.by in PUBLIC
    assert reached.after < BUSY
    assert not made.client.fallen_back


def test_silent_dns_of_the_private_name_holds_nothing_up_beyond_the_bound(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """Dropped questions cost the bound once; fallen back, the private name is not even asked for."""
    names.silent.add(PRIVATE_NAME)
    made = client(names, port_of(at), connect_within=WITHIN)
    reached = made.connect()
    assert reached.by in PUBLIC
    assert WITHIN <= reached.after < WITHIN + BUSY
    assert made.client.fallen_back
    names.asked.clear()
    reached = made.connect()
    assert reached.by in PUBLIC
    assert {PUBLIC_NAME} == {name for name, _ in names.asked}


def test_failing_dns_of_the_private_name_is_fallen_back_from_at_once(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """SERVFAIL costs no waiting. It does not tell that there is no PrivateLink, so that it is a failure."""
    names.failing.add(PRIVATE_NAME)
    made = client(names, port_of(at), connect_within=FOR_EVER, lifetime=2 * FOR_EVER)
    reached = made.connect()
    assert reached.by in PUBLIC
    assert reached.after < BUSY
    assert made.client.fallen_back


@pytest.mark.parametrize("how", ["silent", "failing"])
def test_dns_of_the_public_name_is_not_waited_for(
    client: type[Client], names: Names, at: dict[str, Peer], how: str
) -> None:
    """Private addresses serve where the public name cannot be resolved."""
    getattr(names, how).add(PUBLIC_NAME)
    made = client(names, port_of(at), connect_within=FOR_EVER)
    reached = made.connect()
    assert reached.by in PRIVATE
    assert reached.after < BUSY


def test_silent_dns_is_given_up(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """Where no name is answered the error says so, and comes no later than the lifetime."""
    names.silent |= {PRIVATE_NAME, PUBLIC_NAME}
    made = client(names, port_of(at), connect_within=WITHIN, lifetime=2 * WITHIN)
    for call in (made.connect, made.addresses):
        began = time.monotonic()
        with pytest.raises(NothingReachable, match="was not answered in time") as raised:
            call()
        assert 2 * WITHIN <= time.monotonic() - began < 2 * WITHIN + BUSY
        assert PRIVATE_NAME in str(raised.value)
        assert {} == raised.value.failures


def test_addresses_that_are_known_within_the_bound_are_told(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """A silent name holds up the list no longer than a connection."""
    names.silent.add(PRIVATE_NAME)
    began = time.monotonic()
    found = client(names, port_of(at), connect_within=WITHIN).addresses()
    assert WITHIN <= time.monotonic() - began < WITHIN + BUSY
    assert set(PUBLIC) == {str(each.address) for each in found}


def test_one_answer_may_mix_private_and_public_addresses(
    client: type[Client], names: Names, at: dict[str, Peer]
) -> None:
    """As in the CIDR mechanism: private addresses first, whatever the order of the answer; public ones in time."""
    names.answer([*PUBLIC, *PRIVATE])
    made = client(names, port_of(at), private_name=None, connect_within=WITHIN)
    assert all(made.connect().by in PRIVATE for _ in range(5))
    assert [Reach.PRIVATE, Reach.PRIVATE, Reach.PUBLIC, Reach.PUBLIC] == [each.reach for each in made.addresses()]
    assert {(PUBLIC_NAME, "A"), (PUBLIC_NAME, "AAAA")} == set(names.asked)
    for address in PRIVATE:
        fail(at[address], "silent")
    reached = made.connect()
    assert reached.by in PUBLIC
    assert WITHIN <= reached.after < WITHIN + BUSY
    assert made.client.fallen_back


@pytest.mark.parametrize(("answer", "expected"), [(PUBLIC, PUBLIC), (PRIVATE, PRIVATE)])
def test_one_answer_may_have_one_kind_alone(
    client: type[Client], names: Names, at: dict[str, Peer], answer: Sequence[str], expected: Sequence[str]
) -> None:
    """Without PrivateLink, and behind a split horizon, there is nothing to prefer and nothing to fall back to."""
    names.answer(answer)
    made = client(names, port_of(at), private_name=None, connect_within=FOR_EVER)
    reached = made.connect()
    assert reached.by in expected
    assert reached.after < BUSY
    assert not made.client.fallen_back


def test_private_addresses_may_be_of_ipv6(client: type[Client], names: Names) -> None:
    """AAAA records of the private name are connected to before A records of the public one."""
    with peers(PRIVATE_V6, PUBLIC[0]) as at:
        names.answer(PUBLIC[:1], [PRIVATE_V6])
        made = client(names, at[PRIVATE_V6].port, connect_within=FOR_EVER)
        assert PRIVATE_V6 == made.connect().by
        fail(at[PRIVATE_V6], "refused")
        reached = made.connect()
        assert PUBLIC[0] == reached.by
        assert reached.after < BUSY


@pytest.mark.parametrize("ttl", [0, 60])
def test_answers_are_kept_for_their_ttl(
    client: type[Client], at: dict[str, Peer], tmp_path_factory: pytest.TempPathFactory, ttl: int
) -> None:
    """Nothing is asked again before its TTL is over, and everything after; a TTL of 0 is over at once."""
    clock = Clock()
    with serving(tmp_path_factory.mktemp("ttl"), ttl) as names:
        names.answer(PUBLIC, PRIVATE)
        made = client(names, port_of(at), connect_within=FOR_EVER, clock=clock)
        asked = []
        for seconds in (0, 0, ttl + 1):
            clock.passes(seconds)
            names.asked.clear()
            made.addresses()
            asked.append({each for each in names.asked if each[1] == "A"})
    both = {(PUBLIC_NAME, "A"), (PRIVATE_NAME, "A")}
    assert [both, both if ttl == 0 else set(), both] == asked


def test_answers_are_forgotten_when_they_do_not_serve(
    client: type[Client], at: dict[str, Peer], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An endpoint that was made anew is found before the TTL of its former addresses is over."""
    with serving(tmp_path_factory.mktemp("ttl"), 3600) as names:
        names.answer(PUBLIC, PRIVATE[:1])
        clock = Clock()
        made = client(names, port_of(at), connect_within=FOR_EVER, clock=clock)
        fail(at[PRIVATE[0]], "refused")
        assert made.connect().by in PUBLIC
        names.answer(PUBLIC, PRIVATE[1:])
        clock.passes(60)
        assert PRIVATE[1] == made.connect().by


def test_search_domains_are_not_tried(client: type[Client], names: Names, at: dict[str, Peer]) -> None:
    """A private name that does not exist is not looked for below the domains of the network."""
    names.answer(PUBLIC)
    client(names, port_of(at), connect_within=FOR_EVER).connect()
    assert {PUBLIC_NAME, PRIVATE_NAME} == {name for name, _ in names.asked}
