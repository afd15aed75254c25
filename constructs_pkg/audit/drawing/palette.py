"""The picture's colours, for light and dark, and the style sheet made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constructs_pkg.audit.drawing.lettering import ALL


@dataclass(frozen=True)
class Accent:
    """A cell's colour: ink and tint, each in light and dark; ink on tint keeps a contrast of 4.5 to 1."""

    ink: str
    tint: str
    dark_ink: str
    dark_tint: str


ACCENTS = (
    Accent("#0550ae", "#ddf1ff", "#79c0ff", "#102a4a"),
    Accent("#a04100", "#ffecd9", "#ffa657", "#3c2410"),
    Accent("#6639ba", "#f1e8ff", "#d2a8ff", "#2c2046"),
    Accent("#116329", "#d8f6df", "#56d364", "#11301c"),
    Accent("#a1215f", "#ffe6f1", "#ff9bce", "#421a30"),
    Accent("#0b6369", "#d2f5f4", "#4fd6d0", "#0d3033"),
    Accent("#7d5200", "#fff3c4", "#e3b341", "#372a08"),
    Accent("#3b3fb6", "#e6e8ff", "#aab4ff", "#23275a"),
    Accent("#4d6400", "#edf7c6", "#b6d94c", "#28310b"),
)
NEUTRAL = Accent("#4b5563", "#eceff3", "#a9b4c0", "#242c36")

# Class, property, light, dark.
_COLOURS = (
    ("bg", "fill", "#f6f8fa", "#0d1117"),
    ("bg", "stroke", "#d1d9e0", "#30363d"),
    ("card", "fill", "#ffffff", "#151b23"),
    ("card", "stroke", "#d1d9e0", "#3d444d"),
    ("panel", "fill", "#ffffff", "#10151c"),
    ("panel", "stroke", "#dfe4ea", "#2f3742"),
    ("line", "stroke", "#eaeef2", "#222a33"),
    ("ink", "fill", "#1f2328", "#f0f6fc"),
    ("dim", "fill", "#59636e", "#9198a1"),
    ("fails", "fill", "#b3261e", "#ff8b83"),
    ("plain", "fill", "#eff2f5", "#222a33"),
)


def accent_class(position: int | None) -> str:
    """Return the class of the accent of the cell at `position`; None stands for what is in no cell."""
    return "an" if position is None else f"a{position % len(ACCENTS)}"


def style_sheet(accents: Iterable[str]) -> str:
    """Return the style sheet with the accents of these classes."""
    used = set(accents)
    named = [(accent_class(position), accent) for position, accent in enumerate(ACCENTS)]
    chosen = [(name, accent) for name, accent in [*named, (accent_class(None), NEUTRAL)] if name in used]
    light = [f".{name}{{{what}:{colour}}}" for name, what, colour, _ in _COLOURS]
    dark = [f".{name}{{{what}:{colour}}}" for name, what, _, colour in _COLOURS]
    for name, accent in chosen:
        light += _accent_rules(name, accent.ink, accent.tint)
        dark += _accent_rules(name, accent.dark_ink, accent.dark_tint)
    shapes = [
        ".flow{fill:none;stroke-width:1.75;stroke-linecap:round}",
        ".lead{fill:none;stroke-width:1.25}",
        ".unsure{stroke-dasharray:6 5}",
        ".outside{fill:none;stroke-width:1.25;stroke-dasharray:4 4}",
        ".strong{font-weight:650}",
    ]
    dark_rules = "\n".join(dark)
    fonts = [lettering.css() for lettering in ALL]
    return "\n".join([*fonts, *shapes, *light, f"@media (prefers-color-scheme:dark){{\n{dark_rules}\n}}"])


def _accent_rules(name: str, ink: str, tint: str) -> list[str]:
    return [f".{name} .ai{{fill:{ink}}}", f".{name} .at{{fill:{tint}}}", f".{name} .as{{stroke:{ink}}}"]
