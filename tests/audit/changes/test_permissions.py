"""What is told of principals that a service no longer lets ask: EC2 keeps the connections that they have."""

import pytest

from ..templates import Json, ref
from .pairs import in_one_stack, of, resource

STAYS = "may no longer ask; connections that were accepted stay until somebody rejects them"
ONE, TWO = (f"arn:aws:iam::{digit * 12}:root" for digit in "12")


def permissions(*principals: str) -> Json:
    return {
        "Service": resource("AWS::EC2::VPCEndpointService", AcceptanceRequired=True),
        "May": resource(
            "AWS::EC2::VPCEndpointServicePermissions", ServiceId=ref("Service"), AllowedPrincipals=list(principals)
        ),
    }


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([ONE, TWO], [TWO], [f"{ONE} {STAYS}"]),
        ([ONE], [TWO], [f"{ONE} {STAYS}"]),
        (["*"], [TWO], [f"who is not named {STAYS}"]),
        ([ONE], ["*"], []),
        ([ONE], [ONE, TWO], []),
    ],
    ids=["one less", "another", "no longer everybody", "everybody", "one more"],
)
def test_who_is_taken_off_the_list_stays_connected(before: list[str], after: list[str], said: list[str]) -> None:
    """Each is told by its ARN, in an update that CloudFormation makes in place."""
    change = of(in_one_stack(permissions(*before), permissions(*after)), "App/May")
    assert said == list(change.breaks)
    assert not change.loses


def test_permissions_that_go_leave_everybody_connected() -> None:
    """Nobody may ask any longer, and nobody is cut off."""
    old = permissions(ONE, TWO)
    new = {key: made for key, made in old.items() if key != "May"}
    assert [f"{ONE} {STAYS}", f"{TWO} {STAYS}"] == list(of(in_one_stack(old, new), "App/May").breaks)
