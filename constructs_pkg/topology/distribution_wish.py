"""The wish for a distribution of CloudFront in front of cells."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Tag

from constructs_pkg.topology.key import Key
from constructs_pkg.values.distribution import DistributionSpec, NamesZone
from constructs_pkg.values.distribution_origin import CustomOrigin, LoadBalancerOrigin, S3Origin
from constructs_pkg.values.keyed import Keyed
from constructs_pkg.values.network import DisplayName, Flag
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.spec import one_of


class CellOrigin(LoadBalancerOrigin):
    """A load balancer inside a VPC, such as that of a service of this topology."""

    service: Key | None = None
    """The key of the service whose first Network Load Balancer it is: what CloudFront asks of it is then checked, and
    its cell's links stack shows its ARN and its DNS name. Default: none that this topology makes."""


Origins = Annotated[
    Keyed[Annotated[S3Origin | CellOrigin | CustomOrigin, Field(discriminator="kind")]], Field(min_length=1)
]


ZoneOrKey = Annotated[
    Annotated[Key, Tag("<key>")] | Annotated[NamesZone, Tag("<zone>")],
    one_of(lambda given: "key" if isinstance(given, str) else "zone"),
]


class Distribution(DistributionSpec):
    """A distribution of CloudFront, in a stack of its own in us-east-1."""

    account: AccountId
    """The account it stands in: 12 digits, in quotes."""

    display_name: DisplayName | None = None
    """What people call it; shown in tags and as its comment, free to change. Default: its key."""

    origins: Origins  # type: ignore[assignment]
    """The origins, each under a key that never changes."""

    zone: ZoneOrKey | None = None  # type: ignore[assignment]
    """The public zone of its names, where their records are made: the key of one of this topology, or one that exists,
    by name and id. Default: none; names are then written in full and their records made elsewhere."""

    termination_protection: Flag = True
    """Whether its stack refuses to be deleted. Default: yes."""

    tags: dict[str, str] = Field(default={})
    """Tags on everything in its stack, over those of the topology. Default: none."""
