"""Text of others made fit for a terminal: on one line, without control characters, and not endless."""

from __future__ import annotations

# A bound of this room on one line about something in a template; the value of a record has up to 4,000 characters:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html.
LONGEST_LINE = 5_000


def presented(text: str, keep: str = "") -> str:
    r"""Return text with control characters as ``\DDD``, so that no name can write on a terminal.

    What Python calls not printable is escaped byte by byte: C0 and C1 controls, line and paragraph
    separators, marks that turn the direction of writing, and halves of surrogate pairs.

    Source: RFC 1035 section 5.1.

    Args:
        text: The text of somebody else.
        keep: Characters that stay although they are not printable.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in keep else _escaped(one) for one in text)


def one_line(text: str) -> str:
    """Return text as one line that fits for a message."""
    return presented(shortened(text))


def shortened(text: str) -> str:
    """Return text without its middle where it is longer than `LONGEST_LINE`."""
    if len(text) <= LONGEST_LINE:
        return text
    return f"{text[: LONGEST_LINE * 3 // 4]} … {text[-LONGEST_LINE // 4 :]}"


def _escaped(one: str) -> str:
    return "".join(f"\\{byte:03}" for byte in one.encode("utf-8", "surrogatepass"))
