"""A hosted zone that the internet sees: who delegates to it, who else writes into it, how it is logged and signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.dns import DnsName, RecordName, ZoneName
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.resource_id import HostedZoneId, KeyArn, RoleArn
from constructs_pkg.values.retention import DEFAULT_RETENTION_DAYS
from constructs_pkg.values.role import RoleName
from constructs_pkg.values.spec import Spec

HOME = "us-east-1"
"""The Region of what belongs to public zones: query logs, the key that signs, metrics.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html
"""

# What a resolver keeps of a delegation that points to the wrong servers: AWS advises 60 to 172800 seconds by how often
# it changes (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html).
DEFAULT_DELEGATION_TTL = 3600

# What AWS advises for a DS record while its chain of trust is new:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-enable-signing.html
DS_TTL = 300


@dataclass(frozen=True)
class PublicZoneOfKey(Late):
    """The id of the public zone that is made in the same stack.

    Attributes:
        key: Its key in the topology.
    """

    key: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"the zone {self.key} of this topology"


class ParentZone(Spec):
    """The public zone that delegates to another."""

    name: ZoneName
    """Its name, above that of the delegated zone."""

    id: Late | HostedZoneId
    """Its id."""

    authorised_by: Late | RoleArn | None = None
    """A role in its account that may write the delegation, such as one of its contributors'. Default: both zones are
    of one account."""

    ttl: Annotated[int, Field(strict=True)] = DEFAULT_DELEGATION_TTL
    """Seconds that resolvers may keep the delegation. Default: 3600."""


class Contributor(Spec):
    """Accounts that may write certain records into the zone by a role of the zone's account."""

    role_name: RoleName
    """The role's physical name, by which other accounts know it before it is made."""

    accounts: Annotated[tuple[AccountId, ...], Field(min_length=1)]
    """The accounts whose roles may take it, as far as their own policies allow."""

    names: Annotated[tuple[RecordName, ...], Field(min_length=1)]
    """The names it may write, exactly: relative to the zone or in full; ``*`` is the wildcard record alone."""

    types: Annotated[tuple[RecordType | Literal["DS"], ...], Field(min_length=1)] = (RecordType.A, RecordType.AAAA)
    """The record types it may write; NS and DS to delegate. Default: A and AAAA."""


class PublicQueryLogs(Spec):
    """Logging of every query that resolvers send to Route 53 for the zone; what they have in their caches is not seen.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
    """

    retention_days: Annotated[int, Field(strict=True)] = DEFAULT_RETENTION_DAYS
    """Days until an entry is deleted: one of CloudWatch Logs' periods. Default: 365."""

    log_group_name: Annotated[str, Field(pattern=r"^/aws/route53/[A-Za-z0-9._/#-]{1,490}$")] | None = None
    """The log group's name, which begins with /aws/route53/ as AWS advises. Default: /aws/route53/ and the zone's
    name."""


class Dnssec(Spec):
    """Signing of the zone, so that validating resolvers refuse forged answers.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html
    """

    key_arn: Late | KeyArn | None = None
    """An asymmetric KMS key (ECC_NIST_P256, sign and verify) in us-east-1 that lets Route 53 sign. Default: one is
    made, and kept when it is no longer in the template."""

    signing_key_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{3,128}$")] = "private_cells"
    """The key-signing key's name. Changing it replaces the key-signing key, and so the DS record that the parent
    needs. Default: private_cells."""


class _OrTrue:
    """Lets ``true`` stand for a mapping without keys, and ``false`` for nothing."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Expand the flag before the mapping is parsed."""
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe both forms."""
        return {"anyOf": [{"type": "boolean", "description": "True: with every default."}, handler(schema)]}

    def _expand(self, given: object) -> object:
        return ({} if given else None) if isinstance(given, bool) else given


PublicQueryLogsOrTrue = Annotated[PublicQueryLogs | None, _OrTrue()]
DnssecOrTrue = Annotated[Dnssec | None, _OrTrue()]
AlarmsOrTrue = Annotated[Alarms | None, _OrTrue()]


class PublicZoneSpec(Spec):
    """A public hosted zone, made here or brought by its id."""

    name: ZoneName
    """The zone's name. Changing it replaces the zone."""

    id: Late | HostedZoneId | None = None
    """The id of an existing public zone. Default: a zone is made, and kept when it is no longer in the template."""

    name_servers: tuple[DnsName, ...] = ()
    """The name servers of an existing zone, which its delegation lists. Default: those of the zone made here."""

    delegated_from: ParentZone | None = None
    """The zone that delegates to it. Default: its name servers are an output, for the registrar or whoever has the
    parent."""

    contributors: Keyed[Contributor] = NONE_YET
    """Who else may write which records, each under a key that never changes. Default: nobody."""

    query_logs: PublicQueryLogsOrTrue = None
    """Whether and how queries are logged. Default: not."""

    dnssec: DnssecOrTrue = None
    """Whether and how the zone is signed. Default: not."""

    alarms: AlarmsOrTrue = None
    """Alarms on the zone's queries and its signing. Default: none."""

    accelerated_recovery: Flag = False
    """Whether records can be changed again within about 60 minutes while us-east-1 is impaired
    (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/accelerated-recovery.html). Default: no."""

    def known(self, of: Callable[[Late], Late]) -> PublicZoneSpec:
        """Return it with what `of` gives in place of the parent's id, where that is known only where it is made."""
        parent = self.delegated_from
        if parent is None or not isinstance(parent.id, Late):
            return self
        return self.model_copy(update={"delegated_from": parent.model_copy(update={"id": of(parent.id)})})
