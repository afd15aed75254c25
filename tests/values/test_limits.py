import pytest

from .case import Case, assert_accepted, assert_refused
from .limits_table import LIMITS


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case.says)
def test_refuses_what_a_limit_names(case: Case) -> None:
    """The bad input of each line is refused, or warned of, under a stable rule and at its place."""
    assert_refused(case)


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case.says)
def test_accepts_the_nearest_valid_input(case: Case) -> None:
    """The neighbour that just keeps the limit has no error and is not warned of."""
    assert_accepted(case)
