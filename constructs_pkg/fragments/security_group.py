"""Security groups with exactly the rules that were asked for."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Json, Resource, named, resource
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.late import Late

# A group without any egress rule in its template gets one that allows everything. A rule that leads
# nowhere keeps it closed.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
_NOWHERE = {
    "IpProtocol": "icmp",
    "FromPort": 252,
    "ToPort": 86,
    "CidrIp": "255.255.255.255/32",
    "Description": "No outbound traffic",
}


def security_group(
    *, description: str, name: str, vpc_id: Json, ingress: Iterable[Json] = (), egress: Iterable[Json] = ()
) -> Resource:
    """Return a group with these rules only; `description` is part of its identity and never changes."""
    inbound, outbound = list(ingress), list(egress)
    return resource(
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": description,
            "VpcId": vpc_id,
            "SecurityGroupIngress": inbound or None,
            "SecurityGroupEgress": outbound or [_NOWHERE],
            "Tags": named(name),
        },
    )


def cidr_rule(protocol: str, from_port: int, to_port: int, block: Late | str, description: str) -> Json:
    """Return a rule for one block, in or out; a block known only at deployment is an IPv4 one."""
    return {
        "IpProtocol": protocol,
        "FromPort": from_port,
        "ToPort": to_port,
        "CidrIpv6" if isinstance(block, str) and ":" in block else "CidrIp": block,
        "Description": description,
    }


def prefix_list_rule(protocol: str, port: int, prefix_list: Late | str, description: str) -> Json:
    """Return an inbound rule for what a managed prefix list names."""
    return {
        "IpProtocol": protocol,
        "FromPort": port,
        "ToPort": port,
        "SourcePrefixListId": prefix_list,
        "Description": description,
    }


def ingress_rule(asked: Ingress) -> Json:
    """Return the inbound rule for `asked`."""
    last = asked.to_port or asked.from_port
    ports = str(asked.from_port) if last == asked.from_port else f"{asked.from_port}-{last}"
    description = f"{asked.protocol} {ports}"
    if asked.cidr is not None:
        return cidr_rule(asked.protocol, asked.from_port, last, asked.cidr, description)
    rule = {
        "IpProtocol": asked.protocol,
        "FromPort": asked.from_port,
        "ToPort": last,
        "Description": description,
    }
    if asked.ipv6_cidr is not None:
        return {**rule, "CidrIpv6": asked.ipv6_cidr}
    if asked.security_group_id is not None:
        return {**rule, "SourceSecurityGroupId": asked.security_group_id}
    return {**rule, "SourcePrefixListId": asked.prefix_list_id}
