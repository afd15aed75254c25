"""What is no address is judged by other rules than those of private answers."""

import pytest

from constructs_pkg.values.public_answer_rules import check_public_answer
from constructs_pkg.values.record import Record
from constructs_pkg.values.spec import parse


@pytest.mark.parametrize(("kind", "value"), [("A", "nobody"), ("AAAA", "10.0.0.1.5"), ("A", "10.0.0.0/8")])
def test_what_is_no_address_is_not_private(kind: str, value: str) -> None:
    """Nobody can tell whose network it would be of."""
    assert [] == list(check_public_answer(parse(Record, {"name": "www", "type": kind, "values": [value]})))
