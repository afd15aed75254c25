"""Values of records as data of DNS messages."""

from __future__ import annotations

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype

from constructs_pkg.audit.wire.names import zone_file_text


class Unpresentable(Exception):
    """What the assembly says cannot be put into a DNS message; the message of this error says why."""


def rdata_of(kind: str, text: str) -> dns.rdata.Rdata:
    """Return the data of a record of type `kind` whose value is `text` as Route 53 writes it.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html.

    Raises:
        Unpresentable: if it is no such value.
    """
    try:
        # Names in values need no last dot: they are always absolute.
        return dns.rdata.from_text(
            dns.rdataclass.IN, kind, zone_file_text(text), origin=dns.name.root, relativize=False
        )
    except (dns.exception.DNSException, ValueError) as error:
        raise Unpresentable(f"{text!r} is no value of a record of type {kind}: {error}") from error
