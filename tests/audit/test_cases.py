"""Every case of the table is answered as its source says."""

import pytest

from .case_table import Case, all_cases, failures


@pytest.mark.parametrize("case", all_cases(), ids=[case.id for case in all_cases()])
def test_answers_as_its_source_says(case: Case) -> None:
    """The status, the values and what else the case tells are those of the answer."""
    assert [] == failures(case)
