"""The world as a person asks for it on a command line: what is down, and who the client is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from ipaddress import ip_network

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.health import named_target
from constructs_pkg.audit.labels import endpoint_labels
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.places import CONTINENT_OF, REGIONS
from constructs_pkg.audit.value import Literal, Resource, Value
from constructs_pkg.audit.world import AlarmState, Client, World

_HEALTH_CHECK_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COUNTRY = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z0-9]{1,3}))?")
_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")


class NotUnderstood(Exception):
    """Words that name nothing; the message is one line that says what was expected."""


def asked_world(facts: Facts, down: Iterable[str], client: Iterable[str], draw: float | None = None) -> World:
    """Return the world in which some things are down and the client is known by some words.

    Args:
        facts: The assembly.
        down: Each ``on-premises:KEY`` for the link to a network on premises; or ``STACK/LOGICALID`` with or without
            its kind before it (``health-check:App/Check``), an endpoint by its label, the target of an alias by its
            name, or a health check by its id. An alarm that is down is in ALARM.
        client: Each a Region, a network, a country with or without a subdivision (``US-CA``), or a
            latitude and longitude (``60.17,24.94``).
        draw: What decides weighted choices.

    Raises:
        NotUnderstood: if a word names nothing that there is.
    """
    alarms = {alarm.id for alarm in facts.alarms}
    things = [_thing(facts, text) for text in down]
    known = None
    for text in client:
        known = _client(known or Client(), text)
    return World(
        down=frozenset(thing for thing in things if thing not in alarms),
        client=known,
        draw=draw,
        alarms={thing: AlarmState.ALARM for thing in things if isinstance(thing, Resource) and thing in alarms},
    )


def _thing(facts: Facts, text: str) -> Value:
    networks = [network for network in facts.on_premises if text in (f"on-premises:{network.key}", network.name)]
    if networks:
        return networks[0].link
    named = text.rpartition(":")[2]
    labelled = [value for value, label in endpoint_labels(facts).items() if label in (text, named)]
    if labelled:
        return labelled[0]
    if _HEALTH_CHECK_ID.fullmatch(named):
        return Literal(named)
    stack, _, logical_id = named.rpartition("/")
    if any(one.id == stack and logical_id in one.section("Resources") for one in facts.stacks):
        return Resource(stack, logical_id)
    target = Literal(normal_name(named))
    if target in {named_target(record.alias) for record in (*facts.records, *facts.policy_records) if record.alias}:
        return target
    raise NotUnderstood(f"{text}: the assembly has no such thing; name it STACK/LOGICALID, or a health check by its id")


def _client(client: Client, text: str) -> Client:
    if text in REGIONS:
        return replace(client, region=text)
    country = _COUNTRY.fullmatch(text)
    if country is not None and country[1].upper() in CONTINENT_OF:
        code = country[1].upper()
        state = country[2].upper() if country[2] else None
        return replace(client, country=code, continent=CONTINENT_OF[code], subdivision=state)
    at = _COORDINATES.fullmatch(text)
    if at is not None and abs(float(at[1])) <= 90 and abs(float(at[2])) <= 180:
        return replace(client, latitude=float(at[1]), longitude=float(at[2]))
    try:
        return replace(client, cidr=ip_network(text, strict=False))
    except ValueError:
        expected = "a Region, a network, a country such as DE or US-CA, or a latitude and longitude"
        raise NotUnderstood(f"{text}: is none of {expected}") from None
