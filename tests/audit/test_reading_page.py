from pathlib import Path

import pytest

from constructs_pkg.audit import (
    domain_name,
    evaluation,
    file_text,
    folder,
    intrinsics,
    names,
    presented,
    question,
    reading,
    table,
    yaml_text,
)
from constructs_pkg.audit.drawing import compose

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        f"{file_text.LARGEST_FILE // 10**6} MB (CloudFormation: 1 MB)",
        f"{file_text.LARGEST_YAML // 10**6} MB, nested {yaml_text.DEEPEST_YAML} deep",
        f"{file_text.LARGEST_ASSEMBLY // 10**6} MB, {folder.MOST_STACKS:,} stacks",
        f"{intrinsics.LONGEST_TEXT:,} characters",
        f"{evaluation.DEEPEST} deep, {evaluation.MOST_STEPS:,} steps; those of more than {evaluation.FREE_STEPS} steps "
        f"have {evaluation.MOST_SHARED_STEPS:,} together",
        f"{reading.LARGEST_IDENTIFIER} parts",
        f"{domain_name.MOST_OCTETS} octets, {domain_name.MOST_OCTETS_OF_LABEL} in a label",
        f"{question.MOST_QUESTIONS:,} questions that it leads to; a chain of {question.LONGEST_CHAIN}",
        f"{names.MOST_ANSWERS:,} answers, {names.MOST_QUESTIONS:,} questions, "
        f"{names.MOST_TEXT // 10**6} million characters",
        f"{table.MOST_ROWS:,} names, {table.MOST_NOTES} notes",
        f"{compose.MOST_CELLS} VPCs, {compose.MOST_BOXES} endpoints, {compose.MOST_BOXES} endpoint services",
        f"{presented.LONGEST_LINE:,} characters",
    ],
)
def test_the_page_tells_the_bounds_that_hold(words: str) -> None:
    """Each bound on the page is the one in the code."""
    assert words in PAGE
