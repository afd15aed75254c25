"""Vantages listen on loopback, each at a place of its own."""

import socket
from ipaddress import ip_address

import pytest

from constructs_pkg.audit.wire.loopback import NotLoopback, Place, places_for
from constructs_pkg.audit.wire.sockets import bound


def test_vantages_share_an_address_and_have_a_port_each() -> None:
    """Without a port there is 127.0.0.1, and ports from 5300 on."""
    assert ["127.0.0.1:5300", "127.0.0.1:5301"] == [str(place) for place in places_for("ab", None, None)]
    assert ["[::1]:5300", "[::1]:5301"] == [str(place) for place in places_for("ab", "::1", None)]


def test_vantages_share_a_port_and_have_an_address_each() -> None:
    """With a port there are addresses from 127.0.0.2 on, or from the one that is asked for."""
    assert ["127.0.0.2:53", "127.0.0.3:53"] == [str(place) for place in places_for("ab", None, 53)]
    assert ["127.0.1.0:53", "127.0.1.1:53"] == [str(place) for place in places_for("ab", "127.0.1.0", 53)]


@pytest.mark.parametrize(
    ("address", "port", "expected"),
    [
        ("0.0.0.0", None, "--address 0.0.0.0: is not of this machine alone; give one of 127.0.0.0/8, or ::1"),
        ("::", 53, "--address ::: is not of this machine alone; give one of 127.0.0.0/8, or ::1"),
        ("10.0.0.1", 53, "--address 10.0.0.1: is not of this machine alone; give one of 127.0.0.0/8, or ::1"),
        (
            "::ffff:10.0.0.1",
            53,
            "--address ::ffff:10.0.0.1: is not of this machine alone; give one of 127.0.0.0/8, or ::1",
        ),
        ("localhost", 53, "--address localhost: is no address; give one of 127.0.0.0/8, or ::1"),
        ("127.255.255.255", 53, "--address 127.255.255.255: leaves no loopback address for b; leave out --port"),
        ("::1", 53, "--address ::1: leaves no loopback address for b; leave out --port"),
    ],
)
def test_only_loopback_is_listened_on(address: str, port: int | None, expected: str) -> None:
    """Every other address is refused, and so is to run over the end of the loopback."""
    with pytest.raises(NotLoopback) as refused:
        places_for("ab", address, port)
    assert expected == str(refused.value)


def test_no_socket_is_bound_but_to_loopback() -> None:
    """A place that is not of the loopback is refused where sockets are made, whoever asks."""
    with pytest.raises(NotLoopback):
        bound(Place(ip_address("0.0.0.0"), 0))


def test_udp_and_tcp_have_the_same_port() -> None:
    """A free port is free for both, and nobody else can listen there."""
    sockets = bound(Place(ip_address("127.0.0.1"), 0))
    try:
        assert sockets.udp.getsockname() == sockets.tcp.getsockname() == ("127.0.0.1", sockets.place.port)
        with pytest.raises(NotLoopback) as taken:
            bound(sockets.place)
        expected = f"{sockets.place}: something else listens there; choose another --port or --address"
        assert expected == str(taken.value)
    finally:
        sockets.close()


def test_a_port_that_is_taken_for_udp_only_is_taken() -> None:
    """Where one of the two cannot be had, none is kept."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        place = Place(ip_address("127.0.0.1"), other.getsockname()[1])
        with pytest.raises(NotLoopback):
            bound(place)
    bound(place).close()
