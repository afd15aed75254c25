import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.values.dns import LONGEST_LABEL, LONGEST_NAME, DnsName, RecordName, ZoneName

LABELS = st.from_regex(r"[a-z0-9_]([a-z0-9_-]{0,10}[a-z0-9_])?", fullmatch=True)
NAMES = st.lists(LABELS, min_size=1, max_size=5).map(".".join)


@given(NAMES)
def test_a_name_is_the_same_in_any_case_and_with_a_dot(name: str) -> None:
    """DNS compares names without case, and a trailing dot only says that a name is whole."""
    expected = DnsName(name)
    assert (expected, expected, expected) == (DnsName(name.upper()), DnsName(f"{name}."), DnsName(expected))


@given(NAMES)
def test_a_name_is_made_of_its_labels(name: str) -> None:
    """Joined by dots, the labels are the name; none is empty or too long."""
    parsed = DnsName(name)
    expected = (name, True)
    assert expected == (".".join(parsed.labels), all(0 < len(label) <= LONGEST_LABEL for label in parsed.labels))


@given(NAMES, NAMES)
def test_a_relative_name_is_placed_below_its_zone(name: str, zone: str) -> None:
    """Whatever is placed in a zone lies in it, and placing it again changes nothing."""
    placed = RecordName(name).placed_in(ZoneName(zone))
    expected = (True, placed)
    assert expected == (placed.within(zone), RecordName(placed).placed_in(zone))


@given(NAMES)
def test_a_zone_is_its_own_apex(zone: str) -> None:
    """The apex is the zone itself, written @ or in full."""
    expected = (DnsName(zone), DnsName(zone), DnsName(zone))
    assert expected == tuple(RecordName(apex).placed_in(zone) for apex in ("@", zone, f"{zone}."))


@pytest.mark.parametrize(
    ("name", "zone", "within"),
    [("a.example.com", "example.com", True), ("aexample.com", "example.com", False), ("com", "example.com", False)],
)
def test_a_name_lies_in_a_zone_by_whole_labels(name: str, zone: str, within: bool) -> None:
    """A name that only ends like a zone does not lie in it."""
    assert within == DnsName(name).within(zone)


def test_a_name_that_grows_too_long_in_its_zone_is_refused() -> None:
    """The limit holds for the whole name, not only for what was written."""
    label = "a" * LONGEST_LABEL
    with pytest.raises(ValueError, match=f"^name-too-long: .* is over {LONGEST_NAME} characters"):
        RecordName(f"{label}.{label}").placed_in(f"{label}.{label}.com")
