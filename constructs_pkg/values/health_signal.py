"""Health signals: what tells Route 53 whether a record may be answered."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.values.late import Late


@dataclass(frozen=True)
class SignalOfKey(Late):
    """The id of the health check of a health signal that stands beside what refers to it.

    Attributes:
        key: Its key in the topology.
    """

    key: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"{self.key} of this topology"
