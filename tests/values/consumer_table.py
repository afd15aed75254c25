"""The rules of consumers beyond the limits: what is refused and its nearest valid neighbour."""

from constructs_pkg.values.late import import_value

from .case import Case
from .examples import (
    NETWORK,
    OTHER_ZONE_ID,
    SERVICE,
    SUBNET_A,
    SUBNET_B,
    consumer,
    group,
    ingress,
    names,
)

_ELSEWHERE = SERVICE.replace("us-east-1", "eu-west-1")
_CHINA = SERVICE.replace("us-east-1", "cn-north-1")
_TWO_TIERS = {**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "tier": "data"}]}
_CNAME = {"kind": "cname"}
_TOKEN = "${Token[TOKEN.7]}"
_LATE_ZONE = {**NETWORK, "subnets": [SUBNET_A, {"id": SUBNET_B["id"], "availability_zone": _TOKEN}]}


def _ports(first: int, count: int) -> list[dict[str, int]]:
    return [{"from_port": port} for port in range(first, first + count)]


PLACE = [
    Case(
        "an endpoint's network keeps the rules of networks",
        "duplicate-subnet",
        "network.subnets[1].id",
        lambda: consumer(network={**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "id": SUBNET_A["id"]}]}),
        lambda: consumer(network=NETWORK),
    ),
    Case(
        "an endpoint stands in one tier",
        "several-tiers",
        "tier",
        lambda: consumer(network=_TWO_TIERS),
        lambda: consumer(network=_TWO_TIERS, tier="data"),
    ),
    Case(
        "an endpoint stands in a tier of its network",
        "no-such-tier",
        "tier",
        lambda: consumer(tier="data"),
        lambda: consumer(tier="default"),
    ),
    Case(
        "each zone that is asked for has a subnet in the tier",
        "no-such-availability-zone",
        "availability_zones[0]",
        lambda: consumer(network=_TWO_TIERS, tier="data", availability_zones=["us-east-1a"]),
        lambda: consumer(network=_TWO_TIERS, tier="data", availability_zones=["use1-az2"]),
    ),
    Case(
        "zones are not chosen by name where those of subnets are known only at deployment",
        "availability-zones-unknown",
        "availability_zones[1]",
        lambda: consumer(network=_LATE_ZONE, availability_zones=["us-east-1a", "us-east-1b"]),
        lambda: consumer(network=_LATE_ZONE, availability_zones=["us-east-1a"]),
    ),
    Case(
        "an endpoint has one subnet in a zone",
        "two-subnets-in-one-az",
        "tier",
        lambda: consumer(
            network={**NETWORK, "subnets": [SUBNET_A, SUBNET_B, {**SUBNET_B, "id": "subnet-0123abcd", "cidr": None}]}
        ),
        lambda: consumer(
            network={**NETWORK, "subnets": [SUBNET_A, SUBNET_B, {**SUBNET_B, "id": "subnet-0123abcd", "cidr": None}]},
            availability_zones=["us-east-1a"],
        ),
    ),
    Case(
        "an endpoint with IPv6 stands in a network with IPv6",
        "no-ipv6-in-network",
        "ip_address_type",
        lambda: consumer(ip_address_type="ipv6", network={**NETWORK, "ipv6": False}),
        lambda: consumer(ip_address_type="ipv4", network={**NETWORK, "ipv6": False}),
    ),
    Case(
        "an endpoint with private DNS stands in a VPC with both DNS flags on",
        "dns-flags-off",
        "private_dns",
        lambda: consumer(private_dns=True, network={**NETWORK, "dns": False}),
        lambda: consumer(private_dns=False, network={**NETWORK, "dns": False}),
    ),
]

SERVICE_NAME = [
    Case(
        "a service of another Region is asked for there",
        "service-region-missing",
        "service_name",
        lambda: consumer(service_name=_ELSEWHERE),
        lambda: consumer(service_name=_ELSEWHERE, service_region="eu-west-1"),
    ),
    Case(
        "a service of another Region of which the id is not known yet is asked for there",
        "service-region-missing",
        "service_name",
        lambda: consumer(service_name=f"com.amazonaws.vpce.eu-west-1.{_TOKEN}"),
        lambda: consumer(service_name=f"com.amazonaws.vpce.us-east-1.{_TOKEN}"),
    ),
    Case(
        "the Region of a service that is not known yet is told",
        "service-region-unknown",
        "service_name",
        lambda: consumer(service_name=_TOKEN),
        lambda: consumer(service_name=_TOKEN, service_region="us-east-1"),
        "warning",
    ),
    Case(
        "the Region of a service that is imported is told",
        "service-region-unknown",
        "service_name",
        lambda: consumer(service_name=import_value("net:Service")),
        lambda: consumer(service_name={"ssm_parameter": "/net/service"}),
        "warning",
    ),
    Case(
        "an AWS service of another Region is asked for there",
        "service-region-missing",
        "service_name",
        lambda: consumer(service_name="com.amazonaws.eu-west-1.ecr.api"),
        lambda: consumer(service_name="com.amazonaws.iam"),
    ),
    Case(
        "a service is asked for where it is",
        "service-region-differs",
        "service_region",
        lambda: consumer(service_name=_ELSEWHERE, service_region="eu-west-2"),
        lambda: consumer(service_name=_ELSEWHERE, service_region="eu-west-1"),
    ),
    Case(
        "a service is of the consumer's partition",
        "mixed-partition",
        "service_name",
        lambda: consumer(service_name=f"cn.{_CHINA}"),
        lambda: consumer(service_name=SERVICE),
    ),
    Case(
        "a service's name begins as its partition has it",
        "service-name-form",
        "service_name",
        lambda: consumer(service_name=f"cn.{SERVICE}"),
        lambda: consumer(service_name=SERVICE),
    ),
    Case(
        "an endpoint to a service of AWS carries a policy",
        "full-access-policy",
        "service_name",
        lambda: consumer(service_name="com.amazonaws.us-east-1.ssm"),
        lambda: consumer(service_name=SERVICE),
        "warning",
    ),
    Case(
        "an endpoint to a service of AWS in another Region carries a policy",
        "full-access-policy",
        "service_name",
        lambda: consumer(service_name="com.amazonaws.eu-west-1.s3", service_region="eu-west-1"),
        lambda: consumer(service_name={"ssm_parameter": "/a"}),
        "warning",
    ),
]

SECURITY = [
    Case(
        "an endpoint has a security group",
        "no-security-groups",
        "security_group_ids",
        lambda: consumer(security_group_ids=[]),
        lambda: consumer(security_group_ids=[group(1)]),
    ),
    Case(
        "a security group is named once",
        "duplicate-security-group",
        "security_group_ids[1]",
        lambda: consumer(security_group_ids=[group(1), group(1)]),
        lambda: consumer(security_group_ids=[group(1), group(2)]),
    ),
    Case(
        "a network interface has at most 16 groups",
        "too-many-security-groups",
        "security_group_ids",
        lambda: consumer(security_group_ids=[group(number) for number in range(17)]),
        lambda: consumer(security_group_ids=[group(number) for number in range(16)]),
    ),
    Case(
        "a network interface has 5 groups unless the quota is raised",
        "many-security-groups",
        "security_group_ids",
        lambda: consumer(security_group_ids=[group(number) for number in range(6)]),
        lambda: consumer(security_group_ids=[group(number) for number in range(5)]),
        "warning",
    ),
    Case(
        "brought security groups keep their rules",
        "ingress-with-security-groups",
        "ingress",
        lambda: consumer(security_group_ids=[group(1)], ingress=[{"from_port": 443, "cidr": "10.0.0.0/8"}]),
        lambda: consumer(ingress=[{"from_port": 443, "cidr": "10.0.0.0/8"}]),
    ),
    Case(
        "a port is at least 1",
        "port-out-of-range",
        "ingress[0].from_port",
        lambda: ingress({"from_port": 0}),
        lambda: ingress({"from_port": 1}),
    ),
    Case(
        "a last port is at most 65535",
        "port-out-of-range",
        "ingress[0].to_port",
        lambda: ingress({"to_port": 65_536}),
        lambda: ingress({"to_port": 65_535}),
    ),
    Case(
        "a range of ports goes upwards",
        "port-range-reversed",
        "ingress[0].to_port",
        lambda: ingress({"to_port": 5_431}),
        lambda: ingress({"to_port": 5_432}),
    ),
    Case(
        "traffic has a source",
        "ingress-source",
        "ingress[0]",
        lambda: ingress({"cidr": None}),
        lambda: ingress({"cidr": None, "prefix_list_id": "pl-01234567"}),
    ),
    Case(
        "an IPv6 source is IPv6",
        "ipv6-cidr-not-ipv6",
        "ingress[0].ipv6_cidr",
        lambda: ingress({"cidr": None, "ipv6_cidr": "10.0.0.0/8"}),
        lambda: ingress({"cidr": None, "ipv6_cidr": "fd00::/8"}),
    ),
    Case(
        "IPv6 sources are counted by themselves",
        "many-ingress-rules",
        "ingress",
        lambda: ingress(*({"from_port": port, "cidr": None, "ipv6_cidr": "fd00::/8"} for port in range(1, 62))),
        lambda: ingress(*_ports(1, 60), {"cidr": None, "ipv6_cidr": _TOKEN}),
        "warning",
    ),
    Case(
        "traffic has one source",
        "ingress-source",
        "ingress[0]",
        lambda: ingress({"security_group_id": group(1)}),
        lambda: ingress({"security_group_id": group(1), "cidr": None}),
    ),
    Case(
        "traffic is let in once",
        "duplicate-ingress",
        "ingress[1]",
        lambda: ingress({}, {"to_port": 5_432}),
        lambda: ingress({}, {"protocol": "udp"}),
    ),
    Case(
        "a security group has 60 rules unless the quota is raised",
        "many-ingress-rules",
        "ingress",
        lambda: ingress(*_ports(1, 61)),
        lambda: ingress(*_ports(1, 60), {"cidr": "fd00::/8"}),
        "warning",
    ),
    Case(
        "a security group never has more than 1,000 rules in a direction",
        "too-many-ingress-rules",
        "ingress",
        lambda: ingress(*_ports(1, 1_001)),
        lambda: ingress(*_ports(1, 1_000)),
    ),
]

NAMES = [
    Case(
        "a CNAME knows no target health",
        "cname-with-target-health",
        "names[0].evaluate_target_health",
        lambda: names({**_CNAME, "evaluate_target_health": True}),
        lambda: names({"evaluate_target_health": True}),
    ),
    Case(
        "the apex takes an alias",
        "cname-at-apex",
        "names[0].name",
        lambda: names({**_CNAME, "name": "@"}),
        lambda: names({"name": "@"}),
    ),
    Case(
        "a CNAME's TTL is in range",
        "ttl-out-of-range",
        "names[0].ttl",
        lambda: names({**_CNAME, "ttl": -1}),
        lambda: names({**_CNAME, "ttl": 0}),
    ),
    Case(
        "an alias has no TTL",
        "alias-with-ttl",
        "names[0].ttl",
        lambda: names({"ttl": 60}),
        lambda: names({**_CNAME, "ttl": 60}),
    ),
    Case(
        "a name lies in its zone",
        "record-outside-zone",
        "names[0].name",
        lambda: names({"name": "db.example.org."}),
        lambda: names({"name": "db.example.com."}),
    ),
    Case(
        "a name is given once",
        "duplicate-record",
        "names[1].name",
        lambda: names({}, {"name": "db.example.com."}),
        lambda: names({}, {"zone": {"name": "example.com", "id": OTHER_ZONE_ID}}),
    ),
    Case(
        "a CNAME is the only record of its name",
        "cname-beside-other",
        "names[1].type",
        lambda: names({}, _CNAME),
        lambda: names({}, {**_CNAME, "name": "*"}),
    ),
]

CONSUMER_RULES = [*PLACE, *SERVICE_NAME, *SECURITY, *NAMES]
