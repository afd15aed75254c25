"""Which Region a record's value is in, where the templates tell."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from constructs_pkg.audit.endpoint_name import endpoint_of
from constructs_pkg.audit.facts import ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.value import Value, literal_text, only_resource

# What stands in one Region, by the beginning of its type; others, such as a CloudFront distribution, do not.
_REGIONAL = ("AWS::EC2::", "AWS::ElasticLoadBalancing", "AWS::RDS::DB", "AWS::ElastiCache::")

# https://docs.aws.amazon.com/general/latest/gr/rande.html: the Region is a label of the name.
_OF_AWS = re.compile(r"\.amazonaws\.com(\.cn)?$")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


class Regions:
    """The Regions of an assembly's VPCs, and of what records answer with."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._of_vpc = evidence.facts.region_of_vpc
        self._blocks: dict[Value, list[IPv4Network | IPv6Network | None]] = {}
        for vpc in evidence.facts.vpcs:
            self._blocks.setdefault(vpc.id, []).append(_block(vpc.cidr))
        for _, block in evidence.reading.resources("AWS::EC2::VPCCidrBlock"):
            owner = block.get("VpcId")
            if owner is not None:
                self._blocks.setdefault(owner, []).append(_block(block.get("CidrBlock")))

    def of_zone(self, zone: ZoneFact) -> str | None:
        """Return the one Region that all VPCs of a zone are in, or None."""
        found = {self._of_vpc.get(vpc) for vpc in zone.vpcs}
        return found.pop() if len(found) == 1 else None

    def of_value(self, value: Value, zone: ZoneFact) -> str | None:
        """Return the Region that a value of a record of `zone` is in, or None where that is not told."""
        text = literal_text(value)
        if text is not None:
            return self._of_text(text, zone)
        endpoint, resource = endpoint_of(self._evidence.facts, value), only_resource(value)
        if endpoint is not None:
            return endpoint.region
        if resource is None or not (self._evidence.reading.type_of(resource) or "").startswith(_REGIONAL):
            return None
        return next((one.region for one in self._evidence.facts.stacks if one.id == resource.stack), None)

    def _of_text(self, text: str, zone: ZoneFact) -> str | None:
        try:
            address = ip_address(text)
        except ValueError:
            name = text.lower().removesuffix(".")
            labels = [label for label in name.split(".") if _REGION.fullmatch(label)]
            return labels[0] if len(labels) == 1 and _OF_AWS.search(name) else None
        own = [block for vpc in zone.vpcs for block in self._blocks.get(vpc, [None])]
        if None in own or any(block is not None and address in block for block in own):
            return self.of_zone(zone) if None not in own else None
        others = {
            self._of_vpc.get(vpc)
            for vpc, blocks in self._blocks.items()
            if any(block is not None and address in block for block in blocks)
        }
        return others.pop() if len(others) == 1 else None


def _block(cidr: Value | None) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(literal_text(cidr) or "", strict=False)
    except ValueError:
        return None
