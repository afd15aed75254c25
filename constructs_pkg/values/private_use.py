"""Addresses that mean something inside one network only."""

from __future__ import annotations

from constructs_pkg.values.cidr import Cidr, IpAddress

# RFC 1918, RFC 6598 (shared), RFC 3927 and RFC 4291 (link-local), RFC 1122 and RFC 4291 (loopback), RFC 4193 (unique
# local). Blocks for documentation are not among them: examples stand for public addresses by these.
_BLOCKS = tuple(
    map(
        Cidr,
        (
            *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
            *("fc00::/7", "fe80::/10", "::1/128"),
        ),
    )
)


def is_private_use(address: IpAddress) -> bool:
    """Tell whether `address` is reached inside a network, and from nowhere else."""
    return any(block.holds(address) for block in _BLOCKS if block.network.version == address.address.version)


def is_private_block(block: Cidr) -> bool:
    """Tell whether every address of `block` is of private use."""
    return any(block.prefix >= one.prefix and block.overlaps(one) for one in _BLOCKS)


def is_of_one_host(address: IpAddress) -> bool:
    """Tell whether others can reach one host at `address`: not by loopback, on a link alone, or as a group.

    Sources: RFC 1122 section 3.2.1.3, RFC 3927 section 2.7 and RFC 4291 section 2.
    """
    held = address.address
    return not (held.is_multicast or held.is_loopback or held.is_link_local or held.is_unspecified)
