"""Network Load Balancers called as AWS calls them: ``loadbalancer/net/`` in their ARNs.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html and
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html.
"""

from __future__ import annotations

from typing import Any

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from emulator.resources import Made, Properties

Answer = tuple[int, dict[str, str], bytes]
TYPE = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def install() -> None:
    """Have both the API and CloudFormation call them so."""
    create, make = alb._create_lb, provisioners._RESOURCE_HANDLERS[TYPE]["create"]

    def created(parameters: dict[str, Any]) -> Answer:
        before = set(alb._lbs)
        status, headers, body = create(parameters)
        for arn in set(alb._lbs) - before:
            body = body.replace(arn.encode(), _renamed(arn).encode())
        return status, headers, body

    def made(logical_id: str, properties: Properties, stack: str) -> Made:
        arn, attributes = make(logical_id, properties, stack)
        called = _renamed(arn)
        return called, {name: _attribute(name, value, arn, called) for name, value in attributes.items()}

    alb._ACTION_MAP["CreateLoadBalancer"] = created
    provisioners._RESOURCE_HANDLERS[TYPE]["create"] = made


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


def _attribute(name: str, value: Any, arn: str, called: str) -> Any:
    if name == "LoadBalancerFullName":
        return called.partition("loadbalancer/")[2]
    return called if value == arn else value
