"""The domain of this host or its network, as far as it can tell a customer: what the network says about itself.

Whoever runs the network decides on the answer, so that it may choose among customers and never replaces the proof by
certificate of who answers.
"""

from __future__ import annotations

import socket
from collections.abc import Callable

import dns.exception
import dns.name
import dns.resolver
import dns.reversename

# Domains that many networks share, so that they name no customer: RFC 6761, RFC 6762, RFC 8375, habits, and `internal`,
# which VPCs have by default (ec2.internal, REGION.compute.internal:
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html).
SHARED = frozenset(
    {"arpa", "corp", "example", "home", "internal", "invalid", "lan", "local", "localdomain", "localhost", "test"}
)

_DISCARD_PORT = 9


def local_domain(
    resolver: dns.resolver.Resolver | None = None, fully_qualified: Callable[[], str] = socket.getfqdn
) -> str | None:
    """Return the domain that this host is configured with, or None where it names no customer.

    It is the first search domain (``resolv.conf``, or the system's own place), else that of the host's name.

    Args:
        resolver: The resolver whose configuration is read, by default the system's.
        fully_qualified: Returns the host's name.
    """
    try:
        read = resolver or dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        search: list[str] = []
    else:
        search = [each.to_text(omit_final_dot=True) for each in (*read.search, read.domain)]
    _, _, of_host = fully_qualified().partition(".")
    return next((each.lower() for each in (*search, of_host) if names_a_customer(each)), None)


def reverse_domain(
    resolver: dns.resolver.Resolver | None = None, address: str | None = None, lifetime: float = 2.0
) -> str | None:
    """Return the domain of the name that the DNS has for this host's address, or None where it names no customer.

    Args:
        resolver: What asks, by default the system's resolver.
        address: The address, by default the one that this host reaches its name server from; finding it sends nothing.
        lifetime: The seconds after which nothing is known.
    """
    try:
        asking = resolver or dns.resolver.Resolver()
        found = dns.reversename.from_address(address or _own_address(asking))
        answer = asking.resolve(found, "PTR", search=False, lifetime=lifetime)
    except (dns.exception.DNSException, OSError):
        return None
    names = sorted(each.target.parent().to_text(omit_final_dot=True).lower() for each in answer)
    return next((each for each in names if names_a_customer(each)), None)


def names_a_customer(domain: str) -> bool:
    """Tell whether a domain may be one customer's: it has two labels or more, and is none that many networks share."""
    labels = domain.lower().strip(".").split(".")
    return len(labels) > 1 and labels[-1] not in SHARED


def _own_address(resolver: dns.resolver.Resolver) -> str:
    server = next((str(each) for each in resolver.nameservers), "")
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams:
        datagrams.connect((server, _DISCARD_PORT))
        return str(datagrams.getsockname()[0])
