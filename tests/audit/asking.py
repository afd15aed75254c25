"""Questions to an assembly, and what decided the answer."""

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import vantage_named


def ask(facts: Facts, name: str, kind: str = "A", origin: str = "us") -> Answer:
    vantage = vantage_named(facts, origin)
    assert vantage is not None
    return resolve(facts, name, kind, vantage)


def decided(answer: Answer) -> tuple[Status, str | None]:
    """Return the status, and the rule or zone that the answer is from."""
    origin = answer.rule or answer.zone
    return answer.outcome, in_words(origin.id) if origin is not None else None
