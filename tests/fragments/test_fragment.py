"""What a fragment is: parts of a template that are joined without meeting, and rendered as plain JSON."""

from __future__ import annotations

import json

import pytest

from constructs_pkg.fragments.fragment import Fragment, concatenated, join, kept, plain, resource
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.late import Late, import_value, pseudo_parameter


def test_rendered_fragment_is_plain_json() -> None:
    """Values become plain text, what is known at deployment its expression, and nothing is left that JSON has not."""
    given = {"Cidr": Cidr("10.0.0.0/16"), "Ids": (import_value("x:Id"), "y"), "Deep": {"Late": Late("${Token[1]}")}}
    fragment = Fragment({"One": resource("Test::Test::Test", given)}, outputs={"Two": {"Value": pseudo_parameter("A")}})
    template = fragment.template()
    assert {
        "Resources": {
            "One": {
                "Type": "Test::Test::Test",
                "Properties": {
                    "Cidr": "10.0.0.0/16",
                    "Ids": [{"Fn::ImportValue": "x:Id"}, "y"],
                    "Deep": {"Late": "${Token[1]}"},
                },
            }
        },
        "Outputs": {"Two": {"Value": {"Ref": "A"}}},
    } == json.loads(json.dumps(template))
    assert str is type(template["Resources"]["One"]["Properties"]["Cidr"])


def test_properties_that_are_none_are_absent() -> None:
    """A property that is None is left out, one that is false, zero or empty is not."""
    given = {"None": None, "False": False, "Zero": 0, "Empty": ""}
    assert {"False": False, "Zero": 0, "Empty": ""} == resource("Test::Test::Test", given)["Properties"]
    assert {"Type": "Test::Test::Test"} == resource("Test::Test::Test", {"None": None})


def test_kept_resources_outlive_their_stack() -> None:
    """What is kept is kept both when it is removed and when it is replaced."""
    made = kept("Test::Test::Test", {})
    assert ("Retain", "Retain") == (made["DeletionPolicy"], made["UpdateReplacePolicy"])


def test_joined_fragments_hold_everything() -> None:
    """Fragments that are joined keep all their sections, and nothing is an empty fragment."""
    one = Fragment({"A": {}}, parameters={"P": {}}, outputs={"O": {}}, acknowledgements={"A": ()})
    joined = join(one, Fragment({"B": {}}))
    assert (["A", "B"], ["P"], ["O"], ["A"]) == tuple(
        list(section) for section in (joined.resources, joined.parameters, joined.outputs, joined.acknowledgements)
    )
    assert {"Resources": {}} == join().template()


def test_fragments_whose_ids_meet_are_not_joined() -> None:
    """Two fragments never overwrite each other in silence."""
    with pytest.raises(KeyError, match="'A'"):
        join(Fragment({"A": {}}), Fragment({"A": {}}))


def test_texts_are_joined_where_they_can_be() -> None:
    """Text that is known is put together, and what is not is joined at deployment."""
    late = Late({"Ref": "AWS::AccountId"})
    assert "arn:aws:iam" == concatenated("arn:", "aws", ":iam")
    assert {"Fn::Join": ["", ["arn:", {"Ref": "AWS::AccountId"}]]} == plain(concatenated("arn:", late))
