"""How legible a colour is on another."""


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours such as ``#1f2328``: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    dark, light = sorted((_luminance(ink), _luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Source: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
