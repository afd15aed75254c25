"""What a resource is to the two sides that are compared: few words, read from CloudFormation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

# What an endpoint's first DNS entry could be; see
# https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
_ENDPOINT, _SERVICE = "vpce-0a-0b", "vpce-svc-0c.us-east-1.vpce.amazonaws.com"
_IN_A_ZONE = re.compile(rf"{_ENDPOINT}-(.+)\.{re.escape(_SERVICE)}")

Properties = Mapping[str, Any]
Essence = dict[str, Any]


def essence(resource: Mapping[str, Any]) -> Essence:
    """Return the essence of `resource`; of a type that no recipe has yet it is refused."""
    return _READERS[resource["Type"]](resource["Properties"])


def _endpoint(held: Properties) -> Essence:
    return {
        "type": held["VpcEndpointType"],
        "service": held["ServiceName"],
        "private_dns": held.get("PrivateDnsEnabled", False),
        "subnets": len(held["SubnetIds"]),
        "groups": len(held.get("SecurityGroupIds", ())),
    }


def _security_group(held: Properties) -> Essence:
    rules = held["SecurityGroupIngress"]
    return {
        "ingress": sorted(f"{_ports(rule)} from {_source(rule)}" for rule in rules),
        "ports": sorted(map(_ports, rules)),
    }


def _source(rule: Properties) -> str:
    """Return where a rule lets in from; of a group, whose id is everybody's own, that it is one."""
    return "a group" if "SourceSecurityGroupId" in rule else str(rule.get("CidrIp") or rule["CidrIpv6"])


def _ports(rule: Properties) -> str:
    ports = sorted({rule["FromPort"], rule["ToPort"]})
    return f"{rule['IpProtocol']} {'-'.join(map(str, ports))}"


def _zone(held: Properties) -> Essence:
    return {"name": held["Name"].removesuffix("."), "vpcs": len(held["VPCs"])}


def _record(held: Properties) -> Essence:
    alias = held.get("AliasTarget", {})
    (target,) = held.get("ResourceRecords") or (alias["DNSName"],)
    return {
        "name": held["Name"].removesuffix("."),
        "type": held["Type"],
        "ttl": int(held["TTL"]) if "TTL" in held else None,
        "target": _in_words(_evaluated(target)),
        "evaluates": alias.get("EvaluateTargetHealth", False),
    }


def _evaluated(value: Any) -> Any:
    """Return what `value` becomes at deployment, for an endpoint with the one DNS entry above."""
    match value:
        case {"Fn::GetAtt": [_, "DnsEntries"]}:
            return [f"Z0D:{_ENDPOINT}.{_SERVICE}"]
        case {"Fn::Select": [number, parts]}:
            return _evaluated(parts)[number]
        case {"Fn::Split": [separator, text]}:
            return _evaluated(text).split(separator)
        case {"Fn::Join": [separator, parts]}:
            return separator.join(map(_evaluated, parts))
    return value


def _in_words(target: str) -> str:
    if target == f"{_ENDPOINT}.{_SERVICE}":
        return "first DNS entry"
    zonal = _IN_A_ZONE.fullmatch(target)
    return f"first DNS entry in {zonal[1]}" if zonal else target


def _load_balancer(held: Properties) -> Essence:
    return {"type": held["Type"], "scheme": held["Scheme"], "subnets": len(held["Subnets"])}


def _target_group(held: Properties) -> Essence:
    targets = len(held.get("Targets", ()))
    return {"protocol": held["Protocol"], "port": held["Port"], "target_type": held["TargetType"], "targets": targets}


def _listener(held: Properties) -> Essence:
    return {"protocol": held["Protocol"], "port": held["Port"]}


def _service(held: Properties) -> Essence:
    kinds = ("NetworkLoadBalancerArns", "GatewayLoadBalancerArns")
    return {"acceptance": held["AcceptanceRequired"], **{kind: len(held.get(kind, ())) for kind in kinds}}


_READERS: dict[str, Callable[[Properties], Essence]] = {
    "AWS::EC2::SecurityGroup": _security_group,
    "AWS::EC2::VPCEndpoint": _endpoint,
    "AWS::EC2::VPCEndpointService": _service,
    "AWS::ElasticLoadBalancingV2::Listener": _listener,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": _load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": _target_group,
    "AWS::Route53::HostedZone": _zone,
    "AWS::Route53::RecordSet": _record,
}
