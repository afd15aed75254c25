"""The wishes for public zones, and for names on the internet that lead to several cells."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from constructs_pkg.topology.key import Key, ShortForm
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.dns import DnsName, RecordName, ZoneName
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.health_signal import Count
from constructs_pkg.values.network import DisplayName, Flag
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.public_zone import DEFAULT_DELEGATION_TTL, PublicZoneSpec
from constructs_pkg.values.record import Record
from constructs_pkg.values.resource_id import HealthCheckId, HostedZoneId, RoleArn
from constructs_pkg.values.spec import Spec, one_of

Known = Annotated[HandedOver, Tag("<parameter>")]


class ParentWish(Spec):
    """The public zone of this topology, or of somebody else, that delegates to another."""

    zone: Key | None = None
    """The key of a public zone of this topology. Default: it is told by its name and id."""

    name: ZoneName | None = None
    """The name of somebody else's zone. Default: that of `zone`."""

    id: HostedZoneId | None = None
    """The id of somebody else's zone. Default: that of `zone`."""

    authorised_by: RoleArn | None = None
    """A role in the parent's account that may write the delegation. Default: none where both are of one account; else
    the first contributor of `zone` that may."""

    ttl: Annotated[int, Field(strict=True)] = DEFAULT_DELEGATION_TTL
    """Seconds that resolvers may keep the delegation. Default: 3600."""


class PublicZone(PublicZoneSpec):
    """A public hosted zone in a stack of its own, or one that exists."""

    account: AccountId
    """The account it stands in: 12 digits, in quotes."""

    id: HostedZoneId | None = None
    """The id of an existing public zone. Default: a zone is made, and kept when it is no longer wished for."""

    delegated_from: Annotated[ParentWish, ShortForm("zone")] | None = None  # type: ignore[assignment]
    """The zone that delegates to it; plain text is the key of one of this topology. Default: its name servers are an
    output, for the registrar or whoever has the parent."""

    cidr_collections: dict[Key, dict[str, tuple[Cidr, ...]]] = Field(default={})
    """CIDR collections that its IP-based records name by key: the blocks of clients' addresses in each location.
    Default: none."""

    records: tuple[Record, ...] = ()
    """Its own records, in any routing policy. Default: none."""

    handed_over: HandedOver | None = None
    """How the stacks of cells and of other zones are given its id, where it is made here. Default: by the stack
    parameter ``PublicZone`` and its key in capitals at each word, such as ``PublicZoneExampleCom`` for example-com."""

    display_name: DisplayName | None = None
    """What people call it. Default: its key."""

    termination_protection: Flag = True
    """Whether its stack refuses to be deleted. Default: yes."""

    tags: dict[str, str] = Field(default={})
    """Tags on everything in its stack, over those of the topology. Default: none."""


class EntryAlias(Spec):
    """What an entry's alias answers for: a load balancer, an accelerator or anything else that Route 53 aliases."""

    dns_name: Annotated[Known | Annotated[DnsName, Tag("<literal>")], one_of(given_as)]
    """The target's name, literal or handed over."""

    zone_id: Annotated[Known | Annotated[HostedZoneId, Tag("<literal>")], one_of(given_as)]
    """The id of the hosted zone that the target's name is in, literal or handed over."""

    evaluate_target_health: Flag = True
    """Whether the cell counts as healthy only while the target does. Default: yes."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """Whether it has A records, AAAA records, or both. Default: ipv4."""


class EntryCell(Spec):
    """What one cell adds to an entry: exactly one of addresses, alias and CNAME, and its place in the policy."""

    values: tuple[IpAddress, ...] = ()
    """Public IPv4 and IPv6 addresses that it answers with. Default: none."""

    alias: EntryAlias | None = None
    """A target that it is an alias of. Default: none."""

    cname: DnsName | None = None
    """A name that it leads to. Default: none."""

    weight: Annotated[int, Field(strict=True)] | None = None
    """0 to 255; for a weighted entry alone, where it is needed."""

    role: Literal["PRIMARY", "SECONDARY"] | None = None
    """PRIMARY or SECONDARY; for a failover entry alone, where it is needed."""

    continent: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    """A continent, for a geolocation entry alone. Default: none."""

    country: Annotated[str, Field(pattern=r"^([A-Z]{2}|\*)$")] | None = None
    """A two-letter country code, or ``*`` for everywhere else, for a geolocation entry alone. Default: none."""

    subdivision: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    """A part of the country, for a geolocation entry alone. Default: none."""

    health_check_id: HealthCheckId | None = None
    """The health check that decides whether the cell is answered, of any account. Default: none."""

    health_signal: Key | None = None
    """The key of a health signal of the cell in place of a health check's id. Default: none."""

    authorised_by: RoleArn | None = None
    """A role in the zone's account that may write the records. Default: none in the zone's own account; elsewhere the
    first contributor of the zone that may."""

    subzone: Key | None = None
    """The key of a public zone of the cell's own account that is delegated from the entry's: the cell's addresses are
    a simple record there, and the entry's zone leads to it by a CNAME that the zone's own stack makes. Default: the
    cell's stack writes into the entry's zone."""


class Entry(Spec):
    """A name on the internet that leads to several cells; each cell's links stack makes its own records."""

    zone: Key
    """The key of the public zone."""

    name: RecordName
    """The name, relative to the zone, in full, or ``@`` for the zone's own."""

    policy: Literal["latency", "geolocation", "failover", "weighted"]
    """How Route 53 chooses among the cells. By latency it is to the cell's Region."""

    ttl: Annotated[int, Field(strict=True)] = 60
    """Seconds that resolvers may keep an answer that is no alias. Default: 60."""

    recover_within: Count | None = None
    """The most seconds that may pass from a cell's failure until nobody is answered with it any more: until its health
    signal tells of it, and then the TTL. Nobody takes the place of a SECONDARY, or of country ``*``: of these it asks
    nothing. Default: not required."""

    cells: Annotated[dict[Key, EntryCell], Field(min_length=1)]
    """What each cell adds, by the cell's key."""
