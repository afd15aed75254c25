"""The matrix as one page for a browser: a file of its own that needs no script and no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.legend import ODD, legend, tone
from constructs_pkg.audit.names import Cell, Matrix, Row
from constructs_pkg.audit.page_style import STYLE
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.supposed import supposed
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import InternetVantage, NetworkVantage, OnPremisesVantage, Vantage, ViewVantage

TITLE = "What each name answers with"

# Odd cells that the head of a row leads to.
MOST_LINKS = 3

# Nothing may be loaded or run, whatever a name or value says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_page(facts: Facts, matrix: Matrix) -> str:
    """Return the page, the same text for the same matrix.

    Rows are names and columns are vantages; both heads stay in sight. Each answer opens its trace. A row whose
    clones are not all alike leads to the cells that are odd.
    """
    return "\n".join([*_head(matrix), *_table(facts, matrix), *_foot(matrix), "</html>", ""])


def _safe(text: str) -> str:
    return escape("\n".join(map(presented, text.split("\n"))))


def _head(matrix: Matrix) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{TITLE}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{TITLE}</h1>"
    differing = sum(row.differs for row in matrix.rows)
    told = [_count(len({row.name for row in matrix.rows}), "name"), _count(len(matrix.vantages), "vantage")]
    verb = "differs" if differing == 1 else "differ"
    told.append(
        f"{differing} of {_count(len(matrix.rows), 'row')} {verb} among clones" if differing else "clones agree"
    )
    yield f"<p>{' · '.join(told)}</p>"
    yield from (f'<p class="supposed">Supposed: {_safe(one)}.</p>' for one in supposed(matrix.world))
    if differing and differing < len(matrix.rows):
        yield '<label><input type="checkbox" id="odd-only"> Only rows that differ among clones</label>'
    yield "</header>"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _table(facts: Facts, matrix: Matrix) -> Iterator[str]:
    if not matrix.rows:
        yield "<p>No zone of the assembly has records that a vantage sees.</p>"
        return
    yield '<main tabindex="0" aria-label="Names by vantages">\n<table>\n<thead>\n<tr><th scope="col">Name</th>'
    for vantage in matrix.vantages:
        yield f'<th scope="col">{_safe(vantage.name)}<small>{_safe(_place(facts, vantage))}</small></th>'
    yield "</tr>\n</thead>\n<tbody>"
    for number, row in enumerate(matrix.rows):
        yield (
            f'<tr class="differs">{_row_head(matrix, row, number)}'
            if row.differs
            else f"<tr>{_row_head(matrix, row, number)}"
        )
        for place, (vantage, cell) in enumerate(zip(matrix.vantages, row.cells, strict=True)):
            yield _cell(row, vantage, cell, f"{number}-{place}")
        yield "</tr>"
    yield "</tbody>\n</table>\n</main>"


def _place(facts: Facts, vantage: Vantage) -> str:
    if isinstance(vantage, InternetVantage):
        return "sees public zones only"
    if isinstance(vantage, OnPremisesVantage):
        return f"asks through {in_words(vantage.vpc)}"
    if isinstance(vantage, NetworkVantage):
        return f"on premises, by {facts.network_by_key[vantage.key].connected_by}"
    if isinstance(vantage, ViewVantage):
        return "asks a Global Resolver"
    return facts.region_of_vpc.get(vantage.vpc, "")


def _row_head(matrix: Matrix, row: Row, number: int) -> str:
    odd = [place for place, cell in enumerate(row.cells) if cell.odd]
    links = [f'<a href="#c{number}-{place}">{_safe(matrix.vantages[place].name)}</a>' for place in odd[:MOST_LINKS]]
    more = f" and {len(odd) - MOST_LINKS} more" if len(odd) > MOST_LINKS else ""
    told = f'<span class="unlike">{ODD} {", ".join(links)}{more}</span>' if odd else ""
    return f'<th scope="row"><b>{_safe(row.name)}</b> <small>{_safe(row.type)}</small>{told}</th>'


def _cell(row: Row, vantage: Vantage, cell: Cell, key: str) -> str:
    shown = _safe(f"{ODD} {cell.text}" if cell.odd else cell.text)
    unlike = " unlike" if cell.odd else ""
    asked = f"<b>{_safe(row.name)}</b> {_safe(row.type)} from <b>{_safe(vantage.name)}</b>"
    trace = "".join(f"<li>{_safe(sentence)}</li>" for sentence in cell.answer.trace)
    return (
        f'<td id="c{key}" class="{tone(cell)}{unlike}"><button popovertarget="t{key}">{shown}</button>'
        f'<div popover id="t{key}"><p>{asked}</p><p>{shown}</p><ol>{trace}</ol></div></td>'
    )


def _foot(matrix: Matrix) -> Iterator[str]:
    yield "<footer>\n<dl>"
    for mark, meaning in legend(cell for row in matrix.rows for cell in row.cells):
        yield f"<dt>{_safe(mark)}</dt><dd>{_safe(meaning)}</dd>"
    yield "</dl>"
    if matrix.notes:
        yield f"<ul>{''.join(f'<li>{_safe(note)}</li>' for note in matrix.notes)}</ul>"
    yield "<p>Read from synthesized templates. Each answer opens the way to it.</p>\n</footer>\n</body>"
