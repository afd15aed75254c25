"""What an assembly says of its endpoint services: who may connect, and what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class ListenerFact:
    """A listener of a load balancer, with the targets registered in its template.

    Attributes:
        protocol: Such as ``TCP``; None where it is not known before deployment, or a gateway's, which has none.
        targets: Each target's id or address, and its port where one is given.
    """

    protocol: str | None
    port: str | None
    targets: tuple[tuple[Value, str | None], ...] = ()


@dataclass(frozen=True)
class LoadBalancerFact:
    """A Network or Gateway Load Balancer of an endpoint service.

    Attributes:
        id: The load balancer made in the assembly, or the ARN it is brought by.
        name: Its literal ``Name`` tag.
        vpc: The VPC its subnets or target groups are in; None where the templates do not tell.
        listeners: Those made in the assembly, by port.
    """

    id: Value
    name: str | None = None
    vpc: Value | None = None
    listeners: tuple[ListenerFact, ...] = ()


@dataclass(frozen=True)
class ServiceFact:
    """An endpoint service made in the assembly.

    Attributes:
        name: Its literal ``Name`` tag.
        acceptance: Whether connections wait to be accepted; None where it is not known before deployment.
        principals: Who may connect: ARNs, or ``*`` for everyone.
        regions: The Regions it can be reached from besides its own.
        published: Where its template writes its name: Systems Manager parameters of its account and Region.
        private_dns_name: The name that consumers with private DNS find it under, None where it has none.
        verified: Whether a deployment of the assembly has the name verified, and waits for it.
        rules: How many rules decide on its connections; what none of them matches waits for a human.
    """

    id: Resource
    account: str | None
    region: str | None
    name: str | None
    acceptance: bool | None
    load_balancers: tuple[LoadBalancerFact, ...] = ()
    principals: tuple[Value, ...] = ()
    regions: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    private_dns_name: Value | None = None
    verified: bool = False
    rules: int = 0

    @property
    def vpc(self) -> Value | None:
        """The one VPC that its load balancers are in, None where the templates do not tell."""
        found = {one.vpc for one in self.load_balancers}
        return found.pop() if len(found) == 1 else None

    @property
    def listeners(self) -> tuple[ListenerFact, ...]:
        """The listeners of all its load balancers."""
        return tuple(listener for one in self.load_balancers for listener in one.listeners)
