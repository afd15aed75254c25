r"""Domain names of DNS messages and of facts: Route 53 writes bytes as ``\ooo`` in octal, zone files in decimal.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html and RFC 1035 section 5.1.
"""

from __future__ import annotations

import re

import dns.name

_ESCAPED = re.compile(r"\\(?:([0-3][0-7]{2})|(.))", re.DOTALL)


def fact_text(name: dns.name.Name) -> str:
    """Return a name of a message as facts write it, without its last dot."""
    return ".".join("".join(map(_character, label)) for label in name.labels if label)


def _character(byte: int) -> str:
    plain = 0x21 <= byte <= 0x7E and byte not in b".\\"
    return chr(byte) if plain else f"\\{byte:03o}"


def zone_file_text(text: str) -> str:
    """Return Route 53's text of a name or value as zone files write it: octal escapes in decimal."""
    return _ESCAPED.sub(lambda found: f"\\{int(found[1], 8):03}" if found[1] else found[0], text)


def wire_name(text: str) -> dns.name.Name:
    """Return the absolute name that `text` of a fact stands for.

    Raises:
        dns.exception.DNSException: if it is no domain name.
    """
    return dns.name.from_text(zone_file_text(text.removesuffix(".")))
