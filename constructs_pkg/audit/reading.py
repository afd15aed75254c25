"""How facts are read out of templates: one resource's properties, and a note of what is not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from constructs_pkg.audit.evaluation import DEEPEST, Evaluator
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.presented import one_line
from constructs_pkg.audit.template_file import resources_of
from constructs_pkg.audit.value import Literal, Resource, Unresolved, Value, leaves, unresolved_in

# The attribute that equals Ref, by type: the primary identifiers of the CloudFormation schemas.
_IDENTIFIER = {
    "AWS::EC2::DHCPOptions": "DhcpOptionsId",
    "AWS::EC2::Subnet": "SubnetId",
    "AWS::EC2::VPC": "VpcId",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "LoadBalancerArn",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "TargetGroupArn",
    "AWS::Route53::HostedZone": "Id",
    "AWS::Route53Profiles::Profile": "Id",
    "AWS::Route53GlobalResolver::DnsView": "DnsViewId",
    "AWS::Route53GlobalResolver::FirewallDomainList": "FirewallDomainListId",
    "AWS::Route53GlobalResolver::GlobalResolver": "GlobalResolverId",
    "AWS::Route53Resolver::FirewallDomainList": "Id",
    "AWS::Route53Resolver::FirewallRuleGroup": "Id",
    "AWS::Route53Resolver::ResolverEndpoint": "ResolverEndpointId",
    "AWS::Route53Resolver::ResolverRule": "ResolverRuleId",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "Id",
    "AWS::ServiceDiscovery::PublicDnsNamespace": "Id",
    "AWS::ServiceDiscovery::Service": "Id",
}


# A bound of this room on what identifies something, and so is compared again and again.
LARGEST_IDENTIFIER = 100


class Reading:
    """An assembly while it is read: its stacks, and what had to be left unread so far."""

    def __init__(self, stacks: tuple[StackFact, ...]) -> None:
        self.stacks = stacks
        self.evaluator = Evaluator(stacks)
        self._stack_by_id = {stack.id: stack for stack in stacks}
        self._notes: dict[str, None] = {}

    @property
    def unread(self) -> tuple[str, ...]:
        """The sentences noted so far."""
        return tuple(self._notes)

    def note(self, source: str, what: str) -> None:
        """Note, as one sentence, something that is not read."""
        self._notes[one_line(f"{source} {what}")] = None

    def type_of(self, resource: Resource) -> str | None:
        """Return the type of a resource of the assembly."""
        entry = self._stack_by_id[resource.stack].section("Resources").get(resource.logical_id)
        kind = entry.get("Type") if isinstance(entry, Mapping) else None
        return kind if isinstance(kind, str) else None

    def properties_of(self, resource: Resource) -> Properties:
        """Return the properties of a resource of the assembly; none where it is not there."""
        stack = self._stack_by_id[resource.stack]
        entry = stack.section("Resources").get(resource.logical_id)
        raw = entry.get("Properties") if isinstance(entry, Mapping) else None
        source = f"{stack.id}/{resource.logical_id}"
        return Properties(self, stack, source, raw if isinstance(raw, Mapping) else {})

    def metadata_of(self, resource: Resource) -> Properties:
        """Return the metadata of a resource of the assembly; none where it has none."""
        stack = self._stack_by_id[resource.stack]
        entry = stack.section("Resources").get(resource.logical_id)
        raw = entry.get("Metadata") if isinstance(entry, Mapping) else None
        source = f"{stack.id}/{resource.logical_id}: Metadata"
        return Properties(self, stack, source, raw if isinstance(raw, Mapping) else {})

    def identity(self, value: Value) -> Value:
        """Return a resource's id in one form, whether the template takes it by Ref or by attribute."""
        if not isinstance(value, Resource) or value.attribute is None:
            return value
        if _IDENTIFIER.get(self.type_of(value) or "") != value.attribute:
            return value
        return Resource(value.stack, value.logical_id)

    def resources(self, kind: str) -> Iterator[tuple[Resource, Properties]]:
        """Yield the resources of one type, in the assembly's order."""
        for stack, logical_id, entry in self._entries_of_type.get(kind, ()):
            raw = entry.get("Properties")
            source = f"{stack.id}/{logical_id}"
            found = Properties(self, stack, source, raw if isinstance(raw, Mapping) else {})
            if "Condition" in entry and not self._is_made(found, entry["Condition"]):
                continue
            if any(key.startswith("Fn::") for key in found.raw):
                found.note("has properties from an intrinsic function, which is not followed")
            yield Resource(stack.id, logical_id), found

    @cached_property
    def _entries_of_type(self) -> Mapping[object, list[tuple[StackFact, str, Mapping[str, object]]]]:
        found: dict[object, list[tuple[StackFact, str, Mapping[str, object]]]] = {}
        for stack in self.stacks:
            for logical_id, entry in resources_of(stack.template):
                found.setdefault(entry.get("Type"), []).append((stack, logical_id, entry))
        return found

    def _is_made(self, resource: Properties, condition: object) -> bool:
        """Tell whether a resource's condition holds; where that is not known, it is read as if it did."""
        holds = self.evaluator.condition(condition, resource.stack)
        if holds is False:
            where = f"stack {resource.stack.id}"
            self.note(where, f"does not make what hangs on condition {condition}: its parameters do not meet it")
        elif isinstance(holds, Unresolved):
            resource.note(f"exists under condition {condition} only; it is read as if it did")
        return holds is not False


@dataclass(frozen=True)
class Properties:
    """The properties of one resource, or of one entry in it, evaluated as they are asked for."""

    reading: Reading
    stack: StackFact
    source: str
    raw: Mapping[str, object]

    def get(self, name: str) -> Value | None:
        """Return a property, or None where it is absent or ``AWS::NoValue``."""
        if name not in self.raw:
            return None
        value = self.reading.evaluator.value(self.raw[name], self.stack)
        return None if value == Literal(None) else self.reading.identity(value)

    def identifier(self, name: str) -> Value | None:
        """Return a property that identifies something; None, with a note, where it cannot be followed."""
        return self.followed(name, self.get(name))

    def followed(self, name: str, value: Value | None) -> Value | None:
        """Return `value`; None, with a note under `name`, where it is absent or cannot be followed."""
        if value is None:
            self.note(f"has no {name}")
            return None
        failed = unresolved_in(value)
        if failed is None and sum(1 for _ in islice(leaves(value), LARGEST_IDENTIFIER + 1)) > LARGEST_IDENTIFIER:
            failed = Unresolved(f"an expression of more than {LARGEST_IDENTIFIER} parts")
        if failed is not None:
            self.note(f"has an unresolved {name}: {failed.reason}")
            return None
        return value

    def note(self, what: str) -> None:
        """Note something of this resource that is not read."""
        self.reading.note(self.source, what)

    def entries(self, name: str) -> Iterator[Properties]:
        """Yield the objects of a list property, each as properties of their own."""
        found = self._chosen(self.raw.get(name))
        if found is None:
            return
        if not isinstance(found, list):
            self.note(f"has {name} that are no list in the template; they are not read")
            return
        for position, each in enumerate(found):
            source, entry = f"{self.source}.{name}[{position}]", self._chosen(each)
            if isinstance(entry, Mapping):
                yield Properties(self.reading, self.stack, source, entry)
            elif entry is not None:
                self.reading.note(source, "is no object; it is not read")

    def _chosen(self, node: object) -> object:
        """Return `node`, or what it chooses where it is ``Fn::If`` and its condition is known; None for nothing."""
        for _ in range(DEEPEST):
            choice = node.get("Fn::If") if isinstance(node, Mapping) and len(node) == 1 else None
            if not (isinstance(choice, list) and len(choice) == 3):
                break
            holds = self.reading.evaluator.condition(choice[0], self.stack)
            if isinstance(holds, Unresolved):
                break
            node = choice[1 if holds else 2]
        return None if node == {"Ref": "AWS::NoValue"} else node


def note_what_is_not_read(reading: Reading) -> None:
    """Note what may hold facts that this room does not look into: nested stacks, transforms."""
    for _, nested in reading.resources("AWS::CloudFormation::Stack"):
        nested.note("is a nested stack; its template is not read")
    for stack in reading.stacks:
        for sentence in stack.unread:
            reading.note(f"stack {stack.id}", sentence)
        if "Transform" in stack.template:
            reading.note(f"stack {stack.id}", "has a Transform; what it changes at deployment is not seen")
        for key in stack.section("Resources"):
            if key.startswith("Fn::"):
                reading.note(f"stack {stack.id}", f"unfolds {key} at deployment; its resources are not read")
