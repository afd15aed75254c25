"""The rules of endpoints to AWS services: what is refused and its nearest valid neighbour."""

from __future__ import annotations

from datetime import date
from typing import Any

from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.cell_rules import check_cell
from constructs_pkg.values.place import Region
from constructs_pkg.values.policy_terms import OrganizationId, UtcTime
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import AZ_A, AZ_B, EGRESS, ISOLATED, NETWORK, SUBNET_A, SUBNET_B, cell, consumer, group, value

_SQS = "com.amazonaws.us-east-1.sqs"
_MADE: dict[str, Any] = {"cidr": "10.0.0.0/16", "availability_zones": [AZ_A, AZ_B]}
_TIERS: dict[str, Any] = {**_MADE, "tiers": [ISOLATED, EGRESS], "ipv6": True}


def endpoint(service: str = "ssm", **changes: Any) -> list[Problem]:
    """Return the problems of a cell with one interface endpoint."""
    return cell(interface_endpoints=[{"service": service, **changes}])


def standing(network: dict[str, Any], **changes: Any) -> list[Problem]:
    """Return the problems of a cell with an interface endpoint in `network`."""
    return cell(network=network, interface_endpoints=[{"service": "ssm", **changes}])


def clients(*blocks: str, **changes: Any) -> list[Problem]:
    """Return the problems of a cell with an interface endpoint and these further clients."""
    return cell(interface_endpoints=[{"service": "ssm", **changes}], interface_endpoint_clients=blocks)


def terms(**given: Any) -> list[Problem]:
    """Return the problems of an interface endpoint whose policy is in terms."""
    return endpoint(policy={"own_account": True, **given})


def _in_ireland(service: str) -> list[Problem]:
    network = {"cidr": "10.0.0.0/16", "availability_zones": [{"slot": 0, "name": "eu-west-1a"}]}
    wish = parse(CellSpec, {"network": network, "interface_endpoints": [{"service": service}]})
    return check_cell(wish, Region("eu-west-1"))


def to_aws(**changes: Any) -> list[Problem]:
    """Return the problems of a consumer of a service of AWS."""
    return consumer(service_name=_SQS, **changes)


NAMES = [
    Case(
        "a service whose names are not known needs them for zones of its own",
        "service-names-unknown",
        "interface_endpoints[0].names",
        lambda: endpoint("made-up", names="own-zones"),
        lambda: endpoint("made-up", names="own-zones", dns_names=["made-up.us-east-1.amazonaws.com"]),
    ),
    Case(
        "a service without private DNS has no names for zones",
        "service-names-unknown",
        "interface_endpoints[0].names",
        lambda: endpoint("dynamodb-streams", names="own-zones"),
        lambda: endpoint("kinesis-streams", names="own-zones"),
    ),
    Case(
        "a service without private DNS is not asked for it",
        "service-without-private-dns",
        "interface_endpoints[0].names",
        lambda: endpoint("dynamodb-streams"),
        lambda: endpoint("dynamodb-streams", names="none"),
    ),
    Case(
        "names are given for zones of their own alone",
        "dns-names-unused",
        "interface_endpoints[0].dns_names",
        lambda: endpoint(dns_names=["ssm.us-east-1.amazonaws.com"]),
        lambda: endpoint(names="own-zones", dns_names=["ssm.us-east-1.amazonaws.com"]),
    ),
    Case(
        "a name is given once",
        "duplicate-name",
        "interface_endpoints[0].dns_names[1]",
        lambda: endpoint(names="own-zones", dns_names=["a.example.com", "A.example.com."]),
        lambda: endpoint(names="own-zones", dns_names=["a.example.com", "*.a.example.com"]),
    ),
    Case(
        "a zone for a service is none of the cell's own",
        "duplicate-zone",
        "interface_endpoints[0].names",
        lambda: cell(
            zones=[{"name": "ssm.us-east-1.amazonaws.com"}],
            interface_endpoints=[{"service": "ssm", "names": "own-zones"}],
        ),
        lambda: cell(
            zones=[{"name": "ssm.us-east-2.amazonaws.com"}],
            interface_endpoints=[{"service": "ssm", "names": "own-zones"}],
        ),
    ),
    Case(
        "a zone that AWS keeps for private DNS is none of the cell's own",
        "duplicate-zone",
        "interface_endpoints[0].names",
        lambda: cell(zones=[{"name": "dkr.ecr.us-east-1.amazonaws.com"}], interface_endpoints=[{"service": "ecr.dkr"}]),
        lambda: cell(
            zones=[{"name": "dkr.ecr.us-east-1.amazonaws.com"}],
            interface_endpoints=[{"service": "ecr.dkr", "names": "none"}],
        ),
    ),
    Case(
        "two services have no zone in common",
        "duplicate-zone",
        "interface_endpoints[1].dns_names",
        lambda: cell(
            interface_endpoints=[
                {"service": "ssm", "names": "own-zones"},
                {"service": "sqs", "names": "own-zones", "dns_names": ["*.ssm.us-east-1.amazonaws.com"]},
            ]
        ),
        lambda: cell(
            interface_endpoints=[{"service": "ssm", "names": "own-zones"}, {"service": "sqs", "names": "own-zones"}]
        ),
    ),
    Case(
        "a global service has no Region in its name",
        "short-service-name",
        "interface_endpoints[0].service",
        lambda: endpoint("iam"),
        lambda: endpoint("com.amazonaws.iam"),
    ),
    Case(
        "the endpoint to IAM stands where its control plane is",
        "endpoint-in-other-region",
        "interface_endpoints[0].service",
        lambda: _in_ireland("com.amazonaws.iam"),
        lambda: endpoint("com.amazonaws.iam"),
    ),
    Case(
        "resources of another partition are nothing that the endpoint reaches",
        "mixed-partition",
        "interface_endpoints[0].policy.resources[1]",
        lambda: terms(resources=["arn:*:ssm:::parameter/x", "arn:aws-us-gov:ssm:::parameter/x"]),
        lambda: terms(resources=["arn:*:ssm:::parameter/x", "arn:aws:ssm:::parameter/x"]),
    ),
    Case(
        "records of both address types need addresses of both",
        "dns-record-type-mismatch",
        "interface_endpoints[0].dns_record_ip_type",
        lambda: endpoint(dns_record_ip_type="dualstack"),
        lambda: standing(_TIERS, ip_address_type="dualstack", dns_record_ip_type="dualstack", tier="isolated"),
    ),
    Case(
        "what the service defines needs addresses of both types",
        "dns-record-type-mismatch",
        "interface_endpoints[0].dns_record_ip_type",
        lambda: endpoint(dns_record_ip_type="service-defined"),
        lambda: endpoint(dns_record_ip_type="ipv4"),
    ),
    Case(
        "private DNS for inbound endpoints alone is for services with gateway endpoints",
        "inbound-only-without-gateway",
        "interface_endpoints[0].private_dns_only_for_inbound_resolver",
        lambda: endpoint("ssm", private_dns_only_for_inbound_resolver=True),
        lambda: endpoint("s3", private_dns_only_for_inbound_resolver=True),
    ),
    Case(
        "private DNS for inbound endpoints alone needs the VPC's gateway endpoint",
        "inbound-only-without-gateway",
        "interface_endpoints[0].private_dns_only_for_inbound_resolver",
        lambda: cell(
            network={**_MADE, "gateway_endpoints": [{"service": "dynamodb"}]},
            interface_endpoints=[{"service": "s3", "private_dns_only_for_inbound_resolver": True}],
        ),
        lambda: cell(
            network={**_MADE, "gateway_endpoints": [{"service": "s3"}]},
            interface_endpoints=[{"service": "s3", "private_dns_only_for_inbound_resolver": True}],
        ),
    ),
    Case(
        "private DNS for inbound endpoints alone is private DNS",
        "inbound-only-without-private-dns",
        "interface_endpoints[0].private_dns_only_for_inbound_resolver",
        lambda: endpoint("s3", names="own-zones", private_dns_only_for_inbound_resolver=True),
        lambda: endpoint("s3", names="private-dns", private_dns_only_for_inbound_resolver=True),
    ),
]

_ROUTED = {**NETWORK, "subnets": [{**each, "route_table_id": "rtb-00000001"} for each in (SUBNET_A, SUBNET_B)]}

STANDING = [
    Case(
        "gateway endpoints of a network that exists need its route tables",
        "route-table-unknown",
        "network.subnets[0].route_table_id",
        lambda: cell(network=NETWORK, gateway_endpoints=[{"service": "s3"}]),
        lambda: cell(network=_ROUTED, gateway_endpoints=[{"service": "s3"}]),
    ),
    Case(
        "gateway endpoints of a network to make are told in it",
        "gateways-of-made-network",
        "gateway_endpoints",
        lambda: cell(network=_MADE, gateway_endpoints=[{"service": "s3"}]),
        lambda: cell(network={**_MADE, "gateway_endpoints": [{"service": "s3"}]}),
    ),
    Case(
        "an endpoint's own tier is one of a network to make",
        "no-such-tier",
        "interface_endpoints[0].tier",
        lambda: standing(_TIERS, tier="data"),
        lambda: standing(_TIERS, tier="isolated"),
    ),
    Case(
        "an endpoint's own tier is one of a network that exists",
        "no-such-tier",
        "interface_endpoints[0].tier",
        lambda: standing(NETWORK, tier="data"),
        lambda: standing(NETWORK, tier="default"),
    ),
    Case(
        "an endpoint's Availability Zones are those of a network to make",
        "no-such-availability-zone",
        "interface_endpoints[0].availability_zones[0]",
        lambda: standing(_MADE, availability_zones=["us-east-1d"]),
        lambda: standing(_MADE, availability_zones=["use1-az2"]),
    ),
    Case(
        "an endpoint's Availability Zones are those of a network that exists",
        "no-such-availability-zone",
        "interface_endpoints[0].availability_zones[0]",
        lambda: standing(NETWORK, availability_zones=["us-east-1d"]),
        lambda: standing(NETWORK, availability_zones=["us-east-1b"]),
    ),
    Case(
        "an endpoint has a security group",
        "no-security-groups",
        "interface_endpoints[0].security_group_ids",
        lambda: endpoint(security_group_ids=[]),
        lambda: endpoint(security_group_ids=[group(1)]),
    ),
    Case(
        "an endpoint with IPv6 stands in a network that has it",
        "no-ipv6-in-network",
        "interface_endpoints[0].ip_address_type",
        lambda: standing(_MADE, ip_address_type="dualstack"),
        lambda: standing({**_MADE, "ipv6": True}, ip_address_type="dualstack"),
    ),
    Case(
        "an endpoint with IPv6 alone stands in subnets with IPv6 alone, which are not made here",
        "subnets-with-ipv4",
        "interface_endpoints[0].ip_address_type",
        lambda: standing({**_MADE, "ipv6": True}, ip_address_type="ipv6"),
        lambda: standing({**NETWORK, "ipv6_cidr": "2001:db8::/56"}, ip_address_type="ipv6"),
    ),
    Case(
        "an endpoint with IPv6 is opened to the VPC's IPv6 block",
        "vpc-cidr-unknown",
        "network.ipv6_cidr",
        lambda: standing(NETWORK, ip_address_type="dualstack"),
        lambda: standing(NETWORK, ip_address_type="dualstack", security_group_ids=[group(1)]),
    ),
    Case(
        "endpoints count in the subnets where they stand",
        "too-few-addresses",
        "network.subnets[1].cidr",
        lambda: cell(
            network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "cidr": "10.0.16.0/28"}]},
            interface_endpoints=[{"service": f"s{n}", "availability_zones": ["us-east-1b"]} for n in range(12)],
        ),
        lambda: cell(
            network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "cidr": "10.0.16.0/28"}]},
            interface_endpoints=[{"service": f"s{n}", "availability_zones": ["us-east-1a"]} for n in range(12)],
        ),
    ),
    Case(
        "a further client is named once",
        "duplicate-client",
        "interface_endpoint_clients[1]",
        lambda: clients("10.1.0.0/16", "10.1.0.0/16"),
        lambda: clients("10.1.0.0/16", "10.2.0.0/16"),
    ),
    Case(
        "a further client is not the VPC itself",
        "duplicate-client",
        "interface_endpoint_clients[0]",
        lambda: clients("10.0.0.0/16"),
        lambda: clients("10.0.0.0/8"),
    ),
    Case(
        "clients are let in by the group that is made",
        "clients-without-endpoints",
        "interface_endpoint_clients",
        lambda: clients("10.1.0.0/16", security_group_ids=[group(1)]),
        lambda: clients("10.1.0.0/16"),
    ),
]

POLICIES = [
    Case(
        "terms restrict something",
        "policy-without-terms",
        "interface_endpoints[0].policy",
        lambda: endpoint(policy={"own_account": False}),
        lambda: endpoint(policy={"own_account": True}),
    ),
    Case(
        "an end alone leaves everything to everybody until then",
        "full-access-policy",
        "interface_endpoints[0].policy",
        lambda: endpoint(policy={"until": "2030-01-01"}),
        lambda: endpoint(policy={"until": "2030-01-01", "organization": "o-a1b2c3d4e5"}),
        "warning",
    ),
    Case(
        "terms are within AWS's characters of a policy",
        "policy-too-long",
        "interface_endpoints[0].policy",
        lambda: terms(resources=[f"arn:aws:ssm:us-east-1:111111111111:parameter/{n:0900d}" for n in range(22)]),
        lambda: terms(resources=[f"arn:aws:ssm:us-east-1:111111111111:parameter/{n:0900d}" for n in range(21)]),
    ),
    Case(
        "a service that honours no policy gets none",
        "policy-without-effect",
        "interface_endpoints[0].policy",
        lambda: endpoint("b2bi"),
        lambda: endpoint("b2bi", policy="full-access"),
        "warning",
    ),
    Case(
        "an organization's id begins with o-",
        "malformed-organization-id",
        "interface_endpoints[0].policy.organization",
        lambda: endpoint(policy={"organization": "ou-1234-12345678"}),
        lambda: endpoint(policy={"organization": "o-a1b2c3d4e5"}),
    ),
    Case(
        "an end is a date or a time in UTC",
        "malformed-time",
        "interface_endpoints[0].policy.until",
        lambda: terms(until="2030-01-01T00:00:00+01:00"),
        lambda: terms(until=date(2030, 1, 1)),
    ),
    Case(
        "a day exists", "malformed-time", "", lambda: value(UtcTime, "2030-02-30"), lambda: value(UtcTime, "2030-02-28")
    ),
    Case(
        "an organization's id has ten characters or more",
        "malformed-organization-id",
        "",
        lambda: value(OrganizationId, "o-a1b2c3d4e"),
        lambda: value(OrganizationId, "o-a1b2c3d4e5"),
    ),
    Case(
        "a consumer's policy is for a service of AWS",
        "policy-on-endpoint-service",
        "policy",
        lambda: consumer(policy="own-account"),
        lambda: to_aws(policy="own-account"),
    ),
    Case(
        "a consumer's policy is not for a service that is known only at deployment",
        "policy-on-endpoint-service",
        "policy",
        lambda: consumer(service_name={"ssm_parameter": "/service"}, policy="own-account"),
        lambda: consumer(service_name="com.amazonaws.${Token[AWS.Region.4]}.sqs", policy="own-account"),
    ),
    Case(
        "a consumer's policy restricts something",
        "full-access-policy",
        "policy",
        lambda: to_aws(policy="full-access"),
        lambda: to_aws(policy={"organization": "o-a1b2c3d4e5"}),
        "warning",
    ),
]

AWS_SERVICE_RULES = [*NAMES, *STANDING, *POLICIES]
