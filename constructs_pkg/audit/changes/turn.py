"""How the answer for one name changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Turn(Enum):
    """What happens to a name at a vantage; the values stand in reports."""

    DARK = "goes dark"
    PUBLIC = "now answered by public DNS"
    VPC_GONE = "its VPC goes"
    UNTOLD = "no longer told"
    CHANGED = "changes"
    RENEWED = "made anew"
    APPEARS = "appears"
    VPC_NEW = "its VPC is new"


@dataclass(frozen=True)
class NameChange:
    """One name and type whose answer changes.

    Attributes:
        vantages: The labels of the vantages at which it changes so.
        before: The answer in a few words, as the matrix has it.
        after: The same for the new assembly.
        lost: Whether it was answered before and is not any more.
    """

    name: str
    type: str
    vantages: tuple[str, ...]
    turn: Turn
    before: str
    after: str
    lost: bool
