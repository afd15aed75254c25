"""The bad input that must be refused, line by line: what is refused and its nearest valid neighbour.

Lines about several cells, and about what a cell's own values cannot hold, are kept by the topology.
"""

from functools import partial
from typing import Any

from constructs_pkg.values.capacity_rules import Use, check_capacity
from constructs_pkg.values.cidr import Cidr, VpcCidr
from constructs_pkg.values.consumer import ServiceName
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.geolocations import COUNTRIES
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_id import NetworkLoadBalancerArn
from constructs_pkg.values.stack_rules import check_stack_size

from .case import Case
from .examples import (
    ACCOUNT,
    AZ_A,
    AZ_B,
    HEALTH_CHECK,
    NETWORK,
    SERVICE,
    SUBNET_A,
    SUBNET_B,
    alias,
    balancer,
    brought,
    cell,
    consumer,
    failover,
    made,
    nlb,
    records,
    service,
    subnets,
    value,
    weighted,
)


def _weighted(count: int) -> list[dict[str, object]]:
    return [{"policy": weighted(str(number))} for number in range(count)]


def _by_region(policy: str, count: int) -> list[dict[str, object]]:
    return [
        {"policy": {"policy": policy, "set_identifier": str(number), "region": f"us-east-{number % 99}"}}
        for number in range(count)
    ]


def _countries(count: int) -> list[dict[str, object]]:
    codes = ["*", *sorted(COUNTRIES)]
    return [{"policy": {"policy": "geolocation", "set_identifier": code, "country": code}} for code in codes[:count]]


def _multivalue(count: int) -> list[dict[str, object]]:
    return [{"policy": {"policy": "multivalue", "set_identifier": str(number)}} for number in range(count)]


def _located(*countries: str) -> list[dict[str, object]]:
    return [
        {"policy": {"policy": "geolocation", "set_identifier": str(place), "country": country}}
        for place, country in enumerate(countries)
    ]


_LONGEST_SID = 20_480 - len(
    '{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}'
)
_DENIAL = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}
_TOO_LONG = {"Version": "2012-10-17", "Statement": [{"Sid": "x" * (_LONGEST_SID + 1), **_DENIAL}]}
_LONG_ENOUGH = {"Version": "2012-10-17", "Statement": [{"Sid": "x" * _LONGEST_SID, **_DENIAL}]}
_PAIR: list[dict[str, Any]] = [
    {"policy": failover("PRIMARY"), "health_check_id": HEALTH_CHECK, "ttl": 60},
    {"policy": failover("SECONDARY")},
]

ADDRESSES_AND_CELLS = [
    Case(
        "a VPC larger than /16",
        "vpc-cidr-size",
        "",
        lambda: value(VpcCidr, "10.0.0.0/15"),
        lambda: value(VpcCidr, "10.0.0.0/16"),
    ),
    Case(
        "a VPC smaller than /28",
        "vpc-cidr-size",
        "",
        lambda: value(VpcCidr, "10.0.0.0/29"),
        lambda: value(VpcCidr, "10.0.0.0/28"),
    ),
    Case(
        "a VPC in a block that holds no hosts",
        "vpc-cidr-reserved",
        "",
        lambda: value(VpcCidr, "240.0.0.0/16"),
        lambda: value(VpcCidr, "100.64.0.0/16"),
    ),
    Case(
        "a VPC that loops back",
        "vpc-cidr-reserved",
        "",
        lambda: value(VpcCidr, "127.0.0.0/16"),
        lambda: value(VpcCidr, "126.0.0.0/16"),
    ),
    Case(
        "a subnet outside /16 to /28",
        "subnet-size",
        "network.subnets[1].cidr",
        lambda: subnets({}, {"cidr": "10.0.16.0/29"}),
        lambda: subnets({}, {"cidr": "10.0.16.0/28"}),
    ),
    Case(
        "a subnet outside /16 to /28, planned",
        "subnet-too-small",
        "network.cidr",
        lambda: made(cidr="10.0.0.0/25"),
        lambda: made(cidr="10.0.0.0/24"),
    ),
    Case(
        "a subnet outside its VPC",
        "subnet-outside-vpc",
        "network.subnets[1].cidr",
        lambda: subnets({}, {"cidr": "10.1.0.0/20"}),
        lambda: subnets({}, {"cidr": "10.0.240.0/20"}),
    ),
    Case(
        "overlapping subnets",
        "overlapping-subnets",
        "network.subnets[1].cidr",
        lambda: subnets({}, {"cidr": "10.0.0.0/24"}),
        lambda: subnets({}, {"cidr": "10.0.16.0/24"}),
    ),
    Case(
        "too few usable addresses for what is placed in a subnet (AWS keeps five)",
        "too-few-addresses",
        "subnet",
        lambda: check_capacity({"subnet": (Cidr("10.0.0.0/28"), Use(endpoints=12))}),
        lambda: check_capacity({"subnet": (Cidr("10.0.0.0/28"), Use(endpoints=10, nat_gateways=1))}),
    ),
    Case(
        "too few usable addresses while the last load balancer is made",
        "too-few-addresses",
        "subnet",
        lambda: check_capacity({"subnet": (Cidr("10.0.0.0/28"), Use(load_balancers=5))}),
        lambda: check_capacity({"subnet": (Cidr("10.0.0.0/28"), Use(load_balancers=4))}),
    ),
    Case(
        "the same AZ twice",
        "duplicate-availability-zone",
        "network.availability_zones[1].name",
        lambda: made(availability_zones=[AZ_A, {**AZ_A, "slot": 1, "id": None}]),
        lambda: made(availability_zones=[AZ_A, {**AZ_B, "id": None}]),
    ),
    Case(
        "the same AZ twice, by its id",
        "duplicate-availability-zone",
        "network.availability_zones[1].id",
        lambda: made(availability_zones=[AZ_A, {**AZ_B, "id": "use1-az1"}]),
        lambda: made(availability_zones=[AZ_A, AZ_B]),
    ),
]

ZONES_AND_RECORDS = [
    Case(
        "a label over 63 octets",
        "label-too-long",
        "",
        lambda: value(DnsName, f"{'a' * 64}.example.com"),
        lambda: value(DnsName, f"{'a' * 63}.example.com"),
    ),
    Case(
        "a name over 255",
        "name-too-long",
        "",
        lambda: value(DnsName, ".".join(["a" * 49] * 5 + ["abcd"])),
        lambda: value(DnsName, ".".join(["a" * 49] * 5 + ["abc"])),
    ),
    Case(
        "an empty label",
        "empty-label",
        "",
        lambda: value(ZoneName, "a..example.com"),
        lambda: value(ZoneName, "a.example.com"),
    ),
    Case(
        "the same zone name twice on one VPC",
        "duplicate-zone",
        "zones[1].name",
        lambda: cell(zones=[{"name": "example.com"}, {"name": "Example.com."}]),
        lambda: cell(zones=[{"name": "example.com"}, {"name": "db.example.com"}]),
    ),
    Case(
        "mixed partitions: a principal",
        "mixed-partition",
        "allowed_principals[0]",
        lambda: service(allowed_principals=[f"arn:aws-cn:iam::{ACCOUNT}:root"]),
        lambda: service(allowed_principals=[f"arn:aws:iam::{ACCOUNT}:root"]),
    ),
    Case(
        "mixed partitions: a supported Region",
        "mixed-partition",
        "supported_regions[1]",
        lambda: service(supported_regions=["us-east-1", "us-gov-west-1"]),
        lambda: service(supported_regions=["us-east-1", "us-west-2"]),
    ),
    Case(
        "mixed partitions: a load balancer",
        "mixed-partition",
        "load_balancer_arns[0]",
        lambda: brought(load_balancer_arns=[nlb(region="cn-north-1", partition="aws-cn")]),
        lambda: brought(load_balancer_arns=[nlb()]),
    ),
    Case(
        "mixed partitions: the provider's Region",
        "mixed-partition",
        "service_region",
        lambda: consumer(service_region="cn-north-1"),
        lambda: consumer(service_region="us-east-1"),
    ),
    Case(
        "a record outside its zone",
        "record-outside-zone",
        "records[0].name",
        lambda: records({"name": "db.example.org."}),
        lambda: records({"name": "db.example.com."}),
    ),
    Case(
        "a CNAME at the apex",
        "cname-at-apex",
        "records[0].name",
        lambda: records({"name": "@", "type": "CNAME", "values": ["db.example.org"]}),
        lambda: records({"name": "www", "type": "CNAME", "values": ["db.example.org"]}),
    ),
    Case(
        "a CNAME beside any other type at one name",
        "cname-beside-other",
        "records[1].type",
        lambda: records({}, {"name": "DB.example.com.", "type": "CNAME", "values": ["a.example.com"]}),
        lambda: records({}, {"name": "db2.example.com.", "type": "CNAME", "values": ["a.example.com"]}),
    ),
    Case(
        "a value that is no address of the record's type",
        "value-not-of-type",
        "records[0].values[0]",
        lambda: records({"values": ["fd00::10"]}),
        lambda: records({"values": ["fd00::10"], "type": "AAAA"}),
    ),
    Case(
        "an alias with a TTL",
        "alias-with-ttl",
        "records[0].ttl",
        lambda: records({"alias": alias(), "ttl": 60}),
        lambda: records({"alias": alias()}),
    ),
    Case(
        "IP-based routing in a private zone",
        "ip-based-routing-in-private-zone",
        "records[0].policy",
        lambda: records(
            {"policy": {"policy": "ip-based", "set_identifier": "a", "collection_id": "c", "location": "office"}}
        ),
        lambda: records({"policy": {"policy": "latency", "set_identifier": "a", "region": "us-east-1"}}),
    ),
    Case(
        "a missing SetIdentifier",
        "missing-key",
        "policy.set_identifier",
        lambda: records({"policy": {"policy": "weighted", "weight": 1}}),
        lambda: records({"policy": weighted("a")}),
    ),
    Case(
        "a SetIdentifier over 128 characters",
        "set-identifier-too-long",
        "records[0].policy.set_identifier",
        lambda: records({"policy": weighted("a" * 129)}),
        lambda: records({"policy": weighted("a" * 128)}),
    ),
    Case(
        "a weight outside 0 to 255",
        "weight-out-of-range",
        "records[0].policy.weight",
        lambda: records({"policy": weighted("a", 256)}),
        lambda: records({"policy": weighted("a", 255)}),
    ),
    Case(
        "all weights 0: a warning",
        "all-weights-zero",
        "records[0].policy.weight",
        lambda: records({"policy": weighted("a", 0)}, {"policy": weighted("b", 0)}),
        lambda: records({"policy": weighted("a", 0)}, {"policy": weighted("b", 1)}),
        "warning",
    ),
    Case(
        "more than 100 weighted records at one name",
        "too-many-policy-records",
        "records[0].policy",
        lambda: records(*_weighted(101)),
        lambda: records(*_weighted(100)),
    ),
    Case(
        "more than 100 latency records at one name",
        "too-many-policy-records",
        "records[0].policy",
        lambda: records(*_by_region("latency", 101)),
        lambda: records(*_by_region("latency", 99)),
    ),
    Case(
        "more than 100 geolocation records at one name",
        "too-many-policy-records",
        "records[0].policy",
        lambda: records(*_countries(101)),
        lambda: records(*_countries(100)),
    ),
    Case(
        "more than 100 multivalue records at one name",
        "too-many-policy-records",
        "records[0].policy",
        lambda: records(*_multivalue(101)),
        lambda: records(*_multivalue(100)),
    ),
    Case(
        "30 geoproximity",
        "too-many-policy-records",
        "records[0].policy",
        lambda: records(*_by_region("geoproximity", 31)),
        lambda: records(*_by_region("geoproximity", 30)),
    ),
    Case(
        "two geolocation records of one location",
        "duplicate-location",
        "records[1].policy",
        lambda: records(*_located("DE", "DE", "*")),
        lambda: records(*_located("DE", "FR", "*")),
    ),
    Case(
        "PRIMARY without SECONDARY",
        "primary-without-secondary",
        "records[0].policy.role",
        lambda: records(_PAIR[0]),
        lambda: records(*_PAIR),
    ),
    Case(
        "PRIMARY without a health signal: a health check",
        "primary-without-health-signal",
        "records[0].policy.role",
        lambda: records({"policy": failover("PRIMARY")}, _PAIR[1]),
        lambda: records(*_PAIR),
    ),
    Case(
        "PRIMARY without a health signal: EvaluateTargetHealth where the target has one",
        "primary-without-health-signal",
        "records[0].policy.role",
        lambda: records({"policy": failover("PRIMARY"), "alias": alias()}, _PAIR[1]),
        lambda: records({"policy": failover("PRIMARY"), "alias": alias(evaluate_target_health=True)}, _PAIR[1]),
    ),
    Case(
        "a TTL over 60 s on a record with a health check (a warning)",
        "ttl-over-60-with-health-check",
        "records[0].ttl",
        lambda: records({"policy": weighted("a"), "health_check_id": HEALTH_CHECK, "ttl": 61}),
        lambda: records({"policy": weighted("a"), "health_check_id": HEALTH_CHECK, "ttl": 60}),
        "warning",
    ),
]

PROVIDERS = [
    Case(
        'the principal "*" without a reasoned opt-in',
        "public-without-reason",
        "allowed_principals[0]",
        lambda: service(allowed_principals=["*"]),
        lambda: service(allowed_principals=["*"], public_because="it answers everybody"),
    ),
    Case(
        '"*" with acceptance off',
        "public-without-acceptance",
        "allowed_principals[0]",
        lambda: service(allowed_principals=["*"], public_because="it answers everybody", acceptance_required=False),
        lambda: service(allowed_principals=[ACCOUNT], acceptance_required=False),
    ),
    Case(
        "an account id that is not 12 digits",
        "malformed-account-id",
        "",
        lambda: value(AccountId, "11111111111"),
        lambda: value(AccountId, "111111111111"),
    ),
    Case(
        "an ARN with a path",
        "principal-with-path",
        "",
        lambda: value(Principal, f"arn:aws:iam::{ACCOUNT}:role/team/reader"),
        lambda: value(Principal, f"arn:aws:iam::{ACCOUNT}:role/reader"),
    ),
    Case(
        "no load balancer",
        "no-load-balancer",
        "",
        lambda: brought(load_balancer_arns=[]),
        lambda: brought(),
    ),
    Case(
        "a Network and a Gateway Load Balancer together",
        "load-balancer-not-network",
        "load_balancer_arns[1]",
        lambda: brought(load_balancer_arns=[nlb(), nlb(kind="gwy")]),
        lambda: brought(load_balancer_arns=[nlb("a"), nlb("b")]),
    ),
    Case(
        "an ALB's ARN",
        "load-balancer-not-network",
        "",
        lambda: value(NetworkLoadBalancerArn, nlb(kind="app")),
        lambda: value(NetworkLoadBalancerArn, nlb()),
    ),
    Case(
        "SupportedRegions without the host Region (a warning)",
        "host-region-unsupported",
        "supported_regions",
        lambda: service(supported_regions=["us-west-2"]),
        lambda: service(supported_regions=["us-east-1", "us-west-2"]),
        "warning",
    ),
    Case(
        "an NLB name over 32 characters",
        "load-balancer-name",
        "load_balancer.name",
        lambda: balancer(name="a" * 33),
        lambda: balancer(name="a" * 32),
    ),
    Case(
        "an NLB name with bad characters",
        "load-balancer-name",
        "load_balancer.name",
        lambda: balancer(name="db_main"),
        lambda: balancer(name="db-main"),
    ),
    Case(
        "an NLB name with an edge hyphen",
        "load-balancer-name",
        "load_balancer.name",
        lambda: balancer(name="db-"),
        lambda: balancer(name="d"),
    ),
    Case(
        "an NLB name starting internal-",
        "load-balancer-name",
        "load_balancer.name",
        lambda: balancer(name="internal-db"),
        lambda: balancer(name="internaldb"),
    ),
    Case(
        "one AZ only (a warning)",
        "one-availability-zone",
        "load_balancer.availability_zones",
        lambda: balancer(availability_zones=["us-east-1a"]),
        lambda: balancer(availability_zones=["us-east-1a", "use1-az2"]),
        "warning",
    ),
    Case(
        "the PrivateLink enforcement flag without a security group",
        "enforcement-without-security-group",
        "load_balancer.enforce_inbound_rules_on_private_link_traffic",
        lambda: balancer(security_group_ids=[], enforce_inbound_rules_on_private_link_traffic=False),
        lambda: balancer(security_group_ids=[]),
    ),
    Case(
        "two listeners on one port",
        "two-listeners-on-one-port",
        "listeners[1].port",
        lambda: service(listeners=[{"port": 53}, {"port": 53, "protocol": "UDP"}]),
        lambda: service(listeners=[{"port": 53, "protocol": "TCP_UDP"}]),
    ),
]

CONSUMERS_AND_THE_REST = [
    Case(
        "a malformed service name",
        "malformed-service-name",
        "",
        lambda: value(ServiceName, "com.amazonaws.vpce.us-east-1.vpce-svc-0123"),
        lambda: value(ServiceName, SERVICE),
    ),
    Case(
        "an AWS-service endpoint left with the full-access policy (a warning)",
        "full-access-policy",
        "interface_endpoints[0].policy",
        lambda: cell(interface_endpoints=[{"service": "ssm", "policy": "full-access"}]),
        lambda: cell(interface_endpoints=[{"service": "ssm"}]),
        "warning",
    ),
    Case(
        "a policy over 20,480 characters",
        "policy-too-long",
        "network.gateway_endpoints[0].policy",
        lambda: made(gateway_endpoints=[{"service": "s3", "policy": _TOO_LONG}]),
        lambda: made(gateway_endpoints=[{"service": "s3", "policy": _LONG_ENOUGH}]),
    ),
    Case(
        "an endpoint without subnets",
        "no-subnets",
        "network.subnets",
        lambda: consumer(network={**NETWORK, "subnets": []}),
        lambda: consumer(network={**NETWORK, "subnets": [SUBNET_A]}),
    ),
    Case(
        "an endpoint to an AWS service without subnets",
        "no-subnets",
        "network.subnets",
        lambda: cell(network={**NETWORK, "subnets": []}, interface_endpoints=[{"service": "ssm"}]),
        lambda: cell(network={**NETWORK, "subnets": [SUBNET_B]}, interface_endpoints=[{"service": "ssm"}]),
    ),
]

STACKS = [
    Case(
        f"over {most} {what} in a stack",
        "stack-too-large",
        "cells.us",
        partial(check_stack_size, {what: most + 1}, "net-us-links", "cells.us"),
        partial(check_stack_size, {what: most}, "net-us-links", "cells.us"),
    )
    for what, most in {"resources": 500, "outputs": 200, "parameters": 200, "bytes": 1_000_000}.items()
]

LIMITS = [*STACKS, *ADDRESSES_AND_CELLS, *ZONES_AND_RECORDS, *PROVIDERS, *CONSUMERS_AND_THE_REST]
