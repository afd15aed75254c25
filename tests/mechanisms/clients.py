"""Clients of a service with a public endpoint and, for some, a private one: what they hear and what they get to."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Value, literal_text
from constructs_pkg.audit.vantage import InternetVantage, OnPremisesVantage, VpcVantage, every_vantage
from constructs_pkg.audit.world import Client, World
from constructs_pkg.client.addresses import Ranges, Reach

from .expected import Origin, Reached, State
from .setups import BLOCK, ENDPOINT_ADDRESSES, OF_AWS, PUBLIC_ADDRESS, SETUPS, facts_of, premises_of

ENDPOINT, PUBLIC = "endpoint", "public"
_SOMEWHERE = "203.0.113.128/25"


def heard(mechanism: str | None, name: str, origin: Origin, state: State) -> set[str]:
    """Return which kinds of addresses the witness answers `name` with; none where the name is not there."""
    facts = facts_of(mechanism)
    if origin is Origin.VPC:
        (vpc,) = (one for one in every_vantage(facts) if isinstance(one, VpcVantage) and "customer" in one.label)
        return _kinds(resolve(facts, name, "A", vpc, _world(facts, state, OF_AWS)))
    if origin is Origin.INTERNET:
        return _kinds(resolve(facts, name, "A", InternetVantage(), _world(facts, state, _SOMEWHERE)))
    premises, world = premises_of(mechanism), _world(facts, state, BLOCK)
    if name in premises.recorded:
        # The record leads to the endpoint's regional name, which public DNS has.
        return {ENDPOINT}
    if name in premises.forwarded:
        (inbound,) = (one for one in every_vantage(facts) if isinstance(one, OnPremisesVantage))
        answer = resolve(facts, name, "A", inbound, world)
        if answer.status is not Status.NO_ANSWER:
            return _kinds(answer)
    return _kinds(resolve(facts, name, "A", InternetVantage(), world))


def reached(mechanism: str | None, origin: Origin, state: State) -> Reached:
    """Return what the mechanism's own client gets to: it asks all names, and tries what is private first."""
    names = SETUPS[mechanism].names if mechanism else SETUPS["Private hostname"].names
    kinds = set[str]().union(*(heard(mechanism, name, origin, state) for name in names))
    if ENDPOINT in kinds and _reaches_endpoint(origin, state):
        return Reached.ENDPOINT
    if PUBLIC not in kinds:
        return Reached.NOTHING
    if ENDPOINT in kinds:
        return Reached.BY_CLIENT
    by_dns = mechanism is not None and origin is not Origin.INTERNET
    return Reached.BY_DNS if by_dns else Reached.PUBLIC


def reached_unchanged(mechanism: str, name: str, origin: Origin) -> Reached:
    """Return what a client gets to that asks one name and takes any of its addresses, while all is well."""
    kinds = heard(mechanism, name, origin, State.WELL)
    if len(kinds) == 2:
        return Reached.EITHER
    return Reached.ENDPOINT if kinds == {ENDPOINT} else Reached.PUBLIC


def _reaches_endpoint(origin: Origin, state: State) -> bool:
    if state in (State.GONE, State.NONE) or origin is Origin.INTERNET:
        return False
    return origin is Origin.VPC or state is not State.CUT


def _world(facts: Facts, state: State, asking_from: str) -> World:
    down: list[Value] = []
    if state is State.GONE:
        down += (one.id for one in facts.endpoints)
    if state is State.CUT:
        down += (one.id for one in facts.inbound)
    return World(down=frozenset(down), client=Client(cidr=ip_network(asking_from)))


def _kinds(answer: Answer) -> set[str]:
    if answer.status in (Status.NXDOMAIN, Status.NODATA, Status.NOT_PRIVATE):
        return set()
    assert answer.status is Status.NOERROR, answer.trace
    return {_kind(record.value, record.endpoint is not None) for record in answer.final}


def _kind(value: Value, is_endpoint: bool) -> str:
    """Return what the client that ships with the library takes an address for."""
    text = ENDPOINT_ADDRESSES[0] if is_endpoint else literal_text(value)
    assert text in (*ENDPOINT_ADDRESSES, PUBLIC_ADDRESS)
    return ENDPOINT if Ranges().reach_of(ip_address(text)) is Reach.PRIVATE else PUBLIC
