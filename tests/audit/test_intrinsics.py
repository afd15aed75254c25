import pytest

from constructs_pkg.audit.evaluation import Evaluator
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import Computed, DeployTime, ListOf, Literal, MapOf, Resource, Unresolved, Value

from .templates import ACCOUNT, get_att, import_value, output, ref, stack, vpc

HERE = stack(
    "here",
    {"Vpc": vpc()},
    Parameters={
        "Given": {"Type": "String", "Default": "ten"},
        "List": {"Type": "CommaDelimitedList", "Default": "a, b"},
        "Late": {"Type": "String"},
        "Odd": {"Type": "String", "Default": ["x"]},
        "Secret": {"Type": "String", "Default": "{{resolve:ssm:/b}}"},
        "Ssm": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/handoff/x"},
    },
    Outputs={"Own": output("own", "here:Own"), "Empty": {"Export": {"Name": "here:Empty"}}},
)


def value(node: object, *others: StackFact) -> Value:
    return Evaluator([HERE, *others]).value(node, HERE)


VPC = Resource("here", "Vpc")
SSM = DeployTime("SSM parameter /handoff/x", f"{ACCOUNT}/us-east-1")
VPC_ARN = get_att("Vpc", "Arn")


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("text", Literal("text")),
        (7, Literal(7)),
        (True, Literal(True)),
        ([1, ref("AWS::NoValue")], ListOf((Literal(1),))),
        ({"a": 1, "b": ref("AWS::NoValue")}, MapOf((("a", Literal(1)),))),
        (ref("Vpc"), VPC),
        (ref("Given"), Literal("ten")),
        (ref("List"), ListOf((Literal("a"), Literal("b")))),
        (ref("Late"), DeployTime("parameter Late", "stack here")),
        (ref("Ssm"), DeployTime("SSM parameter /handoff/x", f"{ACCOUNT}/us-east-1")),
        (ref("AWS::Region"), Literal("us-east-1")),
        (ref("AWS::AccountId"), Literal(ACCOUNT)),
        (ref("AWS::Partition"), Literal("aws")),
        (ref("AWS::URLSuffix"), Literal("amazonaws.com")),
        (ref("AWS::StackName"), Literal("here")),
        (ref("AWS::StackId"), DeployTime("AWS::StackId", "stack here")),
        (VPC_ARN, Resource("here", "Vpc", "Arn")),
        ({"Fn::GetAtt": "Vpc.Arn"}, Resource("here", "Vpc", "Arn")),
        ({"Fn::Join": ["-", ["a", 1, True]]}, Literal("a-1-true")),
        ({"Fn::Join": ["", ["a", ref("Vpc")]]}, Computed("Fn::Join", (Literal(""), ListOf((Literal("a"), VPC))))),
        ({"Fn::Join": [",", ref("List")]}, Literal("a,b")),
        ({"Fn::Split": [".", "a.b"]}, ListOf((Literal("a"), Literal("b")))),
        ({"Fn::Split": [".", ref("Vpc")]}, Computed("Fn::Split", (Literal("."), VPC))),
        ({"Fn::Select": [1, ["a", "b"]]}, Literal("b")),
        ({"Fn::Select": ["1", {"Fn::Split": [".", "a.b"]}]}, Literal("b")),
        (
            {"Fn::Select": [0, get_att("Vpc", "Ipv6CidrBlocks")]},
            Computed("Fn::Select", (Literal(0), Resource("here", "Vpc", "Ipv6CidrBlocks"))),
        ),
        ({"Fn::Sub": "${Given}.${AWS::Region}.${!Kept}"}, Literal("ten.us-east-1.${Kept}")),
        ({"Fn::Sub": ["${x}-${Given}", {"x": ref("AWS::StackName")}]}, Literal("here-ten")),
        ({"Fn::Sub": "${Vpc.Arn}"}, Computed("Fn::Join", (Literal(""), ListOf((Resource("here", "Vpc", "Arn"),))))),
        (import_value("here:Own"), Literal("own")),
        ({"Fn::GetAZs": ""}, DeployTime("Fn::GetAZs", "stack here")),
        (ref("Secret"), DeployTime("{{resolve:ssm:/b}}", f"{ACCOUNT}/us-east-1")),
        ({"Fn::Join": [",", ref("Ssm")]}, Computed("Fn::Join", (Literal(","), SSM))),
        ("{{resolve:ssm:/a}}", DeployTime("{{resolve:ssm:/a}}", f"{ACCOUNT}/us-east-1")),
    ],
)
def test_follows_an_expression_as_far_as_the_template_tells(node: object, expected: Value) -> None:
    """An expression comes to its literal, its resource or what it waits for."""
    assert expected == value(node)


@pytest.mark.parametrize(
    ("node", "reason"),
    [
        (ref("Nothing"), "Ref Nothing: stack here has no parameter or resource of that name"),
        (get_att("Nothing", "Arn"), "Fn::GetAtt Nothing: stack here has no resource of that name"),
        (
            {"Fn::If": ["Production", 1, 2]},
            "Fn::If: condition Production: stack here has no condition of that name",
        ),
        ({"Fn::FindInMap": ["a", "b", "c"]}, "Fn::FindInMap a b c: stack here has no such entry in its Mappings"),
        ({"Fn::Select": [2, ["a", "b"]]}, "Fn::Select 2 of a list of 2"),
        ({"Fn::Select": ["x", ["a"]]}, "Fn::Select needs an index known before deployment"),
        ({"Fn::Split": ["", "a"]}, "Fn::Split needs a delimiter that is not empty"),
        ({"Fn::Join": "a"}, "Fn::Join needs a delimiter and a list"),
        ({"Fn::Join": ["", [["a"]]]}, "Fn::Join or Fn::Sub needs texts, not lists or objects, to join"),
        ({"Ref": 1}, "Ref needs a name"),
        ({"Fn::GetAtt": ["Vpc"]}, "Fn::GetAtt needs a resource and an attribute"),
        ({"Fn::GetAtt": ["Vpc", ref("Late")]}, "Fn::GetAtt needs an attribute known before deployment"),
        ({"Fn::Join": [",", "a"]}, "Fn::Join needs a delimiter and a list"),
        ({"Fn::Split": [",", ["a"]]}, "Fn::Split needs a delimiter and a text"),
        ({"Fn::Split": [",", {"Fn::Cidr": []}]}, "Fn::Cidr is not followed"),
        ({"Fn::Split": ","}, "Fn::Split needs a delimiter and a text"),
        ({"Fn::Select": [0, "a"]}, "Fn::Select needs an index and a list"),
        ({"Fn::Select": 0}, "Fn::Select needs an index and a list"),
        ({"Fn::Select": [0, {"Fn::Cidr": []}]}, "Fn::Cidr is not followed"),
        ({"Fn::GetStackOutput": "x"}, "Fn::GetStackOutput needs an object"),
        ({"Fn::GetStackOutput": {"StackName": "x"}}, "Fn::GetStackOutput needs names known before deployment"),
        (
            {"Fn::GetStackOutput": {"StackName": "x", "OutputName": "y", "RoleArn": "role"}},
            "Fn::GetStackOutput needs a role's ARN known before deployment",
        ),
        (ref("Odd"), "parameter Odd of stack here has a default that is no text or number"),
        (import_value("here:Empty"), "output Empty of stack here has no value"),
        ({"Fn::Sub": 1}, "Fn::Sub needs a text, and an object of variables"),
        (import_value("none"), "none is exported by no stack of the assembly in the account and Region of stack here"),
        (import_value(ref("Vpc")), "Fn::ImportValue needs a name that depends on no resource"),
        ({"Fn::Join": ["", ["a", {"Fn::Cidr": []}]]}, "Fn::Cidr is not followed"),
    ],
)
def test_says_why_an_expression_cannot_be_followed(node: object, reason: str) -> None:
    """What cannot be followed is unresolved with its reason, and so is all that is built on it."""
    assert Unresolved(reason) == value(node)


def test_imports_from_the_same_account_and_region_only() -> None:
    """An export of another Region or account is not what an import of the same name means."""
    shared = {"X": output("there", "shared")}
    elsewhere = [
        stack("eu", None, "eu-west-1", Outputs=shared),
        stack("other", None, account="222222222222", Outputs=shared),
    ]
    beside = stack("beside", None, Outputs={"X": output("beside", {"Fn::Sub": "${AWS::StackName}:X"})})
    expected = (
        Unresolved("shared is exported by no stack of the assembly in the account and Region of stack here"),
        Literal("beside"),
    )
    assert expected == (
        value(import_value("shared"), *elsewhere),
        value(import_value({"Fn::Join": ["", ["beside", ":X"]]}), *elsewhere, beside),
    )


def test_does_not_choose_between_two_exports_of_one_name() -> None:
    """A name that two stacks of one account and Region export is unresolved."""
    twice = [stack(name, None, Outputs={"X": output(name, "shared")}) for name in ("a", "b")]
    expected = Unresolved("shared is exported by a, b in the account and Region of stack here")
    assert expected == value(import_value("shared"), *twice)


def test_follows_an_output_by_stack_name_region_and_role() -> None:
    """Fn::GetStackOutput finds a stack by name in the Region given and in its role's account."""
    there = stack("there", None, "eu-west-1", account="222222222222", Outputs={"X": output("found")})
    role = "arn:aws:iam::222222222222:role/read"
    asked = {"StackName": "there", "OutputName": "X", "Region": "eu-west-1", "RoleArn": role}
    own = {key: asked[key] for key in ("StackName", "OutputName")}
    expected = (
        Literal("found"),
        Unresolved(f"no stack there with output X in {ACCOUNT}/us-east-1 in the assembly"),
    )
    assert expected == (value({"Fn::GetStackOutput": asked}, there), value({"Fn::GetStackOutput": own}, there))


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("eu-west-1", ("aws", "amazonaws.com")),
        ("cn-north-1", ("aws-cn", "amazonaws.com.cn")),
        ("us-gov-west-1", ("aws-us-gov", "amazonaws.com")),
        ("us-iso-east-1", ("aws-iso", "c2s.ic.gov")),
        ("us-isob-east-1", ("aws-iso-b", "sc2s.sgov.gov")),
        ("eusc-de-east-1", ("aws-eusc", "amazonaws.eu")),
    ],
)
def test_derives_the_partition_from_the_region(region: str, expected: tuple[str, str]) -> None:
    """A stack's Region gives its partition and the suffix of its domain names."""
    here = stack("here", None, region)
    found = [Evaluator([here]).value(ref(name), here) for name in ("AWS::Partition", "AWS::URLSuffix")]
    assert [Literal(one) for one in expected] == found


def test_leaves_an_unknown_environment_to_the_deployment() -> None:
    """Without an account and Region, what depends on them is known at deployment."""
    here = stack("here", None, None, None)
    expected = [DeployTime(name, "stack here") for name in ("AWS::Region", "AWS::AccountId", "AWS::Partition")]
    names = ("AWS::Region", "AWS::AccountId", "AWS::Partition")
    assert expected == [Evaluator([here]).value(ref(name), here) for name in names]


def test_takes_a_parameter_the_manifest_passes_before_its_default() -> None:
    """A value the assembly has the CDK pass counts more than the template's default."""
    parameters = {"Parameters": {"P": {"Type": "String", "Default": "default"}}}
    here = StackFact("here", "here", None, None, parameters, {"P": "passed"})
    assert Literal("passed") == Evaluator([here]).value(ref("P"), here)
