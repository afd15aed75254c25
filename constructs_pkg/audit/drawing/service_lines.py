"""What is told of an endpoint service: its listeners, load balancers, who may connect, and its name."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.drawing.handoff import called
from constructs_pkg.audit.drawing.picture import ServiceBox, without_prefix
from constructs_pkg.audit.service_facts import ListenerFact, LoadBalancerFact, ServiceFact
from constructs_pkg.audit.value import Value, in_words, literal_text

_ACCEPTANCE = {True: "each connection waits for it", False: "not asked for", None: "known at deployment"}


def service_box(service: ServiceFact, cell: str) -> ServiceBox:
    """Return the box of a service that stands in the cell with that label."""
    label = called(service)
    return ServiceBox(in_words(service.id), without_prefix(label, cell), tuple(_lines(service, cell)))


def _lines(service: ServiceFact, cell: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if service.listeners:
        yield "Listeners", tuple(map(_listener, service.listeners))
    if service.load_balancers:
        yield "Load balancer", tuple(_load_balancer(one, cell) for one in service.load_balancers)
    admitted = tuple(dict.fromkeys(map(_principal, service.principals)))
    yield "May connect", (", ".join(admitted) or "nobody yet",)
    yield "Acceptance", (_acceptance(service),)
    elsewhere = [region for region in service.regions if region != service.region]
    if elsewhere:
        yield "Also from", (", ".join(elsewhere),)
    if service.published:
        yield "Name in SSM", service.published


def _acceptance(service: ServiceFact) -> str:
    if not service.rules:
        return _ACCEPTANCE[service.acceptance]
    decide = f"{service.rules} rules decide" if service.rules > 1 else "one rule decides"
    return f"{decide}, else a human"


def _listener(listener: ListenerFact) -> str:
    entry = f"{listener.protocol or '?'} {listener.port or '?'}"
    ports = {port for _, port in listener.targets}
    same = ports <= {listener.port}
    targets = [in_words(target) if same else f"{in_words(target)}:{port}" for target, port in listener.targets]
    return f"{entry} → {', '.join(targets)}" if targets else entry


def _load_balancer(balancer: LoadBalancerFact, cell: str) -> str:
    """Return its ``Name`` tag, the name in the ARN it is brought by, or its id."""
    arn = literal_text(balancer.id)
    if arn is None:
        return without_prefix(balancer.name or in_words(balancer.id), cell)
    parts = arn.split("/")
    return f"{parts[2]}, by its ARN" if len(parts) == 4 else arn


def _principal(principal: Value) -> str:
    text = literal_text(principal)
    if text is None:
        return in_words(principal)
    if text == "*":
        return "everyone"
    parts = text.split(":")
    if len(parts) != 6:
        return text
    return parts[4] if parts[5] == "root" else f"{parts[5]} of {parts[4]}"
