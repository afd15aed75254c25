"""The stack of a cell's services, endpoints and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.cell_dashboard import CellDashboard
from constructs_pkg.cell_records import CellRecords
from constructs_pkg.endpoint_consumer import EndpointConsumer
from constructs_pkg.endpoint_service import EndpointService
from constructs_pkg.naming import (
    DASHBOARD,
    HANDED_OVER,
    NOTIFICATIONS,
    RECORDS,
    given_to,
    group_construct_id,
    http_vpc_link_construct_id,
    link_construct_id,
    private_api_construct_id,
    profile_construct_id,
    resource_construct_id,
    rest_vpc_link_construct_id,
    service_construct_id,
)
from constructs_pkg.notification_topic import NotificationTopic
from constructs_pkg.placed_stack import PlacedStack
from constructs_pkg.private_api import PrivateApiDomain
from constructs_pkg.resource_configuration import ResourceConfiguration
from constructs_pkg.shared_group import SharedSecurityGroup
from constructs_pkg.stacks.declared import declared
from constructs_pkg.stacks.health_signals import watched, with_health_checks
from constructs_pkg.stacks.parts import Making, make_parts
from constructs_pkg.stacks.place import place_of
from constructs_pkg.stacks.resolver import profile_contents
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.key import Key
from constructs_pkg.values.consumer import ConsumerSpec, SsmParameter, StackParameter
from constructs_pkg.values.late import Late
from constructs_pkg.values.private_api import PrivateApiDomainSpec
from constructs_pkg.values.shared_group import GroupOfKey
from constructs_pkg.vpc_link import HttpVpcLink, RestVpcLink
from constructs_pkg.zone_profile import ZoneProfile


class LinksStack(PlacedStack):
    """A cell's endpoint services, interface endpoints and records."""

    def __init__(self, scope: Construct, cell: PlannedCell) -> None:
        assert cell.links_stack is not None
        super().__init__(
            scope,
            cell.links_stack,
            **place_of(cell),
            description=f"Services, endpoints and records of cell {cell.display_name}",
        )
        self._cell = cell
        if cell.records:
            CellRecords(self, RECORDS, records=with_health_checks(cell))
        self._make_profiles()
        topic = _topic(self, cell)
        services = self._make_services(topic)
        groups = self._make_groups()
        parameters = _parameters(self, cell)
        consumers = self._make_consumers(topic, groups, parameters)
        self._make_resources()
        self._make_apis(parameters)
        self._make_http_links()
        self._make_rest_links(services)
        self._make_parts(parameters, services, consumers)
        if cell.dashboard:
            CellDashboard(self, DASHBOARD, services=list(services.values()), consumers=consumers)
        if said := declared(cell):
            self.add_metadata("PrivateCells", said)

    def _make_profiles(self, making: Making | None = None) -> None:
        """Make the Profiles of zones alone; given what was made since, those that hold some of it."""
        for profile in self._cell.profiles:
            shared = profile.spec
            if bool(shared.resolver_rules or shared.firewalls) is (making is None):
                continue
            ZoneProfile(
                self,
                profile_construct_id(profile.key),
                zones=shared.zones,
                **(profile_contents(shared, making) if making is not None else {}),
                name=shared.name,
                share_with=shared.share_with,
                outside_organization=shared.outside_organization,
            )

    def _make_services(self, topic: Late | None) -> dict[Key, EndpointService]:
        services: dict[Key, EndpointService] = {}
        for service in self._cell.services:
            spec = service.spec.telling(topic, service.spec.alarms)
            services[service.key] = EndpointService(
                self,
                service_construct_id(service.key),
                vpc=spec.network,
                load_balancer=spec.load_balancer,
                load_balancers=spec.load_balancer_arns,
                listeners=spec.listeners,
                more_load_balancers=spec.more_load_balancers,
                gateway_load_balancer=spec.gateway_load_balancer,
                gateway_load_balancers=spec.gateway_load_balancer_arns,
                database_proxy=spec.database_proxy,
                allowed_principals=spec.allowed_principals,
                public_because=spec.public_because,
                acceptance_required=spec.acceptance_required,
                supported_regions=spec.supported_regions,
                ip_address_types=spec.ip_address_types,
                publish_to=spec.publish_to,
                private_dns_name=spec.private_dns_name,
                acceptance_role=spec.acceptance_role,
                connection_rules=spec.connection_rules,
                publish_handoff_to=spec.publish_handoff_to,
                alarms=spec.alarms,
                notifications=spec.notifications,
                display_name=f"{self._cell.display_name} {service.key}",
                outputs=True,
            )
        return services

    def _make_groups(self) -> dict[Key, Late]:
        return {
            one.key: Late(
                SharedSecurityGroup(
                    self,
                    group_construct_id(one.key),
                    spec=one.spec,
                    display_name=f"{self._cell.display_name} {one.key}",
                ).security_group_id
            )
            for one in self._cell.groups
        }

    def _make_consumers(
        self, topic: Late | None, groups: Mapping[Key, Late], parameters: Mapping[str, str]
    ) -> list[EndpointConsumer]:
        consumers = []
        for consumer in self._cell.consumers:
            asked = watched(self._cell, consumer.spec.telling(topic, consumer.spec.alarms))
            made = EndpointConsumer(
                self,
                link_construct_id(consumer.key),
                vpc=asked.network,
                service_name=None if asked.endpoint_type == "Resource" else _target(asked, parameters),
                resource_configuration_arn=_target(asked, parameters) if asked.endpoint_type == "Resource" else None,
                service_region=asked.service_region,
                endpoint_type=asked.endpoint_type,
                routes=asked.routes,
                tier=asked.tier,
                availability_zones=asked.availability_zones,
                service_availability_zone_ids=asked.service_availability_zone_ids,
                ingress=asked.ingress,
                security_groups=_groups(asked, groups),
                ip_address_type=asked.ip_address_type,
                private_dns=asked.private_dns,
                private_dns_name=asked.private_dns_name,
                dns_options=asked.dns_options,
                accept=asked.accept,
                names=asked.names,
                on_premises=asked.on_premises,
                policy=asked.policy,
                regional_dns_name=asked.regional_dns_name,
                alarms=asked.alarms,
                notifications=asked.notifications,
                display_name=f"{self._cell.display_name} {consumer.key}",
                outputs=consumer.shows_id,
            )
            consumers.append(made)
        return consumers

    def _make_resources(self) -> None:
        for resource in self._cell.resources:
            host_spec = resource.spec
            ResourceConfiguration(
                self,
                resource_construct_id(resource.key),
                vpc=host_spec.network,
                host=host_spec.host,
                ports=host_spec.ports,
                gateway=host_spec.gateway,
                shared_with=host_spec.shared_with,
                outside_organization=host_spec.outside_organization,
                custom_domain_name=host_spec.custom_domain_name,
                verify_domain=host_spec.verify_domain,
                domain_verification_id=host_spec.domain_verification_id,
                in_shareable_service_networks=host_spec.in_shareable_service_networks,
                publish_to=host_spec.publish_to,
                display_name=f"{self._cell.display_name} {resource.key}",
                outputs=True,
            )

    def _make_apis(self, parameters: Mapping[str, str]) -> None:
        for api in self._cell.apis:
            PrivateApiDomain(
                self,
                private_api_construct_id(api.key),
                domain_name=api.spec.domain_name,
                certificate_arn=api.spec.certificate_arn,
                rest_api_id=_rest_api_id(api.spec, parameters),
                stage=api.spec.stage,
                endpoint_ids=api.spec.endpoint_ids,
                endpoint_ids_elsewhere=api.spec.endpoint_ids_elsewhere,
                shared_with=api.spec.shared_with,
                outside_organization=api.spec.outside_organization,
                base_path=api.spec.base_path,
                display_name=f"{self._cell.display_name} {api.key}",
                outputs=True,
            )

    def _make_http_links(self) -> None:
        for http in self._cell.http_links:
            way = http.spec
            HttpVpcLink(
                self,
                http_vpc_link_construct_id(http.key),
                vpc=way.network,
                tier=way.tier,
                availability_zones=way.availability_zones,
                ports=way.ports,
                target_cidrs=way.target_cidrs,
                security_groups=way.security_group_ids,
                display_name=f"{self._cell.display_name} {http.key}",
                outputs=True,
            )

    def _make_rest_links(self, services: Mapping[Key, EndpointService]) -> None:
        for rest in self._cell.rest_links:
            RestVpcLink(
                self,
                rest_vpc_link_construct_id(rest.key),
                load_balancer=Late(services[rest.service].load_balancer_arns[0]),
                display_name=f"{self._cell.display_name} {rest.key}",
                outputs=True,
            )

    def _make_parts(
        self,
        parameters: Mapping[str, str],
        services: Mapping[Key, EndpointService],
        consumers: Iterable[EndpointConsumer],
    ) -> None:
        given = {name: Late(token) for name, token in parameters.items()}
        making = Making(self, self._cell, given)
        making.made.update({("service", key): made for key, made in services.items()})
        making.made.update(
            {("link", planned.key): made for planned, made in zip(self._cell.consumers, consumers, strict=True)}
        )
        make_parts(making)
        self._make_profiles(making)


def _topic(stack: cdk.Stack, cell: PlannedCell) -> Late | None:
    if not cell.makes_topic:
        return None
    made = NotificationTopic(stack, NOTIFICATIONS, display_name=cell.display_name, outputs=True)
    return Late(made.topic_arn)


def _parameters(stack: cdk.Stack, cell: PlannedCell) -> dict[str, str]:
    """Return the parameters of `stack` that service names are given by, called exactly as the topology calls them."""
    asked = {
        one.spec.target.stack_parameter: given_to(one.spec.endpoint_type)
        for one in cell.consumers
        if isinstance(one.spec.target, StackParameter)
    } | {name: HANDED_OVER for one in cell.apis if (name := one.spec.stack_parameter) is not None}
    asked |= {name: HANDED_OVER for part in cell.parts for name in part.stack_parameters}
    return {name: cdk.CfnParameter(stack, name, description=text).value_as_string for name, text in asked.items()}


def _rest_api_id(spec: PrivateApiDomainSpec, parameters: Mapping[str, str]) -> str | Late:
    return parameters[spec.stack_parameter] if spec.stack_parameter else spec.rest_api_id


def _groups(asked: ConsumerSpec, shared: Mapping[Key, Late]) -> list[Late | str] | None:
    given = asked.security_group_ids
    return None if given is None else [shared[Key(one.key)] if isinstance(one, GroupOfKey) else one for one in given]


def _target(asked: ConsumerSpec, parameters: Mapping[str, str]) -> str | Late | SsmParameter:
    given = asked.target
    return parameters[given.stack_parameter] if isinstance(given, StackParameter) else given
