"""What holds of every race, whatever names answer and whatever becomes of addresses."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.client.addresses import Ranges, Reach
from constructs_pkg.client.answers import Absent, Answer, Unanswered
from constructs_pkg.client.bounds import LEAST_ATTEMPT_DELAY, Bounds
from constructs_pkg.client.preference import Order, Verdict

from .races import NEVER, QUESTIONS, Fate, Run, found, run

ADDRESSES = {
    "A": ("10.0.0.1", "10.0.0.2", "192.168.0.1", "203.0.113.1", "203.0.113.2", "127.0.0.1"),
    "AAAA": ("fd00::1", "fd00::2", "2001:db8::1", "2001:db8::2", "::1"),
}
SECONDS = st.one_of(st.just(0.0), st.floats(0.001, 4.0), st.just(NEVER))
NOTHING: list[Answer] = [Absent(0), Absent(0, whole_name=True), Unanswered("failed")]
# A hair's breadth, for sums of floating-point numbers.
EPSILON = 1e-6

Answers = dict[tuple[str, str], tuple[float, Answer]]


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    made: Answers = {}
    mixed = draw(st.booleans())
    for role, family in QUESTIONS:
        if mixed and role == "private":
            continue
        some: st.SearchStrategy[Answer] = st.lists(st.sampled_from(ADDRESSES[family]), min_size=1, unique=True).map(
            lambda each: found(*each)
        )
        other: st.SearchStrategy[Answer] = st.sampled_from(NOTHING)
        made[role, family] = (draw(SECONDS), draw(st.one_of(some, some, other)))
    return made


fates = st.dictionaries(st.sampled_from([*ADDRESSES["A"], *ADDRESSES["AAAA"]]), st.builds(Fate, st.booleans(), SECONDS))
bounds = st.builds(Bounds, st.floats(0.05, 3.0), st.just(60.0), st.floats(8.0, 15.0))
orders = st.sampled_from(Order)


def kinds(done: Run) -> dict[str, Reach]:
    return {str(each.address): each.reach for each in done.race.candidates()}


@given(answers(), fates, orders, bounds)
def test_a_race_ends_in_time_with_whoever_served_first(
    answers: Answers, fates: dict[str, Fate], order: Order, bounds: Bounds
) -> None:
    """It is over by its lifetime, and the winner is the first of those that began to serve."""
    done = run(answers, fates, order, bounds)
    assert done.ended <= done.race.ends_at
    serve = {
        str(address): began + fates[str(address)].after
        for address, began in done.begun.items()
        if str(address) in fates and fates[str(address)].serves
    }
    first = min(serve.values(), default=NEVER)
    if done.race.winner is not None:
        assert abs(serve[str(done.race.winner.address)] - done.ended) < EPSILON
        assert done.ended <= first + EPSILON
    else:
        assert first >= done.race.ends_at


@given(answers(), fates, bounds)
def test_one_address_that_serves_is_enough(answers: Answers, fates: dict[str, Fate], bounds: Bounds) -> None:
    """If an address is known and serves within a second, nothing else can keep the race from being won."""
    done = run(
        answers, {name: fate if fate.after <= 1 else Fate(False, NEVER) for name, fate in fates.items()}, bounds=bounds
    )
    known = {
        str(address)
        for after, answer in answers.values()
        if after < NEVER and not isinstance(answer, Absent | Unanswered)
        for address in answer.addresses
        if Ranges().reach_of(address) is not None
    }
    serving = [name for name in known if name in fates and fates[name].serves and fates[name].after <= 1]
    denied = [
        key
        for key, (after, answer) in answers.items()
        if isinstance(answer, Absent) and answer.whole_name and after < NEVER
    ]
    # A name that does not exist for one type and answers for the other is no DNS.
    if serving and not denied:
        assert done.race.winner is not None


@given(answers(), fates, bounds)
def test_public_addresses_wait_for_private_ones(answers: Answers, fates: dict[str, Fate], bounds: Bounds) -> None:
    """None begins before the bound while a private address that is known has not failed."""
    done = run(answers, fates, bounds=bounds)
    reach = kinds(done)
    for address, began in done.begun.items():
        if reach[str(address)] is Reach.PUBLIC and began < bounds.connect_within:
            private = [each for each in done.begun if reach[str(each)] is Reach.PRIVATE and done.begun[each] <= began]
            assert all(done.failed.get(each, NEVER) <= began for each in private)


@given(answers(), fates, orders, bounds)
def test_attempts_keep_their_distance(answers: Answers, fates: dict[str, Fate], order: Order, bounds: Bounds) -> None:
    """Two attempts begin 10 ms apart or more, unless one failed in between or the other kind's turn has come."""
    done = run(answers, fates, order, bounds)
    reach = kinds(done)
    for (one, began), (other, later) in pairwise(done.begun.items()):
        failed = any(began <= moment <= later for moment in done.failed.values())
        turn = reach[str(one)] is not reach[str(other)] and later - bounds.connect_within < EPSILON
        assert failed or turn or later - began >= LEAST_ATTEMPT_DELAY - EPSILON


@given(st.integers(1, 12), bounds)
def test_every_private_address_has_its_chance(count: int, bounds: Bounds) -> None:
    """As many as 10 ms apart fit the bound begin before public addresses do."""
    many = [f"10.0.{zone}.10" for zone in range(count)]
    private: Answers = {("private", "A"): (0.0, found(*many)), ("private", "AAAA"): (0.0, Absent(0))}
    public: Answers = {("public", "A"): (0.0, found("203.0.113.1")), ("public", "AAAA"): (0.0, Absent(0))}
    done = run(private | public, {"203.0.113.1": Fate(True, 0.0)}, bounds=bounds)
    fitting = [
        name for number, name in enumerate(many) if number * LEAST_ATTEMPT_DELAY < bounds.connect_within - EPSILON
    ]
    assert set(fitting) <= set(done.order())
    assert abs(done.ended - bounds.connect_within) < EPSILON


@given(answers(), fates, orders, bounds)
def test_the_verdict_says_what_happened(answers: Answers, fates: dict[str, Fate], order: Order, bounds: Bounds) -> None:
    """REACHED means a private winner, ABSENT no private address, FAILED that something private was wanted."""
    done = run(answers, fates, order, bounds)
    private = [each for each in done.race.candidates() if each.reach is Reach.PRIVATE]
    winner = done.race.winner
    match done.race.verdict():
        case Verdict.REACHED:
            assert winner in private
        case Verdict.ABSENT:
            assert not private
        case Verdict.FAILED:
            assert winner is None or winner.reach is Reach.PUBLIC
            assert private or ("private", "A") in answers
            assert order is not Order.PUBLIC_FIRST
        case Verdict.NOTHING:
            assert winner is None or winner.reach is Reach.PUBLIC
    assert winner is None or winner.address not in done.race.did_not_serve()
    assert done.race.did_not_serve() <= done.begun.keys()


@given(answers(), fates, orders, bounds)
def test_only_usable_addresses_of_the_kind_begin(
    answers: Answers, fates: dict[str, Fate], order: Order, bounds: Bounds
) -> None:
    """Loopback is never tried, and a look at private addresses tries no public one."""
    done = run(answers, fates, order, bounds)
    assert not {"127.0.0.1", "::1"} & set(done.order())
    if order is Order.PRIVATE_ONLY:
        assert {Reach.PRIVATE} >= {kinds(done)[name] for name in done.order()}
