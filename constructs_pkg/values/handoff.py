"""What a provider hands over to its consumers: a versioned document about one endpoint service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from constructs_pkg.values.consumer import ServiceName
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import AccountId, AvailabilityZoneId, Region
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.resource_id import ParameterPath
from constructs_pkg.values.role import RoleArn
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec

VERSION = 1

# The parameters below the path of a handoff, each called after the key it holds; a list is joined by commas.
WHOLE = "handoff"
PARTS = (
    "service-name",
    "region",
    "account",
    "availability-zone-ids",
    "ports",
    "private-dns-name",
    "supported-regions",
    "acceptance-required",
    "ip-address-types",
    "acceptance-role-arn",
)

MOST_LEVELS = 15
"""Of a parameter's path (https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html)."""


class HandoffPort(Spec):
    """A port that a service listens on."""

    port: Annotated[Port, Field(ge=1, le=65535)]
    """The port, 1 to 65535."""

    protocol: Literal["tcp", "udp"] = "tcp"
    """tcp or udp. Default: tcp."""


class Handoff(Spec):
    """An endpoint service as its consumers need to know it."""

    version: Literal[1]
    """The version of this document: 1."""

    service_name: ServiceName
    """The name that consumers connect to."""

    region: Region
    """The service's Region."""

    account: AccountId | None = None
    """The provider's account. Default: not told."""

    availability_zone_ids: tuple[AvailabilityZoneId, ...] = ()
    """The zones it stands in. Default: not told."""

    ports: tuple[HandoffPort, ...] = ()
    """What it listens on. Default: not told."""

    private_dns_name: DnsName | None = None
    """The name that consumers with private DNS find it under. Default: it has none."""

    supported_regions: tuple[Region, ...] = ()
    """The Regions whose consumers may connect. Default: only its own."""

    acceptance_required: Flag = True
    """Whether each connection waits to be accepted. Default: yes."""

    ip_address_types: Annotated[tuple[Literal["ipv4", "ipv6"], ...], Field(min_length=1)] = ("ipv4",)
    """The address types consumers may use. Default: ipv4."""

    acceptance_role_arn: RoleArn | None = None
    """The role by which consumers' deployments accept their own connections. Default: none is lent."""

    @field_validator("version", mode="before")
    @classmethod
    def _known_version(cls, given: Any) -> Any:
        if given != VERSION or isinstance(given, bool):
            limit = f"is a version this library does not read; it reads {VERSION}"
            raise Refused("handoff-version", given, limit, "have the provider write it anew, or update the library")
        return VERSION

    @field_validator("region")
    @classmethod
    def _region_of_name(cls, region: Region, info: ValidationInfo) -> Region:
        name = info.data.get("service_name")
        told = name.region if isinstance(name, ServiceName) else None
        if told is not None and told != region:
            raise Refused("handoff-region-differs", region, f"is not {told}, where {name} is", f"write {told}")
        return region


def parameters_of_handoff(path: ParameterPath) -> tuple[str, ...]:
    """Return every parameter that a handoff below `path` may be written to."""
    return tuple(f"{path}/{part}" for part in (WHOLE, *PARTS))


def check_parameter_tree(path: ParameterPath, beside: ParameterPath | None) -> Iterable[Problem]:
    """Yield the problems of writing a handoff's parameters below `path`, with another parameter `beside` them."""
    levels = path.count("/") + 1
    if levels > MOST_LEVELS:
        limit = f"leads to parameters of {levels} levels, more than Systems Manager's {MOST_LEVELS}"
        yield Problem("parameter-path-too-deep", "publish_handoff_to", path, limit, "take a shorter path")
    if beside in parameters_of_handoff(path):
        limit = "is a parameter that the handoff is written to"
        fix = "leave it out, or choose another path"
        yield Problem("parameter-of-handoff", "publish_to", str(beside), limit, fix)
