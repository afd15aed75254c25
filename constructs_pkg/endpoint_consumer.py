"""`EndpointConsumer`: an interface endpoint with the names its clients already use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import group_id, network_of, text_of
from constructs_pkg.cell_names import CellNames
from constructs_pkg.door import Door, mapping_of
from constructs_pkg.fragments.acceptance import ACCEPTANCE
from constructs_pkg.fragments.association import ASSOCIATION, association_fragment
from constructs_pkg.fragments.consumer import (
    ENDPOINT,
    SECURITY_GROUP,
    consumer_fragment,
    service_name_of,
)
from constructs_pkg.fragments.measured import Measured, measured_endpoint
from constructs_pkg.fragments.records import record_id, records_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.observed_handles import ObservedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.private_names import check_private_names, keep_private_names
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.acceptance import AcceptanceByRole
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.connection_notifications import ConnectionNotifications
from constructs_pkg.values.consumer import (
    ConsumerSpec,
    EndpointName,
    Ingress,
    RegionalDnsName,
    SsmParameter,
    StackParameter,
)
from constructs_pkg.values.consumer_rules import check_consumer
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.endpoint_records import name_records
from constructs_pkg.values.endpoint_route import EndpointRoute
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.on_premises import OnPremisesName
from constructs_pkg.values.place import Region
from constructs_pkg.values.policy_terms import PolicyTerms
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import AliasTarget
from constructs_pkg.values.spec import parse


@jsii.implements(ec2.IConnectable)
class EndpointConsumer(ObservedFragment):
    """An endpoint to any endpoint service, in the same or another Region, and its private names or routes.

    Makes the endpoint, one security group with exactly the rules asked for (or none, where groups are given),
    and one record set for each name and address type.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        service_name: str | Late | StackParameter | SsmParameter | None = None,
        resource_configuration_arn: str | Late | StackParameter | SsmParameter | None = None,
        service_region: str | None = None,
        endpoint_type: str | None = None,
        routes: Mapping[str, EndpointRoute | Mapping[str, Any]] | None = None,
        vpc_subnets: ec2.SubnetSelection | None = None,
        tier: str | None = None,
        availability_zones: Sequence[str] | None = None,
        availability_zone_ids: Mapping[str, str] | None = None,
        service_availability_zone_ids: Sequence[str] | None = None,
        ingress: Sequence[Ingress | Mapping[str, Any]] = (),
        security_groups: Sequence[ec2.ISecurityGroup | Late | str] | None = None,
        ip_address_type: str | None = None,
        private_dns: bool | None = None,
        private_dns_name: str | None = None,
        dns_options: DnsOptions | Mapping[str, Any] | None = None,
        accept: str | AcceptanceByRole | Mapping[str, Any] | None = None,
        names: Sequence[str | EndpointName | Mapping[str, Any]] = (),
        zone: route53.IHostedZone | PrivateZone | None = None,
        on_premises: Sequence[OnPremisesName | Mapping[str, Any]] = (),
        policy: str | PolicyTerms | Mapping[str, Any] | None = None,
        regional_dns_name: RegionalDnsName | Mapping[str, Any] | None = None,
        alarms: Alarms | Mapping[str, Any] | None = None,
        notifications: ConnectionNotifications | Mapping[str, Any] | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the endpoint.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the endpoint begins with it.
            vpc: The network it stands in.
            service_name: The service, as text, a stack parameter or a Systems Manager parameter. Default: none; then
                the endpoint is to a resource configuration.
            resource_configuration_arn: What an endpoint of type ``Resource`` is to, as text, such as
                `ResourceConfiguration.resource_configuration_arn`, or as a parameter. Default: none.
            service_region: The provider's Region, such as `EndpointService.service_region`; to be given for a name
                known only at deployment. Default: the endpoint's own.
            endpoint_type: ``Interface``; ``GatewayLoadBalancer`` for a service of appliances: it stands in one subnet,
                without a security group or a name; or ``Resource``, for a resource configuration. Default: Interface.
            routes: Routes to a Gateway Load Balancer endpoint, by keys that never change. Default: none.
            vpc_subnets: Which subnets of a VPC of the CDK. Default: the CDK's choice, private ones first.
            tier: Which tier of a network. Default: every subnet, which must be one tier.
            availability_zones: Names or ids of the zones it stands in. Default: all.
            availability_zone_ids: Zone names of the account and their ids, for whatever goes by id in a VPC of the CDK.
            service_availability_zone_ids: The ids of the zones that the service is offered in: of the subnets chosen,
                the endpoint stands in those of these zones alone. Default: not known; it stands in all of them.
            ingress: What the security group made here lets in. Default: nothing; see also `connections`.
            security_groups: Exactly these groups instead of one made here.
            ip_address_type: ``ipv4``, ``dualstack`` or ``ipv6``. Default: ipv4.
            private_dns: Whether the provider's own verified name answers with this endpoint. Default: no.
            private_dns_name: That name. AWS takes it from the service; here it is declared in the endpoint's metadata,
                so that templates tell what the name answers with. Default: not told.
            dns_options: Which records the endpoint's own DNS names have, and who hears its private one. Default: as AWS
                chooses.
            accept: ``own-account``, or ``{"role_arn": ...}`` that the provider lends: the deployment accepts its own
                connection and waits until it is available. Default: the provider accepts it, and nothing waits.
            names: Names in private zones; a bare text is an alias, with ``{az_id}`` in it one for each Availability
                Zone. Default: none.
            zone: The private zone of names that name none themselves.
            on_premises: Names for which the stack shows, as outputs, what the DNS servers of networks on premises are
                told: a record, or with ``forward_to`` a statement that forwards. Default: none.
            policy: Who may use a service of AWS through it: ``own-account``, `PolicyTerms` or their fields, or a policy
                document. Default: full access, as for every other service.
            regional_dns_name: Given where the endpoint's first DNS entry need not be the regional one.
            alarms: Alarms on the endpoint, in the service's own Region only; ``{}`` for those with safe defaults.
                Default: none.
            notifications: Which events on its connection a topic is told of; ``{}`` for all. Default: none.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows the endpoint's id, by which its provider accepts it. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="vpc", security_group_ids="security_groups")
        self._region = door.take("region", region_of, scope, region)
        self._cells = CellNames(construct_id)
        self._zone = None if zone is None else door.take("zone", self._cells.zone, zone)
        # In a zone that is refused, names would be refused once more for want of one.
        named = names if zone is None or self._zone is not None else ()
        spec = door.parse(
            ConsumerSpec,
            {
                "network": door.take("vpc", network_of, vpc, vpc_subnets, availability_zone_ids),
                "service_name": service_name,
                "resource_configuration_arn": resource_configuration_arn,
                "service_region": service_region,
                "endpoint_type": endpoint_type,
                "routes": routes,
                "tier": tier,
                "availability_zones": availability_zones,
                "service_availability_zone_ids": service_availability_zone_ids,
                "ingress": ingress,
                "security_group_ids": None
                if security_groups is None
                else door.take_each("security_groups", group_id, security_groups),
                "ip_address_type": ip_address_type,
                "private_dns": private_dns,
                "private_dns_name": private_dns_name,
                "dns_options": dns_options,
                "accept": accept,
                "names": door.take_each("names", self._endpoint_name, named),
                "on_premises": on_premises,
                "policy": policy,
                "regional_dns_name": regional_dns_name,
                "alarms": alarms,
                "notifications": notifications,
            },
        )
        doubled = check_private_names(scope, construct_id, spec)
        warnings = door.refuse([*_problems(spec, self._region), *self._cells.check(spec), *doubled])
        name = display_name or construct_id
        fragment = consumer_fragment(spec, region=self._region, name=name, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._spec = spec
        self._name = name
        self._cells.keep(spec)
        keep_private_names(scope, construct_id, spec)
        self._groups = [group for group in security_groups or () if not isinstance(group, str | Late)]
        self._security_groups: list[ec2.ISecurityGroup] | None = None
        self._endpoint: ec2.IInterfaceVpcEndpoint | None = None
        self._named_later: IncludedFragment | None = None

    @property
    def endpoint_id(self) -> str:
        """The endpoint's id."""
        return self._attribute(ENDPOINT, "Id")

    @property
    def display_name(self) -> str:
        """What people call it."""
        return self._name

    @property
    def measured(self) -> tuple[Measured, ...]:
        """What AWS measures of it, for `CellDashboard`."""
        named = service_name_of(self._spec)
        name = Late(self.get_parameter(named["Ref"]).value_as_string) if isinstance(named, dict) else named
        return measured_endpoint(self._spec, cache(self._late_attribute), name)

    def metric(self, name: str) -> cloudwatch.Metric:
        """Return the metric under the alarm called `name`, such as ``packets-dropped``; the alarm need not be made.

        Raises:
            LookupError: if nothing of that name is measured.
        """
        return self._metric(name, "")

    def alarm(self, name: str) -> cloudwatch.IAlarm:
        """Return the alarm called `name` that was made here.

        Raises:
            LookupError: if it was not made.
        """
        return self._alarm(name, "")

    @property
    def regional_dns_name(self) -> str:
        """The endpoint's regional DNS name.

        Raises:
            LookupError: of a Gateway Load Balancer endpoint, which has none.
        """
        return str(self._dns_part(1))

    @property
    def regional_zone_id(self) -> str:
        """The id of the hosted zone the regional DNS name is in.

        Raises:
            LookupError: of a Gateway Load Balancer endpoint, which has no name.
        """
        return str(self._dns_part(0))

    @property
    def alias_target(self) -> AliasTarget:
        """The endpoint as the target of alias records, for `PrivateCell.add_alias`.

        Raises:
            LookupError: of a Gateway Load Balancer endpoint, which has no name.
        """
        return AliasTarget(dns_name=Late(self.regional_dns_name), zone_id=Late(self.regional_zone_id))

    @property
    def endpoint(self) -> ec2.IInterfaceVpcEndpoint:
        """The endpoint as the CDK's own interface; made on first use."""
        if self._endpoint is None:
            ports = {ingress.from_port for ingress in self._spec.ingress}
            self._endpoint = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
                self,
                "EndpointHandle",
                port=min(ports, default=443),
                vpc_endpoint_id=self.endpoint_id,
                security_groups=self.security_groups,
            )
        return self._endpoint

    @property
    def security_groups(self) -> list[ec2.ISecurityGroup]:
        """Its security groups: the one made here, or exactly those given; a Gateway Load Balancer endpoint has none."""
        if self._security_groups is None:
            if self._spec.endpoint_type == "GatewayLoadBalancer":
                self._security_groups = []
            elif self._spec.security_group_ids is None:
                self._security_groups = [self._own_group(SECURITY_GROUP)]
            else:
                objects = {group.security_group_id for group in self._groups}
                ids = [text_of(given) for given in self._spec.security_group_ids]
                imported = self._imported_groups(given for given in ids if given not in objects)
                self._security_groups = [*self._groups, *imported]
        return list(self._security_groups)

    @property
    def connections(self) -> ec2.Connections:
        """Its security groups, for rules between this endpoint and others."""
        return ec2.Connections(security_groups=self.security_groups)

    def add_name(self, name: str | EndpointName | Mapping[str, Any]) -> list[route53.CfnRecordSet]:
        """Give the endpoint one more name, and return its record sets.

        Raises:
            InvalidInput: if the name is illegal, or taken by this endpoint or, in a zone of a cell, by another record.
        """
        door = Door()
        added = door.take(f"names[{len(self._spec.names)}]", self._endpoint_name, name)
        door.refuse()
        spec = self._spec.model_copy(update={"names": (*self._spec.names, added)})
        door.refuse([*_problems(spec, self._region), *self._cells.check(spec, len(self._spec.names))])
        self._spec = spec
        self._cells.keep(spec, len(spec.names) - 1)
        target = self.alias_target
        records = name_records(added, spec.record_types, spec.subnets, target.dns_name, target.zone_id)
        fragment = records_fragment(added.zone.name, added.zone.id, records)
        made = [
            add_resource(self, identity, fragment.resources[identity])
            for identity in (record_id(added.zone.name, record) for record in records)
        ]
        if spec.accept is not None:
            # Names lead to the endpoint once it takes traffic.
            accepted = self.get_resource(ACCEPTANCE)
            for record in made:
                record.add_dependency(accepted)
        return made

    def _endpoint_name(self, name: str | EndpointName | Mapping[str, Any]) -> EndpointName:
        if isinstance(name, EndpointName):
            return name
        given: dict[str, Any] = {"name": name} if isinstance(name, str) else mapping_of(name)
        zone = given.get("zone", self._zone)
        if zone is None:
            raise Refused("name-without-zone", given.get("name", ""), "has no zone to be in", "give zone")
        return parse(
            EndpointName, {**given, "zone": zone if isinstance(zone, Mapping | str) else self._cells.zone(zone)}
        )

    def _association(self) -> IncludedFragment:
        """Return what holds the names of a Resource endpoint: this construct, if it was made with names."""
        if self._spec.names and ASSOCIATION in self._made_ids:
            return self
        if self._named_later is None:
            arn = Late(text_of(self._target_given()))
            fragment = association_fragment(
                Late(self.endpoint_id), arn, region=self._region, log_key_arn=self._spec.network.log_key_arn
            )
            self._named_later = IncludedFragment(self, "Names", fragment)
        return self._named_later

    def _target_given(self) -> Late | str:
        named = service_name_of(self._spec)
        return self.get_parameter(named["Ref"]).value_as_string if isinstance(named, dict) else named

    def _dns_part(self, place: int) -> str:
        if self._spec.endpoint_type == "Resource":
            return self._association()._attribute(ASSOCIATION, ("HostedZoneId", "DnsName")[place])
        if self._spec.endpoint_type == "GatewayLoadBalancer":
            raise LookupError("a Gateway Load Balancer endpoint has no DNS name: traffic gets there by routes")
        given = self._spec.regional_dns_name
        if given is not None:
            return text_of((given.zone_id, given.dns_name)[place])
        entries = cdk.Token.as_list(
            self.get_resource(ENDPOINT).get_att("DnsEntries", cdk.ResolutionTypeHint.STRING_LIST)
        )
        return cdk.Fn.select(place, cdk.Fn.split(":", cdk.Fn.select(0, entries)))


def _problems(spec: ConsumerSpec, region: Region) -> list[Problem]:
    return [*check_consumer(spec, region), *_zones_of_one_name(spec)]


def _zones_of_one_name(spec: ConsumerSpec) -> Iterator[Problem]:
    # The ids of records come from the names of their zones.
    places: dict[str, int] = {}
    for place, asked in enumerate(spec.names):
        first = places.setdefault(asked.zone.name, place)
        if spec.names[first].zone.id != asked.zone.id:
            limit = f"is another zone than that of names[{first}], under the same name"
            fix = "put its records into a CellRecords of their own"
            yield Problem("zones-of-one-name", f"names[{place}].zone", asked.zone.name, limit, fix)
