"""Who reaches an endpoint of a link that asks for nothing: the cell's blocks of the endpoint's address type."""

from typing import Any

import pytest

from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.preview import preview

from .wishes import planned

IMPORTED = {"Fn::ImportValue": "net-app-network:Ipv6Cidr"}
RULES: dict[str, list[dict[str, Any]]] = {
    "ipv4": [{"CidrIp": "10.1.0.0/16"}],
    "ipv6": [{"CidrIpv6": IMPORTED}],
    "dualstack": [{"CidrIp": "10.1.0.0/16"}, {"CidrIpv6": IMPORTED}],
}


@pytest.mark.parametrize("kind", RULES)
def test_default_ingress_follows_the_address_type(kind: str) -> None:
    """An endpoint lets its own cell in over each kind of address that it has, and over no other."""
    templates = preview(
        planned(
            {
                "cells.app.network.ipv6": True,
                "cells.data.network.ipv6": True,
                "services.db.ip_address_types": ["ipv4", "ipv6"],
                "links.db.ip_address_type": kind,
            }
        )
    )
    resources = templates["net-app-links"]["Resources"].values()
    (group,) = (each["Properties"] for each in resources if each["Type"] == "AWS::EC2::SecurityGroup")
    port = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "Description": "tcp 5432"}
    assert [{**port, **source} for source in RULES[kind]] == group["SecurityGroupIngress"]
    (block,) = (
        each["Value"]
        for each in templates["net-app-network"]["Outputs"].values()
        if each["Export"]["Name"] == IMPORTED["Fn::ImportValue"]
    )
    assert {"Fn::Select": [0, {"Fn::GetAtt": [logical_id("Cell", "Resource"), "Ipv6CidrBlocks"]}]} == block


def test_a_network_without_ipv6_exports_no_block() -> None:
    """Nothing is exported of a block that is not there."""
    names = [each["Export"]["Name"] for each in preview(planned({}))["net-app-network"]["Outputs"].values()]
    assert "net-app-network:VpcId" in names
    assert IMPORTED["Fn::ImportValue"] not in names
