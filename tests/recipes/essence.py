"""What a resource is to the two sides that are compared: few words, read from CloudFormation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Properties = Mapping[str, Any]
Essence = dict[str, Any]


def essence(resource: Mapping[str, Any]) -> Essence:
    """Return the essence of `resource`; of a type that no recipe has yet it is refused."""
    return _READERS[resource["Type"]](resource["Properties"])


def _endpoint(held: Properties) -> Essence:
    return {
        "type": held["VpcEndpointType"],
        "service": held["ServiceName"],
        "private_dns": held["PrivateDnsEnabled"],
        "subnets": len(held["SubnetIds"]),
        "groups": len(held["SecurityGroupIds"]),
    }


def _security_group(held: Properties) -> Essence:
    return {"ingress": sorted(map(_ingress, held["SecurityGroupIngress"]))}


def _ingress(rule: Properties) -> str:
    ports = sorted({rule["FromPort"], rule["ToPort"]})
    source = rule.get("CidrIp") or rule.get("CidrIpv6") or rule["SourceSecurityGroupId"]
    return f"{rule['IpProtocol']} {'-'.join(map(str, ports))} from {source}"


def _zone(held: Properties) -> Essence:
    return {"name": held["Name"].removesuffix("."), "vpcs": len(held["VPCs"])}


def _record(held: Properties) -> Essence:
    (target,) = held["ResourceRecords"]
    return {
        "name": held["Name"].removesuffix("."),
        "type": held["Type"],
        "ttl": int(held["TTL"]),
        "target": "first DNS entry" if _is_first_dns_entry(target) else target,
    }


def _is_first_dns_entry(target: Any) -> bool:
    match target:
        case {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": [_, "DnsEntries"]}]}]}]}:
            return True
    return False


def _load_balancer(held: Properties) -> Essence:
    return {"type": held["Type"], "scheme": held["Scheme"], "subnets": len(held["Subnets"])}


def _target_group(held: Properties) -> Essence:
    targets = len(held["Targets"])
    return {"protocol": held["Protocol"], "port": held["Port"], "target_type": held["TargetType"], "targets": targets}


def _listener(held: Properties) -> Essence:
    return {"protocol": held["Protocol"], "port": held["Port"]}


def _service(held: Properties) -> Essence:
    return {"acceptance": held["AcceptanceRequired"], "load_balancers": len(held["NetworkLoadBalancerArns"])}


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
