"""Targets that only a lookup tells: which kinds there are, and how often they are looked up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.resource_id import ResourceId
from constructs_pkg.values.spec import Spec

MINUTES = 1
"""Minutes between two lookups, unless told otherwise."""


class VpcEndpointId(ResourceId):
    """The id of a VPC endpoint."""

    __slots__ = ()
    pattern, example = r"^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$", "vpce-0123456789abcdef0"


class RunTimeTargets(Spec):
    """The targets of which the addresses are looked up at deployment, and again and again."""

    dns_name: Late | DnsName | None = None
    """A name that public DNS answers with the targets' addresses, such as that of a database, a cluster or an RDS
    Proxy. Default: none."""

    endpoint_id: Late | VpcEndpointId | None = None
    """An interface endpoint of the same VPC, whose network interfaces are the targets: execute-api for a private REST
    API. Default: none."""

    interface_endpoint: str | None = None
    """In a topology, an interface endpoint that the service's own cell makes, by its service of AWS, such as
    ``execute-api``. Default: none."""

    database_proxy: Literal["read_write", "read_only"] | None = None
    """The endpoint of the service's own `database_proxy`. Default: none."""

    refresh_minutes: Annotated[int, Field(strict=True)] | None = None
    """Minutes between two lookups, 1 to 60. Default: 1."""

    @property
    def looked_up(self) -> bool:
        """Whether the targets' addresses are looked up."""
        return bool(self.dns_name or self.endpoint_id or self.interface_endpoint or self.database_proxy)
