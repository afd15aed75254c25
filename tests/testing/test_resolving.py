"""`assert_resolves`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from audit.templates import write_assembly

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import AssemblyError
from constructs_pkg.audit.value import Resource
from constructs_pkg.audit.world import World
from constructs_pkg.testing import assert_resolves

from .assemblies import clone, two_clones


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("foo.example.com", {"at": "Virginia", "to": ["10.0.0.10"]}),
        ("foo.example.com.", {"at": "Oregon", "to": "10.0.0.20"}),
        ("foo.example.com", {"at": "Oregon"}),
        ("foo.example.com", {"at": "Virginia", "type": "aaaa", "status": "NODATA"}),
        ("orders.example.com", {"at": "Virginia", "to": "endpoint Virginia orders"}),
        ("vendor.example.com", {"at": "Virginia", "to": "www.vendor.test"}),
        ("vendor.example.com", {"at": "Oregon", "status": Status.NXDOMAIN}),
        ("www.example.net", {"at": "internet", "to": "203.0.113.1"}),
        ("www.example.net", {"at": "internet", "to": "203.0.113.2", "down": "edge/Check"}),
        ("www.example.net", {"at": "internet", "to": "203.0.113.2", "down": ["health-check:edge/Check"]}),
        (
            "www.example.net",
            {"at": "internet", "to": "203.0.113.2", "world": World(down=frozenset({Resource("edge", "Check")}))},
        ),
        ("elsewhere.test", {"at": "Oregon", "status": "not_private"}),
    ],
)
def test_holds_where_the_name_answers_so(name: str, asked: dict[str, Any]) -> None:
    """An answer that is as expected passes in silence."""
    assert_resolves(two_clones(), name, **asked)


FAILURE = """\
vendor.example.com A at Oregon
  expected: www.vendor.test
  answered: NXDOMAIN
  because:
    Private zone example.com (Oregon-network/Zone) is the most specific one associated with Oregon that covers \
vendor.example.com.
    The zone has no vendor.example.com, and no wildcard for it: NXDOMAIN, never public DNS.
  supposed: edge/Check is down"""


def test_the_failure_tells_the_way_to_the_answer() -> None:
    """The message has what was expected, what was answered, each step, and what was supposed."""
    with pytest.raises(AssertionError) as failed:
        assert_resolves(two_clones(), "vendor.example.com", at="Oregon", to="www.vendor.test", down="edge/Check")
    assert FAILURE == str(failed.value)


@pytest.mark.parametrize(
    "asked",
    [
        {"at": "Virginia", "to": ["10.0.0.11"]},
        {"at": "Virginia", "to": ["10.0.0.10", "10.0.0.11"]},
        {"at": "Virginia", "to": []},
        {"at": "Virginia", "status": "NXDOMAIN"},
        {"at": "Virginia", "type": "TXT"},
        {"at": "internet"},
    ],
)
def test_fails_where_the_name_answers_otherwise(asked: dict[str, Any]) -> None:
    """Another value, one too few or too many, or another end is a failure."""
    with pytest.raises(AssertionError, match=r"^foo\.example\.com (A|TXT) at (Virginia|internet)\n  expected: "):
        assert_resolves(two_clones(), "foo.example.com", **asked)


def test_the_failure_says_what_was_not_read() -> None:
    """What limits an answer is no secret of a failed test."""
    made = clone("Virginia", foo="10.0.0.10")
    made[1].template["Resources"]["Nested"] = {"Type": "AWS::CloudFormation::Stack"}  # type: ignore[index]
    from constructs_pkg.audit.assembly import read

    with pytest.raises(AssertionError) as failed:
        assert_resolves(read(made), "foo.example.com", at="Virginia", to="10.0.0.11")
    expected = "  note: Virginia-links/Nested is a nested stack; its template is not read"
    assert expected == str(failed.value).splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("foo.example.com", {"at": "Virgina"}, "Virgina: no such vantage; there are internet, Virginia, Oregon, Edge"),
        ("foo.example.com", {"at": "Edge", "status": "GONE"}, "GONE: no such status; there are NOERROR, NXDOMAIN, "),
        ("foo.example.com", {"at": "Edge", "down": "edge/None"}, "edge/None: the assembly has no such thing"),
        (
            "foo.example.com",
            {"at": "Edge", "type": "AAA", "status": "NODATA"},
            "AAA: no such record type; there are A, ",
        ),
        ("foo..example.com", {"at": "Edge"}, "'foo..example.com' is not a legal name"),
        (
            "foo.example.com",
            {"at": "Edge", "world": World(), "client": "DE"},
            "give either a world, or what is down and who asks",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_an_error_of_the_test(
    name: str, asked: dict[str, Any], expected: str
) -> None:
    """A misspelt vantage or thing is no failed expectation but a ValueError in one line."""
    with pytest.raises(ValueError, match="^" + expected.replace("/", "/")) as error:
        assert_resolves(two_clones(), name, **asked)
    assert 1 == len(str(error.value).splitlines())


def test_takes_a_folder_or_what_synth_returns(tmp_path: Path) -> None:
    """The assembly is a path, a text, or anything that tells its directory."""
    folder = write_assembly(tmp_path, clone("Oregon", foo="10.0.0.20"))
    for assembly in (folder, str(folder), SimpleNamespace(directory=str(folder))):
        assert_resolves(assembly, "foo.example.com", at="Oregon", to="10.0.0.20")


def test_a_folder_that_is_no_assembly_is_told(tmp_path: Path) -> None:
    """What cannot be read is the assembly's error, with the folder."""
    with pytest.raises(AssemblyError, match="holds no stacks"):
        assert_resolves(tmp_path, "foo.example.com", at="Oregon")
