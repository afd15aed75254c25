"""The names under which a cell's network stack exports what its links stack imports.

CloudFormation allows letters, digits, colons and hyphens in an export's name
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html).
"""

from __future__ import annotations

from constructs_pkg.values.dns import ZoneName

# Zone names are in lower case, so a capital letter stands for nothing else and no two zones share an export.
_ALLOWED = str.maketrans({".": ":", "_": "U"})


def vpc_export(prefix: str) -> str:
    """Return the name of the export that holds the VPC's id."""
    return f"{prefix}:VpcId"


def ipv6_export(prefix: str) -> str:
    """Return the name of the export that holds the VPC's IPv6 block."""
    return f"{prefix}:Ipv6Cidr"


def subnet_export(prefix: str, tier_slot: int, zone_slot: int) -> str:
    """Return the name of the export that holds the id of the subnet at the two slots."""
    return f"{prefix}:Subnet-T{tier_slot}-Z{zone_slot}"


def zone_export(prefix: str, zone_name: str) -> str:
    """Return the name of the export that holds the id of the private zone `zone_name`."""
    return f"{prefix}:Zone:{ZoneName(zone_name).translate(_ALLOWED)}"
