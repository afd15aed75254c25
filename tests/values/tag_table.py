"""The rules of tags: what is refused and its nearest valid neighbour."""

from constructs_pkg.values.problem import Problem
from constructs_pkg.values.tag_rules import check_tag_count, check_tags

from .case import Case


def _tags(**tags: str) -> list[Problem]:
    return list(check_tags(tags, "tags"))


TAG_RULES = [
    Case(
        "a tag does not begin as those of AWS",
        "reserved-tag",
        "tags.AWS:owner",
        lambda: _tags(**{"AWS:owner": "x"}),
        lambda: _tags(**{"our:aws:owner": "x"}),
    ),
    Case(
        "a tag's key has the characters that AWS knows",
        "malformed-tag",
        "tags.a*b",
        lambda: _tags(**{"a*b": "x"}),
        lambda: _tags(**{"a/b": "x"}),
    ),
    Case(
        "a tag's value has at most 256 characters",
        "malformed-tag",
        "tags.owner",
        lambda: _tags(owner="x" * 257),
        lambda: _tags(owner="x" * 256),
    ),
    Case(
        "a tag of a stack has a value",
        "empty-tag",
        "tags.owner",
        lambda: _tags(owner=""),
        lambda: _tags(owner="-"),
    ),
    Case(
        "a resource has room for 49 tags beside its name",
        "too-many-tags",
        "tags",
        lambda: list(check_tag_count(50, "tags")),
        lambda: list(check_tag_count(49, "tags")),
    ),
]
