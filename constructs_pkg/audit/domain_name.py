"""What can be a domain name at all.

Sources: RFC 1035 section 2.3.4, and for the escapes
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html.
"""

from __future__ import annotations

import re

MOST_OCTETS_OF_LABEL = 63
# 255 on the wire, where each label has its length before it and the root has one octet.
MOST_OCTETS = 253

_ESCAPED = re.compile(r"\\[0-7]{3}")


def why_no_name(text: str) -> str | None:
    """Return what keeps `text` from being a domain name, as the end of a sentence on it; None where it is one."""
    name = text.removesuffix(".")
    # An escape of four characters is one octet.
    if len(name) > 4 * MOST_OCTETS:
        return f"is longer than {MOST_OCTETS} octets"
    if not name.isprintable():
        return "has control characters"
    octets = len(_ESCAPED.sub("x", name).encode())
    if octets > MOST_OCTETS:
        return f"is longer than {MOST_OCTETS} octets"
    labels = [len(_ESCAPED.sub("x", label).encode()) for label in name.split(".")]
    if 0 in labels:
        return "has an empty label"
    if max(labels) > MOST_OCTETS_OF_LABEL:
        return f"has a label of more than {MOST_OCTETS_OF_LABEL} octets"
    return None
