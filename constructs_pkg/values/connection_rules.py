"""Rules by which a provider accepts the connections to its service, and what keeps to them.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.from_file import FROM_FILE
from constructs_pkg.values.keyed import Frozen, StableKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.policy_terms import OrganizationId, UtcTime, as_text
from constructs_pkg.values.resource_id import HostedZoneId, KeyArn, ResourceId, TopicArn, VpcEndpointId
from constructs_pkg.values.role import RoleArn
from constructs_pkg.values.spec import Spec

Label = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
"""One label of a host name: lower case letters, digits and inner hyphens, at most 63 (RFC 1123 section 2.1)."""

_ORDERED = AfterValidator(Frozen)

TagValues = Annotated[tuple[str, ...], Field(min_length=1)]
"""The values that a tag may have, at least one."""

OF_CUSTOMERS = "_private-cells"
"""The first label of the records by which a zone, and each name in it, says whose it is."""


class OrganizationalUnitId(ResourceId):
    """The id of an organizational unit or root (https://docs.aws.amazon.com/organizations/latest/APIReference/)."""

    __slots__ = ()
    pattern = r"^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$"
    example = "ou-ab12-11111111"


class CollectionId(ResourceId):
    """The id of a CIDR collection (https://docs.aws.amazon.com/Route53/latest/APIReference/API_CidrCollection.html)."""

    __slots__ = ()
    pattern = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    example = "01234567-89ab-cdef-0123-456789abcdef"


class ServiceId(ResourceId):
    """The id of an endpoint service."""

    __slots__ = ()
    pattern, example = r"^vpce-svc-(?:[0-9a-f]{8}|[0-9a-f]{17})$", "vpce-svc-0123456789abcdef0"


class ConnectionRule(Spec):
    """What is done with the connections that are as the rule asks; what it does not ask for may be anything."""

    key: StableKey
    """Its name in the log, and in the tag of every connection that it accepted."""

    action: Literal["accept", "reject", "leave"]
    """Accept, reject, or leave for a human."""

    reason: str | None = None
    """Why, for the log; a rejection has one. Default: that the rule matches."""

    accounts: tuple[AccountId, ...] = ()
    """The accounts of which the endpoint may be, 12 digits in quotes. Default: any."""

    organizations: tuple[OrganizationId, ...] = ()
    """The organizations in which its account may be. Default: any."""

    organizational_units: tuple[OrganizationalUnitId, ...] = ()
    """The organizational units or roots in or below which its account may be. Default: any."""

    regions: tuple[Region, ...] = ()
    """The Regions in which the endpoint may be. Default: any."""

    endpoint_ids: tuple[VpcEndpointId, ...] = ()
    """The endpoints that are meant. Default: any."""

    tags: Annotated[dict[str, TagValues], _ORDERED] = Field(default={}, validate_default=True)
    """Tags of the connection, which the provider alone sets and sees, and their values. Default: any."""

    not_before: Annotated[UtcTime, BeforeValidator(as_text)] | None = None
    """From when it holds: a date, or a time in UTC. Default: at once."""

    expires: Annotated[UtcTime, BeforeValidator(as_text)] | None = None
    """When it holds no more; whom it accepted is rejected then. Default: never."""

    most_connections: Annotated[int, Field(strict=True, ge=0)] | None = None
    """How many connections of one account it lets in; those beyond are as if it were not there. Default: any number."""

    customer: Label | None = None
    """The label that whom it accepts gets in the zone of customers' names. Default: no name."""

    cidr_blocks: tuple[Cidr, ...] = ()
    """The blocks that whom it accepts asks DNS from, for IP-based routing. Default: none."""


class CustomerNames(Spec):
    """A zone that holds the names of connected customers and nothing else."""

    zone: ZoneName
    """The name of the zone."""

    zone_id: Late | HostedZoneId
    """Its id."""

    ttl: Annotated[int, Field(strict=True, ge=0, le=86_400)] = 60
    """Seconds that resolvers may keep a customer's name. Default: 60."""

    customers: Annotated[dict[AccountId, Label], _ORDERED] = Field(default={}, validate_default=True)
    """The labels of accounts whose connections no rule names. Default: none."""


class ConnectionRules(Spec):
    """Rules for the connections to one service, of which the first that matches decides, and how they are kept."""

    ordered = frozenset({"rules"})

    rules: tuple[ConnectionRule, ...]
    """The rules in their order; what none of them matches is left for a human."""

    memberships: Annotated[dict[AccountId, tuple[str, ...]], _ORDERED, FROM_FILE] = Field(
        default={}, validate_default=True
    )
    """The organization, root and units of accounts, by which rules tell them; in a file the path of its JSON file,
    relative to the topology's. Default: none."""

    organizations_role: Late | RoleArn | None = None
    """The role of the organization's account by which they are looked up instead. Default: none."""

    most_rejected: Annotated[float, Field(strict=True, ge=0, le=1)] = 0.2
    """The share of connected consumers that one run may reject, 0 to 1; a run that would reject more rejects none and
    raises an alarm. One may always be rejected. Default: 0.2."""

    minutes: Annotated[int, Field(strict=True, ge=1, le=1440)] = 5
    """How often all connections are looked at, whether or not anything happened. Default: 5."""

    names: CustomerNames | None = None
    """The zone of the customers' names. Default: none."""

    cidr_collection_id: Late | CollectionId | None = None
    """The CIDR collection of the customers' blocks, which holds nothing else. Default: none."""

    on_deletion: Literal["keep", "reject"] = "keep"
    """Whether all connections are rejected before the service is deleted, which EC2 refuses while there are any.
    Default: they are kept, and the deletion fails."""

    dry_run: Flag = False
    """Whether decisions are only written to the log. Default: no."""

    notification_topic_arn: Late | TopicArn | None = None
    """The SNS topic that alarms tell. Default: the cell's; else nobody is told."""


class ReconcilerSpec(ConnectionRules):
    """Rules for the connections to one service, and the service."""

    service_id: Late | ServiceId
    """The id of the service."""

    log_key_arn: Late | KeyArn | None = None
    """The KMS key that encrypts the functions' logs. Default: one is made."""
