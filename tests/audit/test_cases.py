"""Every case of the table is answered as its source says; subjects that are not built yet are listed."""

from collections import Counter

import pytest

from .case_table import Case, all_cases, failures

# Each leaves this list when all its cases are answered, which the last test here sees to.
NOT_BUILT = {
    "resolver_rules",
}

BUILT = [case for case in all_cases() if case.subject not in NOT_BUILT]


@pytest.mark.parametrize("case", BUILT, ids=[case.id for case in BUILT])
def test_answers_as_its_source_says(case: Case) -> None:
    """The status, the values and what else the case tells are those of the answer."""
    assert [] == failures(case)


def test_only_subjects_of_the_table_are_not_built() -> None:
    """The list names subjects that have cases."""
    assert set() == NOT_BUILT - Counter(case.subject for case in all_cases()).keys()


@pytest.mark.parametrize(
    "subject",
    [pytest.param(one, marks=pytest.mark.xfail(reason="not built", strict=True)) for one in sorted(NOT_BUILT)],
)
def test_the_subject_is_built(subject: str) -> None:
    """A subject whose cases are all answered is taken off the list."""
    assert [] == [case.id for case in all_cases() if case.subject == subject and failures(case)]
