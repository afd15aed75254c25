import io
import itertools

import pytest
from rich.console import Console

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.table import PIPED_WIDTH, console_for, write_tables

from .templates import cell, import_value, record, stack, two_cells

TWO_CELLS = """\
Stacks

 Stack        Account        Region      Resources
 ─────────────────────────────────────────────────
 us-network   111111111111   us-east-1           2
 us-links     111111111111   us-east-1           4
 eu-network   111111111111   eu-west-1           2
 eu-links     111111111111   eu-west-1           3

What each name answers with

 Name                 Type   us                            eu
 ──────────────────────────────────────────────────────────────────────────────
 db.example.com       A      ≠ 10.0.0.5                    ≠ 10.1.0.5
 only.example.com     A      CNAME orders.example.com →    ≠ NXDOMAIN
                             endpoint us-links/Ep
 orders.example.com   A      endpoint us-links/Ep          endpoint eu-links/Ep

≠: not as in most clones; that each has hosts and endpoints of its own is no
difference
NXDOMAIN: the zone that covers the name there does not have it; below a private
zone public DNS is not asked
"""


def written(facts: Facts, width: int) -> list[str]:
    stream = io.StringIO()
    write_tables(Console(file=stream, width=width, highlight=False), facts, read_matrix(facts))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def many_cells(number: int) -> list[StackFact]:
    """Return cells that answer in turn with one of two addresses; the first also has a name of its own."""
    stacks = []
    for index in range(number):
        name = f"cell-{index:02}"
        zone_id = import_value(f"{name}-network:ZoneId")
        links = {"Db": record(zone_id, "db.example.com", "A", f"10.0.0.{index % 2}")}
        if index == 0:
            links["Own"] = record(zone_id, "own.example.com", "A", "10.9.9.9")
        stacks += cell(name, "us-east-1", links)
    return stacks


def test_shows_two_cells_side_by_side_in_eighty_columns() -> None:
    """The tables of two cells, as a person sees them in a pipe."""
    assert TWO_CELLS.splitlines() == written(read(two_cells()), 80)


def test_breaks_no_name_where_answers_can_be_broken() -> None:
    """Where the columns are narrow, an answer of several words takes the lines, and the name stays whole."""
    name = "a-rather-long-name.for-a-host.example.com"
    stacks: list[StackFact] = []
    for label in ("us", "eu"):
        zone_id, target = import_value(f"{label}-network:ZoneId"), "somewhere.in.another.zone.test"
        stacks += cell(label, "us-east-1", {"Name": record(zone_id, name, "CNAME", target)})
    assert any(line.startswith(f" {name}   A ") for line in written(read(stacks), 120))


def test_turns_many_cells_into_rows() -> None:
    """Twenty cells stand as rows: the vantages of one answer together, the largest group counted."""
    lines = written(read(many_cells(20)), 80)
    after = itertools.dropwhile(lambda line: not line.startswith(" Name"), lines)
    expected = [
        " Name              Type   Vantage                                    Answer",
        " " + "─" * 78,
        " db.example.com    A      cell-01, cell-03, cell-05, cell-07,        10.0.0.1",
        "                          cell-09, cell-11, cell-13, cell-15,",
        "                          cell-17, cell-19",
        "                          the other 10                               10.0.0.0",
        "",
        " own.example.com   A      cell-00                                    ≠ 10.9.9.9",
        "                          the other 19                               NXDOMAIN",
        "",
    ]
    assert expected == list(itertools.islice(after, len(expected)))


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("number", [2, 20])
def test_stays_within_the_width(number: int, width: int) -> None:
    """No line is wider than the console, with few cells or many."""
    assert max(map(len, written(read(many_cells(number)), width))) <= width


def test_tells_many_answers_that_are_alike_by_a_few() -> None:
    """Of nine different answers the odd one and three of the others are shown, and the rest is counted."""
    stacks: list[StackFact] = []
    for index in range(9):
        zone_id, address = import_value(f"c{index}-network:ZoneId"), f"10.0.0.{index}" if index != 5 else "192.0.2.5"
        stacks += cell(f"c{index}", "us-east-1", {"Db": record(zone_id, "db.example.com", "A", address)})
    after = itertools.dropwhile(lambda line: not line.startswith(" db."), written(read(stacks), 80))
    expected = [
        " db.example.com   A      c5        ≠ 192.0.2.5",
        "                         c0        10.0.0.0",
        "                         c1        10.0.0.1",
        "                         c2        10.0.0.2",
        "                         5 more    alike, each of its own",
    ]
    assert expected == list(itertools.islice(after, len(expected)))


def test_no_name_or_value_speaks_to_the_terminal() -> None:
    """Control characters of a template are shown as numbers."""
    txt = record(import_value("us-network:ZoneId"), "a.example.com", "TXT", '"\x1b[2J\ud800"')
    lines = written(read(cell("us", "us-east-1", {"Txt": txt})), 80)
    assert ' a.example.com   TXT    "\\027[2J\\237\\160\\128"' in lines


def test_counts_all_vantages_where_they_agree() -> None:
    """Vantages that all answer alike take one row."""
    stacks: list[StackFact] = []
    for index in range(8):
        zone_id = import_value(f"c{index}-network:ZoneId")
        stacks += cell(f"c{index}", "us-east-1", {"Db": record(zone_id, "db.example.com", "A", "10.0.0.5")})
    lines = written(read(stacks), 80)
    expected = " db.example.com   A      all 8     10.0.0.5"
    assert expected in lines


def test_says_that_there_is_nothing_to_ask() -> None:
    """An assembly without records in private zones has its stacks shown, and a sentence."""
    lines = written(read([stack("empty", region=None, account=None)]), 80)
    assert " empty   at deployment   at deployment           0" in lines
    assert "No zone of the assembly has records that a vantage sees." in lines


def test_shows_notes_below_the_tables() -> None:
    """What limits the answers stands under them."""
    nested = {"Nested": {"Type": "AWS::CloudFormation::Stack"}}
    expected = "note: s/Nested is a nested stack; its template is not read"
    assert expected == written(read([stack("s", nested)]), 80)[-1]


def test_colours_answers_that_differ_on_a_terminal() -> None:
    """What is unlike other clones is bold yellow, and a missing name is red."""
    stream = io.StringIO()
    console = Console(file=stream, width=100, force_terminal=True, color_system="standard", highlight=False)
    facts = read(two_cells())
    write_tables(console, facts, read_matrix(facts))
    shown = stream.getvalue()
    for expected in ("\x1b[1;33m≠ 10.0.0.5", "\x1b[1;33m≠ 10.1.0.5", "\x1b[1;31m≠ NXDOMAIN"):
        assert expected in shown


def test_writes_what_the_stream_can_encode(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stream that is not UTF-8 the dash and the arrow are plain characters."""
    monkeypatch.delenv("COLUMNS", raising=False)
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    facts = read([*two_cells(), *cell("é", "eu-west-1", {}, "other.test")])
    write_tables(console_for(stream), facts, read_matrix(facts))
    stream.flush()
    shown = raw.getvalue().decode("ascii")
    assert "CNAME orders.example.com -> endpoint" in shown
    assert "-: no private zone of that vantage covers the name; public DNS answers" in shown


@pytest.mark.parametrize(("columns", "expected"), [(None, PIPED_WIDTH), ("132", 132), ("wide", PIPED_WIDTH)])
def test_is_as_wide_as_columns_says(monkeypatch: pytest.MonkeyPatch, columns: str | None, expected: int) -> None:
    """Without a terminal the width is COLUMNS, else 100."""
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert expected == console_for(io.StringIO()).width
