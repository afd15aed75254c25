"""Domain names, and how a name is placed in a zone."""

from __future__ import annotations

import re

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text

# RFC 1035 section 2.3.4: 63 octets a label, 255 a name on the wire, which leaves 253 for its text.
LONGEST_LABEL = 63
LONGEST_NAME = 253

# Route 53 takes more in a record name (as escapes); letters, digits, hyphen and underscore are what
# hosts and services use (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html).
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\Z")

APEX = "@"


class DnsName(Text):
    """A fully qualified domain name: lower case, no trailing dot; ``*`` may stand as its first label."""

    __slots__ = ()
    description = "A domain name, such as db.internal.example.com."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name in lower case without its trailing dot."""
        name = value.lower().removesuffix(".")
        if not name:
            raise Refused("empty-name", repr(value), "is no name", "write at least one label")
        if len(name) > LONGEST_NAME:
            raise Refused("name-too-long", value, f"is over {LONGEST_NAME} characters ({len(name)})", "shorten it")
        for position, label in enumerate(name.split(".")):
            _check_label(value, label, wildcard_allowed=position == 0)
        return name

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels from left to right."""
        return tuple(self.split("."))

    def within(self, zone: str) -> bool:
        """Tell whether this name is `zone` itself or below it."""
        return self == zone or self.endswith(f".{zone}")


class ZoneName(DnsName):
    """The name of a hosted zone: a domain name without a wildcard."""

    __slots__ = ()
    description = "The name of a private hosted zone, such as example.com."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the zone's name in lower case without its trailing dot."""
        name = super().normal(value)
        if name.startswith("*"):
            raise Refused("wildcard-zone", value, "is a wildcard", "name the zone itself; wildcards are records")
        return name


class RecordName(Text):
    """A record's name as people write it: relative to a zone, fully qualified, or ``@`` for the apex."""

    __slots__ = ()
    description = "A name relative to its zone, a fully qualified name, or @ for the zone's apex."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name as given, once it is known to be a name or the apex."""
        if value != APEX:
            DnsName(value)
        return value.lower()

    def placed_in(self, zone: str) -> DnsName:
        """Return the fully qualified name in `zone`; a name already below the zone is not suffixed again.

        Raises:
            Refused: ``record-outside-zone`` for a name written with a trailing dot that is not below
                the zone, and the rules of `DnsName` for the whole.
        """
        if self == APEX:
            return DnsName(zone)
        name = DnsName(self)
        if name.within(zone):
            return name
        if self.endswith("."):
            raise Refused("record-outside-zone", self, f"is outside zone {zone}", f"use a name below {zone}")
        return DnsName(f"{name}.{zone}")


def _check_label(name: str, label: str, *, wildcard_allowed: bool) -> None:
    if not label:
        raise Refused("empty-label", name, "has an empty label", "remove the extra dot")
    if len(label) > LONGEST_LABEL:
        raise Refused("label-too-long", name, f"has a label over {LONGEST_LABEL} octets ({len(label)})", "shorten it")
    if label == "*" and wildcard_allowed:
        return
    if not _LABEL.match(label):
        raise Refused(
            "malformed-label",
            name,
            f"has the label {label!r}",
            "use letters, digits, hyphen (not at an edge) and underscore; * only as the first label",
        )
