"""Every cell of the page's tables, as the witness answers from templates."""

from __future__ import annotations

import pytest

from constructs_pkg.audit.value import Resource

from .clients import ENDPOINT, PUBLIC, heard, reached, reached_unchanged
from .expected import ROWS, Keeps, Origin, Reached, State
from .setups import CUSTOMER, OF_CUSTOMER, PUBLIC_NAME, SECOND_NAME, SETUPS, facts_of, premises_of

CELLS = [(name, *place, wanted) for name, row in ROWS.items() for place, wanted in row.reached.items()]


def test_each_row_has_a_setup() -> None:
    """What is promised is what is made."""
    assert list(ROWS) == list(SETUPS)


@pytest.mark.parametrize(("name", "origin", "state", "wanted"), CELLS)
def test_what_a_client_gets_to(name: str, origin: Origin, state: State, wanted: Reached) -> None:
    """From VPC and premises, in health and in failure, the mechanism's client gets to what the page says."""
    assert wanted is reached(name, origin, state)


@pytest.mark.parametrize("state", [State.WELL, State.CUT, State.GONE])
@pytest.mark.parametrize("name", ROWS)
def test_the_internet_gets_to_the_public_endpoint(name: str, state: State) -> None:
    """Whatever happens to a customer, everybody else gets to the public endpoint."""
    assert {PUBLIC} == heard(name, PUBLIC_NAME, Origin.INTERNET, state)
    assert reached(name, Origin.INTERNET, state) in (Reached.PUBLIC, Reached.BY_CLIENT)


@pytest.mark.parametrize("origin", Origin)
def test_without_privatelink_every_client_gets_to_the_public_endpoint(origin: Origin) -> None:
    """A client that asks for both names finds the public endpoint, as the second name is not there."""
    assert Reached.PUBLIC is reached(None, origin, State.NONE)
    assert set() == heard(None, SECOND_NAME, origin, State.NONE)


@pytest.mark.parametrize("name", ROWS)
def test_what_an_unchanged_client_gets_to(name: str) -> None:
    """A client that asks for the public name alone uses PrivateLink by some mechanisms only."""
    found = (reached_unchanged(name, PUBLIC_NAME, origin) for origin in (Origin.VPC, Origin.PREMISES))
    assert ROWS[name].unchanged == tuple(found)


@pytest.mark.parametrize("name", ROWS)
def test_how_many_names_a_client_asks_for(name: str) -> None:
    """Clients of some mechanisms know a second name."""
    assert ROWS[name].names == len(SETUPS[name].names)


@pytest.mark.parametrize("name", ROWS)
def test_who_keeps_what(name: str) -> None:
    """Records stand in the provider's public zones, in the customer's private zones, or on its own servers."""
    facts, words = facts_of(name), {PUBLIC_NAME: "public name", SECOND_NAME: "second name", OF_CUSTOMER: "second name"}
    public = {one.id for one in facts.public_zones}
    provider = {words[one.name] for one in facts.records if one.zone in public and one.name != PUBLIC_NAME}
    if any(blocks for one in facts.cidr_collections for _, blocks in one.locations):
        provider = {"public name, customer's blocks"}
    vpc = {
        words[one.name] for one in facts.records if one.zone not in public and _account(name, one.source) == CUSTOMER
    }
    premises = premises_of(name)
    on_premises = {words[one] for one in premises.recorded} | ({"forwarding"} if premises.forwarded else set())
    assert ROWS[name].keeps == Keeps(_only(provider), _only(vpc), _only(on_premises))


def test_a_roaming_client_of_the_customers_hostname_moves_on() -> None:
    """The provider's public record leads everybody to private addresses; who cannot reach them takes the public one."""
    name = "Customer hostname, provider's"
    assert {ENDPOINT} == heard(name, OF_CUSTOMER, Origin.INTERNET, State.WELL)
    assert Reached.BY_CLIENT is reached(name, Origin.INTERNET, State.WELL)


def _account(name: str, source: Resource) -> str | None:
    return next(stack.account for stack in facts_of(name).stacks if stack.id == source.stack)


def _only(found: set[str]) -> str:
    (one,) = found or {"nothing"}
    return one
