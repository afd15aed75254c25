"""Templates that are well-formed and mean harm: each attack ends in an answer, or in words, within bounds."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from constructs_pkg.audit import names
from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import load, read
from constructs_pkg.audit.drawing import compose
from constructs_pkg.audit.drawing.compose import picture_of
from constructs_pkg.audit.evaluation import MOST_SHARED_STEPS
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.table import MOST_NOTES, MOST_ROWS
from constructs_pkg.audit.vantage import vantages_of

from .hostile import ask, problems, unharmed
from .templates import (
    Json,
    alias,
    endpoint,
    import_value,
    one_cell,
    output,
    record,
    ref,
    stack,
    vpc,
    write_assembly,
    zone,
)

Z = ref("Zone")
Resources = Mapping[str, Json]


def cell(resources: Resources) -> list[StackFact]:
    return [stack("us", {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc")), **resources})]


def status(facts: Facts, name: str) -> Status:
    return resolve(facts, name, "A", vantages_of(facts)[0]).status


def cnames(number: int) -> Resources:
    return {f"R{n}": record(Z, f"n{n}.example.com", "CNAME", f"n{n + 1}.example.com") for n in range(number)}


def aliases(number: int) -> Resources:
    return {
        f"R{n}": record(Z, f"n{n}.example.com", "A", AliasTarget=alias(f"n{n + 1}.example.com", Z))
        for n in range(number)
    }


def fan(levels: int, width: int) -> Resources:
    """Return weighted aliases, each of which leads to all records of the next level."""
    return {
        f"R{level}x{one}": record(
            Z,
            f"n{level}.example.com",
            "A",
            AliasTarget=alias(f"n{level + 1}.example.com", Z),
            SetIdentifier=str(one),
            Weight=1,
        )
        for level in range(levels)
        for one in range(width)
    }


def health_checks(number: int) -> Resources:
    """Return calculated checks, each on the three next ones, the last ones on the first."""
    return {
        f"C{n}": {
            "Type": "AWS::Route53::HealthCheck",
            "Properties": {
                "HealthCheckConfig": {
                    "Type": "CALCULATED",
                    "HealthThreshold": 1,
                    "ChildHealthChecks": [ref(f"C{(n + step) % number}") for step in (1, 2, 3)],
                }
            },
        }
        for n in range(number)
    }


def multivalue(number: int) -> Resources:
    fields = {"MultiValueAnswer": True}
    return {
        f"R{n}": record(
            Z, "n0.example.com", "A", "10.0.0.1", SetIdentifier=str(n), HealthCheckId=ref(f"C{n}"), **fields
        )
        for n in range(number)
    }


@pytest.mark.parametrize(
    "resources",
    [cnames(10_000), aliases(10_000), fan(60, 10), {**health_checks(100_000), **multivalue(50)}],
    ids=["cnames", "aliases", "fan", "health checks"],
)
def test_a_chain_beyond_the_bounds_is_unresolved(resources: Resources) -> None:
    """Chains of 10,000 names, a tree of 10 to the 60th ways and 100,000 checks on each other are not followed."""
    begun = time.process_time()
    assert Status.UNRESOLVED is status(one_cell(resources), "n0.example.com")
    assert time.process_time() - begun < 30


def test_records_that_lead_to_each_other_are_servfail() -> None:
    """Two CNAMEs that lead to each other answer as a resolver does."""
    made = {
        "A": record(Z, "a.example.com", "CNAME", "b.example.com"),
        "B": record(Z, "b.example.com", "CNAME", "a.example.com"),
    }
    assert Status.SERVFAIL is status(one_cell(made), "a.example.com")


@pytest.mark.parametrize(
    "resources",
    [
        cnames(300),
        aliases(300),
        fan(40, 10),
        {**health_checks(5_000), **multivalue(50)},
        {f"Z{n}": zone("example.com", ref("Vpc")) for n in range(500)},
        {f"Z{n}": zone(f"z{n}.example.com", ref("Vpc")) for n in range(1_000)},
        {f"V{n}": vpc("same") for n in range(2_000)},
        {f"E{n}": endpoint(ref("Vpc"), Tags=[{"Key": "Name", "Value": "same"}]) for n in range(2_000)},
        {"R": record(Z, "a.example.com", "A", *["10.0.0.1"] * 19_000)},
        {
            f"R{n}": record(Z, "a.example.com", "A", "10.0.0.1", SetIdentifier=str(n), Weight=10**30)
            for n in range(2_000)
        },
        {f"R{n}": record(Z, ".".join([f"{n:x}", *["a"] * 115, "example.com"]), "A", "10.0.0.1") for n in range(1_000)},
        {"R": record(Z, "a.example.com", "TXT", "x" * 60_000)},
        {"R": record(Z, "a.example.com", "CNAME", "x." * 30_000)},
        {f"R{n}": record(ref("Nope"), f"n{n}.example.com", "A", "10.0.0.1") for n in range(2_000)},
    ],
    ids=[
        *("cnames", "aliases", "fan", "health checks", "zones of one name", "zones", "vpcs of one name", "endpoints"),
        *("values", "weights", "labels", "long value", "long target", "notes"),
    ],
)
def test_every_command_withstands(resources: Resources, tmp_path: Path) -> None:
    """Many of anything, all alike or long, end in answers or one line, within bounds, whatever is asked."""
    assert [] == problems(write_assembly(tmp_path, cell(resources)))


def test_expressions_have_one_allowance_together() -> None:
    """A bomb that each of many records sets off anew goes off a limited number of times."""
    bomb = {"X0": output("ha", "x0")}
    for level in range(1, 40):
        twice = {"Fn::Sub": ["${a}${a}", {"a": import_value(f"x{level - 1}")}]}
        bomb[f"X{level}"] = output(twice, f"x{level}")
    made = {f"R{n}": record(Z, f"n{n}.example.com", "TXT", import_value("x39")) for n in range(1_000)}
    resources = {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc")), **made}
    begun = time.process_time()
    facts = read([stack("us", resources, Outputs=bomb)])
    assert time.process_time() - begun < 60
    reasons = {str(one.values[0]) for one in facts.records}
    expected = f"the expressions of the assembly take more than {MOST_SHARED_STEPS} steps together"
    assert any(expected in reason for reason in reasons)


@pytest.mark.parametrize(
    "node",
    [
        {"Fn::Sub": "${AWS::Region}" * 100_000},
        {"Fn::Join": ["x" * 1_000, ["a"] * 100_000]},
        {"Fn::Split": ["a", "a" * 60_000]},
        {"Fn::Select": [10**9, ["a"]]},
        {"Fn::Select": ["9" * 10_000, ["a"]]},
        {"Fn::FindInMap": [{"Fn::FindInMap": ["a", "b", "c"]}, "b", "c"]},
        {"Fn::If": ["C", {"Fn::If": ["C", 1, 2]}, {"Fn::If": ["C", 1, 2]}]},
    ],
    ids=["sub", "join", "split", "index", "long index", "map", "if"],
)
def test_a_bomb_in_one_expression_does_not_go_off(node: object) -> None:
    """A function that would build without bound is unresolved at once."""
    begun = time.process_time()
    facts = one_cell({"R": record(Z, "a.example.com", "TXT", {"Fn::Select": [0, [node]]})})
    assert time.process_time() - begun < 5
    answer = resolve(facts, "a.example.com", "TXT", vantages_of(facts)[0])
    assert Status.UNRESOLVED is answer.status


def test_exports_of_one_name_are_no_export() -> None:
    """A hundred thousand outputs exported under one name are named in a bounded reason, in bounded time."""
    outputs = {f"X{n}": output("v", "same") for n in range(100_000)}
    made = {"R": record("Z1", import_value("same"), "A", "10.0.0.1")}
    begun = time.process_time()
    facts = read([stack("us", made, Outputs=outputs)])
    assert time.process_time() - begun < 30
    assert [True] == [len(note) < 6_000 for note in facts.unread]


@pytest.mark.parametrize("bound", ["MOST_ANSWERS", "MOST_QUESTIONS", "MOST_TEXT"])
def test_a_matrix_beyond_its_bounds_says_what_it_leaves_out(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A matrix that would be too large ends early, and a note counts the names that it has not."""
    monkeypatch.setattr(names, bound, 10)
    found = read_matrix(one_cell({f"R{n}": record(Z, f"n{n}.example.com", "A", "10.0.0.1") for n in range(100)}))
    left = 100 - len(found.rows)
    assert 0 < left
    assert (
        f"{left} more names are not answered here: there are too many for one matrix; dig answers each"
        in (found.notes[0])
    )


def test_a_table_beyond_its_bounds_says_what_it_leaves_out(tmp_path: Path) -> None:
    """Neither rows nor notes are printed without end."""
    made = {f"R{n}": record(Z, f"n{n}.example.com", "A", "10.0.0.1") for n in range(MOST_ROWS + 7)}
    made |= {f"N{n}": record(ref("Nope"), "a", "A", "10.0.0.1") for n in range(MOST_NOTES + 3)}
    shown = ask("names", write_assembly(tmp_path, cell(made))).stdout
    assert "and 7 more names; --format json has them all" in shown
    assert "note: and 3 more notes; --format json has them all" in shown


def test_a_picture_beyond_its_bounds_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture has room for so many VPCs and endpoints, and counts the others."""
    monkeypatch.setattr(compose, "MOST_CELLS", 2)
    monkeypatch.setattr(compose, "MOST_BOXES", 2)
    made = {f"V{n}": vpc(f"v{n}") for n in range(5)} | {f"E{n}": endpoint(ref("V0")) for n in range(3)}
    picture = picture_of(read([stack("us", made)]))
    expected = (
        2,
        (
            "3 more VPCs are not drawn: one picture has no room for them.",
            "1 more endpoints are not drawn: one picture has no room for them.",
        ),
    )
    assert expected == (len(picture.cells), picture.remarks)


HOSTILE = ["\x1b[2J\x1b]0;owned\x07", "a\nb\rc", "\u202eevil\u202c", "\x9b31m", "\u2028", "x" * 20_000, "\ufeff\u200b"]


@pytest.mark.parametrize("text", HOSTILE, ids=["escape", "lines", "bidi", "c1", "separator", "long", "invisible"])
def test_nothing_in_a_template_reaches_the_terminal(text: str, tmp_path: Path) -> None:
    """Whatever names, values, tags, types and ids hold, a terminal gets text and nothing to act upon."""
    short = text[:200]
    made: dict[str, Json] = {
        f"R{short}": record(Z, f"{text}.example.com", "A", "10.0.0.1"),
        "Txt": record(Z, "a.example.com", "TXT", text),
        "Kind": record(Z, "b.example.com", f"A{text}", "10.0.0.1"),
        "Cname": record(Z, "c.example.com", "CNAME", text),
        "Set": record(Z, "d.example.com", "A", "10.0.0.1", SetIdentifier=text, Weight=1),
        f"V{short}": vpc(text),
        "Ep": endpoint(ref("Vpc"), ServiceName=text, Tags=[{"Key": "Name", "Value": text}]),
        "Other": zone("example.com", text),
        "Condition": {**vpc(), "Condition": text},
        "Nope": record(Z, ref(text), "A", "10.0.0.1"),
    }
    place = write_assembly(tmp_path, [stack("us", cell(made)[0].section("Resources"), region=short)])
    assert [] == problems(place)
    shown = ask("dig", place).output
    assert unharmed(shown)
    assert all(unharmed(note) for note in load(place).unread)


def test_a_kind_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """An error about what a template holds is one line, whatever it holds."""
    write_assembly(tmp_path, [StackFact("s", "s", None, None, {"Resources": {"\x1b[2J\n": 1}})])
    result = ask("names", tmp_path)
    expected = f"private-cells: {tmp_path}/s.template.json: Resources.\\027[2J\\010 is not an object\n"
    assert (2, expected) == (result.exit_code, result.stderr)
