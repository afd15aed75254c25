"""What a topology says of an account."""

from __future__ import annotations

from pydantic import Field

from constructs_pkg.values.place import AvailabilityZoneId, AvailabilityZoneName
from constructs_pkg.values.spec import Spec


class Account(Spec):
    """What is known of an account, for every cell that stands in it."""

    availability_zone_ids: dict[AvailabilityZoneName, AvailabilityZoneId] = Field(default={})
    """Names of Availability Zones in this account and their ids, as ``aws ec2 describe-availability-zones`` tells them,
    such as ``us-east-1a: use1-az4``. A cell that names a zone without its id gets the id from here. Default: none."""
