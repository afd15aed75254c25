"""A service network of VPC Lattice, the VPC that joins it, and whom it is shared with."""

from __future__ import annotations

from constructs_pkg.fragments.auth_policy import auth_policy, auth_type
from constructs_pkg.fragments.fragment import Fragment, Json, Resource, attribute, join, named, ref, resource
from constructs_pkg.fragments.lattice_logs import access_logs
from constructs_pkg.fragments.security_group import cidr_rule, ingress_rule, security_group
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.service_network import ServiceNetworkSpec

SERVICE_NETWORK = "Resource"
ASSOCIATION = "VpcAssociation"
SECURITY_GROUP = "SecurityGroup"
BROUGHT = "ServiceNetworkArn"
"""The parameter that reads the ARN of a brought one from Systems Manager."""

CLIENT_PORTS = (80, 443)

_PREFERENCES = {
    "verified": "VERIFIED_DOMAINS_ONLY",
    "all": "ALL_DOMAINS",
    "verified-and-specified": "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS",
    "specified": "SPECIFIED_DOMAINS_ONLY",
}


def service_network_arn(spec: ServiceNetworkSpec) -> Json:
    """Return the ARN inside the fragment."""
    if spec.arn is None:
        return attribute(SERVICE_NETWORK, "Arn")
    return ref(BROUGHT) if isinstance(spec.arn, HandedOver) and spec.arn.ssm_parameter else spec.arn


def service_network_fragment(spec: ServiceNetworkSpec, *, region: Region, name: str, outputs: bool = False) -> Fragment:
    """Return what `spec` makes in `region`; `name` is shown in tags, and `outputs` shows its ARN.

    Sources: the types' pages below
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_VpcLattice.html
    """
    arn = service_network_arn(spec)
    given = spec.arn
    read = isinstance(given, HandedOver) and given.ssm_parameter is not None
    shown = {"ServiceNetworkArn": {"Description": "What other accounts join", "Value": arn}}
    return join(
        Fragment(
            {},
            parameters={BROUGHT: given.declaration} if read and isinstance(given, HandedOver) else {},
            outputs=shown if outputs else {},
        ),
        _own(spec, region, name) if spec.arn is None else Fragment({}),
        _association(spec, arn, name) if spec.joined else Fragment({}),
    )


def _own(spec: ServiceNetworkSpec, region: Region, name: str) -> Fragment:
    arn, resources = attribute(SERVICE_NETWORK, "Arn"), dict[str, Resource]()
    resources[SERVICE_NETWORK] = resource(
        "AWS::VpcLattice::ServiceNetwork",
        {"AuthType": auth_type(spec.open_because), "Tags": named(name)},
    )
    if spec.allowed:
        resources["AuthPolicy"] = auth_policy(arn, spec.allowed, spec.network, region)
    if spec.share_with:
        resources["Share"] = resource(
            "AWS::RAM::ResourceShare",
            {
                "Name": name,
                "ResourceArns": [arn],
                "Principals": sorted(spec.share_with),
                "AllowExternalPrincipals": spec.outside_organization,
                "Tags": named(name),
            },
        )
    if spec.publish_to is not None:
        parameter = {
            "Name": spec.publish_to,
            "Type": "String",
            "Description": "The service network that VPCs join",
            "Value": arn,
        }
        resources["PublishedArn"] = resource("AWS::SSM::Parameter", parameter)
    made = Fragment(resources)
    days = spec.log_retention_days
    return made if days is None else join(made, access_logs(arn, spec.network, region, days))


def _association(spec: ServiceNetworkSpec, arn: Json, name: str) -> Fragment:
    own = spec.security_group_ids is None
    preference = spec.private_dns_preference
    association = resource(
        "AWS::VpcLattice::ServiceNetworkVpcAssociation",
        {
            "ServiceNetworkIdentifier": arn,
            "VpcIdentifier": spec.network.vpc_id,
            "SecurityGroupIds": [ref_of_group()] if own else list(spec.security_group_ids or ()),
            "PrivateDnsEnabled": True if preference is not None else None,
            "DnsOptions": _dns_options(spec) if preference is not None else None,
            "Tags": named(name),
        },
    )
    group = {SECURITY_GROUP: _group(spec, name)} if own else {}
    return Fragment({**group, ASSOCIATION: association})


def ref_of_group() -> Json:
    """Return the id of the security group made here."""
    return attribute(SECURITY_GROUP, "GroupId")


def _dns_options(spec: ServiceNetworkSpec) -> Json:
    specified = sorted(spec.private_dns_specified_domains)
    return {
        "PrivateDnsPreference": _PREFERENCES[str(spec.private_dns_preference)],
        **({"PrivateDnsSpecifiedDomains": specified} if specified else {}),
    }


def _group(spec: ServiceNetworkSpec, name: str) -> Resource:
    network = spec.network
    blocks: list[Late | str] = [network.cidr] if network.cidr is not None else []
    default = [
        cidr_rule("tcp", port, port, block, f"tcp {port} from the VPC") for port in CLIENT_PORTS for block in blocks
    ]
    return security_group(
        description="Which clients reach a service network",
        name=name,
        vpc_id=network.vpc_id,
        ingress=[ingress_rule(asked) for asked in spec.ingress] if spec.ingress else default,
    )
