"""Elements of SVG as elements of XML, which write and escape themselves.

Source: https://www.w3.org/TR/SVG11/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

# XML 1.0 has no other characters: https://www.w3.org/TR/xml/#charsets.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *classes: str, inside: Iterable[Element] = (), **attributes: str | int | None) -> Element:
    """Return an element.

    Args:
        tag: Its name.
        classes: Its classes in the style sheet.
        inside: The elements in it.
        attributes: Its attributes, with ``_`` for ``-``; those that are None are left out.
    """
    given = {"class": " ".join(classes) or None, **attributes}
    made = Element(tag, {name.replace("_", "-"): str(value) for name, value in given.items() if value is not None})
    made.extend(inside)
    return made


def coloured(inside: Iterable[Element], *classes: str) -> Element:
    """Return elements that share classes."""
    return element("g", *classes, inside=inside)


def moved(inside: Iterable[Element], x: int, y: int) -> Element:
    """Return elements with room above and to the left of them."""
    return element("g", inside=inside, transform=f"translate({x} {y})")


def path(steps: Iterable[str], *classes: str) -> Element:
    """Return a path; each step is a command with its numbers, such as ``L 10 20``."""
    return element("path", *classes, d=" ".join(steps))


def written(tag: str, content: str, *classes: str, **attributes: str | int | None) -> Element:
    """Return an element with text, without the characters that XML does not have."""
    made = element(tag, *classes, inside=(), **attributes)
    made.text = _NO_XML.sub("\ufffd", content)
    return made
