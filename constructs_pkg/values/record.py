"""DNS records of a zone and the policies by which Route 53 chooses among them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from constructs_pkg.values.alias_target import AliasTarget as AliasTarget
from constructs_pkg.values.cidr_collection import CollectionOfKey
from constructs_pkg.values.dns import RecordName
from constructs_pkg.values.geoproximity import Coordinates
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.text_value import schema_with_text, with_text

DEFAULT_TTL = 300

Visibility = Literal["private", "public"]
"""Who sees a hosted zone: the VPCs it is associated with, or the internet."""

SetIdentifier = Annotated[str, Field(min_length=1)]


class RecordType(StrEnum):
    """The record types that a zone holds: all that Route 53 knows but DS and SOA.

    Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html and, excluding none,
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
    """

    A = "A"
    AAAA = "AAAA"
    CAA = "CAA"
    CNAME = "CNAME"
    HTTPS = "HTTPS"
    MX = "MX"
    NAPTR = "NAPTR"
    NS = "NS"
    PTR = "PTR"
    SPF = "SPF"
    SRV = "SRV"
    SSHFP = "SSHFP"
    SVCB = "SVCB"
    TLSA = "TLSA"
    TXT = "TXT"


# The record types that answer with the addresses of an endpoint, by its IP address type.
ADDRESS_TYPES: dict[str, tuple[RecordType, ...]] = {
    "ipv4": (RecordType.A,),
    "ipv6": (RecordType.AAAA,),
    "dualstack": (RecordType.A, RecordType.AAAA),
}


class Weighted(Spec):
    """Chosen in proportion to its weight among the records of its name and type."""

    policy: Literal["weighted"] = "weighted"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""
    weight: Annotated[int, Field(strict=True)]
    """0 to 255. 0 is never chosen unless every weight is 0."""


class Latency(Spec):
    """Chosen for queries that come from nearest its Region; in a private zone, from the VPC's Region."""

    policy: Literal["latency"] = "latency"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""
    region: Region
    """The Region it stands for."""


class Failover(Spec):
    """The primary while it is healthy, else the secondary."""

    policy: Literal["failover"] = "failover"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""
    role: Literal["PRIMARY", "SECONDARY"]
    """PRIMARY or SECONDARY."""


class Geolocation(Spec):
    """Chosen by where the query comes from; in a private zone, by the VPC's Region."""

    policy: Literal["geolocation"] = "geolocation"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""
    continent: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    """A continent. Default: none."""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2}|\*)$")] | None = None
    """A two-letter country code (ISO 3166-1), or ``*`` for everywhere else. Default: none."""
    subdivision: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    """A state of the United States or an oblast of Ukraine. Default: none."""


class Geoproximity(Spec):
    """Chosen by distance to an AWS Region, a Local Zone group or a place, shifted by a bias."""

    policy: Literal["geoproximity"] = "geoproximity"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""
    region: Region | None = None
    """The Region it stands for. Default: none; then one of the next two is given."""
    local_zone_group: str | None = None
    """The group of Local Zones it stands for, such as ``us-west-2-den-1``. Default: none."""
    coordinates: Coordinates | None = None
    """The place it stands for. Default: none."""
    bias: Annotated[int, Field(strict=True)] = 0
    """-99 to 99; a positive bias widens its area. Default: 0."""


class Multivalue(Spec):
    """Up to eight healthy records of its name and type are answered together."""

    policy: Literal["multivalue"] = "multivalue"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""


class IpBased(Spec):
    """Chosen by the querier's CIDR block: for public zones only, refused in a private one."""

    policy: Literal["ip-based"] = "ip-based"
    set_identifier: SetIdentifier
    """Tells this record from the others of its name and type; 1 to 128 characters."""
    collection_id: CollectionOfKey | Late | str
    """The id of a CIDR collection; in a topology ``{cidr_collection: key}``."""
    location: str
    """A location of the collection, or ``*`` for everywhere else."""


RoutingPolicy = Annotated[
    Weighted | Latency | Failover | Geolocation | Geoproximity | Multivalue | IpBased, Field(discriminator="policy")
]


class Record(Spec):
    """One record set: a name, a type and what it answers with."""

    model_config = ConfigDict(json_schema_extra=schema_with_text)

    name: RecordName
    """Relative to the zone, fully qualified, or ``@`` for the apex; ``*`` as the first label is a wildcard."""

    type: RecordType
    """The record type."""

    values: tuple[Late | str, ...] = ()
    """Values in the zone-file form of the type; plain ``text`` of a TXT or SPF record is put into it. Default: none;
    then `alias` is needed."""

    ttl: Annotated[int, Field(strict=True)] | None = None
    """Seconds that resolvers may keep the answer, 0 to 2147483647. Default: 300; an alias has none."""

    alias: AliasTarget | None = None
    """The target of an alias record. Default: none; then `values` are needed."""

    policy: RoutingPolicy | None = None
    """How Route 53 chooses among records of this name and type. Default: simple, the only record."""

    health_check_id: Late | HealthCheckId | None = None
    """The health check that decides whether this record is answered. Default: none."""

    @model_validator(mode="before")
    @classmethod
    def _with_text(cls, given: Any) -> Any:
        return with_text(given)

    @property
    def set_identifier(self) -> str:
        """The set identifier of its routing policy, or nothing for a simple record."""
        return self.policy.set_identifier if self.policy else ""
