"""The figures as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from rich.console import Console
from rich.table import Table

from bench.calls import CALLBACKS, calls
from bench.figures import Figures
from bench.programs import JAVASCRIPT, LIBRARY, PROGRAMS, PYTHON
from bench.targets import Verdict

_VERDICTS = {True: "[green]met[/]", False: "[red]missed[/]", None: "not measured"}


def print_report(console: Console, figures: Figures, verdicts: Iterable[Verdict]) -> None:
    """Print every table."""
    for validation in (False, True):
        state = f"CDK validation {'on' if validation else 'off'}"
        console.print(_times(f"Seconds a synthesis, {state}", figures, partial(figures.wall, validation)))
        console.print(_times(f"Processor seconds a synthesis, {state}", figures, partial(figures.cpu, validation)))
        console.print(_growth(f"Growth, {state} (exponent 1 is linear)", figures, validation))
    console.print(_memory(figures), _calls(figures), _pure(figures), _targets(verdicts))


def _times(title: str, figures: Figures, of: Callable[[str, int], float]) -> Table:
    table = _table(title)
    others = (JAVASCRIPT, PYTHON)
    for heading in ("cells", *PROGRAMS, *(f"of {other}" for other in others)):
        table.add_column(heading, justify="right")
    for cells in figures.sizes:
        seconds = {program: of(program, cells) for program in PROGRAMS}
        ratios = [seconds[LIBRARY] / seconds[other] for other in others]
        table.add_row(str(cells), *(f"{each:.2f}" for each in seconds.values()), *(f"{ratio:.2f}x" for ratio in ratios))
    return table


def _growth(title: str, figures: Figures, validation: bool) -> Table:
    table = _table(title)
    for heading in ("", *PROGRAMS):
        table.add_column(heading, justify="right")
    slopes = [figures.milliseconds_a_cell(validation, program) for program in PROGRAMS]
    exponents = [figures.exponent(validation, program) for program in PROGRAMS]
    table.add_row("ms a cell", *("-" if slope is None else f"{slope:.1f}" for slope in slopes))
    table.add_row("exponent", *("-" if exponent is None else f"{exponent:.2f}" for exponent in exponents))
    return table


def _memory(figures: Figures) -> Table:
    table = _table("Peak of resident memory in MiB, CDK validation off")
    for heading in ("cells", *PROGRAMS):
        table.add_column(heading, justify="right")
    for cells in figures.sizes:
        table.add_row(str(cells), *(f"{figures.peak(program, cells) / 2**20:.0f}" for program in PROGRAMS))
    return table


def _calls(figures: Figures) -> Table:
    table = _table("Crossings between Python and the CDK, for each further cell")
    kinds = sorted({kind for crossings in figures.calls.values() for kind in crossings} - {CALLBACKS})
    for heading in ("", "calls", *kinds, "callbacks"):
        table.add_column(heading, justify="right")
    for program, crossings in figures.calls.items():
        numbers = [calls(crossings), *(crossings.get(kind, 0) for kind in kinds), crossings[CALLBACKS]]
        table.add_row(program, *map(str, numbers))
    return table


def _pure(figures: Figures) -> Table:
    table = _table(f"Without the CDK, {figures.largest} cells")
    for step in figures.pure:
        table.add_column(step, justify="right")
    table.add_row(*(f"{figures.seconds(step):.3f} s" for step in figures.pure))
    return table


def _targets(verdicts: Iterable[Verdict]) -> Table:
    table = _table("Targets")
    for heading in ("target", "at most", "measured", "single rounds", ""):
        table.add_column(heading)
    for verdict in verdicts:
        measured = "-" if verdict.measured is None else f"{verdict.measured:.3g}{verdict.unit}"
        rounds = verdict.rounds
        spread = f"{min(rounds):.3g} to {max(rounds):.3g}{verdict.unit}" if rounds else ""
        table.add_row(verdict.target, f"{verdict.most:.3g}{verdict.unit}", measured, spread, _verdict(verdict))
    return table


def _verdict(verdict: Verdict) -> str:
    """Return the verdict, with a doubt where the rounds fall on both sides of the target."""
    doubt = len({each <= verdict.most for each in verdict.rounds}) > 1
    return f"{_VERDICTS[verdict.met]}{', but rounds disagree' if doubt else ''}"


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left")
