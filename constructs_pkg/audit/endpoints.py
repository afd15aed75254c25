"""Interface endpoints and resource endpoints, read from the resources that make them.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html and
.../aws-properties-ec2-vpcendpoint-dnsoptionsspecification.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.aws_names import service_of
from constructs_pkg.audit.declared_endpoint import declared_name, declared_zones
from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.handover import switched_endpoints
from constructs_pkg.audit.networks import name_tag, normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, MapOf, Value, in_words, literal_flag, literal_text

# https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#aws-services-dns-record-ip-type
_RECORD_TYPES = {"ipv4": ("A",), "ipv6": ("AAAA",), "dualstack": ("A", "AAAA"), "service-defined": ("A", "AAAA")}

_INBOUND_ONLY = {"OnlyInboundResolver": True, "AllResolvers": False}


def read_endpoints(reading: Reading) -> Iterator[EndpointFact]:
    """Yield the interface endpoints and the resource endpoints; an endpoint is a gateway unless it says otherwise."""
    switched = switched_endpoints(reading)
    for resource, endpoint in reading.resources("AWS::EC2::VPCEndpoint"):
        kind = endpoint.get("VpcEndpointType")
        if kind is not None and literal_text(kind) is None:
            endpoint.note(f"is an endpoint whose type is {in_words(kind)}; it is not read")
        if literal_text(kind) not in ("Interface", "Resource"):
            continue
        vpc, subnets = endpoint.identifier("VpcId"), endpoint.get("SubnetIds")
        if vpc is not None:
            yield EndpointFact(
                id=resource,
                account=endpoint.stack.account,
                region=endpoint.stack.region,
                vpc=vpc,
                service_name=endpoint.get("ServiceName"),
                private_dns=resource in switched or literal_flag(endpoint.get("PrivateDnsEnabled"), default=False),
                subnets=tuple(map(reading.identity, subnets.items)) if isinstance(subnets, ListOf) else (),
                name=name_tag(endpoint),
                service_region=literal_text(endpoint.get("ServiceRegion")),
                record_types=_record_types(endpoint),
                private_types=("A",) if _stated_types(endpoint) == "service-defined" else None,
                inbound_only=_inbound_only(endpoint),
                resource_configuration=endpoint.get("ResourceConfigurationArn"),
                preference=_preference(endpoint),
                specified=tuple(_specified(endpoint)),
                declared_name=declared_name(reading, resource),
                declared_zones=tuple(declared_zones(reading, resource)),
            )


def vpcs_of_gateway_endpoints(reading: Reading) -> Iterator[tuple[Value, str | None]]:
    """Yield the VPC of each Gateway Load Balancer endpoint, and its Region where that is known."""
    for _, endpoint in reading.resources("AWS::EC2::VPCEndpoint"):
        vpc = endpoint.identifier("VpcId")
        if literal_text(endpoint.get("VpcEndpointType")) == "GatewayLoadBalancer" and vpc is not None:
            yield vpc, endpoint.stack.region


def _record_types(endpoint: Properties) -> tuple[str, ...] | None:
    """Return the types of an endpoint's records: as its DNS options say, else as its addresses are.

    An endpoint that states neither has IPv4 addresses.
    """
    options = endpoint.get("DnsOptions")
    stated = options.get("DnsRecordIpType") if isinstance(options, MapOf) else None
    stated = stated if stated is not None else endpoint.get("IpAddressType")
    return ("A",) if stated is None else _RECORD_TYPES.get(literal_text(stated) or "")


def _stated_types(endpoint: Properties) -> str | None:
    options = endpoint.get("DnsOptions")
    return literal_text(options.get("DnsRecordIpType")) if isinstance(options, MapOf) else None


def _preference(endpoint: Properties) -> str | None:
    options = endpoint.get("DnsOptions")
    return literal_text(options.get("PrivateDnsPreference")) if isinstance(options, MapOf) else None


def _specified(endpoint: Properties) -> Iterator[str]:
    options = endpoint.get("DnsOptions")
    domains = options.get("PrivateDnsSpecifiedDomains") if isinstance(options, MapOf) else None
    for domain in domains.items if isinstance(domains, ListOf) else ():
        text = literal_text(domain)
        if text is not None:
            yield normal_name(text)


def _inbound_only(endpoint: Properties) -> bool | None:
    """Tell whether private DNS is for inbound endpoints only, which for S3 is so unless stated otherwise.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns.
    """
    options = endpoint.get("DnsOptions")
    stated = options.get("PrivateDnsOnlyForInboundResolverEndpoint") if isinstance(options, MapOf) else None
    if stated is None:
        return service_of(literal_text(endpoint.get("ServiceName")) or "") == "s3"
    return _INBOUND_ONLY.get(literal_text(stated) or "")
