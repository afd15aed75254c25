"""The matrix: what every name of the private zones answers with at every vantage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.covering import flag_off
from constructs_pkg.audit.endpoint_name import peculiarities
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.labels import endpoint_labels
from constructs_pkg.audit.presented import one_line
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Value, in_words
from constructs_pkg.audit.vantage import VpcVantage, vantages_of

# What a cell says where no private zone covers the name, and so public DNS would answer.
NOT_PRIVATE = "—"


# Bounds of this room on one matrix, that of 200 cells with 1,000 names being 200,000 answers: its answers, the
# questions that they lead to, and the characters of their cells and traces. It takes some 50 us a question.
MOST_ANSWERS = 200_000
MOST_QUESTIONS = 400_000
MOST_TEXT = 80_000_000


@dataclass(frozen=True)
class Cell:
    """One name at one vantage: the answer, and its text for a table."""

    answer: Answer
    text: str


@dataclass(frozen=True)
class Row:
    """One name and type, with one cell for each vantage in the matrix's order."""

    name: str
    type: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the vantages whose private zones cover the name do not all say the same."""
        return len({cell.text for cell in self.cells if cell.text != NOT_PRIVATE and not cell.answer.is_public}) > 1


@dataclass(frozen=True)
class Matrix:
    """Every name at every vantage; the notes are sentences on what limits the answers."""

    vantages: tuple[VpcVantage, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_matrix(facts: Facts) -> Matrix:
    """Return what every name of the private zones answers with at every VPC while all is well.

    A name is asked for the types its records have anywhere in the assembly. Where that is CNAME it is
    asked for A, since that is what a client asks and a CNAME answers it.
    """
    vantages = vantages_of(facts)
    labels = {**endpoint_labels(facts), **{vantage.vpc: vantage.label for vantage in vantages}}
    resolver = Resolver(facts)
    rows: list[Row] = []
    length = 0
    questions = _questions(facts)
    # Each question looks at every zone of its VPC.
    weight = 1 + max(map(len, facts.zones_of_vpc.values()), default=0) // 50
    for name, kind in questions:
        if (len(rows) + 1) * len(vantages) > MOST_ANSWERS or length > MOST_TEXT:
            break
        within = takewhile(lambda _: resolver.asked * weight < MOST_QUESTIONS, vantages)
        answers = [resolver.resolve(name, kind, vantage) for vantage in within]
        if len(answers) < len(vantages):
            break
        cells = [
            Cell(answer, cell_text(answer, vantage, labels)) for answer, vantage in zip(answers, vantages, strict=True)
        ]
        rows.append(Row(name, kind, tuple(cells)))
        length += sum(len(cell.text) + sum(map(len, cell.answer.trace)) for cell in cells)
    left = len(questions) - len(rows)
    bound = (f"{left} more names are not answered here: there are too many for one matrix; dig answers each",)
    return Matrix(vantages, tuple(rows), (*(bound if left else ()), *_flags(facts, vantages), *facts.unread))


def _questions(facts: Facts) -> list[tuple[str, str]]:
    """Return the names and types to ask for, names below each other together."""
    named = {zone.id for zone in facts.zones if zone.name is not None}
    found = {
        (record.name, "A" if record.type == "CNAME" else record.type)
        for record in facts.records
        if record.zone in named
    }
    return sorted(found, key=lambda one: (one[0].split(".")[::-1], one[1]))


def _flags(facts: Facts, vantages: Iterable[VpcVantage]) -> list[str]:
    return [
        f"{vantage.label} has {off} off: private zones need both DNS settings of a VPC on"
        for vantage in vantages
        if (off := flag_off(facts, vantage)) is not None
    ]


def cell_text(answer: Answer, vantage: VpcVantage, labels: dict[Value, str]) -> str:
    """Return an answer in a few words: its records, or why there are none.

    Args:
        answer: The answer.
        vantage: Where it was asked; an endpoint in any other VPC is said to be there.
        labels: What people call VPCs and endpoints, by id.
    """
    if not answer.records:
        return NOT_PRIVATE if answer.status is Status.NOT_PRIVATE else f"{answer.status.value}{_zone_text(answer)}"
    lines: dict[str, list[str]] = {}
    for record in answer.records:
        lines.setdefault(record.policy or "", []).append(_record_text(record, vantage, labels))
    chosen = f", {len(lines)} of {len(lines) + len(answer.passed_over)}" if answer.passed_over else ""
    told = (f"{policy}{chosen}: {', '.join(texts)}" if policy else ", ".join(texts) for policy, texts in lines.items())
    return "\n".join(told) + _zone_text(answer)


def _zone_text(answer: Answer) -> str:
    """Return what is said of the zone where it is public, or where nothing found masks a public record."""
    if answer.is_public:
        return " (public zone)"
    return f" (masks {in_words(answer.masked.id)})" if answer.masked is not None and not answer.records else ""


def _record_text(record: AnswerRecord, vantage: VpcVantage, labels: dict[Value, str]) -> str:
    if record.endpoint is not None:
        text = f"endpoint {labels.get(record.endpoint.id, in_words(record.endpoint.id))}"
        text += "".join(f" {one}" for one in peculiarities(record.value))
        if record.endpoint.vpc != vantage.vpc:
            text += f" in {labels.get(record.endpoint.vpc, in_words(record.endpoint.vpc))}"
    else:
        text = one_line(in_words(record.value))
    if record.type == "CNAME":
        text = f"CNAME {text}"
    if record.leads_to is None:
        return text
    public = record.leads_to.status is Status.NOT_PRIVATE
    return f"{text} → {'public DNS' if public else cell_text(record.leads_to, vantage, labels)}"
