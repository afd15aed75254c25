"""The client as a caller's type checker sees it: never run, only checked with mypy --strict.

A line that is wrong on purpose says so by an ignored error: strict mypy reports an ignore that ignores nothing.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import assert_type

import dns.asyncresolver
import dns.resolver

from constructs_pkg.client import (
    AsyncPrivateFirst,
    Candidate,
    PrivateFirst,
    Ranges,
    Reach,
    customer_hostname,
    local_domain,
    networks,
)

assert_type(customer_hostname("{customer}.example.com", login="x@a.example"), str)
assert_type(customer_hostname("{customer}.example.com", customer="a.example"), str)
assert_type(customer_hostname("{customer}.example.com", local_domain=local_domain), str | None)
customer_hostname("{customer}.example.com")  # type: ignore[call-overload]
customer_hostname("{customer}.example.com", login="x@a.example", customer="a")  # type: ignore[call-overload]


def checked(connection: socket.socket) -> bool:
    """Check a socket."""
    return bool(connection.recv(1))


async def checked_async(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Check streams."""
    await reader.readexactly(1)


client = PrivateFirst(
    "api.example.com",
    443,
    private_name=customer_hostname("{customer}.example.com", local_domain=local_domain),
    connect_within=1,
    retry_private_after=30.5,
    ssl_context=ssl.create_default_context(),
    check=checked,
    resolver=dns.resolver.Resolver(),
    ranges=Ranges(private=networks("10.0.0.0/8")),
)
assert_type(client.connect(), socket.socket)
assert_type(client.addresses(), tuple[Candidate, ...])
assert_type(client.addresses()[0].reach, Reach)
assert_type(client.probe(), bool)
assert_type(client.fallen_back, bool)
client.fallen_back = True  # type: ignore[misc]
PrivateFirst("api.example.com")  # type: ignore[call-arg]
PrivateFirst("api.example.com", "443")  # type: ignore[arg-type]
PrivateFirst("api.example.com", 443, check=checked_async)  # type: ignore[arg-type]
PrivateFirst("api.example.com", 443, resolver=dns.asyncresolver.Resolver())  # type: ignore[arg-type]


async def connected(client: AsyncPrivateFirst) -> None:
    """Use a client in an event loop."""
    assert_type(await client.connect(), tuple[asyncio.StreamReader, asyncio.StreamWriter])
    assert_type(await client.addresses(), tuple[Candidate, ...])
    assert_type(await client.probe(), bool)


AsyncPrivateFirst("api.example.com", 443, check=checked_async, resolver=dns.asyncresolver.Resolver())
AsyncPrivateFirst("api.example.com", 443, check=checked)  # type: ignore[arg-type]
