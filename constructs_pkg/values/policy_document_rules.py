"""What a whole policy document of an endpoint must keep to: the grammar of policies of resources.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_pkg.values.problem import Problem

_VERSIONS = ("2012-10-17", "2008-10-17")
_ELEMENTS = ("Version", "Id", "Statement")
_EFFECTS = ("Allow", "Deny")
_EITHER = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_OF_STATEMENTS = ("Sid", "Effect", "Condition", *(key for pair in _EITHER for key in pair))


def check_document(policy: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Yield what AWS would refuse of the elements of the `policy` at `path`; their values are not looked at."""
    yield from _unknown(policy, path, _ELEMENTS, "document")
    version = policy.get("Version", _VERSIONS[0])
    if version not in _VERSIONS:
        fix = f"write {_VERSIONS[0]}"
        yield Problem("malformed-policy", f"{path}.Version", str(version), "is no version of the policy language", fix)
    if "Statement" in policy:
        yield from _statements(policy["Statement"], f"{path}.Statement")


def _statements(held: object, path: str) -> Iterator[Problem]:
    statements = [held] if isinstance(held, Mapping) else held
    if not isinstance(statements, list) or not statements:
        fix = "write at least one statement, with Effect, Principal, Action and Resource"
        yield Problem("malformed-policy", path, "", "holds no statement", fix)
        return
    for place, statement in enumerate(statements):
        yield from _statement(statement, f"{path}[{place}]")


def _statement(statement: object, path: str) -> Iterator[Problem]:
    if not isinstance(statement, Mapping):
        fix = "write a mapping with Effect, Principal, Action and Resource"
        yield Problem("malformed-policy", path, str(statement), "is no statement", fix)
        return
    yield from _unknown(statement, path, _OF_STATEMENTS, "statement")
    if statement.get("Effect") not in _EFFECTS:
        given = str(statement.get("Effect", ""))
        yield Problem("malformed-policy", f"{path}.Effect", given, "is no effect", "write Allow or Deny")
    for pair in _EITHER:
        if sum(key in statement for key in pair) != 1:
            limit, fix = f"has not exactly one of {' and '.join(pair)}", f"give {pair[0]}"
            yield Problem("malformed-policy", path, "", limit, fix)


def _unknown(held: Mapping[str, Any], path: str, known: tuple[str, ...], what: str) -> Iterator[Problem]:
    for key in held:
        if key not in known:
            fix = f"a policy is either terms or a document; elements of a {what}: {', '.join(known)}"
            yield Problem("malformed-policy", f"{path}.{key}", "", f"is no element of a policy {what}", fix)
