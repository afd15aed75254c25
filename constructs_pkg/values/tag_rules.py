"""What AWS allows as tags.

Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from constructs_pkg.values.problem import Problem

# A resource takes 50, and one of them is the Name that each gets here.
MOST_TAGS = 49

_LETTERS = "letters, digits, spaces and . : / = + @ _ -"
_KEY = re.compile(r"[\w .:/=+@-]{1,128}\Z")
# The tags of a stack have a value: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Tag.html
_VALUE = re.compile(r"[\w .:/=+@-]{1,256}\Z")


def check_tags(tags: Mapping[str, str], path: str) -> Iterator[Problem]:
    """Yield the problems of the `tags` of a stack, given at `path`."""
    for key, value in tags.items():
        place = f"{path}.{key}"
        if key.lower().startswith("aws:"):
            yield Problem("reserved-tag", place, key, "begins with aws:, which AWS keeps", "choose another key")
        elif not _KEY.match(key):
            yield Problem("malformed-tag", place, key, "is no tag key", f"use 1 to 128 {_LETTERS}")
        if not value:
            limit = "is empty, and CloudFormation takes no tag of a stack without a value"
            yield Problem("empty-tag", place, "", limit, "give a value, such as 'yes', or leave the tag out")
        elif not _VALUE.match(value):
            yield Problem("malformed-tag", place, value, "is no tag value", f"use at most 256 {_LETTERS}")


def check_tag_count(count: int, path: str) -> Iterator[Problem]:
    """Yield the problem of more tags, given at `path` and above it, than a resource has room for."""
    if count > MOST_TAGS:
        limit = f"tags, those of the topology included, are over the {MOST_TAGS} that a resource has room for"
        yield Problem("too-many-tags", path, str(count), limit, "drop some")
