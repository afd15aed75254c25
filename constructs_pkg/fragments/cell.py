"""A whole cell: its network, logs, endpoints and private zones in one fragment."""

from __future__ import annotations

from constructs_pkg.fragments.aws_endpoints import gateway_endpoints_fragment, interface_endpoints_fragment
from constructs_pkg.fragments.default_security_group import closed_default_security_group_fragment
from constructs_pkg.fragments.encryption import LOG_KEY, log_key_fragment
from constructs_pkg.fragments.flow_logs import flow_logs_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, join, ref, resource
from constructs_pkg.fragments.network import IPV6_CIDR, VPC, network_fragment, subnet_id
from constructs_pkg.fragments.query_logs import query_logs_fragment
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.cell import CellSpec, MadeNetwork, PrivateZone
from constructs_pkg.values.export import ipv6_export, log_key_export, subnet_export, vpc_export, zone_export
from constructs_pkg.values.place import Region


def zone_resource_id(name: str) -> str:
    """Return the id of the private hosted zone called `name`."""
    return f"Zone {name}"


def cell_fragment(
    spec: CellSpec, *, account: Json, region: Region, name: str, export_prefix: str | None = None
) -> Fragment:
    """Return everything a cell makes.

    Args:
        spec: The cell.
        account: The id of the account it is made in.
        region: The Region it is made in.
        name: Shown in tags.
        export_prefix: Begins the names under which the VPC, subnets and zones are exported. None: nothing is.
    """
    network = spec.network
    vpc_id: Json = ref(VPC) if isinstance(network, MadeNetwork) else network.vpc_id
    return join(
        _network(network, account=account, region=region, name=name)
        if isinstance(network, MadeNetwork)
        else Fragment({}),
        _aws_services(spec, account=account, region=region, name=name),
        *(_zone(zone, vpc_id, region, name) for zone in spec.zones if zone.id is None),
        _query_logs(spec, vpc_id, account=account, region=region),
        _exports(spec, export_prefix) if export_prefix else Fragment({}),
    )


def _network(network: MadeNetwork, *, account: Json, region: Region, name: str) -> Fragment:
    place = {"account": account, "region": region, "partition": region.partition}
    logs, closed = network.flow_logs, network.close_default_security_group
    return join(
        network_fragment(network, name),
        gateway_endpoints_fragment(network, account=account, region=region, name=name),
        log_key_fragment(**place) if network.keeps_logs else Fragment({}),
        flow_logs_fragment(logs, name=name, **place) if logs else Fragment({}),
        closed_default_security_group_fragment(**place) if closed else Fragment({}),
    )


def _query_logs(spec: CellSpec, vpc_id: Json, *, account: Json, region: Region) -> Fragment:
    if spec.query_logs is None:
        return Fragment({})
    network = spec.network
    brought_key = None if isinstance(network, MadeNetwork) else network.log_key_arn
    has_key = brought_key is not None or (isinstance(network, MadeNetwork) and network.keeps_logs)
    needs_key = spec.query_logs.destination_arn is None and not has_key
    return join(
        log_key_fragment(account=account, region=region, partition=region.partition) if needs_key else Fragment({}),
        query_logs_fragment(spec.query_logs, vpc_id=vpc_id, log_key_arn=brought_key),
    )


def _aws_services(spec: CellSpec, *, account: Json, region: Region, name: str) -> Fragment:
    network = spec.network
    if isinstance(network, MadeNetwork):
        vpc_id: Json = ref(VPC)
        slot = network.inward_tier(spec.interface_endpoint_tier).slot
        zones = sorted(zone.slot for zone in network.availability_zones)
        subnets: list[Json] = [ref(subnet_id(slot, zone)) for zone in zones]
    else:
        vpc_id = network.vpc_id
        subnets = [subnet.id for subnet in network.choose(spec.interface_endpoint_tier, None)]
    return interface_endpoints_fragment(
        spec.interface_endpoints,
        vpc_id=vpc_id,
        vpc_cidr=network.cidr,
        subnet_ids=subnets,
        account=account,
        region=region,
        name=name,
    )


def _zone(zone: PrivateZone, vpc_id: Json, region: Region, name: str) -> Fragment:
    hosted_zone = resource(
        "AWS::Route53::HostedZone",
        {
            "Name": f"{zone.name}.",
            "HostedZoneConfig": {"Comment": f"Private zone of {name}"},
            "VPCs": [{"VPCId": vpc_id, "VPCRegion": region}],
        },
    )
    return Fragment({zone_resource_id(zone.name): hosted_zone})


def _exports(spec: CellSpec, prefix: str) -> Fragment:
    outputs: dict[str, Json] = {}
    if isinstance(spec.network, MadeNetwork):
        outputs["VpcId"] = _export(ref(VPC), vpc_export(prefix), "The cell's VPC")
        if spec.network.keeps_logs:
            outputs["LogKeyArn"] = _export(
                attribute(LOG_KEY, "Arn"), log_key_export(prefix), "The key that encrypts the cell's logs"
            )
        if spec.network.ipv6:
            outputs["Ipv6Cidr"] = _export(IPV6_CIDR, ipv6_export(prefix), "The VPC's IPv6 block")
        for subnet in plan_subnets(spec.network):
            slots = (subnet.tier.slot, subnet.availability_zone.slot)
            exported = subnet_export(prefix, *slots)
            text = f"Subnet {subnet.cidr} in {subnet.availability_zone.name}"
            outputs[f"Subnet-T{slots[0]}-Z{slots[1]}"] = _export(ref(subnet_id(*slots)), exported, text)
    for zone in spec.zones:
        if zone.id is None:
            outputs[zone_resource_id(zone.name)] = _export(
                ref(zone_resource_id(zone.name)), zone_export(prefix, zone.name), f"Private zone {zone.name}"
            )
    return Fragment({}, outputs=outputs)


def _export(value: Json, name: str, description: str) -> Json:
    return {"Description": description, "Value": value, "Export": {"Name": name}}
