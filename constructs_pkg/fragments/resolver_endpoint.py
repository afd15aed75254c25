"""A Resolver endpoint and its security group.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53resolver-resolverendpoint.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.declaration import METADATA_KEY
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, ref, resource
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.late import Late
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec, resolver_name

ENDPOINT = "Resource"
SECURITY_GROUP = "SecurityGroup"
OUTPUT = "EndpointId"

_DIRECTIONS = {"inbound": "INBOUND", "inbound-delegation": "INBOUND_DELEGATION", "outbound": "OUTBOUND"}
_ADDRESS_TYPES = {"ipv4": "IPV4", "dualstack": "DUALSTACK", "ipv6": "IPV6"}

# Part of the group's identity, and a new group replaces the endpoint: it never changes.
_DESCRIPTIONS = {True: "Who may ask a Resolver endpoint", False: "Whom a Resolver endpoint may ask"}


def resolver_endpoint_fragment(spec: ResolverEndpointSpec, *, name: str, outputs: bool = False) -> Fragment:
    """Return the endpoint `spec`; `name` is shown in the console."""
    groups = spec.security_group_ids
    made = {} if groups is not None else {SECURITY_GROUP: _group(spec, name)}
    made[ENDPOINT] = resource(
        "AWS::Route53Resolver::ResolverEndpoint",
        {
            "Name": resolver_name(name),
            "Direction": _DIRECTIONS[spec.direction],
            "IpAddresses": [
                {"SubnetId": subnet.id, **({"Ip": address} if address is not None else {})}
                for subnet, address in spec.placed
            ],
            "Protocols": sorted(spec.protocols),
            "ResolverEndpointType": _ADDRESS_TYPES[spec.ip_address_type],
            "SecurityGroupIds": [attribute(SECURITY_GROUP, "GroupId")] if groups is None else list(groups),
            # Those that are off are left out: not every Region and emulator knows them.
            "RniEnhancedMetricsEnabled": spec.rni_enhanced_metrics or None,
            "TargetNameServerMetricsEnabled": spec.target_name_server_metrics or None,
            "Dns64Enabled": spec.dns64 or None,
            "Ipv6InternetAccessEnabled": spec.ipv6_internet_access or None,
        },
        **_declaration(spec),
    )
    shown = {OUTPUT: {"Description": "The Resolver endpoint's id", "Value": ref(ENDPOINT)}} if outputs else {}
    return Fragment(made, outputs=shown)


def _group(spec: ResolverEndpointSpec, name: str) -> Json:
    rules = list(_rules(spec))
    return security_group(
        description=_DESCRIPTIONS[spec.is_inbound],
        name=name,
        vpc_id=spec.network.vpc_id,
        **{"ingress" if spec.is_inbound else "egress": rules},
    )


def _rules(spec: ResolverEndpointSpec) -> Iterable[Json]:
    for block in sorted(spec.peers):
        for protocol, port in spec.listeners:
            yield cidr_rule(protocol, port, port, block, f"DNS by {protocol} {port}")


def _declaration(spec: ResolverEndpointSpec) -> dict[str, Json]:
    """Return the metadata that tells the endpoint's VPC, which literal subnets do not."""
    vpc = spec.network.vpc_id
    return {} if isinstance(vpc, Late) else {"Metadata": {METADATA_KEY: {"vpc_id": vpc}}}
