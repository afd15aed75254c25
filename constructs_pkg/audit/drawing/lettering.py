"""Text in the picture: its styles, how wide it comes out, and how it is shortened.

A viewer's fonts are not known, so widths are estimates on the wide side. Names and addresses stand in a
fixed-width font, whose characters all take 0.6 of its size (SF Mono, Menlo, Liberation Mono; Consolas less).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SANS = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif'
MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace'

_ELLIPSIS = "…"
# Character widths of Helvetica, in groups, rounded up; relative to the size of the font.
_WIDTHS = (("iljtfrI.,:;'|!()[]/ -", 0.34), ("mwMW@%", 0.95), ("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.72))
_OTHER_WIDTH = 0.58
_MONO_WIDTH = 0.605


# Far more characters than any room in a picture has, and few enough to be measured again and again.
LONGEST_TEXT = 400


@dataclass(frozen=True)
class Lettering:
    """A style of text: the class it has in the style sheet, and its font."""

    name: str
    size: float
    weight: int = 400
    mono: bool = False

    def css(self) -> str:
        """Return the style sheet's rule for it."""
        family = MONO if self.mono else SANS
        return f".{self.name}{{font:{self.weight} {self.size:g}px {family}}}"

    def width(self, text: str) -> int:
        """Return how wide `text` comes out at most, in pixels."""
        heavier = 1.06 if self.weight > 500 and not self.mono else 1
        return round(sum(self._of(character) for character in text) * self.size * heavier + 0.5)

    def _of(self, character: str) -> float:
        if unicodedata.combining(character):
            return 0
        if unicodedata.east_asian_width(character) in "WF":
            return 1.2 if self.mono else 1
        if self.mono:
            return _MONO_WIDTH
        return next((width for group, width in _WIDTHS if character in group), _OTHER_WIDTH)

    def shortened(self, text: str, room: int) -> str:
        """Return `text`, or its beginning and an ellipsis where it takes more than `room`."""
        text = text[:LONGEST_TEXT]
        if self.width(text) <= room:
            return text
        while text and self.width(text + _ELLIPSIS) > room:
            text = text[:-1]
        return text.rstrip() + _ELLIPSIS

    def abridged(self, text: str, room: int) -> str:
        """Return `text`, or its beginning, an ellipsis and its end where it takes more than `room`."""
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT // 2] + text[-LONGEST_TEXT // 2 :]
        if self.width(text) <= room:
            return text
        kept = len(text)
        while kept > 2 and self.width(_abridged(text, kept)) > room:
            kept -= 1
        return _abridged(text, kept)

    def wrapped(self, text: str, room: int, most: int) -> tuple[str, ...]:
        """Return `text` in at most so many lines of at most `room`, broken after commas.

        An item that is longer keeps its line; the items that find no room are counted.
        """
        lines: list[list[str]] = []
        items = text.split(", ")
        for item in items:
            if lines and self.width(", ".join([*lines[-1], item])) <= room:
                lines[-1].append(item)
            else:
                lines.append([item])
        if len(lines) > most:
            shown = sum(map(len, lines[: most - 1]))
            lines = [*lines[: most - 1], [f"and {len(items) - shown} more"]]
        return tuple(", ".join(line) for line in lines)


def _abridged(text: str, kept: int) -> str:
    end = kept // 2
    return text[: kept - end] + _ELLIPSIS + text[len(text) - end :]


LABEL = Lettering("label", 16, 650)
REGION = Lettering("region", 12, 600, mono=True)
SUB = Lettering("sub", 12, mono=True)
ZONE = Lettering("zone", 12.5, 600, mono=True)
NAME = Lettering("name", 12, mono=True)
ANSWER = Lettering("answer", 11.5, 500, mono=True)
BOX = Lettering("box", 13, 600)
NOTE = Lettering("note", 11)
FINE = Lettering("fine", 10.5, mono=True)
TAG = Lettering("tag", 10, 500)

ALL = (LABEL, REGION, SUB, ZONE, NAME, ANSWER, BOX, NOTE, FINE, TAG)
