"""What else notices that something is made anew or goes: names, endpoints, services, and what was handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from constructs_pkg.audit.changes.made import Made
from constructs_pkg.audit.changes.permissions import PERMISSIONS, who_stays_connected
from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.drawing.handoff import Handoff, aws_service, handoff_of
from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.value import Resource, in_words, leaves, literal_text


@dataclass(frozen=True)
class Consequences:
    """Who uses what on the old side, where it is deployed."""

    made: Made

    def of(self, resource: Resource) -> tuple[str, ...]:
        """Return what notices the loss of a resource of the old side, a sentence each."""
        kind = self.made.pair.old.type_of(resource)
        own = _BY_TYPE[kind](self, resource) if kind in _BY_TYPE else ()
        return (*self._names(resource), *own, *self._outputs(resource), *self._parameters(resource))

    def _names(self, resource: Resource) -> Iterator[str]:
        found = self._names_by_target.get(resource)
        if found:
            yield f"names lead to it: {', '.join(found)}"

    def _outputs(self, resource: Resource) -> Iterator[str]:
        """Yield the outputs that change; those that are exported and imported are told with their stack."""
        found = self._outputs_by_source.get(resource)
        if found:
            yield f"tell the new value of output {', '.join(found)} to whoever was told the old one"

    def _parameters(self, resource: Resource) -> Iterator[str]:
        old = self.made.pair.old
        for user, _ in old.users.get(resource, ()):
            if old.type_of(user) == "AWS::SSM::Parameter":
                path = literal_text(old.value(user, "Name")) or in_words(user)
                yield f"parameter {path} changes; who has read it keeps the old value until deployed again"

    def _service(self, resource: Resource) -> Iterator[str]:
        """Yield who connects to an endpoint service.

        Source: https://docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html.
        """
        yield "its service name changes: every consumer, also of other accounts, has to connect anew"
        for endpoint, handoff in self._endpoints_by_service.get(resource, ()):
            sure = "connects to it" if handoff.sure else "may connect to it, being the only one that fits"
            yield f"endpoint {_label(endpoint)} {sure} ({handoff.words} {handoff.detail})"
        yield "AWS does not delete the old service while endpoints are connected to it"

    def _endpoint(self, resource: Resource) -> Iterator[str]:
        """Yield that the provider sees a new connection.

        Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html.
        """
        facts = self.made.pair.old.facts
        endpoint = facts.endpoint_by_id.get(resource)
        if endpoint is None or aws_service(endpoint) is not None or not self._comes_again(resource):
            return
        service = handoff_of(facts, endpoint).service
        if service is None or service.acceptance is None:
            yield "the provider sees a new connection, which waits where it accepts by hand"
        elif service.acceptance:
            yield f"its connection has to be accepted again by {in_words(service.id)}"

    def _load_balancer(self, resource: Resource) -> Iterator[str]:
        """Yield the services it stands behind.

        Source: https://repost.aws/knowledge-center/delete-nlb-associated-endpoint-services.
        """
        pair = self.made.pair
        for user, _ in pair.old.users.get(resource, ()):
            if user in pair.new.entries and pair.old.type_of(user) == "AWS::EC2::VPCEndpointService":
                yield f"AWS does not take it off service {in_words(user)} while endpoints are connected there"

    def _zone(self, resource: Resource) -> Iterator[str]:
        """Yield what a zone loses.

        Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html.
        """
        count = len(self.made.pair.old.facts.records_of_zone.get(resource, ()))
        if count:
            yield f"{count} record{'s go' if count > 1 else ' goes'} with the old zone"
        yield "Route 53 does not delete a zone that has records made elsewhere; VPCs that others associated are lost"

    def _permissions(self, resource: Resource) -> Iterator[str]:
        if resource not in self.made.renamed:
            yield from who_stays_connected(self.made.pair, resource)

    def _comes_again(self, resource: Resource) -> bool:
        return resource in self.made.reasons or resource in self.made.renamed

    @cached_property
    def _names_by_target(self) -> Mapping[Resource, tuple[str, ...]]:
        found: dict[Resource, dict[str, None]] = {}
        for record in self.made.pair.old.facts.records:
            values = [*record.values, *([record.alias.dns_name] if record.alias is not None else [])]
            for leaf in (leaf for value in values for leaf in leaves(value)):
                if isinstance(leaf, Resource):
                    target = Resource(leaf.stack, leaf.logical_id)
                    found.setdefault(target, {})[f"{record.name} {record.type}"] = None
        return {target: tuple(names) for target, names in found.items()}

    @cached_property
    def _endpoints_by_service(self) -> Mapping[Resource, tuple[tuple[EndpointFact, Handoff], ...]]:
        facts = self.made.pair.old.facts
        found: dict[Resource, tuple[tuple[EndpointFact, Handoff], ...]] = {}
        for endpoint in facts.endpoints:
            handoff = handoff_of(facts, endpoint)
            if handoff.service is not None:
                found[handoff.service.id] = (*found.get(handoff.service.id, ()), (endpoint, handoff))
        return found

    @cached_property
    def _outputs_by_source(self) -> Mapping[Resource, tuple[str, ...]]:
        return _outputs_by_source(self.made.pair.old)


def _outputs_by_source(side: Side) -> Mapping[Resource, tuple[str, ...]]:
    found: dict[Resource, dict[str, None]] = {}
    for stack in side.stacks:
        for key, output in stack.section("Outputs").items():
            if isinstance(output, Mapping) and "Export" not in output:
                for used in side.evaluated(output.get("Value"), stack).uses:
                    found.setdefault(Resource(used.stack, used.logical_id), {})[key] = None
    return {source: tuple(keys) for source, keys in found.items()}


def _label(endpoint: EndpointFact) -> str:
    return f"{endpoint.name} ({in_words(endpoint.id)})" if endpoint.name else in_words(endpoint.id)


_BY_TYPE: Mapping[str, Callable[[Consequences, Resource], Iterator[str]]] = {
    "AWS::EC2::VPCEndpoint": Consequences._endpoint,
    "AWS::EC2::VPCEndpointService": Consequences._service,
    PERMISSIONS: Consequences._permissions,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Consequences._load_balancer,
    "AWS::Route53::HostedZone": Consequences._zone,
}
