"""The network interfaces of endpoints, by which their addresses are found.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from ministack.services import ec2

from emulator.ec2 import call


def placed(endpoint: dict[str, Any]) -> list[str]:
    """Return an endpoint's network interfaces, one in each of its subnets: made, kept or deleted to be so."""
    known = {
        ec2._network_interfaces[each]["SubnetId"]: each
        for each in endpoint.get("NetworkInterfaceIds", [])
        if each in ec2._network_interfaces
    }
    for subnet in known.keys() - set(endpoint["SubnetIds"]):
        call("DeleteNetworkInterface", NetworkInterfaceId=known.pop(subnet))
    groups = [group["GroupId"] for group in endpoint["Groups"]]
    for subnet in endpoint["SubnetIds"]:
        if subnet not in known:
            made = call(
                "CreateNetworkInterface",
                SubnetId=subnet,
                Description=f"VPC Endpoint Interface {endpoint['VpcEndpointId']}",
                **({"Groups": groups} if groups else {}),
            )
            known[subnet] = made["NetworkInterface"]["NetworkInterfaceId"]
            # The emulator gives any address.
            ec2._network_interfaces[known[subnet]]["PrivateIpAddress"] = _free(subnet)
    return [known[subnet] for subnet in endpoint["SubnetIds"]]


def _free(subnet: str) -> str:
    """Return the first address of a subnet that no interface has, after the five that AWS keeps.

    Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
    """
    taken = {each["PrivateIpAddress"] for each in ec2._network_interfaces.values()}
    hosts = list(map(str, ip_network(ec2._subnets[subnet]["CidrBlock"])))[5:-1]
    return next(host for host in hosts if host not in taken)
