"""The rules of resource configurations: what is refused and its nearest valid neighbour."""

from typing import Any

from .case import Case
from .examples import ACCOUNT, NETWORK, shared

_DATABASE = f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster:orders"
_GROUPS = [f"sg-{number:017x}" for number in range(6)]
_BY_ARN: dict[str, Any] = {"host": {"database_arn": _DATABASE}, "ports": []}
_NO_CIDR = {**NETWORK, "cidr": None}
_NAMED: dict[str, Any] = {"custom_domain_name": "db.example.com", "verify_domain": True}


def _ports(*given: dict[str, int]) -> dict[str, Any]:
    return {"ports": list(given)}


RESOURCE_CONFIGURATION_RULES = [
    Case(
        "something is shared",
        "one-shared-host",
        "host",
        lambda: shared(host={}),
        lambda: shared(host={"domain_name": "db.example.com"}),
    ),
    Case(
        "one thing is shared",
        "one-shared-host",
        "host",
        lambda: shared(host={"domain_name": "db.example.com", "ip_address": "10.0.0.10"}),
        lambda: shared(host={"ip_address": "10.0.0.10"}),
    ),
    Case(
        "an address type chooses among a domain name's addresses",
        "address-type-without-domain",
        "host.ip_address_type",
        lambda: shared(host={"ip_address": "10.0.0.10", "ip_address_type": "ipv6"}),
        lambda: shared(host={"domain_name": "db.example.com", "ip_address_type": "ipv6"}),
    ),
    Case(
        "a database is in the gateway's Region",
        "database-in-other-region",
        "host.database_arn",
        lambda: shared(**{**_BY_ARN, "host": {"database_arn": _DATABASE.replace("us-east-1", "us-east-2")}}),
        lambda: shared(**_BY_ARN),
    ),
    Case(
        "a database is in the gateway's account",
        "database-in-other-account",
        "host.database_arn",
        lambda: shared(**{**_BY_ARN, "host": {"database_arn": _DATABASE.replace(ACCOUNT, "999999999999")}}),
        lambda: shared(**_BY_ARN),
    ),
    Case(
        "a shared address is one of the VPC",
        "shared-address-outside-vpc",
        "host.ip_address",
        lambda: shared(host={"ip_address": "192.168.0.10"}),
        lambda: shared(host={"ip_address": "10.0.0.10"}),
        severity="warning",
    ),
    Case(
        "a database has its own ports",
        "ports-of-database",
        "ports",
        lambda: shared(**{**_BY_ARN, "ports": [{"from_port": 5432}]}),
        lambda: shared(**_BY_ARN),
    ),
    Case(
        "a host is reached on some port",
        "no-ports",
        "ports",
        lambda: shared(ports=[]),
        lambda: shared(**_ports({"from_port": 1})),
    ),
    Case(
        "a first port is one of TCP",
        "port-out-of-range",
        "ports[0].from_port",
        lambda: shared(**_ports({"from_port": 0, "to_port": 1})),
        lambda: shared(**_ports({"from_port": 1, "to_port": 1})),
    ),
    Case(
        "a last port is one of TCP",
        "port-out-of-range",
        "ports[0].to_port",
        lambda: shared(**_ports({"from_port": 1, "to_port": 65_536})),
        lambda: shared(**_ports({"from_port": 1, "to_port": 65_535})),
    ),
    Case(
        "a range of ports goes up",
        "ports-reversed",
        "ports[0].to_port",
        lambda: shared(**_ports({"from_port": 10, "to_port": 9})),
        lambda: shared(**_ports({"from_port": 10, "to_port": 10})),
    ),
    Case(
        "ranges of ports do not meet",
        "ports-overlap",
        "ports[1]",
        lambda: shared(**_ports({"from_port": 1, "to_port": 10}, {"from_port": 10})),
        lambda: shared(**_ports({"from_port": 1, "to_port": 10}, {"from_port": 11})),
    ),
    Case(
        "a resolver is chosen for a domain name",
        "resolution-without-domain",
        "gateway.domain_names",
        lambda: shared(host={"ip_address": "10.0.0.10"}, gateway={"domain_names": "in-vpc"}),
        lambda: shared(gateway={"domain_names": "in-vpc"}),
    ),
    Case(
        "an interface of a gateway has at most 62 addresses",
        "gateway-addresses-out-of-range",
        "gateway.ipv4_addresses",
        lambda: shared(gateway={"ipv4_addresses": 63}),
        lambda: shared(gateway={"ipv4_addresses": 62}),
    ),
    Case(
        "an interface of a gateway has an address",
        "gateway-addresses-out-of-range",
        "gateway.ipv4_addresses",
        lambda: shared(gateway={"ipv4_addresses": 0}),
        lambda: shared(gateway={"ipv4_addresses": 1}),
    ),
    Case(
        "a gateway reaches something",
        "no-targets-known",
        "gateway.target_cidrs",
        lambda: shared(network=_NO_CIDR),
        lambda: shared(network=_NO_CIDR, gateway={"target_cidrs": ["10.0.0.0/24"]}),
    ),
    Case(
        "a gateway has at most five security groups",
        "security-groups-of-gateway",
        "gateway.security_group_ids",
        lambda: shared(gateway={"security_group_ids": _GROUPS}),
        lambda: shared(gateway={"security_group_ids": _GROUPS[:5]}),
    ),
    Case(
        "a gateway has at least one security group",
        "security-groups-of-gateway",
        "gateway.security_group_ids",
        lambda: shared(gateway={"security_group_ids": []}),
        lambda: shared(gateway={"security_group_ids": _GROUPS[:1]}),
    ),
    Case(
        "groups that are brought are not changed",
        "targets-with-security-groups",
        "gateway.target_cidrs",
        lambda: shared(gateway={"security_group_ids": _GROUPS[:1], "target_cidrs": ["10.0.0.0/24"]}),
        lambda: shared(gateway={"target_cidrs": ["10.0.0.0/24"]}),
    ),
    Case(
        "a host is shared with named principals",
        "shared-with-everyone",
        "shared_with[0]",
        lambda: shared(shared_with=["*"]),
        lambda: shared(shared_with=["222222222222"]),
    ),
    Case(
        "a host is shared with each principal once",
        "duplicate-principal",
        "shared_with[1]",
        lambda: shared(shared_with=["222222222222", "222222222222"]),
        lambda: shared(shared_with=["222222222222", "333333333333"]),
    ),
    Case(
        "nobody is outside the organization where nobody is named",
        "outside-without-principals",
        "outside_organization",
        lambda: shared(outside_organization=True),
        lambda: shared(outside_organization=True, shared_with=["222222222222"]),
    ),
    Case(
        "a verification is made or brought",
        "verification-made-and-brought",
        "domain_verification_id",
        lambda: shared(**_NAMED, domain_verification_id="dv-0123456789abcdef0"),
        lambda: shared(custom_domain_name="db.example.com", domain_verification_id="dv-0123456789abcdef0"),
    ),
    Case(
        "a verification is of a name",
        "verification-without-domain",
        "verify_domain",
        lambda: shared(verify_domain=True),
        lambda: shared(**_NAMED),
    ),
    Case(
        "a name is verified",
        "custom-domain-not-verified",
        "custom_domain_name",
        lambda: shared(custom_domain_name="db.example.com"),
        lambda: shared(**_NAMED),
        severity="warning",
    ),
    Case(
        "a parameter's path is not one that AWS keeps",
        "reserved-parameter-path",
        "publish_to",
        lambda: shared(publish_to="/aws/orders"),
        lambda: shared(publish_to="/orders"),
    ),
]
