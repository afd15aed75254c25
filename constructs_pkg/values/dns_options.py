"""The DNS options of an interface endpoint or a resource endpoint.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.network import Flag
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import Spec

# https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointDnsRecordIpType.html
_TYPES_WITH = {
    "ipv4": ("ipv4", "dualstack"),
    "ipv6": ("ipv6", "dualstack"),
    "dualstack": ("dualstack",),
    "service-defined": ("dualstack",),
}

# The services with gateway and interface endpoints.
# https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
_WITH_GATEWAYS = ("s3", "dynamodb")

PrivateDnsPreference = Literal["verified", "all", "verified-and-specified", "specified"]


class DnsOptions(Spec):
    """What answers under an endpoint's DNS names, and to whom."""

    record_ip_type: Literal["ipv4", "dualstack", "ipv6", "service-defined"] | None = None
    """The records of its names: ``ipv4`` (A), ``ipv6`` (AAAA), ``dualstack`` (both), or ``service-defined`` (A, and
    AAAA at its regional and zonal names only). Default: as AWS chooses by the endpoint's address type."""

    private_dns_only_for_inbound_resolver_endpoint: Flag | None = None
    """Whether the service's private DNS name answers only those who ask through an inbound Resolver endpoint, while the
    VPC itself keeps using the gateway endpoint; for S3 and DynamoDB. Default: as AWS chooses; for S3, yes."""

    private_dns_preference: PrivateDnsPreference | None = None
    """Which custom domain names of a resource configuration private DNS answers: ``verified``, those that the provider
    has verified; ``all``; ``verified-and-specified``; or ``specified``, those in `private_dns_specified_domains` alone.
    Given with the private DNS of a Resource endpoint; changing it replaces the endpoint."""

    private_dns_specified_domains: Annotated[tuple[DnsName, ...], Field(max_length=10)] = ()
    """Domain names that private DNS may answer, 1 to 10. Changing them replaces the endpoint. Default: none."""


def check_dns_options(
    options: DnsOptions | None, *, ip_address_type: str, private_dns: bool, aws_service: str | None
) -> Iterator[Problem]:
    """Yield the problems of `options`, with paths below ``dns_options``.

    Args:
        options: The options, if any.
        ip_address_type: That of the endpoint.
        private_dns: Whether the endpoint has private DNS.
        aws_service: The short name of the service of AWS, empty for an endpoint service; None if it is not known.
    """
    if options is None:
        return
    wanted = options.record_ip_type
    if wanted is not None and ip_address_type not in _TYPES_WITH[wanted]:
        limit = f"does not go with ip_address_type {ip_address_type}"
        fix = f"set ip_address_type to {' or '.join(_TYPES_WITH[wanted])}, or choose another type of records"
        yield Problem("dns-record-type", "dns_options.record_ip_type", wanted, limit, fix)
    path = "dns_options.private_dns_only_for_inbound_resolver_endpoint"
    asked = options.private_dns_only_for_inbound_resolver_endpoint
    if asked is None:
        return
    shown = str(asked).lower()
    if not private_dns:
        yield Problem(
            "inbound-only-without-private-dns", path, shown, "has no effect", "set private_dns, or leave it out"
        )
    if aws_service is not None and aws_service not in _WITH_GATEWAYS:
        limit = "is for services that have gateway endpoints too"
        yield Problem("inbound-only-of-other-service", path, shown, limit, "leave it out; S3 and DynamoDB have it")
