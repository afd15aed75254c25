"""The matrix: what every name of the assembly's zones answers with at every vantage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import takewhile

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.covering import flag_off
from constructs_pkg.audit.endpoint_name import peculiarities
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.labels import endpoint_labels
from constructs_pkg.audit.likeness import Likening, odd_ones
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.presented import one_line
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Value, in_words
from constructs_pkg.audit.vantage import InternetVantage, OnPremisesVantage, Vantage, VpcVantage, vantages_of, vpc_of
from constructs_pkg.audit.vpc_resolver import other_servers
from constructs_pkg.audit.world import ALL_IS_WELL, World

# What a cell says where no private zone covers the name, and so public DNS would answer.
NOT_PRIVATE = "—"


# Bounds of this room on one matrix, that of 200 cells with 1,000 names being 200,000 answers: its answers, the
# questions that they lead to, and the characters of their cells and traces. It takes some 50 us a question.
MOST_ANSWERS = 200_000
MOST_QUESTIONS = 400_000
MOST_TEXT = 80_000_000


@dataclass(frozen=True)
class Cell:
    """One name at one vantage.

    Attributes:
        answer: The answer.
        text: The answer in a few words, for a table.
        odd: Whether the answer is unlike that of most clones, see `likeness`; None where it is not one of a clone.
    """

    answer: Answer
    text: str
    odd: bool | None = None


@dataclass(frozen=True)
class Row:
    """One name and type, with one cell for each vantage in the matrix's order."""

    name: str
    type: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the vantages whose private zones cover the name are not all alike."""
        return any(cell.odd is True for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """Every name at every vantage of one world; the notes are sentences on what limits the answers."""

    vantages: tuple[Vantage, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    world: World = ALL_IS_WELL


def read_matrix(
    facts: Facts,
    vantages: Sequence[Vantage] | None = None,
    world: World = ALL_IS_WELL,
    names: Collection[str] = ("*",),
) -> Matrix:
    """Return what every name answers with at every vantage.

    The private DNS name of an endpoint service is among them where an endpoint brings it along. The names of
    AWS's services are not, unless somebody has a private zone for them: nobody of the assembly chose them.
    A name is asked for the types its records have anywhere in the assembly. Where that is CNAME it is
    asked for A, since that is what a client asks and a CNAME answers it.

    Args:
        facts: The assembly.
        vantages: Who asks. Default: every VPC. Names of public zones are asked where the internet is among them.
        world: What is down, and who asks; by default all is well and no client is known.
        names: Patterns such as ``*.example.com``; a name is asked for that one of them matches.
    """
    chosen = tuple(vantages_of(facts) if vantages is None else vantages)
    labels = labels_of(facts)
    resolver, likening = Resolver(facts, world), Likening(facts)
    rows: list[Row] = []
    length = 0
    questions = _questions(facts, any(not isinstance(one, VpcVantage | OnPremisesVantage) for one in chosen), names)
    # Each question looks at every zone of its VPC.
    weight = 1 + max(map(len, facts.zones_of_vpc.values()), default=0) // 50
    for name, kind in questions:
        if (len(rows) + 1) * len(chosen) > MOST_ANSWERS or length > MOST_TEXT:
            break
        within = takewhile(lambda _: resolver.asked * weight < MOST_QUESTIONS, chosen)
        answers = [resolver.resolve(name, kind, vantage) for vantage in within]
        if len(answers) < len(chosen):
            break
        odd = odd_ones(likening.of_all(answers, chosen), chosen)
        cells = tuple(
            Cell(answer, cell_text(answer, vantage, labels), unlike)
            for answer, vantage, unlike in zip(answers, chosen, odd, strict=True)
        )
        rows.append(Row(name, kind, cells))
        length += sum(len(cell.text) + sum(map(len, cell.answer.trace)) for cell in cells)
    left = len(questions) - len(rows)
    bound = (f"{left} more names are not answered here: there are too many for one matrix; dig answers each",)
    notes = (*(bound if left else ()), *_limits(facts, chosen), *facts.unread)
    return Matrix(chosen, tuple(rows), notes, world)


def fits(name: str, pattern: str) -> bool:
    """Tell whether a name is what a pattern such as ``*.example.com`` means, in any case and with a last dot or not."""
    return fnmatchcase(name, normal_name(pattern))


def labels_of(facts: Facts) -> dict[Value, str]:
    """Return what people call each VPC and each interface endpoint, by id."""
    return {**endpoint_labels(facts), **{vantage.vpc: vantage.label for vantage in vantages_of(facts)}}


def _questions(facts: Facts, public: bool, names: Collection[str]) -> list[tuple[str, str]]:
    """Return the names and types to ask for, names below each other together."""
    zones = (*zones_with_names(facts), *(facts.public_zones if public else ()))
    named = {zone.id for zone in zones if zone.name is not None}
    found = {
        (record.name, "A" if record.type == "CNAME" else record.type)
        for record in (*facts.records, *facts.endpoint_records)
        if record.zone in named
    } | set(_on_premises(facts))
    asked = (one for one in found if any(fits(one[0], pattern) for pattern in names))
    return sorted(asked, key=lambda one: (one[0].split(".")[::-1], one[1]))


def _on_premises(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the names that networks on premises are declared to have, and the types of their addresses."""
    for network in facts.on_premises:
        for names in network.zones.values():
            for name, addresses in names.items():
                yield from ((name, "AAAA" if ":" in one else "A") for one in addresses)


def zones_with_names(facts: Facts) -> tuple[ZoneFact, ...]:
    """Return the zones whose names somebody of the assembly chose: private zones, and those of endpoint services.

    A service elsewhere is one of these where the endpoint's template declares the name.
    """
    of_services = (
        one
        for one in facts.endpoint_zones
        if one.declared or (one.brought is not None and one.brought.service is not None)
    )
    return (*facts.zones, *of_services)


def _limits(facts: Facts, vantages: Iterable[Vantage]) -> Iterator[str]:
    """Yield a sentence for each VPC whose settings keep it from its private zones."""
    for vantage in vantages:
        if not isinstance(vantage, VpcVantage):
            continue
        off, other = flag_off(facts, vantage), other_servers(facts, vantage)
        if off is not None:
            yield f"{vantage.label} has {off} off: private zones need both DNS settings of a VPC on"
        if other is not None:
            yield other


def cell_text(answer: Answer, vantage: Vantage, labels: dict[Value, str]) -> str:
    """Return an answer in a few words: its records, or why there are none.

    Args:
        answer: The answer.
        vantage: Where it was asked; an endpoint in any other VPC is said to be there.
        labels: What people call VPCs and endpoints, by id.
    """
    if answer.rule is not None and answer.status is Status.FORWARDED:
        to = ", ".join(target.text for target in answer.to)
        return f"forwarded{' to ' if to else ''}{to} by rule {in_words(answer.rule.id)}"
    if not answer.records:
        zone = _zone_text(answer, vantage)
        return NOT_PRIVATE if answer.status is Status.NOT_PRIVATE else f"{answer.status.value}{zone}"
    lines: dict[str, list[str]] = {}
    for record in answer.records:
        lines.setdefault(record.policy or "", []).append(_record_text(record, vantage, labels))
    chosen = f", {len(lines)} of {len(lines) + len(answer.passed_over)}" if answer.passed_over else ""
    told = (f"{policy}{chosen}: {', '.join(texts)}" if policy else ", ".join(texts) for policy, texts in lines.items())
    return "\n".join(told) + _zone_text(answer, vantage)


def _zone_text(answer: Answer, vantage: Vantage) -> str:
    """Return what is said of the zone where it is public, or where nothing found masks a public record."""
    if answer.blocked:
        return " (blocked)"
    if answer.network is not None:
        return f" ({answer.network})"
    if answer.is_public:
        return "" if isinstance(vantage, InternetVantage) else " (public zone)"
    return f" (masks {in_words(answer.masked.id)})" if answer.masked is not None and not answer.records else ""


def value_text(record: AnswerRecord, vantage: Vantage, labels: dict[Value, str]) -> str:
    """Return the value of one record as a person reads it: an endpoint by what people call it."""
    if record.endpoint is None:
        return one_line(in_words(record.value))
    text = f"endpoint {labels.get(record.endpoint.id, in_words(record.endpoint.id))}"
    text += "".join(f" {one}" for one in peculiarities(record.value))
    if record.endpoint.vpc != vpc_of(vantage):
        text += f" in {labels.get(record.endpoint.vpc, in_words(record.endpoint.vpc))}"
    return text


def _record_text(record: AnswerRecord, vantage: Vantage, labels: dict[Value, str]) -> str:
    text = value_text(record, vantage, labels)
    if record.type == "CNAME":
        text = f"CNAME {text}"
    if record.leads_to is None:
        return text
    public = record.leads_to.status is Status.NOT_PRIVATE
    return f"{text} → {'public DNS' if public else cell_text(record.leads_to, vantage, labels)}"
