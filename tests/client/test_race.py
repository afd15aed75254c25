"""Which address is tried when: RFC 8305 among addresses of one kind, and the bound between the two kinds."""

from ipaddress import ip_address

import pytest

from constructs_pkg.client.addresses import Candidate, Ranges, Reach, networks
from constructs_pkg.client.answers import Absent, Answer, Unanswered
from constructs_pkg.client.bounds import Bounds
from constructs_pkg.client.preference import Order, Verdict

from .races import NEVER, Fate, found, run

NONE = Absent(0)
GONE = Absent(0, whole_name=True)
PRIVATE, PUBLIC = ("10.24.34.10", "10.24.35.11"), ("203.0.113.12",)
SERVES, FAILS, SILENT = Fate(True, 0.01), Fate(False, 0.01), Fate(False, NEVER)

Answers = dict[tuple[str, str], tuple[float, Answer]]


def both(private: Answer, public: Answer, after: float = 0.0) -> Answers:
    """Answers of the A records of both names; there are no AAAA records."""
    return {
        ("private", "A"): (after, private),
        ("private", "AAAA"): (after, NONE if private is not GONE else GONE),
        ("public", "A"): (after, public),
        ("public", "AAAA"): (after, NONE),
    }


def test_the_example_of_the_article() -> None:
    """Private addresses one after the other, and the public one when both have failed."""
    done = run(both(found(*PRIVATE), found(*PUBLIC)), {PRIVATE[0]: FAILS, PRIVATE[1]: FAILS, PUBLIC[0]: SERVES})
    assert [*PRIVATE, *PUBLIC] == done.order()
    assert Candidate(ip_address(PUBLIC[0]), Reach.PUBLIC) == done.race.winner
    assert pytest.approx(0.03) == done.ended
    assert Verdict.FAILED is done.race.verdict()
    assert set(map(ip_address, PRIVATE)) == done.race.did_not_serve()


def test_an_attempt_begins_after_the_delay_while_the_one_before_goes_on() -> None:
    """RFC 8305 section 5: 250 ms, and the earlier attempt may still win."""
    done = run(both(found(*PRIVATE), found(*PUBLIC)), {PRIVATE[0]: Fate(True, 0.4), PRIVATE[1]: SILENT})
    assert [0, 0.25] == list(done.begun.values())
    assert pytest.approx(0.4) == done.ended
    assert Verdict.REACHED is done.race.verdict()


def test_an_address_that_a_later_one_was_faster_than_is_remembered() -> None:
    """It is tried last the next time, so that a zone that is cut costs its delay once."""
    done = run(both(found(*PRIVATE), found(*PUBLIC)), {PRIVATE[0]: SILENT, PRIVATE[1]: SERVES})
    assert {ip_address(PRIVATE[0])} == done.race.did_not_serve()
    again = run(both(found(*PRIVATE), found(*PUBLIC)), {PRIVATE[1]: SERVES}, missed=done.race.did_not_serve())
    assert [PRIVATE[1]] == again.order()
    assert pytest.approx(0.01) == again.ended


def test_families_take_turns_beginning_with_ipv6() -> None:
    """RFC 8305 section 4, with a first address family count of 1."""
    answers = both(found("10.0.0.1", "10.0.0.2"), found(*PUBLIC))
    answers["private", "AAAA"] = (0.0, found("fd00::1", "fd00::2", "fd00::3"))
    assert ["fd00::1", "10.0.0.1", "fd00::2", "10.0.0.2", "fd00::3", *PUBLIC] == run(answers, {}).order()


@pytest.mark.parametrize(("late", "expected"), [(0.04, "fd00::1"), (0.06, "10.0.0.1")])
def test_ipv4_waits_for_ipv6_for_the_resolution_delay(late: float, expected: str) -> None:
    """RFC 8305 section 3: 50 ms."""
    answers = both(found("10.0.0.1"), found(*PUBLIC))
    answers["private", "AAAA"] = (late, found("fd00::1"))
    done = run(answers, {"10.0.0.1": SERVES, "fd00::1": SERVES})
    assert [expected] == done.order()
    assert pytest.approx(0.05 if expected == "10.0.0.1" else late) == min(done.begun.values())


def test_all_private_addresses_are_tried_within_the_bound() -> None:
    """The delay shrinks where the addresses are many: each of six has an equal share of the bound."""
    many = [f"10.0.{zone}.10" for zone in range(6)]
    done = run(both(found(*many), found(*PUBLIC)), {PUBLIC[0]: SERVES}, bounds=Bounds(connect_within=0.6))
    assert [*many, *PUBLIC] == done.order()
    starts = list(done.begun.values())
    assert pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) == starts


def test_attempts_never_begin_closer_than_rfc_8305_allows() -> None:
    """Section 5: no less than 10 ms, even if not all are tried before the bound; the rest comes last."""
    many = [f"10.0.{zone}.10" for zone in range(9)]
    done = run(both(found(*many), found(*PUBLIC)), {PUBLIC[0]: Fate(True, 0.3)}, bounds=Bounds(connect_within=0.045))
    assert [*many[:5], *PUBLIC] == done.order()[:6]
    starts = list(done.begun.values())
    assert pytest.approx([0, 0.01, 0.02, 0.03, 0.04, 0.045]) == starts[:6]


def test_the_bound_hurries_nothing_where_there_is_no_other_kind() -> None:
    """Private addresses alone keep their distance beyond it."""
    answers = both(found(*PRIVATE), NONE)
    answers["private", "A"] = (1.9, found(*PRIVATE))
    starts = list(run(answers, {}).begun.values())
    assert pytest.approx([1.9, 1.95]) == starts
    answers["private", "A"] = (1.995, found(*PRIVATE))
    starts = list(run(answers, {}).begun.values())
    assert pytest.approx([1.995, 2.005]) == starts


@pytest.mark.parametrize("private", [GONE, NONE])
def test_no_privatelink_costs_nothing(private: Answer) -> None:
    """NXDOMAIN and an answer without records mean public only, at once."""
    done = run(both(private, found(*PUBLIC)), {PUBLIC[0]: SERVES})
    assert pytest.approx(0.01) == done.ended
    assert Verdict.ABSENT is done.race.verdict()


def test_nxdomain_answers_for_both_families() -> None:
    """RFC 8020: where a name does not exist, the answer for the other type is not waited for."""
    answers = both(GONE, found(*PUBLIC))
    answers["private", "AAAA"] = (NEVER, NONE)
    assert pytest.approx(0.01) == run(answers, {PUBLIC[0]: SERVES}).ended


@pytest.mark.parametrize(
    ("private", "expected"), [((0.0, Unanswered("SERVFAIL")), 0.01), ((5.0, Unanswered("timed out")), 2.01)]
)
def test_dns_that_fails_is_no_answer(private: tuple[float, Answer], expected: float) -> None:
    """It is fallen back from at once or at the bound, and counts as a failure."""
    answers = both(NONE, found(*PUBLIC))
    answers["private", "A"] = answers["private", "AAAA"] = private
    done = run(answers, {PUBLIC[0]: SERVES})
    assert pytest.approx(expected) == done.ended
    assert Verdict.FAILED is done.race.verdict()


def test_private_addresses_that_come_after_the_bound_are_tried_after_public_ones() -> None:
    """Slow DNS is no reason to give a working address up."""
    answers = both(found(*PRIVATE), found(*PUBLIC))
    answers["private", "A"] = answers["private", "AAAA"] = (3.0, found(*PRIVATE))
    done = run(answers, {PRIVATE[0]: SERVES, PUBLIC[0]: Fate(False, 4.0)})
    assert [*PUBLIC, PRIVATE[0]] == done.order()
    assert pytest.approx(2.0) == done.begun[ip_address(PUBLIC[0])]
    assert Verdict.REACHED is done.race.verdict()


def test_public_first_asks_for_the_private_name_only_when_it_is_needed() -> None:
    """Fallen back, private addresses are the last resort."""
    answers = both(found(*PRIVATE), found(*PUBLIC))
    done = run(answers, {PUBLIC[0]: SERVES}, Order.PUBLIC_FIRST)
    assert {Reach.PUBLIC} == {each.role for each in done.asked}
    assert Verdict.NOTHING is done.race.verdict()
    done = run(answers, {PUBLIC[0]: FAILS, PRIVATE[0]: SERVES}, Order.PUBLIC_FIRST)
    assert [*PUBLIC, PRIVATE[0]] == done.order()
    assert Verdict.REACHED is done.race.verdict()


def test_private_only_tries_nothing_else_and_ends_at_the_bound() -> None:
    """A look at private addresses connects to no public one."""
    done = run(both(found(*PRIVATE), found(*PUBLIC)), {}, Order.PRIVATE_ONLY)
    assert list(PRIVATE) == done.order()
    assert pytest.approx(2.0) == done.ended
    assert Verdict.FAILED is done.race.verdict()


def test_what_fails_everywhere_teaches_nothing() -> None:
    """An outage of everything is none of the private path."""
    done = run(both(found(*PRIVATE), found(*PUBLIC)), dict.fromkeys((*PRIVATE, *PUBLIC), FAILS))
    assert done.race.winner is None
    assert Verdict.NOTHING is done.race.verdict()


def test_one_answer_with_both_kinds_is_sorted() -> None:
    """The CIDR mechanism: private first, however the records come."""
    answers: Answers = {
        ("public", "A"): (0.0, found(*PUBLIC, *PRIVATE)),
        ("public", "AAAA"): (NEVER, NONE),
    }
    done = run(answers, {PUBLIC[0]: SERVES})
    assert [*PRIVATE, *PUBLIC] == done.order()
    assert Verdict.FAILED is done.race.verdict()


def test_one_answer_without_private_addresses_teaches_nothing_bad() -> None:
    """While the answer for IPv6 is not there, nobody knows of a private address that failed."""
    answers: Answers = {("public", "A"): (0.0, found(*PUBLIC)), ("public", "AAAA"): (NEVER, NONE)}
    done = run(answers, {PUBLIC[0]: SERVES})
    assert pytest.approx(0.06) == done.ended
    assert Verdict.NOTHING is done.race.verdict()


def test_an_address_of_both_names_is_private_and_tried_once() -> None:
    """A split horizon beside a private name."""
    done = run(both(found("203.0.113.12"), found("203.0.113.12", "203.0.113.13")), {})
    assert ["203.0.113.12", "203.0.113.13"] == done.order()
    assert [Reach.PRIVATE, Reach.PUBLIC] == [each.reach for each in done.race.candidates()]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.0.0.1", Reach.PRIVATE),
        ("10.255.255.255", Reach.PRIVATE),
        ("11.0.0.0", Reach.PUBLIC),
        ("172.15.255.255", Reach.PUBLIC),
        ("172.16.0.0", Reach.PRIVATE),
        ("172.31.255.255", Reach.PRIVATE),
        ("172.32.0.0", Reach.PUBLIC),
        ("192.168.0.1", Reach.PRIVATE),
        ("100.63.255.255", Reach.PUBLIC),
        ("100.64.0.0", Reach.PRIVATE),
        ("100.127.255.255", Reach.PRIVATE),
        ("fd12::1", Reach.PRIVATE),
        ("2001:db8::1", Reach.PUBLIC),
        ("::ffff:10.0.0.1", Reach.PRIVATE),
        ("::ffff:203.0.113.1", Reach.PUBLIC),
        ("::ffff:127.0.0.1", None),
        ("127.0.0.1", None),
        ("0.0.0.0", None),
        ("169.254.169.254", None),
        ("224.0.0.1", None),
        ("255.255.255.255", None),
        ("::1", None),
        ("::", None),
        ("fe80::1", None),
        ("ff02::1", None),
    ],
)
def test_private_addresses_are_those_of_the_rfcs(address: str, expected: Reach | None) -> None:
    """RFC 1918, RFC 6598 and RFC 4193 are private; what no service can have is not tried, whichever name it is of."""
    assert expected == Ranges().reach_of(ip_address(address))
    of_private_name = Ranges().reach_of(ip_address(address), of_private_name=True)
    assert (Reach.PRIVATE if expected is not None else None) == of_private_name


def test_ranges_of_ones_own_go_first() -> None:
    """An endpoint's global IPv6 addresses are private where the application says so."""
    ranges = Ranges(private=networks("2001:db8:1::/48", "127.0.0.0/8"))
    assert Reach.PRIVATE is ranges.reach_of(ip_address("2001:db8:1::1"))
    assert Reach.PRIVATE is ranges.reach_of(ip_address("127.0.0.1"))
    assert Reach.PUBLIC is ranges.reach_of(ip_address("10.0.0.1"))


def test_what_is_not_known_is_told_in_words() -> None:
    """Each question without addresses has its reason."""
    answers = both(GONE, Unanswered("was not answered: SERVFAIL"))
    answers["public", "AAAA"] = (NEVER, NONE)
    assert (
        "private.example does not exist",
        "public.example A was not answered: SERVFAIL",
        "public.example AAAA was not answered in time",
    ) == run(answers, {}).race.unknown()
