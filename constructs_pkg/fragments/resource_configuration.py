"""A resource configuration with its gateway, who it is shared with, and the proof of its name."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, named, ref, resource
from constructs_pkg.fragments.physical_name import physical_name
from constructs_pkg.fragments.security_group import cidr_rule, security_group
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_configuration import ResourceConfigurationSpec

CONFIGURATION = "Resource"
GATEWAY = "Gateway"
SECURITY_GROUP = "SecurityGroup"
SHARE = "Share"
VERIFICATION = "DomainVerification"
ALL_PORTS = (1, 65_535)

# https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceConfiguration.html
_LONGEST_NAME = 40


def resource_configuration_fragment(
    spec: ResourceConfigurationSpec, *, region: Region, identity: str, name: str, outputs: bool = False
) -> Fragment:
    """Return what shares `spec` from `region`.

    Args:
        spec: The shared host.
        region: The Region it is shared from.
        identity: What its names in VPC Lattice begin with, which replaces everything when it changes.
        name: Shown in tags.
        outputs: Whether its ARN is shown. Default: no.

    Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-vpclattice-resourceconfiguration.html
    and aws-resource-vpclattice-resourcegateway.html, aws-resource-ram-resourceshare.html beside it.
    """
    own_group = spec.gateway.security_group_ids is None
    return Fragment(
        {
            **({SECURITY_GROUP: _group(spec, name)} if own_group else {}),
            GATEWAY: _gateway(spec, identity, name),
            **({VERIFICATION: _verification(spec, name)} if spec.verify_domain else {}),
            CONFIGURATION: _configuration(spec, identity, name),
            **({SHARE: _share(spec, region, name)} if spec.shared_with else {}),
            **_published(spec),
        },
        outputs=_outputs(spec) if outputs else {},
    )


def _group(spec: ResourceConfigurationSpec, name: str) -> Json:
    ports = [(each.from_port, each.last_port) for each in spec.ports] or [ALL_PORTS]
    return security_group(
        description="Traffic of a resource gateway to what it shares",
        name=name,
        vpc_id=spec.network.vpc_id,
        egress=[
            cidr_rule("tcp", first, last, block, "To the shared host")
            for first, last in ports
            for block in _blocks(spec)
        ],
    )


def _blocks(spec: ResourceConfigurationSpec) -> list[Late | str]:
    address = spec.host.ip_address
    if spec.gateway.target_cidrs is not None:
        return list(spec.gateway.target_cidrs)
    if isinstance(address, str):
        return [f"{address}/{128 if ':' in address else 32}"]
    return [spec.network.cidr] if spec.network.cidr is not None else []


def _gateway(spec: ResourceConfigurationSpec, identity: str, name: str) -> Json:
    gateway = spec.gateway
    groups: list[Json] = list(gateway.security_group_ids) if gateway.security_group_ids else [ref(SECURITY_GROUP)]
    return resource(
        "AWS::VpcLattice::ResourceGateway",
        {
            "Name": physical_name(identity, _LONGEST_NAME),
            "VpcIdentifier": spec.network.vpc_id,
            "SubnetIds": [subnet.id for subnet in spec.network.choose(gateway.tier, gateway.availability_zones)],
            "SecurityGroupIds": groups,
            "IpAddressType": _address_type(spec),
            "Ipv4AddressesPerEni": gateway.ipv4_addresses,
            "ResourceConfigDnsResolution": "IN_VPC" if gateway.domain_names == "in-vpc" else None,
            "Tags": named(name),
        },
    )


def _address_type(spec: ResourceConfigurationSpec) -> str:
    host = spec.host
    ipv6 = host.ip_address_type == "ipv6" or (isinstance(host.ip_address, str) and ":" in host.ip_address)
    # An IPv6-only gateway needs IPv6-only subnets, which cells do not have.
    return "DUALSTACK" if ipv6 else "IPV4"


def _configuration(spec: ResourceConfigurationSpec, identity: str, name: str) -> Json:
    database = spec.host.database_arn is not None
    verified: Json = attribute(VERIFICATION, "Id") if spec.verify_domain else spec.domain_verification_id
    return resource(
        "AWS::VpcLattice::ResourceConfiguration",
        {
            "Name": physical_name(identity, _LONGEST_NAME),
            "ResourceConfigurationType": "ARN" if database else "SINGLE",
            "ResourceGatewayId": attribute(GATEWAY, "Id"),
            "ResourceConfigurationDefinition": _definition(spec),
            "ProtocolType": None if database else "TCP",
            "PortRanges": [str(ports) for ports in spec.ports] or None,
            "AllowAssociationToSharableServiceNetwork": spec.in_shareable_service_networks,
            "CustomDomainName": spec.custom_domain_name,
            "DomainVerificationId": verified,
            "Tags": named(name),
        },
    )


def _definition(spec: ResourceConfigurationSpec) -> Json:
    host = spec.host
    if host.database_arn is not None:
        return {"ArnResource": host.database_arn}
    if host.ip_address is not None:
        return {"IpResource": host.ip_address}
    return {"DnsResource": {"DomainName": host.domain_name, "IpAddressType": host.ip_address_type.upper()}}


def _verification(spec: ResourceConfigurationSpec, name: str) -> Json:
    return resource("AWS::VpcLattice::DomainVerification", {"DomainName": spec.custom_domain_name, "Tags": named(name)})


def _share(spec: ResourceConfigurationSpec, region: Region, name: str) -> Json:
    return resource(
        "AWS::RAM::ResourceShare",
        {
            "Name": name,
            "ResourceArns": [attribute(CONFIGURATION, "Arn")],
            "Principals": shared_principals(spec.shared_with, region),
            "AllowExternalPrincipals": spec.outside_organization,
            "Tags": named(name),
        },
    )


def shared_principals(principals: Iterable[Late | Principal], region: Region) -> list[Json]:
    """Return `principals` as a share of AWS Resource Access Manager lists them."""
    given = tuple(principals)
    known = sorted(_shared(each, region) for each in given if isinstance(each, Principal))
    return [*known, *(each for each in given if isinstance(each, Late))]


def _shared(principal: Principal, region: Region) -> str:
    """Return `principal` as AWS Resource Access Manager names it: an account by its number alone."""
    arn = principal.arn(region.partition)
    return principal.account if arn.endswith(":root") else arn


def _published(spec: ResourceConfigurationSpec) -> dict[str, Json]:
    if spec.publish_to is None:
        return {}
    parameter = {
        "Name": spec.publish_to,
        "Type": "String",
        "Description": "The resource configuration that consumers connect to",
        "Value": attribute(CONFIGURATION, "Arn"),
    }
    return {"PublishedArn": resource("AWS::SSM::Parameter", parameter)}


def _outputs(spec: ResourceConfigurationSpec) -> dict[str, Json]:
    shown = {"ResourceConfigurationArn": ("What consumers connect to", attribute(CONFIGURATION, "Arn"))}
    if spec.verify_domain:
        text = "Whose TXT record proves the domain name: aws vpc-lattice get-domain-verification tells it"
        shown["DomainVerificationId"] = (text, attribute(VERIFICATION, "Id"))
    return {key: {"Description": text, "Value": value} for key, (text, value) in shown.items()}
