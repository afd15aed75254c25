"""Text for a console: what its encoding can write, and no control characters."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

_PLAIN = {"→": "->", "—": "-", "·": "-", "…": "..."}

# A value that is longer is cut: a policy or a program says little to a reader of changes.
_LONGEST = 120


def text(console: Console, words: str, style: str = "") -> Text:
    """Return words as the console's encoding can write them."""
    words = "".join(one if one.isprintable() or one == "\n" else f"\\x{ord(one):02x}" for one in words)
    if not console.encoding.startswith("utf"):
        for sign, plain in _PLAIN.items():
            words = words.replace(sign, plain)
        words = words.encode(console.encoding, "replace").decode(console.encoding)
    return Text(words, style, overflow="fold")


def joined(console: Console, *parts: tuple[str, str]) -> Text:
    """Return words, each with its style, as one text."""
    whole = Text("", overflow="fold")
    for words, style in parts:
        whole.append_text(text(console, words, style))
    return whole


def short(words: str) -> str:
    """Return words cut to what a reader takes in."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def listed(words: list[str], most: int) -> str:
    """Return words as a list, the rest beyond `most` counted."""
    if len(words) <= most:
        return ", ".join(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"
