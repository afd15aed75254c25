"""The names under which a cell's network stack exports what its links stack imports.

CloudFormation allows letters, digits, colons and hyphens in an export's name
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import holds_token
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import Spec

# Name in https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
LONGEST_EXPORT = 255
LONGEST_SUBNET_EXPORT = len(":Subnet-T15-Z7")

# Zone names are in lower case, so a capital letter stands for nothing else and no two zones share an export.
_ALLOWED = str.maketrans({".": ":", "_": "U"})


def vpc_export(prefix: str) -> str:
    """Return the name of the export that holds the VPC's id."""
    return f"{prefix}:VpcId"


def ipv6_export(prefix: str) -> str:
    """Return the name of the export that holds the VPC's IPv6 block."""
    return f"{prefix}:Ipv6Cidr"


def log_key_export(prefix: str) -> str:
    """Return the name of the export that holds the ARN of the key that encrypts the cell's logs."""
    return f"{prefix}:LogKeyArn"


def subnet_export(prefix: str, tier_slot: int, zone_slot: int) -> str:
    """Return the name of the export that holds the id of the subnet at the two slots."""
    return f"{prefix}:Subnet-T{tier_slot}-Z{zone_slot}"


def zone_export(prefix: str, zone_name: str) -> str:
    """Return the name of the export that holds the id of the private zone `zone_name`."""
    return f"{prefix}:Zone:{ZoneName(zone_name).translate(_ALLOWED)}"


def route_table_export(prefix: str, tier_slot: int, zone_slot: int) -> str:
    """Return the name of the export that holds the id of the route table of the subnet at the two slots."""
    return f"{prefix}:RouteTable-T{tier_slot}-Z{zone_slot}"


def endpoint_export(prefix: str, service: str, part: str) -> str:
    """Return the name of the export that holds a `part` of the interface endpoint to `service`."""
    return f"{prefix}:Endpoint:{service.translate(_ALLOWED)}:{part}"


class FurtherExports(Spec):
    """What a cell exports beside its VPC, subnets and zones."""

    interface_endpoints: tuple[str, ...] = ()
    """The services of interface endpoints, as the cell names them. Default: none."""

    route_tables: tuple[tuple[int, int], ...] = ()
    """The slots of tier and zone of route tables. Default: none."""


NO_FURTHER_EXPORTS = FurtherExports()


def check_exports(prefix: str, zones: Iterable[PrivateZone]) -> list[Problem]:
    """Return the problems of exporting a cell's parts below `prefix`, at ``export_prefix`` and ``zones``."""
    if holds_token(prefix):
        return []
    problems = []
    if not re.fullmatch(r"[A-Za-z0-9:-]+", prefix):
        fix = "use letters, digits, colons and hyphens"
        problems.append(Problem("malformed-export", "export_prefix", prefix, "cannot begin an export's name", fix))
    if len(prefix) + LONGEST_SUBNET_EXPORT > LONGEST_EXPORT:
        limit = f"leads to export names over {LONGEST_EXPORT} characters"
        problems.append(Problem("export-too-long", "export_prefix", f"{prefix[:40]}...", limit, "shorten it"))
    for place, zone in enumerate(zones):
        over = len(zone_export(prefix, zone.name)) - LONGEST_EXPORT
        if (zone.id is None or isinstance(zone.id, HandedOver)) and over > 0:
            limit = f"leads to an export name {over} over the {LONGEST_EXPORT} characters that CloudFormation allows"
            fix = "shorten the zone's name, or what the export's begins with"
            problems.append(Problem("export-too-long", f"zones[{place}].name", zone.name, limit, fix))
    return problems
