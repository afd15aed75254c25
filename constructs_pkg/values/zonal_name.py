"""Names of an endpoint in one Availability Zone: how people ask for them, and what AWS calls them.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
and https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html.
"""

from __future__ import annotations

from constructs_pkg.values.dns import APEX, DnsName, RecordName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AvailabilityZoneId, AvailabilityZoneName

AZ_ID = "{az_id}"

# The longest form of an id, that of a Local Zone: with it a name is as long as it can get.
_LONGEST_ID = "usw2-lax1-az1"

# Every endpoint of an endpoint service is called <endpoint>.vpce-svc-<id>.<Region>.vpce.amazonaws.com.
_BEFORE_SERVICE = ".vpce-svc-"


class EndpointRecordName(RecordName):
    """A record's name in which ``{az_id}`` may stand for the id of each Availability Zone of an endpoint."""

    __slots__ = ()
    description = (
        "A name relative to its zone, a fully qualified name, or @ for the zone's apex. With {az_id} in it, such as "
        "*.{az_id}, it is one name for each Availability Zone that the endpoint stands in."
    )

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name as given, once it is known to be a name with any id of a zone."""
        name = value.lower()
        RecordName(name.replace(AZ_ID, _LONGEST_ID))
        return name

    @property
    def has_az_id(self) -> bool:
        """Whether it stands for one name for each Availability Zone."""
        return AZ_ID in self

    @property
    def longest(self) -> RecordName:
        """The name with the longest id there is."""
        return RecordName(self.replace(AZ_ID, _LONGEST_ID))

    def at(self, zone_id: AvailabilityZoneId | None) -> RecordName:
        """Return the name in the Availability Zone `zone_id`; of no matter to a name without ``{az_id}``."""
        return RecordName(self.replace(AZ_ID, zone_id or _LONGEST_ID))

    def full_in(self, zone: str) -> EndpointRecordName:
        """Return the fully qualified name in `zone`, which it goes into."""
        if self == APEX:
            return EndpointRecordName(zone)
        dotless = self.removesuffix(".")
        inside = dotless == zone or dotless.endswith(f".{zone}")
        return EndpointRecordName(dotless if inside else f"{dotless}.{zone}")


def zonal_dns_name(regional: Late | DnsName, zone: Late | AvailabilityZoneName) -> Late | DnsName:
    """Return what AWS calls an endpoint in the Availability Zone called `zone`, by its `regional` name.

    The zone's name, not its id, stands after the first label. Of a name known only at deployment the first label is
    told from the rest by the label that every endpoint service has; that delimiter is literal, as Fn::Split wants it
    (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html).
    """
    if not isinstance(regional, Late) and not isinstance(zone, Late):
        first, _, rest = regional.partition(".")
        return DnsName(f"{first}-{zone}.{rest}")
    if not isinstance(regional, Late):
        first, _, rest = regional.partition(".")
        return Late({"Fn::Join": ["", [f"{first}-", zone.expression, f".{rest}"]]})  # type: ignore[union-attr]
    first_label = {"Fn::Select": [0, {"Fn::Split": [".", regional.expression]}]}
    rest_of_name = {"Fn::Select": [1, {"Fn::Split": [_BEFORE_SERVICE, regional.expression]}]}
    between = ["-", zone.expression, _BEFORE_SERVICE] if isinstance(zone, Late) else [f"-{zone}{_BEFORE_SERVICE}"]
    return Late({"Fn::Join": ["", [first_label, *between, rest_of_name]]})
