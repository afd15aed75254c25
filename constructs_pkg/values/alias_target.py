"""What an alias record leads to: an AWS resource by its kind, or any name in any zone.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ConfigDict, model_validator

from constructs_pkg.values.alias_zones import (
    APPLICATION_LOAD_BALANCER_ZONES,
    CLOUDFRONT_ZONE,
    GLOBAL_ACCELERATOR_ZONE,
    NETWORK_LOAD_BALANCER_ZONES,
    S3_WEBSITE_ZONES,
    s3_website_name,
)
from constructs_pkg.values.dns import DnsName, RecordName
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.spec import Spec

AliasKind = Literal[
    "application-load-balancer",
    "network-load-balancer",
    "vpc-endpoint",
    "api-gateway",
    "cloudfront",
    "global-accelerator",
    "s3-website",
    "vpc-lattice",
    "record",
]

OWN_ZONE = Late({"Ref": "the zone of the record itself"})
"""Stands for the zone that an alias is in, where it leads to other records of the zone."""


@dataclass(frozen=True)
class AliasRules:
    """What Route 53 allows of aliases of one kind.

    Attributes:
        types: The record types that they may have.
        evaluated: Whether they may evaluate the target's health.
        private: Whether a private zone may hold them.
        ttl: The TTL of the target's answers, which an alias has; None where AWS does not say.
        zone: The one zone of all; empty where it is by Region, or the resource's own.
        zones: The zones by Region.
    """

    types: tuple[str, ...] = ("A", "AAAA")
    evaluated: bool = True
    private: bool = True
    ttl: int | None = None
    zone: str = ""
    zones: Mapping[str, str] | None = None


# "The DNS entry also specifies the time-to-live (TTL) of 60 seconds":
# https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
_BALANCER_TTL = 60

ALIAS_RULES: dict[str, AliasRules] = {
    "application-load-balancer": AliasRules(zones=APPLICATION_LOAD_BALANCER_ZONES, ttl=_BALANCER_TTL),
    "network-load-balancer": AliasRules(zones=NETWORK_LOAD_BALANCER_ZONES, ttl=_BALANCER_TTL),
    "vpc-endpoint": AliasRules(),
    "api-gateway": AliasRules(),
    # An HTTPS record of CloudFront:
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html
    "cloudfront": AliasRules(("A", "AAAA", "HTTPS"), evaluated=False, private=False, zone=CLOUDFRONT_ZONE),
    "global-accelerator": AliasRules(zone=GLOBAL_ACCELERATOR_ZONE),
    "s3-website": AliasRules(("A",), zones=S3_WEBSITE_ZONES),
    "vpc-lattice": AliasRules(),
}

_KINDS_OF_ZONES = {
    **{rules.zone: kind for kind, rules in ALIAS_RULES.items() if rules.zone},
    **{zone: kind for kind, rules in ALIAS_RULES.items() for zone in (rules.zones or {}).values()},
}


def _by_pair_or_kind(schema: dict[str, Any]) -> None:
    """Say in the schema that a kind stands for the zone, and the Region of an S3 website for its name as well."""
    del schema["required"]
    schema["anyOf"] = [
        {"required": ["dns_name", "zone_id"]},
        {"required": ["dns_name", "to"]},
        {"required": ["to", "region"], "properties": {"to": {"const": "s3-website"}}},
    ]


class AliasTarget(Spec):
    """What an alias record answers for: an AWS resource by its kind, or any name in any zone that Route 53 knows."""

    model_config = ConfigDict(json_schema_extra=_by_pair_or_kind)

    to: AliasKind | None = None
    """What kind of AWS resource it is, which tells the zone where AWS publishes it; or ``record``, other records of the
    alias's own zone, whose name may be relative to it. Default: as `zone_id` tells."""

    region: Region | None = None
    """The Region of a load balancer or an S3 website that `zone_id` is not given of. Default: none."""

    dns_name: Late | DnsName
    """The target's name. Default: of an S3 website the one of its Region."""

    zone_id: Late | HostedZoneId
    """The id of the hosted zone the target's name is in. Default: the alias's own zone for ``record``; the one that AWS
    publishes for another `to`: of interface endpoints, VPC Lattice and API Gateway only the resource tells it."""

    evaluate_target_health: Flag = False
    """Whether the alias counts as healthy only while its target does. Default: no."""

    @model_validator(mode="before")
    @classmethod
    def _published(cls, given: Any) -> Any:
        if not isinstance(given, Mapping) or not isinstance(given.get("to"), str):
            return given
        filled = dict(given)
        if given["to"] == "record":
            filled.setdefault("zone_id", OWN_ZONE)
        if given["to"] not in ALIAS_RULES:
            return filled
        rules, region = ALIAS_RULES[given["to"]], given.get("region")
        if given["to"] == "s3-website" and "dns_name" not in given and isinstance(region, str):
            filled["dns_name"] = s3_website_name(region)
        if "zone_id" not in given:
            filled["zone_id"] = _zone(given["to"], rules, region)
        return filled

    @property
    def kind(self) -> str | None:
        """The kind of AWS resource it is; None for other records, and where that is not told."""
        told = None if self.to == "record" else self.to
        return told or _KINDS_OF_ZONES.get(str(self.zone_id))

    def name_in(self, zone: str) -> Late | DnsName:
        """Return the target's full name, for an alias in the zone called `zone`."""
        if self.to != "record" or isinstance(self.dns_name, Late):
            return self.dns_name
        return RecordName(self.dns_name).placed_in(zone)

    @property
    def resource_ttl(self) -> int | None:
        """The seconds for which answers of its AWS resource are kept; None where that is not known."""
        return ALIAS_RULES[self.kind].ttl if self.kind is not None else None


def _zone(kind: str, rules: AliasRules, region: object) -> str:
    if rules.zone:
        return rules.zone
    if rules.zones is None:
        limit = f"is missing, and AWS publishes none for {kind}: each tells its own"
        raise InvalidInput([Problem("alias-zone-unknown", "zone_id", "", limit, "give the zone id of the resource")])
    if region not in rules.zones:
        limit = "has no published zone here" if region else "is missing, and tells the zone"
        fix = "name the resource's Region, or give its zone_id"
        raise InvalidInput([Problem("alias-zone-unknown", "region", str(region or ""), limit, fix)])
    return rules.zones[str(region)]
