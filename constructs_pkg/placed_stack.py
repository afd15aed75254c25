"""`PlacedStack`: a stack whose constructs need not ask the CDK where they are."""

from __future__ import annotations

from collections.abc import Mapping

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.values.place import AccountId, Region


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
