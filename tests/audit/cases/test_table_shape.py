"""The table of cases is well formed: what README.md says of the format holds for every file."""

import ipaddress
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))

BULLETS = {"vantage", "zone-choice", "routing", "addresses"}
STATUSES = {"NOERROR", "NODATA", "NXDOMAIN", "SERVFAIL", "REFUSED", "FORWARDED", "UNRESOLVED", "NO-ANSWER"}
TYPES = {"A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"}
ALARM_STATES = {"OK", "ALARM", "INSUFFICIENT_DATA"}
SOURCES = {"docs.aws.amazon.com", "www.rfc-editor.org"}

CASE_KEYS = {"id", "bullet", "rule", "source", "ask", "answer"}
WORLD_KEYS = {"down", "disabled", "client", "draw", "alarm"}
CLIENT_KEYS = {"region", "country", "continent", "subdivision", "cidr", "latitude", "longitude", "located"}
ANSWER_KEYS = {"status", "values", "one_of", "pick", "zone", "masks", "rule", "to", "through", "subnets", "reason"}

# What a value that is known at deployment only may be of, and what can be down.
KINDS = {
    "distribution": "AWS::CloudFront::Distribution",
    "eip": "AWS::EC2::EIP",
    "endpoint": "AWS::EC2::VPCEndpoint",
    "health-check": "AWS::Route53::HealthCheck",
    "instance": "AWS::EC2::Instance",
    "load-balancer": "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "name-servers": "AWS::Route53::HostedZone",
    "network-interface": "AWS::EC2::NetworkInterface",
    "resource": None,
}
HEALTH_CHECK_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAME = re.compile(r"([A-Za-z0-9_*-]+\.)*[A-Za-z0-9_*-]+\.?")

Case = Mapping[str, Any]
Types = Mapping[str, str]


def _load(path: Path) -> Mapping[str, Any]:
    """Read a file, which may not write a key twice: YAML would keep the last."""
    loader = yaml.SafeLoader(path.read_text(encoding="utf-8"))
    node = loader.get_single_node()
    assert node is not None
    assert list(_written_twice(node)) == [], path.name
    loaded = loader.construct_document(node)
    assert isinstance(loaded, dict)
    return loaded


def _written_twice(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        written = Counter(key.value for key, _ in node.value)
        yield from (f"{key} {node.start_mark}" for key, count in written.items() if count > 1)
        for _, value in node.value:
            yield from _written_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _written_twice(value)


@pytest.fixture(scope="module")
def tables() -> Mapping[str, Mapping[str, Any]]:
    return {path.name: _load(path) for path in FILES}


@pytest.fixture(scope="module")
def cases(tables: Mapping[str, Mapping[str, Any]]) -> list[Case]:
    return [{**case, "stacks": _stacks(table, case)} for table in tables.values() for case in table["cases"]]


def _stacks(table: Mapping[str, Any], case: Case) -> Mapping[str, Any]:
    stacks: Mapping[str, Any] = case["stacks"] if "stacks" in case else table["given"][case["given"]]["stacks"]
    return stacks


def _types(stacks: Mapping[str, Any]) -> Types:
    """Return the type of every resource of some stacks, by STACK/LOGICALID."""
    return {
        f"{stack}/{name}": resource["Type"]
        for stack, template in stacks.items()
        for name, resource in template["Resources"].items()
    }


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def test_every_file_has_worlds_and_cases(tables: Mapping[str, Mapping[str, Any]]) -> None:
    assert {name: set(table) for name, table in tables.items() if set(table) != {"given", "cases"}} == {}
    for name, table in tables.items():
        told = {case["given"] for case in table["cases"] if "given" in case}
        assert told == set(table["given"]), f"{name}: a world that is missing, or that no case uses"


def test_every_world_is_an_assembly(tables: Mapping[str, Mapping[str, Any]]) -> None:
    for table in tables.values():
        for world in table["given"].values():
            assert set(world) == {"stacks"}
            for stack in world["stacks"].values():
                assert {"account", "region", "Resources"} <= set(stack)
                assert set(stack) <= {"name", "account", "region", "Parameters", "Resources", "Outputs"}
                assert re.fullmatch(r"\d{12}", stack["account"])
                assert all(isinstance(resource["Type"], str) for resource in stack["Resources"].values())


def test_identifiers_are_unique_and_kebab_case(cases: list[Case]) -> None:
    counted = Counter(case["id"] for case in cases)
    assert [name for name, count in counted.items() if count > 1] == []
    assert [name for name in counted if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_there_are_enough_cases(cases: list[Case]) -> None:
    counted = Counter(case["bullet"] for case in cases)
    assert set(counted) == BULLETS
    assert min(counted.values()) >= 8
    assert counted.total() >= 150


def test_no_case_stands_twice(cases: list[Case]) -> None:
    asked = Counter(json.dumps([case["stacks"], case["ask"], case.get("world")], sort_keys=True) for case in cases)
    assert [text[-200:] for text, count in asked.items() if count > 1] == []


def test_every_case_tells_its_rule_and_source(cases: list[Case]) -> None:
    for case in cases:
        keys = set(case)
        assert keys >= CASE_KEYS, case["id"]
        assert keys <= CASE_KEYS | {"given", "stacks", "world"}, case["id"]
        rule, source = case["rule"], case["source"]
        assert isinstance(rule, str) and rule.endswith(".") and len(rule) > 20, case["id"]
        assert ". " not in rule, f"{case['id']}: the rule is one sentence"
        found = re.fullmatch(r"https://([a-z0-9.-]+)/\S+", source)
        assert found is not None and found[1] in SOURCES, case["id"]


def test_every_question_is_well_formed(cases: list[Case]) -> None:
    for case in cases:
        ask = case["ask"]
        assert set(ask) == {"name", "type", "from"}, case["id"]
        assert NAME.fullmatch(ask["name"]), case["id"]
        assert ask["type"] in TYPES, case["id"]
        assert _is_vantage(ask["from"], case["stacks"]), case["id"]


def _is_vantage(text: str, stacks: Mapping[str, Any]) -> bool:
    kind, _, name = text.partition(":")
    types = _types(stacks)
    if kind == "internet":
        return not name
    if kind == "on-premises":
        return types.get(name) == "AWS::Route53Resolver::ResolverEndpoint"
    if kind != "vpc":
        return False
    if re.fullmatch(r"vpc-[0-9a-f]{17}", name):
        return name in json.dumps(stacks)
    return types.get(name) == "AWS::EC2::VPC" or name in set(_labels(stacks))


def _labels(stacks: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a VPC may be called: its Name tag, and its stack where it is the only VPC of it."""
    for name, stack in stacks.items():
        vpcs = [one for one in stack["Resources"].values() if one["Type"] == "AWS::EC2::VPC"]
        if len(vpcs) == 1:
            yield name
        for vpc in vpcs:
            tags = vpc.get("Properties", {}).get("Tags", [])
            yield from (tag["Value"] for tag in tags if tag["Key"] == "Name")


def test_every_world_is_well_formed(cases: list[Case]) -> None:
    for case in cases:
        world, types = case.get("world", {}), _types(case["stacks"])
        assert set(world) <= WORLD_KEYS, case["id"]
        assert "world" not in case or world, case["id"]
        assert all(_is_known(one, types) for one in (*world.get("down", []), *world.get("disabled", []))), case["id"]
        assert all(one.startswith("health-check:") for one in world.get("disabled", [])), case["id"]
        for name, state in world.get("alarm", {}).items():
            assert types.get(name) == "AWS::CloudWatch::Alarm" and state in ALARM_STATES, case["id"]
        if "draw" in world:
            assert 0 <= world["draw"] < 1, case["id"]
        if "client" in world:
            _check_client(world["client"], case["id"])


def _check_client(client: Mapping[str, Any], case: str) -> None:
    assert client and set(client) <= CLIENT_KEYS, case
    # A bare NO or 12 would not be text.
    places = {key: client[key] for key in ("region", "country", "continent", "subdivision") if key in client}
    assert all(isinstance(value, str) for value in places.values()), case
    assert ("latitude" in client) == ("longitude" in client), case
    if "cidr" in client:
        ipaddress.ip_network(client["cidr"])


def _is_known(text: str, types: Types) -> bool:
    """Return whether `text` is KIND:STACK/LOGICALID of a resource that there is."""
    kind, _, name = text.partition(":")
    if kind == "health-check" and HEALTH_CHECK_ID.fullmatch(name):
        return True
    if kind not in KINDS:
        return False
    if kind == "endpoint":
        # STACK/LOGICALID/AZ is the name of one Availability Zone.
        name = "/".join(name.split("/")[:2])
    return types.get(name) == KINDS[kind] if KINDS[kind] else name in types


def test_every_answer_is_well_formed(cases: list[Case]) -> None:
    for case in cases:
        answer, status = case["answer"], case["answer"]["status"]
        assert set(answer) <= ANSWER_KEYS, case["id"]
        assert status in STATUSES, case["id"]
        assert ("reason" in answer) == (status == "UNRESOLVED"), case["id"]
        assert ("rule" in answer) == (status == "FORWARDED"), case["id"]
        assert "to" not in answer or status == "FORWARDED", case["id"]
        assert ("values" in answer) + ("one_of" in answer) == (status == "NOERROR"), case["id"]
        values = answer.get("values", answer.get("one_of", []))
        assert len(set(values)) == len(values) and (status != "NOERROR" or values), case["id"]
        if "one_of" in answer:
            assert 1 <= answer.get("pick", 1) < len(values), case["id"]
        assert "pick" not in answer or "one_of" in answer, case["id"]
        assert all(isinstance(one, str) for one in (*values, *answer.get("to", []), *answer.get("through", []))), case[
            "id"
        ]


def test_every_answer_names_what_there_is(cases: list[Case]) -> None:
    for case in cases:
        answer, types = case["answer"], _types(case["stacks"])
        for key, kind in (
            ("zone", "AWS::Route53::HostedZone"),
            ("masks", "AWS::Route53::HostedZone"),
            ("rule", "AWS::Route53Resolver::ResolverRule"),
        ):
            assert key not in answer or types.get(answer[key]) == kind, f"{case['id']}: {key}"
        assert all(types.get(one) == "AWS::EC2::Subnet" for one in answer.get("subnets", [])), case["id"]
        values = answer.get("values", answer.get("one_of", []))
        assert all(_is_value(one, case["ask"]["type"], types) for one in values), f"{case['id']}: {values}"


def _is_value(text: str, kind: str, types: Types) -> bool:
    if text.startswith("aws-service:"):
        return NAME.fullmatch(text.removeprefix("aws-service:")) is not None
    if text.partition(":")[0] in KINDS:
        return _is_known(text, types)
    if kind in {"A", "AAAA"}:
        return _is_address(text) and (":" in text) == (kind == "AAAA")
    return bool(text)
