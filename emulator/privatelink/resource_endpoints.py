"""Endpoints to resource configurations of VPC Lattice, and their associations.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html,
.../API_DescribeVpcEndpointAssociations.html and .../API_DnsOptionsSpecification.html,
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html.
"""

from __future__ import annotations

import secrets
from typing import Any

from ministack.core.responses import get_region
from ministack.services import ec2

from emulator import lattice
from emulator.ec2 import Action, Refused
from emulator.privatelink.names import HOSTED_ZONE
from emulator.privatelink.state import new_id

_WITH_DOMAINS = ("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", "SPECIFIED_DOMAINS_ONLY")
_MOST_DOMAINS = 10


def associate(endpoint: dict[str, Any], arn: str) -> None:
    """Give a new endpoint its association with the resource configuration of that ARN, which is to be usable."""
    found = lattice.usable_configuration(arn)
    if found is None:
        raise Refused("InvalidParameter", f"The resource configuration '{arn}' does not exist")
    _refuse_zones(endpoint, lattice.gateway_of(found))
    _refuse_preference(endpoint)
    association, suffix = new_id("vpce-rsc-asc"), secrets.token_hex(4)
    name = f"{endpoint['VpcEndpointId']}-{suffix}.{found.id}.{suffix}.vpc-lattice-rsc.{get_region()}.on.aws"
    endpoint["ResourceConfigurationArn"] = arn
    endpoint["Association"] = {
        "Id": association,
        "VpcEndpointId": endpoint["VpcEndpointId"],
        "AssociatedResourceAccessibility": "Accessible",
        "AssociatedResourceArn": arn,
        "DnsEntry": {"DnsName": name, "HostedZoneId": HOSTED_ZONE},
        **_private_entry(endpoint, found),
    }


def describe(request: dict[str, Any]) -> dict[str, Any]:
    """Return the associations of endpoints of the account and Region at hand."""
    wanted = request.get("VpcEndpointIds", [])
    for each in wanted:
        if each not in ec2._vpc_endpoints:
            raise Refused("InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{each}' does not exist")
    found = [
        endpoint["Association"]
        for identifier, endpoint in ec2._vpc_endpoints.items()
        if "Association" in endpoint and (not wanted or identifier in wanted)
    ]
    return {"VpcEndpointAssociations": found}


def _refuse_zones(endpoint: dict[str, Any], gateway: lattice.Thing) -> None:
    here, there = (
        {_zone_id(subnet) for subnet in subnets} for subnets in (endpoint["SubnetIds"], gateway.properties["SubnetIds"])
    )
    if not here & there:
        message = f"None of the Availability Zones of the endpoint is one of the resource gateway {gateway.id}"
        raise Refused("InvalidParameter", message)


def _zone_id(subnet: str) -> str:
    for held in ec2._subnets._data.values():
        if held["SubnetId"] == subnet:
            return str(held.get("AvailabilityZoneId") or held["AvailabilityZone"])
    raise Refused("InvalidSubnetID.NotFound", f"The subnet ID '{subnet}' does not exist")


def _refuse_preference(endpoint: dict[str, Any]) -> None:
    options = endpoint.get("DnsOptions") or {}
    preference, domains = options.get("PrivateDnsPreference"), options.get("PrivateDnsSpecifiedDomains") or []
    if preference is not None and not endpoint["PrivateDnsEnabled"]:
        raise Refused("InvalidParameter", "PrivateDnsPreference is only supported when private DNS is enabled")
    if domains and preference not in _WITH_DOMAINS:
        message = f"PrivateDnsSpecifiedDomains is only supported with {' or '.join(_WITH_DOMAINS)}"
        raise Refused("InvalidParameter", message)
    if len(domains) > _MOST_DOMAINS:
        raise Refused("InvalidParameter", f"PrivateDnsSpecifiedDomains has more than {_MOST_DOMAINS} domains")


def _private_entry(endpoint: dict[str, Any], found: lattice.Thing) -> dict[str, Any]:
    """Return the private name; a verification stays pending here, so that no name counts as verified."""
    options, name = endpoint.get("DnsOptions") or {}, found.properties.get("CustomDomainName")
    let_in = options.get("PrivateDnsPreference") == "ALL_DOMAINS" or name in (
        options.get("PrivateDnsSpecifiedDomains") or []
    )
    if not endpoint["PrivateDnsEnabled"] or name is None or not let_in:
        return {}
    return {"PrivateDnsEntry": {"DnsName": name, "HostedZoneId": f"Z{secrets.token_hex(8).upper()}"}}


ACTIONS: dict[str, Action] = {"DescribeVpcEndpointAssociations": describe}
