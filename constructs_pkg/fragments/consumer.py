"""An interface endpoint to a service, its security group and its names."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, attribute, join, named, ref, resource
from constructs_pkg.fragments.measured import measured_endpoint
from constructs_pkg.fragments.observed import observed_fragment
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.fragments.security_group import ingress_rule, security_group
from constructs_pkg.values.consumer import ConsumerSpec, EndpointName, SsmParameter, StackParameter
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.record import ADDRESS_TYPES, AliasTarget, Record, RecordType
from constructs_pkg.values.resource_id import HostedZoneId

ENDPOINT = "Resource"
SECURITY_GROUP = "SecurityGroup"
SERVICE_NAME_PARAMETER = "ServiceNameParameter"


def consumer_fragment(spec: ConsumerSpec, *, region: Region, name: str) -> Fragment:
    """Return the endpoint `spec` in `region`; `name` is shown in tags."""
    own_group = spec.security_group_ids is None
    made: dict[str, Json] = {ENDPOINT: _endpoint(spec, region, name)}
    if own_group:
        made[SECURITY_GROUP] = security_group(
            description="Who may use an interface endpoint",
            name=name,
            vpc_id=spec.network.vpc_id,
            ingress=[ingress_rule(asked) for asked in spec.ingress],
        )
    reasons = {SECURITY_GROUP: _UNREAD_BLOCK} if own_group and _opens_late_block_of_its_own(spec) else {}
    return join(
        Fragment(made, parameters=_parameters(spec), acknowledgements=reasons),
        *_names(spec),
        observed_fragment(
            spec,
            measured_endpoint(spec, attribute, service_name_of(spec)),
            of="VPCEndpointId",
            identifier=ref(ENDPOINT),
            region=region,
            name=name,
        ),
    )


_WHY_UNREAD = "It lets in its own VPC's IPv6 block, which cdk-nag cannot read: the cell's network stack exports it."
_UNREAD_BLOCK = (
    Acknowledgement("AwsSolutions-EC23", _WHY_UNREAD),
    Acknowledgement("NIST.800.53.R5-EC2RestrictedSSH", _WHY_UNREAD),
)


def _opens_late_block_of_its_own(spec: ConsumerSpec) -> bool:
    late = [block for rule in spec.ingress for block in (rule.cidr, rule.ipv6_cidr) if isinstance(block, Late)]
    return bool(late) and all(block == spec.network.ipv6_cidr for block in late)


def _endpoint(spec: ConsumerSpec, region: Region, name: str) -> Json:
    groups: list[Json] = list(spec.security_group_ids) if spec.security_group_ids is not None else [ref(SECURITY_GROUP)]
    elsewhere = spec.service_region is not None and spec.service_region != region
    return resource(
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": "Interface",
            "VpcId": spec.network.vpc_id,
            "ServiceName": service_name_of(spec),
            "ServiceRegion": spec.service_region if elsewhere else None,
            "SubnetIds": [subnet.id for subnet in spec.network.choose(spec.tier, spec.availability_zones)],
            "SecurityGroupIds": groups,
            "IpAddressType": spec.ip_address_type,
            "PrivateDnsEnabled": spec.private_dns,
            "Tags": named(name),
        },
    )


def service_name_of(spec: ConsumerSpec) -> Json:
    """Return the name of the endpoint's service, or the parameter inside the construct that holds it."""
    match spec.service_name:
        case SsmParameter():
            return ref(SERVICE_NAME_PARAMETER)
        case StackParameter(stack_parameter=parameter):
            return ref(f"{parameter}Parameter")
    return spec.service_name


def _parameters(spec: ConsumerSpec) -> dict[str, Json]:
    match spec.service_name:
        case SsmParameter(ssm_parameter=path):
            return {
                SERVICE_NAME_PARAMETER: {
                    "Type": "AWS::SSM::Parameter::Value<String>",
                    "Default": path,
                    "Description": "Holds the name of the endpoint service, in this account and Region",
                }
            }
        case StackParameter(stack_parameter=parameter):
            return {f"{parameter}Parameter": {"Type": "String", "Description": "The name of the endpoint service"}}
    return {}


def name_records(
    asked: EndpointName, ip_address_type: str, dns_name: Late | DnsName, zone_id: Late | HostedZoneId
) -> list[Record]:
    """Return the records that give the endpoint called `dns_name` the name `asked`."""
    if asked.kind == "cname":
        return [Record(name=asked.name, type=RecordType.CNAME, values=(dns_name,), ttl=asked.ttl)]
    target = AliasTarget(dns_name=dns_name, zone_id=zone_id, evaluate_target_health=asked.evaluate_target_health)
    return [Record(name=asked.name, type=kind, alias=target) for kind in ADDRESS_TYPES[ip_address_type]]


def _names(spec: ConsumerSpec) -> Iterator[Fragment]:
    dns_name, zone_id = regional_dns_name(spec)
    for asked in spec.names:
        records = name_records(asked, spec.ip_address_type, dns_name, zone_id)
        yield records_fragment(asked.zone.name, asked.zone.id, records)


def regional_dns_name(spec: ConsumerSpec) -> tuple[Late | DnsName, Late | HostedZoneId]:
    """Return the endpoint's regional DNS name and the id of the zone it is in.

    Read from the first DNS entry, "zone id:name", unless given. The order of the entries is the CDK's
    convention, not a promise of AWS.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
    """
    if spec.regional_dns_name is not None:
        return spec.regional_dns_name.dns_name, spec.regional_dns_name.zone_id
    parts = {"Fn::Split": [":", {"Fn::Select": [0, attribute(ENDPOINT, "DnsEntries")]}]}
    return Late({"Fn::Select": [1, parts]}), Late({"Fn::Select": [0, parts]})
