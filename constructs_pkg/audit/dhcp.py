"""The DNS servers that DHCP options tell the instances of a VPC to ask.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-dhcpoptions.html and
.../aws-resource-ec2-vpcdhcpoptionsassociation.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.address_facts import DhcpFact
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import ListOf, Resource, Value


def read_dhcp(reading: Reading) -> Iterator[DhcpFact]:
    """Yield the options of each VPC that has others than the default ones."""
    for _, association in reading.resources("AWS::EC2::VPCDHCPOptionsAssociation"):
        vpc, options = association.identifier("VpcId"), association.identifier("DhcpOptionsId")
        if vpc is not None and options is not None:
            yield DhcpFact(vpc, options, _servers(reading, options))


def _servers(reading: Reading, options: Value) -> tuple[Value, ...] | None:
    if not isinstance(options, Resource) or reading.type_of(options) != "AWS::EC2::DHCPOptions":
        return None
    servers = reading.properties_of(options).get("DomainNameServers")
    if servers is None:
        return ()
    return servers.items if isinstance(servers, ListOf) else None
