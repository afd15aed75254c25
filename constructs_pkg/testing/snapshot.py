"""What every name answers with, as text for a snapshot that is read in a review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import Matrix, fits, read_matrix
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.supposed import supposed
from constructs_pkg.audit.vantage import Vantage, VpcVantage, every_vantage
from constructs_pkg.audit.world import World
from constructs_pkg.testing.assemblies import Assembly, read_assembly, texts, vantage_of, world_of

# Answers begin in a column that is a multiple of this, so that one more vantage seldom moves all of them.
_STEP = 4


def resolution_snapshot(
    assembly: Assembly,
    *,
    vantages: Iterable[str] | None = None,
    names: str | Iterable[str] = "*",
    world: World | None = None,
    down: str | Iterable[str] = (),
    client: str | Iterable[str] = (),
) -> str:
    r"""Return what every name answers with from every vantage, as lines that a reviewer can read.

    A block is a name and its type; a line in it is a vantage and its answer. The order depends on nothing but
    the names, so that a change of the templates that changes no answer changes no line.

    Args:
        assembly: A folder such as ``cdk.out``, what ``app.synth()`` returns, or what `read_assembly` read.
        vantages: Who asks, as for ``private-cells dig --from``, in that order. Default: every VPC, every network
            behind an inbound Resolver endpoint, and the internet where there is a public zone; those for which no
            zone of the assembly covers a name are left out of its block.
        names: Patterns such as ``*.example.com``. Default: all names.
        world: What is down, and who asks. Default: all is well and no client is known.
        down: What is down, instead of a world: ``STACK/LOGICALID``, or a health check's id.
        client: Who asks public zones, instead of a world: a Region, a network, or a country.

    Raises:
        AssemblyError: if the assembly cannot be read.
        ValueError: if a vantage or thing is not there, or a pattern matches no name.

    Example:
        >>> print(resolution_snapshot(app.synth()))  # doctest: +SKIP
        foo.example.com A
          Oregon    10.0.0.20
          Virginia  10.0.0.10
    """
    facts = read_assembly(assembly)
    chosen = _in_order(facts) if vantages is None else [vantage_of(facts, one) for one in texts(vantages)]
    supposing = world_of(facts, world, texts(down), texts(client))
    patterns = texts(names)
    matrix = read_matrix(facts, chosen, supposing, patterns)
    for pattern in patterns:
        if pattern != "*" and not any(fits(row.name, pattern) for row in matrix.rows):
            raise ValueError(f"{pattern}: no name that is asked for here is like that")
    return "\n".join([*_supposed(supposing), *_blocks(matrix, whole=vantages is not None), *_notes(matrix)])


def _in_order(facts: Facts) -> list[Vantage]:
    found = every_vantage(facts)
    vpcs = sorted((one for one in found if isinstance(one, VpcVantage)), key=lambda one: one.name)
    others = sorted((one for one in found if not isinstance(one, VpcVantage)), key=lambda one: one.name, reverse=True)
    return [*vpcs, *others]


def _supposed(world: World) -> Iterator[str]:
    sentences = supposed(world)
    yield from (f"supposed: {presented(one)}" for one in sentences)
    yield from [""] if sentences else []


def _blocks(matrix: Matrix, *, whole: bool) -> Iterator[str]:
    longest = max((len(presented(one.name)) for one in matrix.vantages), default=0)
    width = -(-(longest + 4) // _STEP) * _STEP
    for row in matrix.rows:
        yield f"{presented(row.name)} {row.type}"
        for vantage, cell in zip(matrix.vantages, row.cells, strict=True):
            covered = cell.answer.status is not Status.NOT_PRIVATE
            if whole or covered:
                told = cell.text if covered else "public DNS"
                yield from _lines(f"  {presented(vantage.name)}", told.split("\n"), width)
        yield ""


def _lines(head: str, told: Sequence[str], width: int) -> Iterator[str]:
    for begin, line in zip([head, *[""] * (len(told) - 1)], told, strict=True):
        yield f"{begin:{width}}{presented(line)}"


def _notes(matrix: Matrix) -> Iterator[str]:
    yield from (f"note: {presented(note)}" for note in matrix.notes)
    yield from [""] if matrix.notes else []
