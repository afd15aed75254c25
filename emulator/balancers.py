"""Network and Gateway Load Balancers have ARNs of their kind; the emulator gives every one that of an application's.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-authentication-access-control.html.
"""

from __future__ import annotations

import secrets
from typing import Any

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from emulator.resources import Made, Properties

_APPLICATION = ":loadbalancer/app/"
_KINDS = {"network": ":loadbalancer/net/", "gateway": ":loadbalancer/gwy/"}
KIND = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def install() -> None:
    """Have the API and CloudFormation give them."""
    create, provision = alb._ACTION_MAP["CreateLoadBalancer"], provisioners._elbv2_load_balancer_create
    update = provisioners._RESOURCE_HANDLERS[KIND]["update"]

    def created(query: Any) -> tuple[int, dict[str, str], bytes]:
        before = set(alb._lbs)
        status, headers, body = create(query)
        for arn in set(alb._lbs) - before:
            body = body.replace(arn.encode(), _renamed(arn).encode())
        return status, headers, body

    def provisioned(logical_id: str, properties: Properties, stack: str) -> Made:
        arn, attributes = provision(logical_id, properties, stack)
        named = _renamed(arn)
        full_name = named.partition(":loadbalancer/")[2]
        return named, {**attributes, "Arn": named, "LoadBalancerArn": named, "LoadBalancerFullName": full_name}

    def changed(identifier: str, old: Properties, new: Properties, stack: str, *logical_id: str) -> Made:
        arn, attributes = update(identifier, old, new, stack, *logical_id)
        return arn, {**attributes, "LoadBalancerFullName": arn.partition(":loadbalancer/")[2]}

    alb._ACTION_MAP["CreateLoadBalancer"] = created
    provisioners._elbv2_load_balancer_create = provisioned
    provisioners._RESOURCE_HANDLERS[KIND]["create"] = provisioned
    provisioners._RESOURCE_HANDLERS[KIND]["update"] = changed
    # AWS's full name of a target group begins with its kind, as metrics call it.
    alb._target_group_full_name_from_arn = lambda arn: arn.rpartition(":")[2]


def _renamed(arn: str) -> str:
    kind = _KINDS.get(alb._lbs[arn]["Type"])
    if kind is None:
        return arn
    # AWS ends it with 16 hexadecimal digits, the emulator with any letters.
    start, _, _ = arn.replace(_APPLICATION, kind).rpartition("/")
    named = f"{start}/{secrets.token_hex(8)}"
    for kept in (alb._lbs, alb._lb_attrs, alb._tags):
        if arn in kept:
            kept[named] = kept.pop(arn)
    alb._lbs[named]["LoadBalancerArn"] = named
    return named
