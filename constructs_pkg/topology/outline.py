"""A plan as indented text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.subjects import described
from constructs_pkg.values.acceptance import AcceptanceByRole
from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS, SERVICE_ALARMS, AlarmKind
from constructs_pkg.values.cell import CellZone
from constructs_pkg.values.connection_rules import ConnectionRule
from constructs_pkg.values.consumer import ConsumerSpec, Ingress, SsmParameter, StackParameter
from constructs_pkg.values.record import Record
from constructs_pkg.values.resource_configuration import ResourceConfigurationSpec
from constructs_pkg.values.service import ServiceSpec

if TYPE_CHECKING:
    from constructs_pkg.topology.planned import Plan, PlannedCell


def outline(plan: Plan) -> str:
    """Return `plan` as text: the same plan gives the same text."""
    return "\n".join([f"plan {plan.name}", *_indented(_plan(plan))]) + "\n"


def _plan(plan: Plan) -> Iterator[str]:
    for cell in plan.cells:
        yield f"cell {cell.key} ({cell.display_name}): account {cell.account}, {cell.region}"
        yield from _indented(_cell(cell))
    for stack in plan.stacks:
        protection = ", protected from deletion" if stack.termination_protection else ""
        yield f"stack {stack.name}: account {stack.account}, {stack.region}{protection}"
        yield from _indented(line for part in stack.parts for line in described(part))
    for warning in plan.warnings:
        yield f"warning {warning}"


def _cell(cell: PlannedCell) -> Iterator[str]:
    protection = ", protected from deletion" if cell.termination_protection else ""
    yield f"stacks: {', '.join(name for name in (cell.network_stack, cell.links_stack) if name)}{protection}"
    if cell.links_after:
        yield f"links deployed after those of: {', '.join(cell.links_after)}"
    yield f"network {cell.network.cidr or 'of unknown block'}: {cell.network.vpc_id}"
    for subnet in cell.network.subnets:
        place = " ".join(str(part) for part in (subnet.availability_zone, subnet.availability_zone_id) if part)
        yield f"  subnet {subnet.cidr or 'of unknown block'} {subnet.tier} {place}: {subnet.id}"
    for endpoint in cell.spec.interface_endpoints:
        names = "" if endpoint.names == "private-dns" else f" (names: {endpoint.names})"
        yield f"interface endpoint {endpoint.service}{names}"
    for zone in (*cell.zones, *cell.service_zones):
        yield f"zone {zone.name}: {zone.id}"
    for wish in cell.spec.zones:
        yield from _indented(_sharing(wish))
    if cell.spec.profile is not None:
        source = f", Profile {cell.profile_from.profile} of {cell.profile_from.stack}" if cell.profile_from else ""
        yield f"profile {cell.spec.profile}{source}"
    for profile in cell.profiles:
        zones = ", ".join(zone.name for zone in profile.spec.zones)
        yield f"profile {profile.key} of {zones}, shared with: {', '.join(profile.spec.share_with) or 'nobody'}"
    for zone, records in cell.records:
        yield f"records of {zone.name}"
        yield from _indented(_record(record) for record in records)
    if cell.spec.query_logs:
        yield f"query logs to {cell.spec.query_logs.destination_arn or 'a log group made here'}"
    for service in cell.services:
        yield f"service {service.key}"
        yield from _indented(_service(service.spec))
    for resource in cell.resources:
        yield f"resource configuration {resource.key}"
        yield from _indented(_resource(resource.spec))
    for consumer in cell.consumers:
        yield f"consumer {consumer.key}"
        yield from _indented(_consumer(consumer.spec))
    for group in cell.groups:
        yield f"security group {group.key}"
        yield from _indented(_rules(group.spec.ingress))
    for api in cell.apis:
        yield f"private API {api.key} {api.spec.domain_name}, called by: {', '.join(api.spec.endpoint_ids) or 'others'}"
    for http in cell.http_links:
        yield f"VPC link {http.key} of HTTP APIs to ports {', '.join(map(str, http.spec.ports))}"
    for rest in cell.rest_links:
        yield f"VPC link {rest.key} of REST APIs to service {rest.service}"
    for part in cell.parts:
        yield from described(part)
    if cell.makes_topic:
        yield "a topic for alarms and connections"
    if cell.dashboard:
        yield "a dashboard"
    for key, value in cell.tags:
        yield f"tag {key}: {value}"


def _sharing(zone: CellZone) -> Iterator[str]:
    if zone.associate is not None:
        role = zone.associate.authorised_by
        yield f"{zone.name} {zone.id} is associated{f', authorised by {role}' if role else ''}"
    for each in zone.also_seen_by:
        yield f"{zone.name} is seen by {each.vpc_id} in {each.region}"
    if zone.authority is not None:
        yield f"{zone.name} may be associated by: {', '.join(map(str, zone.authority.principals))}"


def _record(record: Record) -> str:
    answer = f"alias of {record.alias.dns_name}" if record.alias else ", ".join(str(value) for value in record.values)
    policy = f" ({record.policy.policy} {record.set_identifier})" if record.policy else ""
    return f"{record.name} {record.type}{policy}: {answer}"


def _service(spec: ServiceSpec) -> Iterator[str]:
    for listener in spec.listeners:
        yield f"listener {listener.port}/{listener.protocol} to {listener.targets.type} on {listener.forwarded_port}"
    for key, further in spec.more_load_balancers.items():
        ports = ", ".join(f"{listener.port}/{listener.protocol}" for listener in further.listeners)
        yield f"load balancer {key}: listeners {ports}"
    if spec.gateway_load_balancer is not None:
        yield f"Gateway Load Balancer to {spec.gateway_load_balancer.targets.type}"
    for arn in (*spec.load_balancer_arns, *spec.gateway_load_balancer_arns):
        yield f"load balancer {arn}"
    yield f"principals: {', '.join(map(str, spec.allowed_principals)) or 'nobody'}"
    yield f"acceptance: {'required' if spec.acceptance_required else 'automatic'}"
    yield f"Regions: {', '.join(spec.supported_regions) or 'its own'}"
    if spec.publish_to:
        yield f"published to {spec.publish_to}"
    if wish := spec.private_dns_name:
        held = f"verified in zone {wish.zone_id}" if wish.zone_id else "held elsewhere"
        yield f"private DNS name {wish.name}: {held}"
    if role := spec.acceptance_role:
        yield f"accepted by role {role.name} for {', '.join(role.trusted_accounts)}"
    if rules := spec.connection_rules:
        yield from (f"connections of {_whom(rule)}: {rule.action}" for rule in rules.rules)
    if spec.publish_handoff_to:
        yield f"handed over below {spec.publish_handoff_to}"
    yield from _observed(spec, SERVICE_ALARMS)


def _whom(rule: ConnectionRule) -> str:
    named = (*rule.accounts, *rule.organizations, *rule.organizational_units, *rule.endpoint_ids)
    return f"{', '.join(named) or 'anybody'} by rule {rule.key}"


def _resource(spec: ResourceConfigurationSpec) -> Iterator[str]:
    host = spec.host
    yield f"host {host.domain_name or host.ip_address or host.database_arn}"
    if spec.ports:
        yield f"ports {', '.join(map(str, spec.ports))}"
    yield f"shared with: {', '.join(map(str, spec.shared_with)) or 'nobody'}"
    if spec.custom_domain_name:
        yield f"custom domain name {spec.custom_domain_name}"
    if spec.publish_to:
        yield f"published to {spec.publish_to}"


def _consumer(spec: ConsumerSpec) -> Iterator[str]:
    source = spec.target
    if isinstance(source, SsmParameter):
        name = f"Systems Manager parameter {source.ssm_parameter}"
    elif isinstance(source, StackParameter):
        name = f"stack parameter {source.stack_parameter}"
    else:
        name = str(source)
    what = "resource configuration" if spec.endpoint_type == "Resource" else "service name"
    yield f"{what}: {name}{f' in {spec.service_region}' if spec.service_region else ''}"
    yield from _rules(spec.ingress)
    for group in spec.security_group_ids or ():
        yield f"security group {group}"
    if spec.accept is not None:
        yield f"accepted by {f'role {wish.role_arn}' if isinstance(wish := spec.accept, AcceptanceByRole) else wish}"
    for name_spec in spec.names:
        yield f"name {name_spec.name} ({name_spec.kind}) in {name_spec.zone.name}"
    yield from _observed(spec, ENDPOINT_ALARMS)


def _rules(ingress: Iterable[Ingress]) -> Iterator[str]:
    for rule in ingress:
        ports = str(rule.from_port) if rule.to_port is None else f"{rule.from_port}-{rule.to_port}"
        clients = rule.cidr or rule.ipv6_cidr or rule.security_group_id or rule.prefix_list_id
        yield f"ingress {ports}/{rule.protocol} from {clients}"


def _observed(spec: ServiceSpec | ConsumerSpec, kinds: tuple[AlarmKind, ...]) -> Iterator[str]:
    alarms, notifications = spec.alarms, spec.notifications
    if alarms and (made := [kind.name for kind in kinds if alarms.made_of(kind)]):
        yield f"alarms {', '.join(made)}: {alarms.topic_arn or 'the topic made here'}"
    if notifications:
        events = ", ".join(sorted(notifications.events))
        yield f"notifications {events}: {notifications.topic_arn or 'the topic made here'}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
