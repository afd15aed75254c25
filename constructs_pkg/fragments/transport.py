"""The transports under a listener's protocol, as security groups name them."""

from __future__ import annotations

from constructs_pkg.values.service import ListenerProtocol

_TRANSPORTS = {
    ListenerProtocol.TCP: ("tcp",),
    ListenerProtocol.TLS: ("tcp",),
    ListenerProtocol.UDP: ("udp",),
    ListenerProtocol.TCP_UDP: ("tcp", "udp"),
}


def transports(protocol: ListenerProtocol) -> tuple[str, ...]:
    """Return ``tcp``, ``udp`` or both."""
    return _TRANSPORTS[protocol]
