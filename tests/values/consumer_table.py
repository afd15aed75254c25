"""The rules of consumers beyond the limits: what is refused and its nearest valid neighbour."""

from collections.abc import Mapping

from constructs_pkg.values.late import import_value
from constructs_pkg.values.problem import Problem

from .case import Case
from .examples import (
    NETWORK,
    OTHER_ZONE_ID,
    SERVICE,
    SUBNET_A,
    SUBNET_B,
    ZONE,
    ZONE_ID,
    consumer,
    group,
    ingress,
    looked_up,
    names,
    table,
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
    Case(
        "the provider's name is told where it answers with the endpoint",
        "private-dns-off",
        "private_dns_name",
        lambda: consumer(private_dns_name="api.vendor.test"),
        lambda: consumer(private_dns=True, private_dns_name="api.vendor.test"),
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

_AZ_1, _AZ_2, _AZ_3 = "use1-az1", "use1-az2", "use1-az3"
_NO_IDS = {**NETWORK, "subnets": [SUBNET_A, {**SUBNET_B, "availability_zone_id": None}]}
_EVERY_ZONE = {"name": "*.{az_id}"}
_SSM = "com.amazonaws.us-east-1.ssm"
_S3 = "com.amazonaws.us-east-1.s3"
_INBOUND = {"private_dns_only_for_inbound_resolver_endpoint": True}


def _named(name: Mapping[str, object], **changes: object) -> list[Problem]:
    return consumer(names=[{"zone": {"name": ZONE, "id": ZONE_ID}, "name": "db", **name}], **changes)


OFFERED_ZONES = [
    Case(
        "a service is offered somewhere",
        "no-availability-zones",
        "service_availability_zone_ids",
        lambda: consumer(service_availability_zone_ids=[]),
        lambda: consumer(service_availability_zone_ids=[_AZ_1]),
    ),
    Case(
        "a service's zone is told once",
        "duplicate-availability-zone",
        "service_availability_zone_ids[1]",
        lambda: consumer(service_availability_zone_ids=[_AZ_1, _AZ_1]),
        lambda: consumer(service_availability_zone_ids=[_AZ_1, _AZ_3]),
    ),
    Case(
        "a service's zones are of the endpoint's Region",
        "az-outside-region",
        "service_availability_zone_ids[1]",
        lambda: consumer(service_availability_zone_ids=[_AZ_1, "use2-az1"]),
        lambda: consumer(service_availability_zone_ids=[_AZ_1, "use1-az6"]),
    ),
    Case(
        "zones of a service in another Region say nothing",
        "zones-of-other-region",
        "service_availability_zone_ids",
        lambda: consumer(
            service_name=_ELSEWHERE, service_region="eu-west-1", service_availability_zone_ids=["euw1-az1"]
        ),
        lambda: consumer(service_name=_ELSEWHERE, service_region="eu-west-1"),
    ),
    Case(
        "an endpoint and its service share a zone",
        "no-common-az",
        "service_availability_zone_ids",
        lambda: consumer(service_availability_zone_ids=[_AZ_3]),
        lambda: consumer(service_availability_zone_ids=[_AZ_3, _AZ_2]),
    ),
    Case(
        "zones are matched by ids, which are given",
        "az-ids-unknown",
        "service_availability_zone_ids",
        lambda: consumer(network=_NO_IDS, service_availability_zone_ids=[_AZ_1]),
        lambda: consumer(network=_NO_IDS, availability_zones=["us-east-1a"], service_availability_zone_ids=[_AZ_1]),
    ),
    Case(
        "a zone that is asked for by name is one of the service",
        "az-not-offered",
        "availability_zones",
        lambda: consumer(availability_zones=["us-east-1a", "us-east-1b"], service_availability_zone_ids=[_AZ_1]),
        lambda: consumer(service_availability_zone_ids=[_AZ_1]),
    ),
]

ZONAL_NAMES = [
    Case(
        "a name by zone id needs each id",
        "az-ids-unknown",
        "names[0].name",
        lambda: _named(_EVERY_ZONE, network=_NO_IDS),
        lambda: _named({**_EVERY_ZONE, "availability_zone": "us-east-1a"}, network=_NO_IDS),
    ),
    Case(
        "a zonal name leads to a zone that the endpoint stands in",
        "name-in-other-az",
        "names[0].availability_zone",
        lambda: _named({"availability_zone": "us-east-1b"}, availability_zones=["us-east-1a"]),
        lambda: _named({"availability_zone": _AZ_1}, availability_zones=["us-east-1a"]),
    ),
    Case(
        "an endpoint to another Region has no zonal names",
        "zonal-name-across-regions",
        "names[0].name",
        lambda: _named(_EVERY_ZONE, service_name=_ELSEWHERE, service_region="eu-west-1"),
        lambda: _named({"name": "*"}, service_name=_ELSEWHERE, service_region="eu-west-1"),
    ),
    Case(
        "an endpoint to another Region has no name in one zone",
        "zonal-name-across-regions",
        "names[0].name",
        lambda: _named({"availability_zone": _AZ_1}, service_name={}, service_region="eu-west-1"),
        lambda: _named({"availability_zone": _AZ_1}, service_name={}, service_region="us-east-1"),
    ),
    Case(
        "a zonal name of a service of AWS is made of a literal one",
        "zonal-name-of-aws-service",
        "names[0].name",
        lambda: _named(_EVERY_ZONE, service_name=_SSM),
        lambda: _named(
            _EVERY_ZONE,
            service_name=_SSM,
            regional_dns_name={"dns_name": "vpce-0-0.ssm.us-east-1.vpce.amazonaws.com", "zone_id": ZONE_ID},
        ),
    ),
    Case(
        "two names do not meet in a zone",
        "duplicate-record",
        "names[1].name",
        lambda: names(_EVERY_ZONE, {"name": "*.use1-az2"}),
        lambda: names(_EVERY_ZONE, {"name": "*.use1-az3"}),
    ),
    Case(
        "an endpoint of one zone has one name for it",
        "label-too-long",
        "names[0].name",
        lambda: names({"name": f"{'a' * 51}{{az_id}}"}),
        lambda: names({"name": f"{'a' * 50}{{az_id}}"}),
    ),
]

DNS_OPTIONS = [
    Case(
        "the records of an endpoint's names go with its addresses",
        "dns-record-type",
        "dns_options.record_ip_type",
        lambda: consumer(dns_options={"record_ip_type": "dualstack"}),
        lambda: consumer(dns_options={"record_ip_type": "ipv4"}),
    ),
    Case(
        "service-defined records are of a dualstack endpoint",
        "dns-record-type",
        "dns_options.record_ip_type",
        lambda: consumer(dns_options={"record_ip_type": "service-defined"}, ip_address_type="ipv6"),
        lambda: consumer(dns_options={"record_ip_type": "service-defined"}, ip_address_type="dualstack"),
    ),
    Case(
        "inbound endpoints alone hear a private DNS name that there is",
        "inbound-only-without-private-dns",
        "dns_options.private_dns_only_for_inbound_resolver_endpoint",
        lambda: consumer(service_name=_S3, dns_options=_INBOUND),
        lambda: consumer(service_name=_S3, dns_options=_INBOUND, private_dns=True),
    ),
    Case(
        "inbound endpoints alone hear the private DNS name of services with gateway endpoints",
        "inbound-only-of-other-service",
        "dns_options.private_dns_only_for_inbound_resolver_endpoint",
        lambda: consumer(service_name=_SSM, dns_options=_INBOUND, private_dns=True),
        lambda: consumer(service_name="com.amazonaws.us-east-1.dynamodb", dns_options=_INBOUND, private_dns=True),
    ),
    Case(
        "inbound endpoints alone hear no private DNS name of an endpoint service",
        "inbound-only-of-other-service",
        "dns_options.private_dns_only_for_inbound_resolver_endpoint",
        lambda: consumer(dns_options=_INBOUND, private_dns=True),
        lambda: consumer(dns_options={"record_ip_type": "ipv4"}, private_dns=True),
    ),
]

_AT_HOME = {"us-east-1": {"service_name": SERVICE}}
_GOVERNMENT = SERVICE.replace("us-east-1", "us-gov-west-1")

TABLES = [
    Case(
        "a table has an entry",
        "wrong-type",
        "regions",
        lambda: table({}),
        lambda: table(_AT_HOME),
    ),
    Case(
        "an entry has the name of a service",
        "malformed-service-name",
        "regions.us-east-1.service_name",
        lambda: table({"us-east-1": {"service_name": ""}}),
        lambda: table(_AT_HOME),
    ),
    Case(
        "an entry's service is in its partition",
        "mixed-partition",
        "regions.us-gov-west-1.service_name",
        lambda: table({**_AT_HOME, "us-gov-west-1": {"service_name": SERVICE}}),
        lambda: table({**_AT_HOME, "us-gov-west-1": {"service_name": _GOVERNMENT}}),
    ),
    Case(
        "an entry's service in China is called as in China",
        "service-name-form",
        "regions.cn-north-1.service_name",
        lambda: table({"cn-north-1": {"service_name": _CHINA}}),
        lambda: table({"cn-north-1": {"service_name": f"cn.{_CHINA}"}}),
    ),
    Case(
        "an entry tells the other Region of its service",
        "service-region-missing",
        "regions.us-east-1.service_name",
        lambda: table({"us-east-1": {"service_name": _ELSEWHERE}}),
        lambda: table({"us-east-1": {"service_name": _ELSEWHERE, "service_region": "eu-west-1"}}),
    ),
    Case(
        "an entry's zones are in its Region",
        "az-outside-region",
        "regions.us-east-1.availability_zone_ids[0]",
        lambda: table({"us-east-1": {"service_name": SERVICE, "availability_zone_ids": ["euw1-az1"]}}),
        lambda: table({"us-east-1": {"service_name": SERVICE, "availability_zone_ids": ["use1-az1"]}}),
    ),
    Case(
        "a Region is looked up that the table has",
        "region-not-in-table",
        "",
        lambda: looked_up("eu-west-1", _AT_HOME),
        lambda: looked_up("us-east-1", _AT_HOME),
    ),
]

CONSUMER_RULES = [
    *(*PLACE, *SERVICE_NAME, *SECURITY, *NAMES),
    *(*OFFERED_ZONES, *ZONAL_NAMES, *DNS_OPTIONS, *TABLES),
]
