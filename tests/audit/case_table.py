"""The table of cases, turned into facts, questions and worlds, and answers turned into its words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import yaml

from constructs_pkg.audit.answer import Answer
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.endpoint_name import availability_zone
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Literal, PublicAddresses, Resource, Value, in_words, literal_text, only_resource
from constructs_pkg.audit.vantage import vantage_named
from constructs_pkg.audit.world import AlarmState, Client, World

FOLDER = Path(__file__).parent / "cases"

_KINDS = {
    "AWS::CloudFront::Distribution": "distribution",
    "AWS::EC2::EIP": "eip",
    "AWS::EC2::Instance": "instance",
    "AWS::EC2::NetworkInterface": "network-interface",
    "AWS::EC2::VPCEndpoint": "endpoint",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "load-balancer",
    "AWS::Route53::HostedZone": "name-servers",
}


@dataclass(frozen=True)
class Case:
    """One case: its templates, its question, the world and the answer."""

    id: str
    stacks: Mapping[str, Any]
    ask: Mapping[str, str]
    world: Mapping[str, Any]
    answer: Mapping[str, Any]


@cache
def all_cases() -> tuple[Case, ...]:
    return tuple(case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases(path))


def _cases(path: Path) -> Iterator[Case]:
    # The C loader reads the whole table in a second, the Python one in ten.
    table = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for case in table["cases"]:
        stacks = case["stacks"] if "stacks" in case else table["given"][case["given"]]["stacks"]
        yield Case(case["id"], stacks, case["ask"], case.get("world", {}), case["answer"])


def facts_of(case: Case) -> Facts:
    stacks = [
        StackFact(key, stack.get("name", key), stack["account"], stack["region"], stack)
        for key, stack in json.loads(json.dumps(case.stacks)).items()
    ]
    return read(stacks)


def world_of(case: Case) -> World:
    world = case.world
    client = dict(world.get("client", {}))
    if "cidr" in client:
        client["cidr"] = ip_network(client["cidr"])
    return World(
        down=frozenset(map(_thing, world.get("down", []))),
        disabled=frozenset(map(_thing, world.get("disabled", []))),
        client=Client(**client) if client else None,
        draw=world.get("draw"),
        alarms={Resource(*name.split("/")): AlarmState(state) for name, state in world.get("alarm", {}).items()},
    )


def _thing(text: str) -> Value:
    parts = text.partition(":")[2].split("/")
    return Resource(*parts) if len(parts) > 1 else Literal(parts[0])


def failures(case: Case) -> list[str]:
    """Return what of the answer is not as the case says: empty where all of it is."""
    facts = facts_of(case)
    vantage = vantage_named(facts, case.ask["from"])
    if vantage is None:
        return [f"no vantage {case.ask['from']}"]
    answer = resolve(facts, case.ask["name"], case.ask["type"], vantage, world_of(case))
    expected = dict(case.answer)
    reason = expected.pop("reason", None)
    actual = _in_the_words_of_the_table(case, answer)
    found = [
        f"{key}: expected {value}, not {actual.get(key)}"
        for key, value in _sorted(expected).items()
        if actual.get(key) != value
    ]
    if reason is not None and reason.lower() not in " ".join(answer.trace).lower():
        found.append(f"reason: {reason} is not in {answer.trace}")
    return [*found, *answer.trace] if found else []


def _sorted(expected: Mapping[str, Any]) -> dict[str, Any]:
    answer = {key: sorted(value) if key in {"values", "one_of"} else value for key, value in expected.items()}
    if "one_of" in answer:
        answer.setdefault("pick", 1)
    return answer


def _in_the_words_of_the_table(case: Case, answer: Answer) -> dict[str, Any]:
    chain = answer.chain
    zone, masked = answer.last.zone, [one.masked for one in chain if one.masked is not None]
    told: dict[str, Any] = {"status": answer.outcome.value}
    if zone is not None:
        told["zone"] = in_words(zone.id)
    if masked:
        told["masks"] = in_words(masked[-1].id)
    if answer.last.rule is not None:
        told |= {"rule": in_words(answer.last.rule.id), "to": [target.text for target in answer.last.to]}
    through = [
        (literal_text(record.value) or "").lower().removesuffix(".")
        for one in chain
        for record in one.records[:1]
        if record.type == "CNAME" and record.leads_to is not None and not (record.source and record.source.alias)
    ]
    told["through"] = through
    subnets = sorted({in_words(subnet) for record in answer.final for subnet in record.subnets})
    if subnets:
        told["subnets"] = subnets
    values = sorted(_text(case, record.value) for record in answer.final)
    if answer.chance is None:
        told["values"] = values
    else:
        told |= {"one_of": values, "pick": answer.chance}
    return told


def _text(case: Case, value: Value) -> str:
    if isinstance(value, PublicAddresses) and value.of is None:
        return f"aws-service:{value.name}"
    found = only_resource(value.of if isinstance(value, PublicAddresses) and value.of is not None else value)
    if found is None:
        return in_words(value)
    kind = case.stacks[found.stack]["Resources"][found.logical_id]["Type"]
    zone = availability_zone(value)
    return f"{_KINDS.get(kind, 'resource')}:{in_words(found)}{f'/{zone}' if zone else ''}"
