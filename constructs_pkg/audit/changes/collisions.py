"""What cannot be made while the old one stands: CloudFormation makes the new one first, and deletes at the end.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network

from constructs_pkg.audit.changes.custom_names import custom_name
from constructs_pkg.audit.changes.made import Made
from constructs_pkg.audit.changes.record_collisions import RecordCollisions, called
from constructs_pkg.audit.facts import ZoneFact
from constructs_pkg.audit.value import ListOf, Resource, Value, in_words, literal_text


@dataclass(frozen=True)
class Collisions:
    """The things of the old side that stand in the way of new ones."""

    made: Made

    def of(self, resource: Resource) -> Iterator[str]:
        """Yield why a resource of the new side that is new cannot be made, a sentence each."""
        yield from self._records.of(resource)
        yield from self._zone(resource)
        yield from self._subnet(resource)
        yield from self._name(resource)

    def _zone(self, resource: Resource) -> Iterator[str]:
        """Yield the private zones of the same name on the same VPC.

        Source: ConflictingDomainExists in https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html.
        """
        new = self.made.pair.new.facts.zone_by_id.get(resource)
        if new is None or new.name is None:
            return
        for old in self._zones.get(new.name, ()):
            common = [vpc for vpc in new.vpcs if vpc in old.vpcs and not self.made.is_new(vpc)]
            if common and isinstance(old.id, Resource):
                vpcs = " and ".join(in_words(vpc) for vpc in common)
                yield f"Route 53 refuses a second zone {new.name} on {vpcs} while {called(old.id, resource)} stands"

    def _subnet(self, resource: Resource) -> Iterator[str]:
        """Yield the subnets whose addresses it would take.

        Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html and
        https://github.com/aws/aws-cdk/issues/24708.
        """
        pair = self.made.pair
        if pair.new.type_of(resource) != "AWS::EC2::Subnet":
            return
        vpc, cidr = pair.new.value(resource, "VpcId"), literal_text(pair.new.value(resource, "CidrBlock"))
        if vpc is None or cidr is None or self.made.is_new(vpc):
            return
        for old, other in self._subnets.get(vpc, ()):
            if _overlap(cidr, other):
                yield f"EC2 refuses {cidr} while {called(old, resource)} has {other}"

    def _name(self, resource: Resource) -> Iterator[str]:
        pair = self.made.pair
        old = self.made.was.get(resource, resource)
        name = custom_name(pair.new, resource)
        if name is not None and old in pair.old.entries and custom_name(pair.old, old) == name:
            yield f"the name {name} is taken by the old one: give it another name, or none"

    @cached_property
    def _records(self) -> RecordCollisions:
        return RecordCollisions(self.made)

    @cached_property
    def _zones(self) -> Mapping[str, tuple[ZoneFact, ...]]:
        found: dict[str, tuple[ZoneFact, ...]] = {}
        for zone in self.made.pair.old.facts.zones:
            if zone.name is not None:
                found[zone.name] = (*found.get(zone.name, ()), zone)
        return found

    @cached_property
    def _subnets(self) -> Mapping[Value, tuple[tuple[Resource, str], ...]]:
        old = self.made.pair.old
        found: dict[Value, tuple[tuple[Resource, str], ...]] = {}
        for one in old.entries:
            if old.type_of(one) == "AWS::EC2::Subnet":
                vpc, cidr = old.value(one, "VpcId"), literal_text(old.value(one, "CidrBlock"))
                if vpc is not None and cidr is not None:
                    found[vpc] = (*found.get(vpc, ()), (one, cidr))
        return found


def turns_about(made: Made, resource: Resource) -> Iterator[str]:
    """Yield that a zone cannot become public or private.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html.
    """
    if made.pair.new.type_of(resource) != "AWS::Route53::HostedZone":
        return
    before, after = (side.value(resource, "VPCs") not in (None, ListOf(())) for side in (made.pair.old, made.pair.new))
    if before != after:
        yield f"a {'private' if before else 'public'} zone cannot become a {'private' if after else 'public'} one"


def _overlap(cidr: str, other: str) -> bool:
    try:
        return ip_network(cidr).overlaps(ip_network(other))
    except (TypeError, ValueError):
        return False
