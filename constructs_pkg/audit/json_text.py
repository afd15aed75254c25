"""JSON as ECMA-404 has it, which is what CloudFormation takes.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html.
"""

from __future__ import annotations

import json
import math
import re
from typing import NoReturn

from constructs_pkg.audit.parsed import NotParsed, Parsed, repeated_in

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse_json(text: str) -> Parsed:
    """Return the document that `text` is.

    Raises:
        NotParsed: if it is no JSON, is nested too deeply, or holds what no JSON can: NaN, Infinity, a number
            beyond what a computer calculates with, or half of a surrogate pair.
    """
    repeated: dict[str, None] = {}
    outermost: list[str] = []

    def with_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        outermost.clear()
        if len(found) < len(pairs):
            outermost.extend(repeated_in(key for key, _ in pairs))
            repeated.update(dict.fromkeys(outermost))
        return found

    try:
        content = json.loads(
            text, object_pairs_hook=with_repeated, parse_constant=_no_number, parse_float=_finite, parse_int=_bounded
        )
        if _SURROGATE.search(text):
            json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise NotParsed("no JSON: a text has half of a surrogate pair") from None
    except RecursionError:
        raise NotParsed("no JSON that is read: it is nested too deeply") from None
    except ValueError as error:
        raise NotParsed(f"no JSON: {error}") from error
    inner = tuple(key for key in repeated if key not in outermost)
    return Parsed(content, inner, tuple(outermost) if isinstance(content, dict) else ())


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


# More digits than any quantity of AWS has, and few enough that no arithmetic or text of them takes long.
_MOST_DIGITS = 400


def _bounded(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number of more than {_MOST_DIGITS} digits")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number too large to calculate with")
    return number
