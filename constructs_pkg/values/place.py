"""Where things stand: accounts, Regions, partitions and Availability Zones."""

from __future__ import annotations

import re

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text

_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d{1,2}\Z", re.ASCII)
_ZONE_NAME = re.compile(r"(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d{1,2})(?:[a-z]|(?:-[a-z]{3}-\d+)[a-z])\Z", re.ASCII)
_ZONE_ID = re.compile(r"[a-z]{3,8}\d{1,2}(-[a-z]{3}\d+)?-az\d{1,2}\Z", re.ASCII)

# https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
_PARTITIONS = {
    "cn-": "aws-cn",
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "eu-isoe-": "aws-iso-e",
    "us-isof-": "aws-iso-f",
    "eusc-": "aws-eusc",
}


class AccountId(Text):
    """A 12-digit AWS account id."""

    __slots__ = ()
    description = "A 12-digit AWS account id, in quotes."
    pattern = r"^\d{12}$"

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the id as given."""
        if not re.fullmatch(r"\d{12}", value, re.ASCII):
            raise Refused("malformed-account-id", value, "is not 12 digits", "write all 12 digits, in quotes")
        return value


class Region(Text):
    """The code of an AWS Region, such as ``us-east-1``."""

    __slots__ = ()
    description = "The code of an AWS Region, such as us-east-1."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the code as given."""
        if not _REGION.match(value):
            raise Refused("malformed-region", value, "is not a Region code", "write it as us-east-1")
        return value

    @property
    def partition(self) -> str:  # type: ignore[override]
        """The partition the Region lies in: ``aws``, ``aws-cn``, ``aws-us-gov`` or an isolated one."""
        return next((name for start, name in _PARTITIONS.items() if self.startswith(start)), "aws")


class AvailabilityZoneName(Text):
    """The name of an Availability Zone, such as ``us-east-1a``: each account has its own mapping to zones."""

    __slots__ = ()
    description = "An Availability Zone's name, such as us-east-1a."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name as given."""
        if not _ZONE_NAME.match(value):
            raise Refused("malformed-az-name", value, "is not an Availability Zone name", "write it as us-east-1a")
        return value

    @property
    def region(self) -> Region:
        """The Region the zone lies in."""
        found = _ZONE_NAME.match(self)
        assert found is not None
        return Region(found["region"])


_DIRECTIONS = {"north": "n", "south": "s", "east": "e", "west": "w", "central": "c", "gov": "g"}
_DIRECTIONS |= {"northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw"}
_PARTITIONS_WITH_KNOWN_ZONE_IDS = ("aws", "aws-cn", "aws-us-gov")


class AvailabilityZoneId(Text):
    """The id of an Availability Zone, such as ``use1-az4``: the same place in every account.

    Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
    """

    __slots__ = ()
    description = "An Availability Zone's id, such as use1-az4, the same place in every account."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the id as given."""
        if not _ZONE_ID.match(value):
            raise Refused("malformed-az-id", value, "is not an Availability Zone id", "write it as use1-az4")
        return value

    @staticmethod
    def start(region: Region) -> str | None:
        """Return what the ids of the zones of `region` begin with, such as ``use1-``; None where it is not known.

        Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
        """
        area, *ways, number = region.split("-")
        if region.partition not in _PARTITIONS_WITH_KNOWN_ZONE_IDS or not all(way in _DIRECTIONS for way in ways):
            return None
        return f"{area}{''.join(_DIRECTIONS[way] for way in ways)}{number}-"
