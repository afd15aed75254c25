"""`Beside`: what a construct of the same stack gives, by its key in the topology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from constructs_pkg.values.late import Late

Kind = Literal["namespace", "service_network"]


@dataclass(frozen=True)
class Beside(Late):
    """What something else of the same stack gives; it is made before what refers to it.

    Attributes:
        kind: What it is.
        key: Its key in the topology.
        part: The key of the part of it that is meant; empty for the whole.
    """

    kind: Kind = "namespace"
    key: str = ""
    part: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"{' '.join(text for text in (self.key, self.part) if text)} of this topology"


def beside(kind: Kind, key: str, part: str = "") -> Beside:
    """Return what the thing `key` of that kind gives, or its part."""
    return Beside({"Ref": f"{kind} {key} {part}"}, kind, key, part)
