import time

import pytest

from constructs_pkg.audit.parsed import NotParsed, Parsed
from constructs_pkg.audit.yaml_text import DEEPEST_YAML, parse_yaml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!Ref A", {"Ref": "A"}),
        ("!Condition A", {"Condition": "A"}),
        ("!GetAtt A.B.C", {"Fn::GetAtt": "A.B.C"}),
        ("!GetAtt [A, B]", {"Fn::GetAtt": ["A", "B"]}),
        ("!Sub '${A}.b'", {"Fn::Sub": "${A}.b"}),
        ("!Sub ['${x}', {x: !Ref A}]", {"Fn::Sub": ["${x}", {"x": {"Ref": "A"}}]}),
        ("!Join ['.', [a, !Ref B]]", {"Fn::Join": [".", ["a", {"Ref": "B"}]]}),
        ("!Select [0, !Split [',', 'a,b']]", {"Fn::Select": [0, {"Fn::Split": [",", "a,b"]}]}),
        ("!If\n- C\n- !Ref A\n- !Ref AWS::NoValue", {"Fn::If": ["C", {"Ref": "A"}, {"Ref": "AWS::NoValue"}]}),
        ("!FindInMap [M, !Ref 'AWS::Region', k]", {"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "k"]}),
        ("!ImportValue\n  Fn::Sub: '${A}-x'", {"Fn::ImportValue": {"Fn::Sub": "${A}-x"}}),
        ("!Transform {Name: x}", {"Fn::Transform": {"Name": "x"}}),
        ("!GetAZs ''", {"Fn::GetAZs": ""}),
        ("!Not [!Equals [!Ref A, '']]", {"Fn::Not": [{"Fn::Equals": [{"Ref": "A"}, ""]}]}),
    ],
)
def test_short_forms_are_written_out(text: str, expected: object) -> None:
    """Every short form of an intrinsic function comes out as its full form in JSON."""
    assert Parsed(expected) == parse_yaml(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("300", 300),
        ("-1", -1),
        ("010", "010"),
        ("012345678901", "012345678901"),
        ("0x10", "0x10"),
        ("22:22", "22:22"),
        ("1_000", "1_000"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("9" * 5_000, "9" * 5_000),
        ("2010-09-09", "2010-09-09"),
        ("true", True),
        ("No", False),
        ("~", None),
        ("'true'", "true"),
        ("! 12", "12"),
        ("!!str 12", "12"),
        ("=", "="),
    ],
)
def test_scalars_keep_the_text_they_are_written_in(text: str, expected: object) -> None:
    """Only what is written as usual is a number, so that no account id or port is misread as octal or base 60."""
    assert Parsed({"a": expected}) == parse_yaml(f"a: {text}")


def test_keys_are_text() -> None:
    """A key that looks like a number or a truth value is the text it is written in."""
    assert Parsed({"111111111111": 1, "true": 2, "": 3}) == parse_yaml("{111111111111: 1, true: 2, '': 3}")


def test_a_key_given_twice_is_taken_last_and_told() -> None:
    """Inner keys are told apart from sections."""
    assert Parsed({"A": {"x": 2}}, ("x",), ()) == parse_yaml("A: {x: 1, x: 2}")
    assert Parsed({"A": 2}, (), ("A",)) == parse_yaml("A: 1\nA: 2")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x 1\nb: *x", "line 2 has alias *x, which CloudFormation does not take; write the value out"),
        ("a:\n  <<: {b: 1}", "line 2 has merge key <<, which CloudFormation does not take; write the values out"),
        ("a: 1\n---\nb: 2", "line 2 has a second document; a template is one"),
        ("a: !!python/object/apply:os.system [x]", "line 1 has tag !!python/object/apply:os.system, which"),
        ("a: !!binary x", "line 1 has tag !!binary, which CloudFormation does not take"),
        ("a: !!timestamp 2010-09-09", "line 1 has tag !!timestamp, which CloudFormation does not take"),
        ("!!set {a, b}", "line 1 has tag !!set, which CloudFormation does not take"),
        ("{[a]: b}", "line 1 has key that is no text"),
        ("[" * 1_000, f"line 1 has nesting of more than {DEEPEST_YAML} levels"),
        ("a: [1", "no YAML: did not find expected ',' or ']' on line"),
        ("a: \x00", "no YAML: "),
        ('a: "\\ud800"', "no YAML: "),
        ("\ta: 1", "no YAML: "),
        ("a: [0, !GetAZs !Ref b]", "no YAML: "),
    ],
)
def test_what_cloudformation_does_not_take_is_refused_with_its_line(text: str, reason: str) -> None:
    """Aliases, merges, documents and tags that CloudFormation does not take are refused, as is what is no YAML."""
    with pytest.raises(NotParsed) as caught:
        parse_yaml(text)
    assert str(caught.value).startswith(reason)
    assert 1 == len(str(caught.value).splitlines())


def test_a_bomb_of_aliases_does_not_grow() -> None:
    """Nine levels of nine aliases each end at the first alias."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    begun = time.process_time()
    with pytest.raises(NotParsed, match="line 2 has alias"):
        parse_yaml("\n".join(levels))
    assert time.process_time() - begun < 5


def test_nothing_in_yaml_is_executed_or_constructed() -> None:
    """A tag unknown to CloudFormation is a function of that name, which nothing follows."""
    assert Parsed({"Fn::Unknown::Thing": "x"}) == parse_yaml("!Unknown::Thing x")
