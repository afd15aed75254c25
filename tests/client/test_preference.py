"""Prefer, fall back, come back: what one connection teaches the next ones."""

from ipaddress import ip_address

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from constructs_pkg.client.preference import Order, Preference, Verdict

RETRY = 60.0
ONE = ip_address("10.0.0.1")


class Preferring(RuleBasedStateMachine):
    """Connections that begin and end at any time, against the promises in words."""

    def __init__(self) -> None:
        super().__init__()
        self.preference = Preference(RETRY)
        self.now = 1000.0
        # When private addresses failed last, with none that served since; and when they were tried last since then.
        self.failed_at: float | None = None
        self.trial_at: float | None = None

    @rule(seconds=st.sampled_from([0.0, 0.5, 29.0, 30.0, 59.0, 60.0, 61.0, 500.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def begins(self) -> None:
        """While fallen back one connection in each while is a trial, and that one is never withheld."""
        order = self.preference.begin(self.now)
        if self.failed_at is None:
            assert Order.PRIVATE_FIRST is order
            return
        last = max(self.failed_at, self.trial_at or 0.0)
        assert (Order.PRIVATE_FIRST if self.now - last >= RETRY else Order.PUBLIC_FIRST) is order
        if order is Order.PRIVATE_FIRST:
            self.trial_at = self.now

    @rule(verdict=st.sampled_from(Verdict))
    def ends(self, verdict: Verdict) -> None:
        self.preference.end(verdict, self.now)
        if verdict is Verdict.FAILED:
            self.failed_at = self.now
        elif verdict is not Verdict.NOTHING:
            self.failed_at = self.trial_at = None

    @invariant()
    def is_fallen_back_since_a_failure(self) -> None:
        assert (self.failed_at is not None) == self.preference.fallen_back


TestPreferring = Preferring.TestCase


def test_addresses_are_tried_last_for_a_while() -> None:
    """An address that did not serve is remembered until it serves, or the while is over."""
    preference = Preference(RETRY)
    preference.miss([ONE], 0.0)
    assert {ONE} == preference.missed(59.9)
    assert frozenset() == preference.missed(60.0)
    preference.miss([ONE], 100.0)
    preference.hit(ONE)
    assert frozenset() == preference.missed(100.0)
