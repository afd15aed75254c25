"""The report for a reviewer."""

from io import BytesIO, StringIO, TextIOWrapper

import pytest
from rich.console import Console

from constructs_pkg.audit.changes.fate import Changes
from constructs_pkg.audit.changes.report import write_report
from constructs_pkg.audit.facts import StackFact

from ..templates import import_value, output, record, ref, stack, vpc, zone
from .pairs import changes, in_one_stack, resource


def report(found: Changes, width: int = 100) -> list[str]:
    """Return the lines of a report without what fills them up."""
    stream = StringIO()
    write_report(Console(file=stream, width=width, highlight=False), found)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_the_report_of_no_change_is_one_line() -> None:
    """A reviewer sees at once that there is nothing to see."""
    assert ["Nothing changes: no resource, and no name's answer."] == report(in_one_stack({"A": vpc()}, {"A": vpc()}))


def test_the_report_tells_what_is_worst_first() -> None:
    """A summary, then the stack: what is refused, replaced with its reason, what follows, and what changes in place."""
    outputs = {"VpcId": output(ref("Vpc"), "net:Vpc")}
    group = resource("AWS::EC2::SecurityGroup", GroupDescription="x", VpcId=import_value("net:Vpc"))
    table = resource("AWS::EC2::RouteTable", VpcId=ref("Vpc"))

    def net(cidr: str) -> list[StackFact]:
        made = {"Vpc": vpc("us", CidrBlock=cidr), "Table": table, "Zone": zone("example.com", ref("Vpc"))}
        return [stack("net", made, Outputs=outputs), stack("links", {"Group": group})]

    found = changes(net("10.0.0.0/16"), net("10.1.0.0/16"))
    expected = [
        "1 refused · 3 replaced · 1 updated",
        "",
        "net  111111111111/us-east-1",
        "  refused   CloudFormation keeps what links imports: take the import out of links in a deployment of",
        "            its own first",
        "              net:Vpc changes with Vpc",
        "  replaced  Vpc  AWS::EC2::VPC",
        "              CidrBlock 10.0.0.0/16 → 10.1.0.0/16",
        "  replaced  RouteTable Table with Vpc",
        "  updated   HostedZone Zone in VPCs",
        "",
        "links  111111111111/us-east-1",
        "  replaced  SecurityGroup Group with net/Vpc",
    ]
    assert expected == report(found)


def test_the_report_tells_names_with_where_and_both_answers() -> None:
    """One row a name, lost names first."""
    network = {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc"))}

    def host(name: str, address: str) -> object:
        return record(ref("Zone"), f"{name}.example.com", "A", address)

    found = in_one_stack(
        {**network, "A": host("a", "10.0.0.1"), "B": host("b", "10.0.0.2")}, {**network, "A": host("a", "10.0.0.3")}
    )
    rows = [line.split() for line in report(found) if "example.com" in line]
    expected = [
        ["b.example.com", "A", "goes", "dark", "us", "10.0.0.2", "NXDOMAIN"],
        ["a.example.com", "A", "changes", "us", "10.0.0.1", "10.0.0.3"],
    ]
    assert expected == rows
    assert "1 deleted · 1 updated · 1 name lost · 1 other name changes" == report(found)[0]


def test_a_word_that_needs_it_is_explained() -> None:
    """What a rename is stands below, once."""
    lines = report(in_one_stack({"Old": vpc()}, {"New": vpc()}))
    assert "  renamed  VPC Old → New" in lines
    assert 1 == sum(line.startswith("renamed: ") for line in lines)


def test_long_lists_are_counted() -> None:
    """A hundred route tables of one VPC are one line, and not a hundred."""
    tables = {f"Table{number:03}": resource("AWS::EC2::RouteTable", VpcId=ref("Vpc")) for number in range(100)}
    found = in_one_stack({"Vpc": vpc(), **tables}, {"Vpc": vpc(CidrBlock="10.1.0.0/16"), **tables})
    lines = report(found)
    assert "and 88 more with Vpc" in " ".join(line.strip() for line in lines)
    assert len(lines) < 12


def test_long_values_are_cut() -> None:
    """A program in a property does not fill the screen."""
    old, new = ({"It": resource("AWS::EC2::VPC", CidrBlock=one * 10_000)} for one in "ab")
    assert sum(map(len, report(in_one_stack(old, new)))) < 1000


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_report_fits_its_width(width: int) -> None:
    """No line is longer than the console."""
    found = in_one_stack(
        {"Old": vpc("us"), "A": record("Z", "a.com", "A", "1")}, {"New": vpc("us", CidrBlock="10.1.0.0/16")}
    )
    assert max(map(len, report(found, width))) <= width


def test_the_report_can_be_written_in_any_encoding() -> None:
    """Signs that the console's encoding lacks are written in others."""
    stream = TextIOWrapper(BytesIO(), encoding="ascii")
    write_report(Console(file=stream, width=80, highlight=False), in_one_stack({"Old": vpc()}, {"New": vpc()}))
    stream.flush()
    assert b"VPC Old -> New" in stream.buffer.getvalue()


def test_no_value_can_write_on_the_terminal() -> None:
    """Control characters in a template are shown, and not sent."""
    found = in_one_stack({"A": vpc()}, {"A": vpc(CidrBlock="\x1b[2J")})
    assert any("\\x1b[2J" in line for line in report(found))


def test_names_of_new_vpcs_stand_together() -> None:
    """Cells that bring the same names are one line."""

    def cell(name: str) -> StackFact:
        network = {"Vpc": vpc(name), "Zone": zone("example.com", ref("Vpc"))}
        return stack(name, {**network, "A": record(ref("Zone"), "a.example.com", "A", "10.0.0.1")})

    cells = [cell(name) for name in ("one", "two", "three", "four", "five")]
    lines = report(changes(cells[:1], cells))
    assert "two, three, four and 1 more are new, and ask a.example.com A" in lines
    assert "two is new, and asks a.example.com A" in report(changes(cells[:1], cells[:2]))
    assert "two goes, and with it a.example.com A" in report(changes(cells[:2], cells[:1]))


def test_stacks_that_are_just_new_are_a_line_each() -> None:
    """A topology that grows by many cells is told in a few lines."""
    old = [stack("old")]
    new = [stack(f"new{number:02}", {"Vpc": vpc()}) for number in range(12)]
    expected = [
        "12 stacks appear",
        "",
        *(f"new{number:02}  111111111111/us-east-1  appears with 1 resource" for number in range(10)),
        "and 2 more stacks that appear",
    ]
    assert expected == report(changes(old, [*old, *new]))
