"""The examples have no findings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from constructs_pkg.audit.findings.finding import Place
from constructs_pkg.audit.findings.report import report_on
from constructs_pkg.audit.findings.whereabouts import Files
from constructs_pkg.audit.folder import read_stack_files

from .synthesis import EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_have_no_findings(assembly: Callable[[str], Path], example: str) -> None:
    """Nothing in an example is refused, useless or likely not meant, and all of it is read."""
    assert [] == [one.finding.found for one in report_on(assembly(example)).located]


def test_a_resource_is_found_in_its_file_and_construct(assembly: Callable[[str], Path]) -> None:
    """The CDK's metadata lead from a logical id to the construct, and the template to the line."""
    folder = assembly("two-regions")
    files = read_stack_files(folder)
    links = next(one for one in files if one.stack.name == "two-regions-us-east-links")
    logical_id = next(key for key in links.stack.section("Resources") if "foo" in key)
    found = Files(files).whereabouts(Place(links.stack.id, logical_id))
    expected = (links.template, "two-regions-us-east-links/Records/Record example.com foo A")
    assert expected == (found.file, found.construct)
    assert f'"{logical_id}": {{' in links.template.read_text(encoding="utf-8").splitlines()[found.line - 1]
