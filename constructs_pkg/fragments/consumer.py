"""An endpoint to a service, its security group and its names."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.acceptance import ACCEPTANCE, acceptance_fragment
from constructs_pkg.fragments.association import ASSOCIATION, association_fragment
from constructs_pkg.fragments.declaration import declaration
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, attribute, join, named, ref, resource
from constructs_pkg.fragments.gateway_endpoint import gateway_endpoint, routes_fragment
from constructs_pkg.fragments.measured import measured_endpoint
from constructs_pkg.fragments.observed import observed_fragment
from constructs_pkg.fragments.on_premises import on_premises_outputs
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.fragments.security_group import ingress_rule, security_group
from constructs_pkg.values.aws_service import policy_document
from constructs_pkg.values.consumer import ConsumerSpec, SsmParameter, StackParameter, service_of_aws
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.endpoint_records import name_records
from constructs_pkg.values.late import Late, pseudo_parameter
from constructs_pkg.values.place import Region
from constructs_pkg.values.resource_id import HostedZoneId

ENDPOINT = "Resource"
SECURITY_GROUP = "SecurityGroup"
SERVICE_NAME_PARAMETER = "ServiceNameParameter"
RESOURCE_PARAMETER = "ResourceConfigurationArnParameter"

_SHOWN_ID = {"Description": "The endpoint's id, by which its provider knows and accepts it", "Value": ref(ENDPOINT)}


def consumer_fragment(spec: ConsumerSpec, *, region: Region, name: str, outputs: bool = False) -> Fragment:
    """Return the endpoint `spec` in `region`.

    Args:
        spec: The endpoint.
        region: Where it is made.
        name: Shown in tags.
        outputs: Whether the stack shows the endpoint's id.
    """
    return join(
        Fragment({}, outputs={"EndpointId": _SHOWN_ID} if outputs else {}),
        Fragment({}, outputs=on_premises_outputs(spec.on_premises, regional_dns_name(spec)[0])),
        _through_gateway(spec, region, name)
        if spec.endpoint_type == "GatewayLoadBalancer"
        else _to(spec, region, name),
        *_acceptance(spec, region),
        observed_fragment(
            spec,
            measured_endpoint(spec, attribute, service_name_of(spec)),
            of="VPCEndpointId",
            identifier=ref(ENDPOINT),
            region=region,
            name=name,
        ),
    )


def _through_gateway(spec: ConsumerSpec, region: Region, name: str) -> Fragment:
    made = gateway_endpoint(spec, service_name_of(spec), _other_region(spec, region), name)
    routes = routes_fragment(spec, ENDPOINT)
    # Traffic is routed to the endpoint once it takes any.
    after = _after(ACCEPTANCE, routes) if spec.accept is not None else routes
    return join(Fragment({ENDPOINT: made}, parameters=_parameters(spec)), after)


def _to(spec: ConsumerSpec, region: Region, name: str) -> Fragment:
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
        *_association(spec, region),
        *_names(spec),
    )


def _association(spec: ConsumerSpec, region: Region) -> list[Fragment]:
    """Return what tells the names of a Resource endpoint, where a name is to lead there."""
    if spec.endpoint_type != "Resource" or not spec.names:
        return []
    return [
        association_fragment(ref(ENDPOINT), service_name_of(spec), region=region, log_key_arn=spec.network.log_key_arn)
    ]


def _acceptance(spec: ConsumerSpec, region: Region) -> list[Fragment]:
    if spec.accept is None:
        return []
    key = spec.network.log_key_arn
    made = acceptance_fragment(
        spec.accept,
        ENDPOINT,
        service_name_of(spec),
        region=region,
        service_region=spec.service_region or region,
        private_dns_in=spec.network.vpc_id if spec.private_dns else None,
        log_key_arn=key,
    )
    account = pseudo_parameter("AWS::AccountId")
    return [made, *([] if key else [log_key_fragment(account=account, region=region, partition=region.partition)])]


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
    return resource(
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": spec.endpoint_type,
            "VpcId": spec.network.vpc_id,
            "ServiceName": None if spec.endpoint_type == "Resource" else service_name_of(spec),
            "ResourceConfigurationArn": service_name_of(spec) if spec.endpoint_type == "Resource" else None,
            "ServiceRegion": _other_region(spec, region),
            "SubnetIds": [subnet.id for subnet in spec.subnets],
            "SecurityGroupIds": groups,
            "IpAddressType": spec.ip_address_type,
            "DnsOptions": _dns_options(spec.dns_options),
            # AWS refuses it before the connection is accepted: then acceptance switches it on.
            "PrivateDnsEnabled": None if spec.private_dns and spec.accept is not None else spec.private_dns,
            "PolicyDocument": _policy(spec, region),
            "Tags": named(name),
        },
        **declaration(spec),
    )


def _dns_options(options: DnsOptions | None) -> Json:
    """Return the options in CloudFormation's words, which has a word for what EC2's API has a flag for.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-vpcendpoint-dnsoptionsspecification.html
    """
    if options is None:
        return None
    inbound_only = options.private_dns_only_for_inbound_resolver_endpoint
    words: dict[str, Json] = {
        "DnsRecordIpType": options.record_ip_type,
        "PrivateDnsOnlyForInboundResolverEndpoint": {True: "OnlyInboundResolver", False: "AllResolvers", None: None}[
            inbound_only
        ],
    }
    if options.private_dns_preference is not None:
        words["PrivateDnsPreference"] = _PREFERENCES[options.private_dns_preference]
    if options.private_dns_specified_domains:
        words["PrivateDnsSpecifiedDomains"] = list(options.private_dns_specified_domains)
    return {key: word for key, word in words.items() if word is not None} or None


_PREFERENCES = {
    "verified": "VERIFIED_DOMAINS_ONLY",
    "all": "ALL_DOMAINS",
    "verified-and-specified": "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS",
    "specified": "SPECIFIED_DOMAINS_ONLY",
}


def _other_region(spec: ConsumerSpec, region: Region) -> Region | None:
    return None if spec.service_region == region else spec.service_region


def _policy(spec: ConsumerSpec, region: Region) -> Json:
    if spec.policy is None:
        return None
    home = spec.service_region or region
    return policy_document(
        spec.policy,
        service=service_of_aws(spec.service_name, home),
        account=pseudo_parameter("AWS::AccountId"),
        vpc_id=spec.network.vpc_id,
        region=home,
    )


def service_name_of(spec: ConsumerSpec) -> Json:
    """Return what tells the endpoint's target, a service's name or an ARN, or the parameter inside the construct."""
    match spec.target:
        case SsmParameter():
            return ref(_ssm_parameter_id(spec))
        case StackParameter(stack_parameter=parameter):
            return ref(f"{parameter}Parameter")
    return spec.target


def _ssm_parameter_id(spec: ConsumerSpec) -> str:
    return RESOURCE_PARAMETER if spec.endpoint_type == "Resource" else SERVICE_NAME_PARAMETER


def target_in_words(spec: ConsumerSpec) -> str:
    """Return what a parameter that tells the endpoint's target holds."""
    return (
        "the ARN of the resource configuration"
        if spec.endpoint_type == "Resource"
        else "the name of the endpoint service"
    )


def _parameters(spec: ConsumerSpec) -> dict[str, Json]:
    what = target_in_words(spec)
    match spec.target:
        case SsmParameter(ssm_parameter=path):
            return {
                _ssm_parameter_id(spec): {
                    "Type": "AWS::SSM::Parameter::Value<String>",
                    "Default": path,
                    "Description": f"Holds {what}, in this account and Region",
                }
            }
        case StackParameter(stack_parameter=parameter):
            return {f"{parameter}Parameter": {"Type": "String", "Description": what[0].upper() + what[1:]}}
    return {}


def _names(spec: ConsumerSpec) -> Iterator[Fragment]:
    dns_name, zone_id = regional_dns_name(spec)
    for asked in spec.names:
        records = name_records(asked, spec.record_types, spec.subnets, dns_name, zone_id)
        made = records_fragment(asked.zone.name, asked.zone.id, records)
        # Names lead to the endpoint once it takes traffic.
        yield _after(ACCEPTANCE, made) if spec.accept is not None else made


def _after(first: str, made: Fragment) -> Fragment:
    return Fragment({name: {**held, "DependsOn": [first]} for name, held in made.resources.items()})


def regional_dns_name(spec: ConsumerSpec) -> tuple[Late | DnsName, Late | HostedZoneId]:
    """Return the endpoint's regional DNS name and the id of the zone it is in.

    Read from the first DNS entry, "zone id:name", unless given; of a Resource endpoint from its association. The
    order of the entries is the CDK's convention, not a promise of AWS.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
    """
    if spec.endpoint_type == "Resource":
        return Late(attribute(ASSOCIATION, "DnsName")), Late(attribute(ASSOCIATION, "HostedZoneId"))
    if spec.regional_dns_name is not None:
        return spec.regional_dns_name.dns_name, spec.regional_dns_name.zone_id
    return first_dns_entry(ENDPOINT)


def first_dns_entry(endpoint_id: str) -> tuple[Late, Late]:
    """Return the DNS name of the first entry of an endpoint of the same fragment, and the id of the zone it is in."""
    parts = {"Fn::Split": [":", {"Fn::Select": [0, attribute(endpoint_id, "DnsEntries")]}]}
    return Late({"Fn::Select": [1, parts]}), Late({"Fn::Select": [0, parts]})
