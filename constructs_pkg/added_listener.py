"""Listeners that a service is given after it was made: when that is too late, and their resources."""

from __future__ import annotations

from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from constructs import Construct

from constructs_pkg.fragments.listener import listener_fragment, listener_id, target_group_id
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.service import Listener, ServiceSpec


def refuse_if_closed(spec: ServiceSpec) -> None:
    """Refuse further listeners where the service `spec` can have none.

    Raises:
        InvalidInput: if the load balancers were brought or are of another type, or the service is handed over.
    """
    if spec.is_gateway:
        limit, fix = "are for Network Load Balancers, and this service has none", "give the gateway its targets"
        raise InvalidInput([Problem("network-and-gateway", "listeners", "", limit, fix)])
    if spec.is_brought:
        limit = "would change a load balancer that was not made here"
        fix = "add the listener where the load balancer is made"
        raise InvalidInput([Problem("load-balancer-brought", "listeners", "", limit, fix)])
    if spec.publish_handoff_to is not None:
        limit = "would not be in the handoff, which is written already"
        fix = "give every listener when the service is made"
        raise InvalidInput([Problem("handoff-written", "listeners", "", limit, fix)])


def refuse_if_looked_up(listener: Listener) -> None:
    """Refuse a listener that is added late if its targets are looked up at deployment.

    Raises:
        InvalidInput: ``late-run-time-targets``.
    """
    if listener.targets.looked_up:
        limit, fix = "are looked up, and come too late", "give the listener when the service is made"
        raise InvalidInput([Problem("late-run-time-targets", "targets", "", limit, fix)])


def make_listener(scope: Construct, listener: Listener, load_balancer_arn: Late, network: Network) -> elbv2.CfnListener:
    """Make `listener`, its target group and its further certificates in `scope`, and return it."""
    resources = dict(listener_fragment(listener, load_balancer_arn, network).resources)
    group_id, own_id = target_group_id(listener.port), listener_id(listener.port)
    group = add_resource(scope, group_id, resources.pop(group_id))
    forward = {"DefaultActions": [{"Type": "forward", "TargetGroupArn": Late(group.ref)}]}
    resources[own_id]["Properties"].update(forward)
    made: elbv2.CfnListener = add_resource(scope, own_id, resources.pop(own_id))
    for certificate_id, certificate in resources.items():
        certificate["Properties"]["ListenerArn"] = Late(made.ref)
        add_resource(scope, certificate_id, certificate)
    return made
