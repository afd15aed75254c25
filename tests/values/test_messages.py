"""Messages as people read them."""

from collections.abc import Callable

import pytest

from constructs_pkg.values.capacity_rules import Use, check_capacity
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.problem import Problem

from .examples import AZ_A, AZ_B, ISOLATED, NETWORK, SERVICE, balancer, consumer, listener, made, records, service
from .traffic_document_table import document
from .traffic_tree_table import ONE, tree, weighted

_GRID = {"tiers": [ISOLATED, {"slot": 5, "name": "data"}]}

MESSAGES: list[tuple[Callable[[], list[Problem]], str]] = [
    (
        lambda: made(**_GRID),
        "grid-exhausted: network.tiers[1].slot 5 lies outside a grid of 4 tier slots: 2 more tier slots are missing; "
        "take a free slot: 1, 2, 3; or set address_grid.tiers to 8 before anything is deployed: "
        "a later change replaces every subnet",
    ),
    (
        lambda: made(tiers=[{"slot": 16, "name": "last"}], address_grid={"tiers": 16}),
        "grid-exhausted: network.tiers[0].slot 16 lies outside a grid of 16 tier slots: 1 more tier slot is missing; "
        "take a free slot: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15",
    ),
    (
        lambda: made(
            availability_zones=[AZ_A, AZ_B, {"slot": 2, "name": "us-east-1c"}], address_grid={"availability_zones": 2}
        ),
        "grid-exhausted: network.availability_zones[2].slot 2 lies outside a grid of 2 zone slots: 1 more zone slot is "
        "missing; set address_grid.availability_zones to 4 before anything is deployed: "
        "a later change replaces every subnet",
    ),
    (
        lambda: made(tiers=[{"slot": slot, "name": str(slot)} for slot in range(17)], address_grid={"tiers": 16}),
        "grid-exhausted: network.tiers[16].slot 16 lies outside a grid of 16 tier slots: 1 more tier slot is missing; "
        "spread them over two cells: a grid has at most 16",
    ),
    (
        lambda: made(tiers=[ISOLATED, {"slot": 0, "name": "data"}], address_grid={"tiers": 1}),
        "duplicate-slot: network.tiers[1].slot 0 is also tiers[0].slot; take slot 1 and enlarge address_grid.tiers",
    ),
    (
        lambda: made(cidr="10.0.0.0/26"),
        "subnet-too-small: network.cidr 10.0.0.0/26 has 64 addresses, 192 fewer than the 256 that 4 x 4 subnets of /28 "
        "need; use a /24 or a smaller address_grid",
    ),
    (
        lambda: check_capacity({"network.tiers[0]": (Cidr("10.0.0.0/28"), Use(endpoints=11, nat_gateways=1))}),
        "too-few-addresses: network.tiers[0] 10.0.0.0/28 has 11 usable addresses (AWS keeps 5), 1 fewer than the 12 "
        "needed: 11 interface endpoints, 1 NAT gateways; use a /27 or place less in it",
    ),
    (
        lambda: check_capacity({"network.tiers[0]": (Cidr("10.0.0.0/16"), Use(endpoints=70_000))}),
        "too-few-addresses: network.tiers[0] 10.0.0.0/16 has 65531 usable addresses (AWS keeps 5), 4469 fewer than the "
        "70000 needed: 70000 interface endpoints; place less in it",
    ),
    (
        tree(tree=weighted({"rule": "one"}), endpoints={"one": ONE}),
        "unknown-rule: tree.branches.a.rule one is no rule of the tree; name it as endpoint: it is one",
    ),
    (
        document("Endpoints", {}),
        "policy-reference: Rules.many.Items[0].EndpointReference one is not known; add it",
    ),
    (
        lambda: records({"policy": {"policy": "failover", "set_identifier": "a", "role": "PRIMARY"}}),
        "primary-without-secondary: records[0].policy.role db.example.com A is PRIMARY without SECONDARY; "
        "add the SECONDARY record",
    ),
    (
        lambda: service(listeners=[{"port": 53}, {"port": 53, "protocol": "UDP"}]),
        "two-listeners-on-one-port: listeners[1].port 53 is also listeners[0].port; "
        "make it one listener of protocol TCP_UDP",
    ),
    (
        lambda: service(listeners=[{"port": 53}, {"port": 53}]),
        "two-listeners-on-one-port: listeners[1].port 53 is also listeners[0].port; give each listener its own port",
    ),
    (
        lambda: listener(targets={"ip_addresses": ["8.8.8.8"]}),
        "public-target: listeners[0].targets.ip_addresses[0] 8.8.8.8 is neither in the VPC (10.0.0.0/16, 10.0.0.0/20, "
        "10.0.16.0/20) nor in 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16; "
        "give a private address; for a second block of the VPC, name one of its subnets with its cidr",
    ),
    (
        lambda: balancer(tier="data"),
        "no-such-tier: load_balancer.tier data is no tier of the network; name one of: default",
    ),
    (
        lambda: consumer(service_name=SERVICE.replace("us-east-1", "eu-west-1")),
        "service-region-missing: service_name com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0 is in eu-west-1, "
        "not in us-east-1; set service_region to eu-west-1",
    ),
    (
        lambda: consumer(availability_zones=["use1-az9"], network=NETWORK),
        "no-such-availability-zone: availability_zones[0] use1-az9 has no subnet to stand in; "
        "name one of: us-east-1a, us-east-1b",
    ),
]


@pytest.mark.parametrize(("find", "expected"), MESSAGES)
def test_a_message_says_what_is_wrong_by_how_much_and_what_to_do(
    find: Callable[[], list[Problem]], expected: str
) -> None:
    """Value, limit and fix stand in one line that needs no manual."""
    assert expected in [str(problem) for problem in find()]
