"""Asserts what one name answers with from one vantage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.dig import legal_name
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import cell_text, labels_of, value_text
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.record_types import TYPES
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.supposed import supposed
from constructs_pkg.audit.vantage import Vantage
from constructs_pkg.audit.world import World
from constructs_pkg.testing.assemblies import Assembly, read_assembly, texts, vantage_of, world_of


def assert_resolves(
    assembly: Assembly,
    name: str,
    type: str = "A",
    *,
    at: str,
    to: str | Iterable[str] | None = None,
    status: str | Status = Status.NOERROR,
    world: World | None = None,
    down: str | Iterable[str] = (),
    client: str | Iterable[str] = (),
) -> None:
    """Assert what a name answers with from a vantage; the failure tells the way to the answer.

    Args:
        assembly: A folder such as ``cdk.out``, what ``app.synth()`` returns, or what `read_assembly` read.
        name: The name, with or without its last dot.
        type: The record type asked for.
        at: Who asks, as for ``private-cells dig --from``: a VPC by its label, ``STACK/LOGICALID`` or id;
            ``on-premises:STACK/LOGICALID`` of an inbound Resolver endpoint; ``global-resolver:STACK/LOGICALID`` of a
            view; or ``internet``.
        to: All values of the answer in any order, CNAMEs and aliases followed: addresses and texts as they stand
            in the template, an endpoint as `resolution_snapshot` shows it (``endpoint Virginia databases``). Where
            chance decides, all that may answer. Default: any.
        status: How the question ends, such as ``NXDOMAIN``; ``NOT_PRIVATE`` where no zone of the assembly covers
            the name. Default: with an answer.
        world: What is down, and who asks. Default: all is well and no client is known.
        down: What is down, instead of a world: ``STACK/LOGICALID``, or a health check's id.
        client: Who asks public zones, instead of a world: a Region, a network, or a country.

    Raises:
        AssertionError: if it answers otherwise.
        AssemblyError: if the assembly cannot be read.
        ValueError: if the name is illegal, or a record type, vantage, thing or status is not there.
    """
    __tracebackhide__ = True
    if not legal_name(name):
        raise ValueError(f"{name!r} is not a legal name")
    if type.upper() not in TYPES:
        raise ValueError(f"{type}: no such record type; there are {', '.join(TYPES)}")
    facts = read_assembly(assembly)
    vantage = vantage_of(facts, at)
    supposing = world_of(facts, world, texts(down), texts(client))
    answer = resolve(facts, name, type, vantage, supposing)
    expected = None if to is None else set(texts(to))
    if answer.status is not _status(status) or (expected is not None and expected != _values(facts, answer, vantage)):
        wanted = ", ".join(sorted(expected or ())) if expected else _status(status).value
        raise AssertionError("\n".join(_failure(facts, answer, vantage, supposing, wanted)))


def _status(status: str | Status) -> Status:
    found = status if isinstance(status, Status) else Status.__members__.get(status.upper())
    if found is None:
        raise ValueError(f"{status}: no such status; there are {', '.join(Status.__members__)}")
    return found


def _values(facts: Facts, answer: Answer, vantage: Vantage) -> set[str]:
    labels = labels_of(facts)
    return {value_text(record, vantage, labels) for record in answer.final}


def _failure(facts: Facts, answer: Answer, vantage: Vantage, world: World, wanted: str) -> Iterator[str]:
    answered = cell_text(answer, vantage, labels_of(facts)).split("\n")
    yield f"{presented(answer.name)} {answer.type} at {presented(vantage.name)}"
    yield f"  expected: {wanted}"
    yield f"  answered: {presented(answered[0])}"
    yield from (f"            {presented(line)}" for line in answered[1:])
    yield "  because:"
    yield from (f"    {presented(sentence)}" for sentence in answer.trace)
    yield from (f"  supposed: {presented(sentence)}" for sentence in supposed(world))
    yield from (f"  note: {presented(note)}" for note in facts.unread)
