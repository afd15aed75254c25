"""A whole cell: its network, logs, endpoints and private zones in one fragment."""

from __future__ import annotations

from constructs_pkg.fragments.aws_endpoints import (
    gateway_endpoints_fragment,
    interface_endpoint_id,
    interface_endpoints_fragment,
)
from constructs_pkg.fragments.cell_sharing import sharing_fragment, zone_id_of
from constructs_pkg.fragments.consumer import first_dns_entry
from constructs_pkg.fragments.default_security_group import closed_default_security_group_fragment
from constructs_pkg.fragments.encryption import LOG_KEY, log_key_fragment
from constructs_pkg.fragments.flow_logs import flow_logs_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, join, ref, resource
from constructs_pkg.fragments.network import IPV6_CIDR, VPC, network_fragment, route_table_id, subnet_id
from constructs_pkg.fragments.query_logs import query_logs_fragment
from constructs_pkg.fragments.zone import zone_fragment, zone_resource_id
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.cell import CellSpec, MadeNetwork
from constructs_pkg.values.export import (
    NO_FURTHER_EXPORTS,
    FurtherExports,
    endpoint_export,
    ipv6_export,
    log_key_export,
    route_table_export,
    subnet_export,
    vpc_export,
    zone_export,
)
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region


def cell_fragment(
    spec: CellSpec,
    *,
    account: Json,
    region: Region,
    name: str,
    export_prefix: str | None = None,
    further_exports: FurtherExports = NO_FURTHER_EXPORTS,
) -> Fragment:
    """Return everything a cell makes.

    Args:
        spec: The cell.
        account: The id of the account it is made in.
        region: The Region it is made in.
        name: Shown in tags.
        export_prefix: Begins the names under which the VPC, subnets and zones are exported. None: nothing is.
        further_exports: What is exported beside those.
    """
    network = spec.network
    vpc_id: Json = ref(VPC) if isinstance(network, MadeNetwork) else network.vpc_id
    made = join(
        _network(spec, network, account=account, region=region, name=name)
        if isinstance(network, MadeNetwork)
        else gateway_endpoints_fragment(spec, account=account, region=region, name=name),
        interface_endpoints_fragment(spec, account=account, region=region, name=name)
        if spec.interface_endpoints
        else Fragment({}),
        *(
            zone_fragment(zone.name, vpc_id=vpc_id, region=region, name=name, also_seen_by=zone.also_seen_by)
            for zone in spec.zones
            if zone.id is None
        ),
        _log_key(spec, account=account, region=region),
        sharing_fragment(spec, vpc_id=vpc_id, region=region),
        _query_logs(spec, vpc_id),
        _exports(spec, region, export_prefix, further_exports) if export_prefix else Fragment({}),
    )

    # A stack that only hands an id on has to have a resource: this one costs and does nothing.
    hands_on = bool(made.parameters or made.outputs) and not made.resources
    return join(made, Fragment({"HandedOver": _NOTHING})) if hands_on else made


_NOTHING = resource("AWS::CloudFormation::WaitConditionHandle", {})


def _network(spec: CellSpec, network: MadeNetwork, *, account: Json, region: Region, name: str) -> Fragment:
    place = {"account": account, "region": region, "partition": region.partition}
    logs, closed = network.flow_logs, network.close_default_security_group
    return join(
        network_fragment(network, name),
        gateway_endpoints_fragment(spec, account=account, region=region, name=name),
        flow_logs_fragment(logs, name=name, **place) if logs else Fragment({}),
        closed_default_security_group_fragment(**place) if closed else Fragment({}),
    )


def _query_logs(spec: CellSpec, vpc_id: Json) -> Fragment:
    if spec.query_logs is None:
        return Fragment({})
    brought = None if isinstance(spec.network, MadeNetwork) else spec.network.log_key_arn
    return query_logs_fragment(spec.query_logs, vpc_id=vpc_id, log_key_arn=brought)


def _log_key(spec: CellSpec, *, account: Json, region: Region) -> Fragment:
    """Return the key of the cell's logs, unless nothing logs or its network brings one."""
    network = spec.network
    if isinstance(network, Network) and network.log_key_arn is not None:
        return Fragment({})
    queries = spec.query_logs is not None and spec.query_logs.destination_arn is None
    kept = isinstance(network, MadeNetwork) and network.keeps_logs
    if not (kept or queries or any(zone.associate for zone in spec.zones)):
        return Fragment({})
    return log_key_fragment(account=account, region=region, partition=region.partition)


def _exports(spec: CellSpec, region: Region, prefix: str, further: FurtherExports) -> Fragment:
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
    outputs |= _further_exports(further, prefix)
    for zone in (*spec.zones, *spec.service_zones(region)):
        if zone.id is None or isinstance(zone.id, Late):
            outputs[zone_resource_id(zone.name)] = _export(
                zone_id_of(zone), zone_export(prefix, zone.name), f"Private zone {zone.name}"
            )
    return Fragment({}, outputs=outputs)


def _export(value: Json, name: str, description: str) -> Json:
    return {"Description": description, "Value": value, "Export": {"Name": name}}


def _further_exports(further: FurtherExports, prefix: str) -> dict[str, Json]:
    outputs: dict[str, Json] = {}
    for slots in further.route_tables:
        place = f"T{slots[0]}-Z{slots[1]}"
        value = ref(route_table_id(*slots))
        outputs[f"RouteTable-{place}"] = _export(value, route_table_export(prefix, *slots), f"Route table of {place}")
    for service in further.interface_endpoints:
        made = interface_endpoint_id(service)
        dns_name, zone_id = first_dns_entry(made)
        parts: dict[str, Json] = {"Id": ref(made), "Name": dns_name, "ZoneId": zone_id}
        for part, value in parts.items():
            exported = endpoint_export(prefix, service, part)
            outputs[f"Endpoint-{service}-{part}"] = _export(value, exported, f"Interface endpoint to {service}: {part}")
    return outputs
