"""The DNS options of interface endpoints, and what EC2 refuses of them.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html,
https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointDnsRecordIpType.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from emulator.ec2 import Refused
from emulator.resources import Properties

_TYPES_WITH = {
    "ipv4": ("ipv4", "dualstack"),
    "ipv6": ("ipv6", "dualstack"),
    "dualstack": ("dualstack",),
    "service-defined": ("dualstack",),
}
_INBOUND_ONLY = "PrivateDnsOnlyForInboundResolverEndpoint"
# CloudFormation has words for what EC2's API has a flag for.
_WORDS = {"OnlyInboundResolver": True, "AllResolvers": False}


def dns_options(properties: Properties) -> dict[str, Any]:
    """Return the options of a template as EC2's API takes them."""
    asked = {key: value for key, value in properties.items() if value not in ("not-specified", "NotSpecified")}
    if _INBOUND_ONLY in asked:
        asked[_INBOUND_ONLY] = _WORDS[asked[_INBOUND_ONLY]]
    return asked


def refuse_dns_options(endpoint: dict[str, Any], others: Iterable[dict[str, Any]]) -> None:
    """Refuse options that do not go with an endpoint's addresses, or that need a gateway endpoint in its VPC."""
    options = endpoint.get("DnsOptions") or {}
    wanted, address_type = options.get("DnsRecordIpType"), endpoint["IpAddressType"]
    if wanted is not None and address_type not in _TYPES_WITH.get(wanted, ()):
        message = f"The DNS record IP type {wanted} is not compatible with the IP address type {address_type}"
        raise Refused("InvalidParameter", message)
    if not options.get(_INBOUND_ONLY):
        return
    if not endpoint["PrivateDnsEnabled"]:
        raise Refused("InvalidParameter", f"{_INBOUND_ONLY} requires private DNS")
    gateways = {
        other["ServiceName"]
        for other in others
        if other["VpcEndpointType"] == "Gateway" and other["VpcId"] == endpoint["VpcId"]
    }
    if endpoint["ServiceName"] not in gateways:
        message = f"{_INBOUND_ONLY} requires a gateway endpoint to {endpoint['ServiceName']} in the VPC"
        raise Refused("InvalidParameter", message)
