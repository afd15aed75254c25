"""Network and Gateway Load Balancers, read with their listeners, targets and the VPC they are in.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ElasticLoadBalancingV2.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.audit.networks import name_tag
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.service_facts import ListenerFact, LoadBalancerFact
from constructs_pkg.audit.value import ListOf, MapOf, Value, literal_text


@dataclass(frozen=True)
class _TargetGroup:
    vpc: Value | None
    targets: tuple[tuple[Value, str | None], ...]


def read_load_balancers(reading: Reading) -> Iterator[LoadBalancerFact]:
    """Yield the Network and Gateway Load Balancers of the assembly, and brought ones that listeners are added to."""
    groups: dict[Value, _TargetGroup] = {
        resource: _TargetGroup(group.get("VpcId"), tuple(_targets(group)))
        for resource, group in reading.resources("AWS::ElasticLoadBalancingV2::TargetGroup")
    }
    networks = dict(_vpc_of_subnets(reading))
    listeners: dict[Value, list[tuple[ListenerFact, list[_TargetGroup]]]] = {}
    for _, listener in reading.resources("AWS::ElasticLoadBalancingV2::Listener"):
        arn = listener.get("LoadBalancerArn")
        if arn is not None:
            listeners.setdefault(arn, []).append(_listener(listener, groups))
    made: dict[Value, Properties] = {
        resource: balancer
        for resource, balancer in reading.resources("AWS::ElasticLoadBalancingV2::LoadBalancer")
        if literal_text(balancer.get("Type")) in ("network", "gateway")
    }
    for identifier in dict.fromkeys([*made, *listeners]):
        found = listeners.get(identifier, [])
        balancer = made.get(identifier)
        near = [networks.get(subnet) for subnet in subnets_of_balancer(balancer)] if balancer is not None else []
        near += [group.vpc for _, behind in found for group in behind]
        vpcs = {vpc for vpc in near if vpc is not None}
        yield LoadBalancerFact(
            id=identifier,
            name=name_tag(balancer) if balancer is not None else None,
            vpc=vpcs.pop() if len(vpcs) == 1 else None,
            listeners=tuple(sorted((fact for fact, _ in found), key=lambda fact: int(fact.port or 0))),
        )


def _vpc_of_subnets(reading: Reading) -> Iterator[tuple[Value, Value]]:
    for resource, subnet in reading.resources("AWS::EC2::Subnet"):
        vpc = subnet.get("VpcId")
        if vpc is not None:
            yield resource, vpc


def subnets_of_balancer(balancer: Properties) -> tuple[Value, ...]:
    """Return a load balancer's subnets, listed or mapped."""
    listed, mapped = balancer.get("Subnets"), balancer.get("SubnetMappings")
    found = [*(listed.items if isinstance(listed, ListOf) else ())]
    for entry in mapped.items if isinstance(mapped, ListOf) else ():
        subnet = entry.get("SubnetId") if isinstance(entry, MapOf) else None
        found += [subnet] if subnet is not None else []
    return tuple(map(balancer.reading.identity, found))


def _listener(listener: Properties, groups: Mapping[Value, _TargetGroup]) -> tuple[ListenerFact, list[_TargetGroup]]:
    actions = listener.get("DefaultActions")
    behind: list[_TargetGroup] = []
    for action in actions.items if isinstance(actions, ListOf) else ():
        arn = action.get("TargetGroupArn") if isinstance(action, MapOf) else None
        group = groups.get(listener.reading.identity(arn)) if arn is not None else None
        behind += [group] if group is not None else []
    port = literal_text(listener.get("Port"))
    return (
        ListenerFact(
            protocol=literal_text(listener.get("Protocol")),
            port=port if port is not None and port.isdecimal() else None,
            targets=tuple(target for group in behind for target in group.targets),
        ),
        behind,
    )


def _targets(group: Properties) -> Iterator[tuple[Value, str | None]]:
    targets = group.get("Targets")
    for target in targets.items if isinstance(targets, ListOf) else ():
        identifier = target.get("Id") if isinstance(target, MapOf) else None
        if isinstance(target, MapOf) and identifier is not None:
            yield identifier, literal_text(target.get("Port")) or literal_text(group.get("Port"))
