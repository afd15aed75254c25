"""What the audit does not read or follow, so that nobody takes silence for more than it is."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Place, Rule, Severity, place_of
from constructs_pkg.audit.value import unresolved_in


def _unread(evidence: Evidence) -> Iterator[Found]:
    for sentence in evidence.facts.unread:
        yield Found(_place(evidence, sentence), f"{sentence}.")


def _place(evidence: Evidence, sentence: str) -> Place:
    """Return the resource or stack that a sentence begins with, else the first stack."""
    for stack in sorted(evidence.facts.stacks, key=lambda one: -len(one.id)):
        if sentence.startswith(f"{stack.id}/"):
            rest = sentence.removeprefix(f"{stack.id}/")
            logical_id = rest.partition(" ")[0].partition(".")[0]
            if logical_id in stack.section("Resources"):
                return Place(stack.id, logical_id)
        if sentence.startswith((f"{stack.id}:", f"stack {stack.id} ")):
            return Place(stack.id)
    return Place(evidence.facts.stacks[0].id)


def _not_followed(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        alias = (record.alias.dns_name, record.alias.zone) if record.alias is not None else ()
        failed = next((one for value in (*record.values, *alias) if (one := unresolved_in(value)) is not None), None)
        if failed is not None:
            wrong = f"What {record.name} {record.type} answers with is not followed: {failed.reason}."
            yield Found(place_of(record), wrong)


RULES = (
    Rule(
        "not-read",
        Severity.NOTE,
        "Something in the templates is not read, and no rule has looked at it.",
        "Look at it yourself, or write the value out where it is known.",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html",
        _unread,
    ),
    Rule(
        "not-followed",
        Severity.NOTE,
        "A record's value cannot be followed, and no rule has looked at where it leads.",
        "Look at it yourself, or write the value out where it is known.",
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
        _not_followed,
    ),
)
