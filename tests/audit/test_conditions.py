import pytest

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.evaluation import Evaluator
from constructs_pkg.audit.value import DeployTime, Literal, Unresolved, Value

from .templates import Json, record, ref, stack, vpc, zone

PARAMETERS = {
    "Stage": {"Type": "String", "Default": "prod"},
    "Flag": {"Type": "String", "Default": "true"},
    "Late": {"Type": "String"},
}


def equals(one: object, other: object) -> Json:
    return {"Fn::Equals": [one, other]}


CONDITIONS: dict[str, object] = {
    "Prod": equals(ref("Stage"), "prod"),
    "Test": equals(ref("Stage"), "test"),
    "Us": equals(ref("AWS::Region"), "us-east-1"),
    "True": equals(ref("Flag"), True),
    "Unknown": equals(ref("Late"), "x"),
    "Same": equals(ref("Late"), ref("Late")),
    "NotTest": {"Fn::Not": [{"Condition": "Test"}]},
    "All": {"Fn::And": [{"Condition": "Prod"}, {"Condition": "NotTest"}, {"Condition": "Us"}]},
    "AllButOne": {"Fn::And": [{"Condition": "Prod"}, {"Condition": "Unknown"}, {"Condition": "Test"}]},
    "Any": {"Fn::Or": [{"Condition": "Unknown"}, {"Condition": "Prod"}]},
    "AnyUnknown": {"Fn::Or": [{"Condition": "Unknown"}, {"Condition": "Test"}]},
    "Round": {"Fn::Not": [{"Condition": "About"}]},
    "About": {"Condition": "Round"},
    "Odd": {"Ref": "Stage"},
}
HERE = stack("here", None, Parameters=PARAMETERS, Conditions=CONDITIONS)

LATE = "a condition compares what is known at deployment only"
KINDS = "a condition needs Fn::Equals, Fn::And, Fn::Or or Fn::Not with a list"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Prod", True),
        ("Test", False),
        ("Us", True),
        ("True", True),
        ("Unknown", Unresolved(LATE)),
        ("Same", True),
        ("NotTest", True),
        ("All", True),
        ("AllButOne", False),
        ("Any", True),
        ("AnyUnknown", Unresolved(LATE)),
        ("Round", Unresolved("condition Round of stack here depends on itself")),
        ("Odd", Unresolved(KINDS)),
        ("Nothing", Unresolved("condition Nothing: stack here has no condition of that name")),
    ],
)
def test_a_condition_holds_as_its_parameters_decide(name: str, expected: bool | Unresolved) -> None:
    """One part that decides is enough; without it, what is not known before deployment stays unknown."""
    assert expected == Evaluator([HERE]).condition(name, HERE)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"Fn::If": ["Prod", "a", "b"]}, Literal("a")),
        ({"Fn::If": ["Test", "a", "b"]}, Literal("b")),
        ({"Fn::If": ["Prod", {"Fn::If": ["Test", "a", ref("Late")]}, "b"]}, DeployTime("parameter Late", "stack here")),
        ({"Fn::If": ["Test", "a", ref("AWS::NoValue")]}, Literal(None)),
        ({"Fn::If": ["Unknown", "a", "a"]}, Literal("a")),
        ({"Fn::If": ["Unknown", "a", "b"]}, Unresolved(f"Fn::If: {LATE}")),
        ({"Fn::If": ["Prod", "a"]}, Unresolved("Fn::If needs a condition and two values")),
    ],
)
def test_if_takes_the_branch_of_its_condition(node: object, expected: Value) -> None:
    """Where the condition is not known, only branches that are alike have a value."""
    assert expected == Evaluator([HERE]).value(node, HERE)


def test_a_chain_of_conditions_ends() -> None:
    """Ten thousand conditions on each other end at the bound on depth."""
    chain: dict[str, object] = {f"C{n}": {"Condition": f"C{n + 1}"} for n in range(10_000)}
    here = stack("here", None, Conditions=chain)
    assert isinstance(Evaluator([here]).condition("C0", here), Unresolved)


def test_a_resource_whose_condition_fails_is_left_out() -> None:
    """A resource is read where its condition holds, left out where it fails, and read with a note where unknown."""
    made = {name: {**vpc(name), "Condition": name} for name in ("Prod", "Test", "Unknown")}
    facts = read([stack("s", made, Parameters=PARAMETERS, Conditions=CONDITIONS)])
    expected = (
        ["Prod", "Unknown"],
        (
            "stack s does not make what hangs on condition Test: its parameters do not meet it",
            "s/Unknown exists under condition Unknown only; it is read as if it did",
        ),
    )
    assert expected == ([one.name for one in facts.vpcs], facts.unread)


def test_lists_may_hang_on_conditions() -> None:
    """The VPCs of a zone are those that conditions choose, as a whole or one by one."""
    nothing = ref("AWS::NoValue")
    one, other = ({"VPCId": name, "VPCRegion": "us-east-1"} for name in ("vpc-1", "vpc-2"))
    zones = {
        "A": {"Fn::If": ["Prod", [one, {"Fn::If": ["Test", other, nothing]}], nothing]},
        "B": {"Fn::If": ["Test", [one], nothing]},
    }
    made = {
        key: {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": f"{key}.b", "VPCs": vpcs}}
        for key, vpcs in zones.items()
    }
    facts = read([stack("s", made, Parameters=PARAMETERS, Conditions=CONDITIONS)])
    expected = ([("a.b", (Literal("vpc-1"),))], ["b.b"], ())
    assert expected == (
        [(zone.name, zone.vpcs) for zone in facts.zones],
        [zone.name for zone in facts.public_zones],
        facts.unread,
    )


def test_a_mapping_is_looked_up() -> None:
    """Fn::FindInMap follows the Region and parameters; what it does not find has its default or a reason."""
    mappings = {"M": {"us-east-1": {"Zone": "example.com", "Ips": ["10.0.0.1", "10.0.0.2"]}}}
    found = [
        {"Fn::FindInMap": ["M", ref("AWS::Region"), "Zone"]},
        {"Fn::FindInMap": ["M", "eu-west-1", "Zone", {"DefaultValue": "other"}]},
        {"Fn::FindInMap": ["M", "eu-west-1", "Zone"]},
        {"Fn::FindInMap": ["M", ref("Late"), "Zone"]},
        {"Fn::FindInMap": ["M", "us-east-1"]},
    ]
    here = stack("here", None, Parameters=PARAMETERS, Mappings=mappings)
    expected = [
        Literal("example.com"),
        Literal("other"),
        Unresolved("Fn::FindInMap M eu-west-1 Zone: stack here has no such entry in its Mappings"),
        Unresolved("Fn::FindInMap has a key that is known at deployment (parameter Late)"),
        Unresolved("Fn::FindInMap needs a map and two keys"),
    ]
    assert expected == [Evaluator([here]).value(node, here) for node in found]


def test_records_may_take_values_from_mappings() -> None:
    """A name and addresses that Mappings hold are a record like any other."""
    mappings = {"M": {"us-east-1": {"Name": "a.example.com", "Ips": ["10.0.0.1", "10.0.0.2"]}}}
    name, ips = ({"Fn::FindInMap": ["M", ref("AWS::Region"), key]} for key in ("Name", "Ips"))
    made = {"Vpc": vpc(), "Zone": zone("example.com", ref("Vpc")), "A": record(ref("Zone"), name, "A")}
    made["A"]["Properties"]["ResourceRecords"] = ips  # type: ignore[index]
    found = read([stack("s", made, Mappings=mappings)]).records
    expected = [("a.example.com", (Literal("10.0.0.1"), Literal("10.0.0.2")))]
    assert expected == [(one.name, one.values) for one in found]
