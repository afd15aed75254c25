"""TLS: whichever address is used, the peer proves that it is the service of the public name."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from constructs_pkg.client import AsyncPrivateFirst, NothingReachable, PrivateFirst, RefusedInput

from .certificates import write_certificate
from .clients import Asyncio, Blocking, Client
from .names import PRIVATE_NAME, PUBLIC_NAME, Names
from .peers import ON_LOOPBACK, PRIVATE, PUBLIC, Peer
from .test_failures import BUSY, FOR_EVER, WITHIN

pytestmark = ON_LOOPBACK


class Certificates:
    """Certificates for names, a context that trusts all of them, and the names that clients asked peers for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.asked: list[str | None] = []
        self.trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    def of(self, name: str) -> ssl.SSLContext:
        file = write_certificate(self._folder / f"{name}.pem", name)
        self.trusting.load_verify_locations(file)
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(file)
        made.sni_callback = lambda _, asked, __: self.asked.append(asked)
        return made


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def service(certificates: Certificates) -> ssl.SSLContext:
    return certificates.of(PUBLIC_NAME)


@pytest.fixture(scope="module")
def other(certificates: Certificates) -> ssl.SSLContext:
    """A peer that has a certificate, trusted and for the private name."""
    return certificates.of(PRIVATE_NAME)


@contextmanager
def peers_with(private: ssl.SSLContext, public: ssl.SSLContext) -> Iterator[dict[str, Peer]]:
    with ExitStack() as closing:
        made: dict[str, Peer] = {}
        for address, context in ((PRIVATE[0], private), (PUBLIC[0], public)):
            port = made[PRIVATE[0]].port if made else 0
            made[address] = Peer(address, port, context).answers()
            closing.callback(made[address].close)
        yield made


@pytest.fixture
def names(names: Names) -> Names:
    names.answer(PUBLIC[:1], PRIVATE[:1])
    return names


def test_a_private_peer_proves_the_public_name(
    client: type[Client], names: Names, certificates: Certificates, service: ssl.SSLContext
) -> None:
    """The public name is in the client's hello and has to be in the certificate, also at a private address."""
    certificates.asked.clear()
    with peers_with(service, service) as at:
        made = client(names, at[PRIVATE[0]].port, connect_within=FOR_EVER, ssl_context=certificates.trusting)
        assert PRIVATE[0] == made.connect().by
        at[PRIVATE[0]].refuses()
        assert PUBLIC[0] == made.connect().by
    assert {PUBLIC_NAME} == set(certificates.asked)


def test_a_private_peer_of_another_name_does_not_serve(
    client: type[Client], names: Names, certificates: Certificates, service: ssl.SSLContext, other: ssl.SSLContext
) -> None:
    """Whoever is at a private address without the service's certificate hears no word: the public address serves."""
    with peers_with(other, service) as at:
        made = client(names, at[PRIVATE[0]].port, connect_within=FOR_EVER, ssl_context=certificates.trusting)
        reached = made.connect()
        assert PUBLIC[0] == reached.by
        assert reached.after < BUSY
        assert made.client.fallen_back


def test_no_peer_serves_without_the_proof(
    client: type[Client], names: Names, certificates: Certificates, other: ssl.SSLContext
) -> None:
    """Where nobody has the service's certificate nobody is connected to."""
    with peers_with(other, other) as at:
        made = client(names, at[PRIVATE[0]].port, connect_within=FOR_EVER, ssl_context=certificates.trusting)
        with pytest.raises(NothingReachable, match=r"SSLCertVerificationError") as raised:
            made.connect()
        assert 2 == len(raised.value.failures)


@pytest.mark.parametrize("how", ["half-open", "slow"])
def test_the_handshake_has_to_end_within_the_bound(
    client: type[Client], names: Names, certificates: Certificates, service: ssl.SSLContext, how: str
) -> None:
    """A peer that accepts and says nothing is fallen back from, without any check."""
    with peers_with(service, service) as at:
        private = at[PRIVATE[0]]
        _ = private.is_half_open() if how == "half-open" else private.answers(after=30)
        made = client(names, private.port, connect_within=WITHIN, ssl_context=certificates.trusting)
        reached = made.connect()
        assert PUBLIC[0] == reached.by
        assert WITHIN <= reached.after < WITHIN + BUSY


@pytest.mark.parametrize("made", [PrivateFirst, AsyncPrivateFirst])
def test_a_context_that_verifies_nothing_is_refused(made: type[PrivateFirst] | type[AsyncPrivateFirst]) -> None:
    """Addresses come from the DNS: without the proof any of them could be anybody's."""
    unnamed = ssl.create_default_context()
    unnamed.check_hostname = False
    for context in (unnamed, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)):
        with pytest.raises(RefusedInput, match=r"^unverified-peer: "):
            made(PUBLIC_NAME, 443, ssl_context=context)


def test_checks_are_made_inside_tls(
    client: type[Client], names: Names, certificates: Certificates, service: ssl.SSLContext
) -> None:
    """A check is given the connection after the handshake."""
    with peers_with(service, service) as at:
        port = at[PRIVATE[0]].port
        made = client(names, port, checked=True, connect_within=FOR_EVER, ssl_context=certificates.trusting)
        assert PRIVATE[0] == made.connect().by


def test_a_blocking_socket_is_one_of_tls(names: Names, certificates: Certificates, service: ssl.SSLContext) -> None:
    """What is returned is ready for use: secured, and blocking."""
    with peers_with(service, service) as at:
        client = Blocking(names, at[PRIVATE[0]].port, ssl_context=certificates.trusting).client
        with client.connect() as connection:
            assert isinstance(connection, ssl.SSLSocket)
            assert connection.gettimeout() is None


def test_streams_are_of_tls(names: Names, certificates: Certificates, service: ssl.SSLContext) -> None:
    """So are the streams."""

    async def secured(client: AsyncPrivateFirst) -> bool:
        _, writer = await client.connect()
        try:
            return writer.get_extra_info("ssl_object") is not None
        finally:
            writer.close()
            await writer.wait_closed()

    with peers_with(service, service) as at:
        client = Asyncio(names, at[PRIVATE[0]].port, ssl_context=certificates.trusting).client
        assert asyncio.run(secured(client))
