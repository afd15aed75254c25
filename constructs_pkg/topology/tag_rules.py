"""What AWS allows as tags.

Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from constructs_pkg.topology.model import Topology
from constructs_pkg.values.problem import Problem

# A resource takes 50, and one of them is the Name that each gets here.
MOST_TAGS = 49

_KEY = re.compile(r"[\w .:/=+@-]{1,128}\Z")
_VALUE = re.compile(r"[\w .:/=+@-]{0,256}\Z")


def check_tags(topology: Topology) -> Iterator[Problem]:
    """Yield the problems of the tags of `topology` and of each of its cells."""
    yield from _each("tags", topology.tags)
    for key, cell in topology.cells.items():
        yield from _each(f"cells.{key}.tags", cell.tags)
        count = len({**topology.tags, **cell.tags})
        if count > MOST_TAGS:
            limit = f"tags, those of the topology included, are over the {MOST_TAGS} that a resource has room for"
            yield Problem("too-many-tags", f"cells.{key}.tags", str(count), limit, "drop some")


def _each(path: str, tags: Mapping[str, str]) -> Iterator[Problem]:
    letters = "letters, digits, spaces and . : / = + @ _ -"
    for key, value in tags.items():
        if key.lower().startswith("aws:"):
            yield Problem(
                "reserved-tag", f"{path}.{key}", key, "begins with aws:, which AWS keeps", "choose another key"
            )
        elif not _KEY.match(key):
            yield Problem("malformed-tag", f"{path}.{key}", key, "is no tag key", f"use 1 to 128 {letters}")
        if not _VALUE.match(value):
            yield Problem("malformed-tag", f"{path}.{key}", value, "is no tag value", f"use at most 256 {letters}")
