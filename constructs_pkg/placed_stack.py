"""Where constructs are: the account and Region of their stack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.values.late import Late, holds_token, pseudo_parameter
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Refused

_Place = TypeVar("_Place", bound=str)


class PlacedStack(cdk.Stack):
    """A stack in a literal account and Region, which the constructs in it know without a call to the CDK."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        account: AccountId,
        region: Region,
        description: str | None = None,
        tags: Mapping[str, str] | None = None,
        termination_protection: bool | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            env=cdk.Environment(account=account, region=region),
            description=description,
            tags=tags,
            termination_protection=termination_protection,
        )
        self.place = {"account": account, "region": region}


def region_of(scope: Construct, given: str | None) -> Region:
    """Return the literal Region of a construct: the one its stack has; of a stack without one, `given`.

    Raises:
        Refused: ``region-not-literal`` if there is none; ``region-contradicts-stack`` if there are two.
    """
    asked, own = None if given is None else Region(given), _of_stack(scope, "region")
    if not holds_token(own):
        return _one_place("region", asked, Region(own))
    if asked is None:
        raise Refused(
            "region-not-literal",
            "",
            "is known only at deployment",
            "give the stack an explicit Region: Stack(..., env=Environment(region='us-east-1'))",
        )
    return asked


def account_of(scope: Construct, given: str | None = None) -> Late | AccountId:
    """Return the account of a construct: the one its stack has; else `given`, or the one it is deployed to.

    Raises:
        Refused: ``account-contradicts-stack`` if `given` is another than the stack's.
    """
    asked = None if given is None or holds_token(given) else AccountId(given)
    own = _of_stack(scope, "account")
    if not holds_token(own):
        return _one_place("account", asked, AccountId(own))
    return pseudo_parameter("AWS::AccountId") if asked is None else asked


def _of_stack(scope: Construct, key: str) -> str:
    if isinstance(scope, PlacedStack):
        return scope.place[key]
    stack = scope if isinstance(scope, cdk.Stack) else cdk.Stack.of(scope)
    return str(getattr(stack, key))


def _one_place(key: str, asked: _Place | None, own: _Place) -> _Place:
    if asked not in (None, own):
        fix = f"leave {key} out, or make it in a stack of {asked}"
        raise Refused(f"{key}-contradicts-stack", asked, f"is not {own}, where its stack is deployed", fix)
    return own
