"""Asserts that the clones of a zone have the same names, each answering in its own Region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.names import Row, fits, read_matrix
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.vantage import VpcVantage, vantages_of
from constructs_pkg.audit.zonetree import within
from constructs_pkg.testing.assemblies import Assembly, read_assembly, texts
from constructs_pkg.testing.regions import Regions

# Lines of a failure; it is the first ones that are read.
MOST_LINES = 40

_HEAD = ("name", "type", "clone", "answers", "but")
_Line = tuple[str, str, str, str, str]


def assert_clones_agree(assembly: Assembly, *, zone: str, except_: str | Iterable[str] = ()) -> None:
    """Assert that every VPC with a private zone of that name has the same names, answered in its own Region.

    A name answers in another Region where its address, endpoint, service or resource is there, as far as the
    templates tell. Which hosts and endpoints a clone has is its own business.

    Args:
        assembly: A folder such as ``cdk.out``, what ``app.synth()`` returns, or what `read_assembly` read.
        zone: The name of the private zones that are clones of each other.
        except_: Names, or patterns of names, that may differ; a mapping to the reasons will do.

    Raises:
        AssertionError: if clones disagree, no zone has that name, or an exception fits no name.
        AssemblyError: if the assembly cannot be read.
    """
    __tracebackhide__ = True
    facts, apex = read_assembly(assembly), normal_name(zone)
    clones = [
        one for one in vantages_of(facts) if any(held.name == apex for held in facts.zones_of_vpc.get(one.vpc, ()))
    ]
    if not clones:
        names = sorted({held.name for held in facts.zones if held.name is not None and held.vpcs})
        raise AssertionError(f"{zone}: no VPC has a private zone of that name; there are {', '.join(names) or 'none'}")
    matrix = read_matrix(facts, clones)
    rows = [row for row in matrix.rows if within(row.name, apex)]
    excepted = texts(except_)
    for pattern in excepted:
        if not any(fits(row.name, pattern) for row in rows):
            raise AssertionError(f"except_ {pattern}: no clone of {zone} has such a name")
    judged = [row for row in rows if not any(fits(row.name, pattern) for pattern in excepted)]
    regions = Regions(facts)
    lines = [line for row in judged for line in _disagreements(row, clones, regions)]
    if lines:
        raise AssertionError("\n".join(_failure(apex, len(clones), lines)))


def _disagreements(row: Row, clones: list[VpcVantage], regions: Regions) -> Iterator[_Line]:
    answering = sum(cell.answer.status is Status.NOERROR for cell in row.cells)
    alike = len({cell.answer.status for cell in row.cells}) == 1
    few = answering * 2 < len(clones)
    have = f"{answering} of {len(clones)} clones {'has' if answering == 1 else 'have'} it"
    for vantage, cell in zip(clones, row.cells, strict=True):
        problem: str | None = None
        # The smaller part is told: the clones without the name, or the few that have it.
        if not alike and (cell.answer.status is Status.NOERROR) is few:
            problem = f"only {have}" if few else have
        problem = problem or regions.elsewhere(cell.answer, vantage)
        if problem is not None:
            yield row.name, row.type, vantage.name, cell.text.replace("\n", "; "), problem


def _failure(zone: str, clones: int, lines: list[_Line]) -> Iterator[str]:
    number = len({name for name, *_ in lines})
    yield f"The {clones} clones of {zone} disagree on {number} {'name' if number == 1 else 'names'}:"
    shown = [[presented(text) for text in line] for line in (_HEAD, *lines[:MOST_LINES])]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for line in shown:
        yield ("  " + "  ".join(f"{text:{width}}" for text, width in zip(line, widths, strict=True))).rstrip()
    if len(lines) > MOST_LINES:
        yield f"  and {len(lines) - MOST_LINES} more"
