"""A cell's network as other rooms and the CDK's own constructs take it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from constructs_pkg.cdk_values import text_of
from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.network import VPC, subnet_id
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network, Subnet, TierKind


def made_network(
    network: MadeNetwork, reference: Callable[[str], str], attribute: Callable[[str, str], str]
) -> Network:
    """Return the VPC and subnets that a cell makes, by tokens: `reference` gives ids and `attribute` the rest."""
    return Network(
        vpc_id=Late(reference(VPC)),
        cidr=network.cidr,
        ipv6=network.ipv6,
        dns=True,
        subnets=tuple(
            Subnet(
                id=Late(reference(subnet_id(subnet.tier.slot, subnet.availability_zone.slot))),
                availability_zone=subnet.availability_zone.name,
                availability_zone_id=subnet.availability_zone.id,
                tier=subnet.tier.name,
                cidr=subnet.cidr,
            )
            for subnet in plan_subnets(network)
        ),
        log_key_arn=Late(attribute(LOG_KEY, "Arn")) if network.keeps_logs else None,
    )


def vpc_handle(
    scope: Construct, network: Network, kinds: Mapping[str, TierKind], route_tables: Sequence[str | None]
) -> ec2.IVpc:
    """Return `network` as a VPC of the CDK, its tiers as subnet groups of their names.

    Args:
        scope: The cell.
        network: Its VPC and subnets.
        kinds: The kind of each tier; a tier that is not named is taken as isolated.
        route_tables: The route table of each subnet; None where it is not known.

    Raises:
        ValueError: if the tiers span different Availability Zones, which a VPC of the CDK cannot.
    """
    tiers = list(dict.fromkeys(subnet.tier for subnet in network.subnets))
    zones = list(dict.fromkeys(subnet.availability_zone for subnet in network.subnets))
    place_of = {(subnet.tier, subnet.availability_zone): place for place, subnet in enumerate(network.subnets)}
    if not len(network.subnets) == len(place_of) == len(tiers) * len(zones):
        raise ValueError(
            f"{scope.node.path}: tiers {', '.join(tiers)} span different Availability Zones; "
            "import the VPC with ec2.Vpc.from_vpc_attributes instead"
        )
    groups: dict[str, list[str] | None] = {}
    for kind, word in _GROUP_WORDS.items():
        chosen = [tier for tier in tiers if kinds.get(tier, TierKind.ISOLATED) is kind]
        # The CDK tells subnets' groups and zones by their order alone.
        places = [place_of[tier, zone] for tier in chosen for zone in zones]
        if places:
            groups[f"{word}_subnet_names"] = list(chosen)
            groups[f"{word}_subnet_ids"] = [text_of(network.subnets[place].id) for place in places]
            # The CDK takes those of a whole group or none.
            known = [table for place in places if (table := route_tables[place]) is not None]
            if len(known) == len(places):
                groups[f"{word}_subnet_route_table_ids"] = known
    return ec2.Vpc.from_vpc_attributes(
        scope,
        "VpcHandle",
        vpc_id=text_of(network.vpc_id),
        vpc_cidr_block=None if network.cidr is None else text_of(network.cidr),
        availability_zones=[text_of(zone) for zone in zones],
        **groups,  # type: ignore[arg-type]
    )


_GROUP_WORDS = {TierKind.PUBLIC: "public", TierKind.EGRESS: "private", TierKind.ISOLATED: "isolated"}
