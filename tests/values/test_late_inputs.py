"""What is known only at deployment passes every rule that cannot judge it."""

from typing import Any

from .examples import (
    ACCOUNT,
    HEALTH_CHECK,
    NETWORK,
    SUBNET_A,
    SUBNET_B,
    alias,
    brought,
    cell,
    consumer,
    failover,
    records,
    service,
    weighted,
)


def token(number: int) -> str:
    return f"${{Token[TOKEN.{number}]}}"


def late_network() -> dict[str, Any]:
    """A network of which only tiers and the order of its subnets are known."""
    return {
        "vpc_id": token(1),
        "cidr": token(2),
        "subnets": [
            {"id": token(3), "availability_zone": token(4), "route_table_id": token(5)},
            {"id": token(6), "availability_zone": token(7)},
        ],
    }


def test_a_late_network_passes() -> None:
    """A VPC that another stack makes carries a cell, a service and a consumer."""
    zones = [{"name": "a.com", "id": token(1)}, {"name": "b.com", "id": token(2)}]
    found = [
        *cell(network=late_network(), zones=zones, interface_endpoints=[{"service": "ssm"}]),
        *service(network=late_network()),
        *consumer(network=late_network(), availability_zones=[token(4)], security_group_ids=[token(9)]),
    ]
    assert not found


def test_late_subnets_are_judged_by_what_is_known() -> None:
    """A subnet whose block and zone are unknown neither overlaps nor stands outside."""
    unknown = {"id": token(1), "availability_zone": token(2)}
    assert not service(network={**NETWORK, "subnets": [SUBNET_A, SUBNET_B, unknown]})


def test_late_records_pass() -> None:
    """Values, targets and health checks may be known at deployment only."""
    target = alias(dns_name=token(1), zone_id=token(2), evaluate_target_health=True)
    found = records(
        {"name": "a", "values": [token(1), token(2), "10.0.0.10"]},
        {"name": "b", "policy": failover("PRIMARY"), "health_check_id": token(1), "ttl": 60},
        {"name": "b", "policy": failover("SECONDARY"), "alias": target},
        {"name": "c", "policy": weighted("a"), "values": [token(1)]},
    )
    assert not found


def test_late_service_parts_pass() -> None:
    """Load balancers, targets, certificates, buckets and groups may be known at deployment only."""
    targets: list[dict[str, Any]] = [
        {"port": 1, "targets": {"ip_addresses": [token(1), token(2)]}},
        {"port": 2, "targets": {"instance_ids": [token(1)]}},
        {"port": 3, "targets": {"application_load_balancer_arn": token(1)}},
        {"port": 4, "protocol": "TLS", "certificate_arn": token(1)},
    ]
    balancer = {"access_logs": {"bucket": token(1)}, "security_group_ids": [token(1)]}
    found = [
        *service(listeners=targets, load_balancer=balancer, allowed_principals=[ACCOUNT]),
        *brought(load_balancer_arns=[token(1), token(2)]),
    ]
    assert not found


def test_a_late_service_name_passes() -> None:
    """A name that is given at deployment says nothing about its Region."""
    sources: list[Any] = [token(1), {"ssm_parameter": "/db/name"}, {}]
    found = [problem for source in sources for problem in consumer(service_name=source, service_region="eu-west-1")]
    assert not found


def test_names_in_late_zones_pass() -> None:
    """Two zones of one name, each made by another stack, are two zones."""
    given = [{"name": "db", "zone": {"name": "a.com", "id": token(number)}} for number in (1, 2)]
    assert not consumer(names=given, ip_address_type="ipv6")


def test_one_late_value_given_twice_is_the_same() -> None:
    """Equal expressions are equal values, so repeating one is refused."""
    expected = ["duplicate-security-group", "duplicate-value"]
    found = [
        *consumer(security_group_ids=[token(1), token(1)]),
        *records({"values": [token(1), token(1)], "health_check_id": HEALTH_CHECK, "policy": weighted("a"), "ttl": 60}),
    ]
    assert expected == [problem.rule for problem in found]
