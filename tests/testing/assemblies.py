"""Assemblies whose names a test asks for."""

from __future__ import annotations

from audit.templates import Json, cell, endpoint, endpoint_alias, import_value, record, ref, stack, vpc

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts, StackFact

REGIONS = {"Virginia": "us-east-1", "Oregon": "us-west-2", "Ireland": "eu-west-1"}


def clone(name: str, **addresses: str) -> list[StackFact]:
    """Return a cell whose hosts have these addresses; `cname_...` is a CNAME instead."""
    zone_id = import_value(f"{name}-network:ZoneId")
    return cell(
        name,
        REGIONS[name],
        {
            f"R{host.replace('_', '')}": record(
                zone_id,
                f"{host.removeprefix('cname_')}.example.com",
                "CNAME" if host.startswith("cname_") else "A",
                address,
            )
            for host, address in addresses.items()
        },
    )


def two_clones() -> Facts:
    """Return two cells with a host and an endpoint each, and a public zone with a failover name."""

    def links(name: str) -> dict[str, Json]:
        zone_id = import_value(f"{name}-network:ZoneId")
        return {
            "Ep": endpoint(import_value(f"{name}-network:VpcId"), Tags=[{"Key": "Name", "Value": f"{name} orders"}]),
            "Orders": record(zone_id, "orders.example.com", "A", AliasTarget=endpoint_alias("Ep")),
        }

    def failover(role: str, address: str, **fields: object) -> Json:
        return record(
            ref("Public"), "www.example.net", "A", address, SetIdentifier=role.lower(), Failover=role, **fields
        )

    edge = {
        "Vpc": vpc("Edge"),
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.net"}},
        "Check": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {"Type": "HTTPS"}}},
        "Primary": failover("PRIMARY", "203.0.113.1", HealthCheckId=ref("Check")),
        "Secondary": failover("SECONDARY", "203.0.113.2"),
    }
    return read(
        [
            *clone("Virginia", foo="10.0.0.10", cname_vendor="www.vendor.test"),
            stack("Virginia-more", links("Virginia")),
            *clone("Oregon", foo="10.0.0.20"),
            stack("Oregon-more", links("Oregon"), "us-west-2"),
            stack("edge", edge),
        ]
    )
