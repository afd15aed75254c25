from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_pkg.audit.assembly import AssemblyError, read
from constructs_pkg.audit.document import as_document
from constructs_pkg.audit.evaluation import DEEPEST, MOST_STEPS, Evaluator
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.folder import checked_template
from constructs_pkg.audit.intrinsics import FUNCTIONS, LONGEST_TEXT
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.value import Unresolved

from .templates import import_value, output, stack


def test_reports_outputs_that_depend_on_each_other() -> None:
    """A cycle of imports is unresolved, and named."""
    a = stack("a", None, Outputs={"X": output(import_value("y"), "x")})
    b = stack("b", None, Outputs={"Y": output(import_value("x"), "y")})
    assert Unresolved("output X of stack a depends on itself") == Evaluator([a, b]).value(import_value("x"), a)


def test_stops_at_an_expression_that_doubles_at_every_output() -> None:
    """Outputs that each import the one before twice end at the bound on steps, not in memory."""
    outputs = {"X0": output("ha", "x0")}
    for number in range(1, 40):
        twice = {"Fn::Join": ["", [import_value(f"x{number - 1}")] * 2]}
        outputs[f"X{number}"] = output(twice, f"x{number}")
    here = stack("here", None, Outputs=outputs)
    expected = Unresolved(f"an expression that takes more than {MOST_STEPS} steps")
    assert expected == Evaluator([here]).value(import_value("x39"), here)


def test_stops_at_a_depth_no_template_needs() -> None:
    """An expression nested deeper than the bound is unresolved."""
    here = stack("here")
    node: object = "x"
    for _ in range(200):
        node = {"Fn::Join": ["", [node]]}
    assert Unresolved(f"an expression nested deeper than {DEEPEST}") == Evaluator([here]).value(node, here)


def test_stops_at_a_text_no_record_holds() -> None:
    """A text that functions build beyond the bound is unresolved."""
    here, part = stack("here"), "x" * 1_000
    expected = Unresolved(f"a text of more than {LONGEST_TEXT} characters")
    assert expected == Evaluator([here]).value({"Fn::Join": [part, [part] * 50]}, here)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
words = st.sampled_from(
    [
        "A",
        "B",
        "here",
        "*.example.com",
        "\\052.a",
        "example.com",
        "x.example.com",
        "${A.B}${",
        "A",
        "CNAME",
        "Interface",
        "Z1",
    ]
)
functions = st.sampled_from([*sorted(FUNCTIONS), "Fn::Equals", "Fn::Transform", "Value", "Export", "Name"])


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(functions | words, inner, max_size=2)


documents = st.recursive(scalars | words, _nested, max_leaves=12)
kinds = st.sampled_from(
    [
        "AWS::EC2::VPC",
        "AWS::EC2::VPCEndpoint",
        "AWS::Route53::HostedZone",
        "AWS::Route53::RecordSet",
        "AWS::Route53::RecordSetGroup",
        "AWS::CloudFormation::Stack",
    ]
)
KEYS = [
    "Name",
    "Type",
    "VPCs",
    "VpcId",
    "VpcEndpointType",
    "HostedZoneId",
    "HostedZoneName",
    "ResourceRecords",
    "AliasTarget",
    "RecordSets",
    "Tags",
    "TTL",
    "Weight",
    "Failover",
    "SetIdentifier",
    "Fn::Transform",
]
properties = st.dictionaries(st.sampled_from(KEYS), documents)
resources = st.dictionaries(
    st.sampled_from("ABCD"),
    st.fixed_dictionaries({"Type": kinds}, optional={"Properties": properties, "Condition": documents}) | documents,
)
templates = st.fixed_dictionaries(
    {"Resources": resources},
    optional={
        "Outputs": st.dictionaries(words, documents),
        "Parameters": st.dictionaries(words, documents),
        "Metadata": st.fixed_dictionaries(
            {"PrivateCells": st.fixed_dictionaries({"zones": st.dictionaries(words, documents)}) | documents}
        ),
    },
)


@settings(deadline=None, max_examples=200)
@given(st.lists(templates, min_size=1, max_size=2))
def test_reads_any_template_or_refuses_it(found: list[dict[str, object]]) -> None:
    """A template of any shape ends in answers or in an AssemblyError, and in nothing else."""
    try:
        stacks = [
            StackFact(f"s{number}", f"s{number}", None, "us-east-1", checked_template(Path("t"), one))
            for number, one in enumerate(found)
        ]
    except AssemblyError:
        return
    facts = read(stacks)
    as_document(facts, read_matrix(facts))


@settings(deadline=None, max_examples=200)
@given(documents)
def test_evaluates_any_json(node: object) -> None:
    """The evaluator never raises, whatever it is given."""
    here = stack("here", {"A": {"Type": "AWS::EC2::VPC"}}, Outputs={"B": output(node, "B")})
    Evaluator([here]).value(node, here)
