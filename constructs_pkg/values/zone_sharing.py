"""One private zone on several VPCs: who associates a VPC, and who may let foreign accounts do it.

A zone for each cell under the same name is something else: it needs nothing of this.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_id import RoleArn, VpcId
from constructs_pkg.values.spec import Spec

# ExternalId in https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
ExternalId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+=,.@:/-]{2,1224}$")]

# RoleName in https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
RoleName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+=,.@-]{1,64}$")]


class Associate(Spec):
    """That a cell associates its VPC with an existing zone, and takes it off when that is no longer asked for.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html
    """

    authorised_by: Late | RoleArn | None = None
    """A role in the zone's account by which the association is authorised, such as `ZoneAuthority` makes. Default:
    the zone is of the cell's own account, where no authorisation is needed."""

    external_id: ExternalId | None = None
    """The external id that the role asks for. Default: none."""


class _OrTrue:
    """Lets ``true`` stand for a mapping without keys, and ``false`` for nothing."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Expand the flag before the mapping is parsed."""
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe both forms."""
        flag = {"type": "boolean", "description": "True: the zone is of the cell's own account."}
        return {"anyOf": [flag, handler(schema)]}

    def _expand(self, given: object) -> object:
        return ({} if given else None) if isinstance(given, bool) else given


AssociateOrTrue = Annotated[Associate | None, _OrTrue()]


class SeenBy(Spec):
    """A further VPC that sees a zone, of the zone's own account, in any Region."""

    vpc_id: VpcId
    """The VPC's id, literal."""

    region: Region
    """The VPC's Region."""

    account: AccountId | None = None
    """The VPC's account, which must be the zone's. Default: the zone's."""


class ZoneAuthority(Spec):
    """A role by which others may authorise associations with one zone, and nothing else."""

    principals: Annotated[tuple[Late | Principal, ...], Field(min_length=1)]
    """Who may take the role: accounts, or roles and users of them."""

    external_id: ExternalId | None = None
    """What they must give as external id. Default: nothing."""

    role_name: RoleName | None = None
    """The role's physical name, so that its ARN is known before it is made. Default: chosen by CloudFormation."""
