"""Load balancers as AWS calls them, and those that are protected from deletion.

Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html and
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#deletion-protection.
"""

from __future__ import annotations

from typing import Any

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from emulator.resources import Made, Properties

Answer = tuple[int, dict[str, str], bytes]
TYPE = "AWS::ElasticLoadBalancingV2::LoadBalancer"


class Protected(Exception):
    """A load balancer is protected from deletion."""


def install() -> None:
    """Have Network Load Balancers called ``net``, and protection hold."""
    create, delete = alb._create_lb, alb._delete_lb
    make, remove = (provisioners._RESOURCE_HANDLERS[TYPE][verb] for verb in ("create", "delete"))

    def created(parameters: dict[str, Any]) -> Answer:
        before = set(alb._lbs)
        status, headers, body = create(parameters)
        for arn in set(alb._lbs) - before:
            body = body.replace(arn.encode(), _renamed(arn).encode())
        return status, headers, body

    def deleted(parameters: dict[str, Any]) -> Answer:
        arn = alb._p(parameters, "LoadBalancerArn")
        if _is_protected(arn):
            refused: Answer = alb._error("OperationNotPermitted", _message(arn), 400)
            return refused
        answer: Answer = delete(parameters)
        return answer

    def made(logical_id: str, properties: Properties, stack: str) -> Made:
        arn, attributes = make(logical_id, properties, stack)
        called = _renamed(arn)
        return called, {
            name: called if value == arn else _net(str(value)) if name == "LoadBalancerFullName" else value
            for name, value in attributes.items()
        }

    def removed(arn: str, properties: Properties) -> None:
        if _is_protected(arn):
            raise Protected(_message(arn))
        remove(arn, properties)

    alb._ACTION_MAP["CreateLoadBalancer"] = created
    alb._ACTION_MAP["DeleteLoadBalancer"] = deleted
    provisioners._RESOURCE_HANDLERS[TYPE] |= {"create": made, "delete": removed}


def _renamed(arn: str) -> str:
    """Return the ARN of a load balancer by its type, kept under that from now on."""
    if alb._lbs[arn]["Type"] != "network":
        return arn
    called = arn.replace("loadbalancer/app/", "loadbalancer/net/")
    for store in (alb._lbs, alb._tags, alb._lb_attrs):
        store[called] = store[arn]
        del store[arn]
    alb._lbs[called]["LoadBalancerArn"] = called
    return called


def _net(name: str) -> str:
    return name.replace("app/", "net/", 1)


def _is_protected(arn: str) -> bool:
    attributes = {one["Key"]: one["Value"] for one in alb._lb_attrs.get(arn) or []}
    return attributes.get("deletion_protection.enabled") == "true"


def _message(arn: str) -> str:
    return f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
