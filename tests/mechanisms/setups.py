"""A provider and one customer by each mechanism: the topology, its templates, and what is read from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.preview import preview
from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.spec import parse

PUBLIC_NAME, SECOND_NAME, OF_CUSTOMER = "example-api.com", "example-api-pl.com", "example-api-anycompany.com"
PUBLIC_ADDRESS = "203.0.113.12"
ENDPOINT_ADDRESSES = ["10.24.0.10", "10.24.16.11"]
PROVIDER, CUSTOMER = "999999999999", "111111111111"
SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
# What public DNS sees of the customer's premises, and of a VPC: addresses that AWS shares among all.
BLOCK, OF_AWS = "192.0.2.0/24", "198.51.100.0/24"

_FORWARD = {"forward_to": ["10.24.0.53", "10.24.16.53"]}
_FALLBACK = {"values": [PUBLIC_ADDRESS]}
_CIDR = {
    "public_name": PUBLIC_NAME,
    "endpoint_addresses": ENDPOINT_ADDRESSES,
    "public_addresses": [PUBLIC_ADDRESS],
}


@dataclass(frozen=True)
class Setup:
    """A mechanism as a topology asks for it.

    Attributes:
        zones: The customer's private zones.
        link: What the customer's link has.
        customers: What the provider's service has.
        names: What its client asks for, the public name first.
    """

    zones: tuple[str, ...] = ()
    link: Mapping[str, Any] | None = None
    customers: Mapping[str, Any] | None = None
    names: tuple[str, ...] = (PUBLIC_NAME,)


def _mechanism(**one: Any) -> dict[str, Any]:
    return {"mechanism": one}


SETUPS: Mapping[str, Setup] = {
    "Split-horizon": Setup(
        (PUBLIC_NAME,),
        _mechanism(split_horizon={"public_name": PUBLIC_NAME, "fallback": _FALLBACK, "on_premises": _FORWARD}),
    ),
    "Split-horizon as in the article": Setup(
        (PUBLIC_NAME,), _mechanism(split_horizon={"public_name": PUBLIC_NAME, "on_premises": "record"})
    ),
    "AWS-managed private DNS": Setup((), {"private_dns": True, "private_dns_name": PUBLIC_NAME}),
    "Private hostname": Setup(
        (SECOND_NAME,),
        _mechanism(private_hostname={"name": SECOND_NAME, "on_premises": "record"}),
        names=(PUBLIC_NAME, SECOND_NAME),
    ),
    "CIDR routing": Setup(
        (PUBLIC_NAME,), _mechanism(cidr=_CIDR), {"blocks": [BLOCK], "endpoint_addresses": ENDPOINT_ADDRESSES}
    ),
    "Customer hostname, provider's": Setup(
        (),
        {},
        {"hostname": OF_CUSTOMER, "hostname_zone": "customers", "endpoint_addresses": ENDPOINT_ADDRESSES},
        names=(PUBLIC_NAME, OF_CUSTOMER),
    ),
    "Customer hostname, customer's": Setup(
        (OF_CUSTOMER,),
        _mechanism(customer_hostname={"name": OF_CUSTOMER, "on_premises": "record"}),
        names=(PUBLIC_NAME, OF_CUSTOMER),
    ),
}


def wish(setup: Setup | None) -> dict[str, Any]:
    """Return the topology of a setup; None is a customer without PrivateLink."""
    customers = {"anycompany": setup.customers} if setup and setup.customers else {}
    link = {"cell": "customer", "service": "api", "service_name": SERVICE, **((setup and setup.link) or {})}
    return {
        "name": "api",
        "cells": {
            "provider": _cell(PROVIDER, "10.0.0.0/16"),
            "customer": _cell(CUSTOMER, "10.24.0.0/16", setup.zones if setup else ()),
        },
        "public_zones": {
            "public": {"account": PROVIDER, "name": PUBLIC_NAME},
            "customers": {"account": PROVIDER, "name": OF_CUSTOMER},
        },
        "services": {
            "api": {
                "cell": "provider",
                "listeners": [{"port": 443, "targets": {"ip_addresses": ["10.0.0.10", "10.0.16.10"]}}],
                "allowed_principals": [CUSTOMER],
                "public_name": {"zone": "public", "addresses": [PUBLIC_ADDRESS], "routing": "cidr"},
                "customers": customers,
            }
        },
        "links": {"api": link} if setup else {},
    }


def _cell(account: str, cidr: str, zones: tuple[str, ...] = ()) -> dict[str, Any]:
    named = [{"slot": slot, "name": f"us-east-1{letter}", "id": f"use1-az{slot}"} for slot, letter in enumerate("ab")]
    network = {"cidr": cidr, "availability_zones": named}
    return {"account": account, "region": "us-east-1", "network": network, "zones": list(zones)}


@cache
def facts_of(name: str | None) -> Facts:
    """Return what the templates of a setup tell, with an inbound Resolver endpoint in the customer's VPC."""
    made = preview(plan(parse(Topology, wish(SETUPS[name] if name else None))))
    owners = {"api-customer": CUSTOMER}
    stacks = [
        StackFact(stack, stack, owners.get(stack.rpartition("-")[0], PROVIDER), "us-east-1", template)
        for stack, template in made.items()
    ]
    subnets = [{"SubnetId": {"Fn::ImportValue": f"api-customer-network:Subnet-T0-Z{slot}"}} for slot in (0, 1)]
    inbound = {
        "Type": "AWS::Route53Resolver::ResolverEndpoint",
        "Properties": {"Direction": "INBOUND", "IpAddresses": subnets, "SecurityGroupIds": ["sg-0123456789abcdef0"]},
    }
    resources = {"Resources": {"Inbound": inbound}}
    return read([*stacks, StackFact("inbound", "inbound", CUSTOMER, "us-east-1", resources)])


@dataclass(frozen=True)
class Premises:
    """What the customer's DNS servers are told, as the stack of the endpoint shows it.

    Attributes:
        forwarded: The names that they forward to the VPC first.
        recorded: The names that they have a record of, which leads to the endpoint.
    """

    forwarded: frozenset[str]
    recorded: frozenset[str]


def premises_of(name: str | None) -> Premises:
    """Return what the outputs of the customer's stack tell its servers; private DNS of AWS is forwarded by hand."""
    told: list[Any] = [
        output["Value"]
        for stack in facts_of(name).stacks
        if stack.account == CUSTOMER
        for output in cast("Mapping[str, dict[str, Any]]", stack.section("Outputs")).values()
        if "Export" not in output
    ]
    statements = [text for text in told if isinstance(text, str)]
    forwarded = {found[1] for text in statements if (found := re.match(r'zone "(.+?)" .*forward first', text))}
    recorded = {text["Fn::Join"][1][0].split()[0] for text in told if isinstance(text, dict) and "Fn::Join" in text}
    by_hand = {PUBLIC_NAME} if name == "AWS-managed private DNS" else set()
    return Premises(frozenset(forwarded | by_hand), frozenset(recorded))
