"""What the names of endpoints to AWS services must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.aws_service import InterfaceEndpoint
from constructs_pkg.values.aws_service_names import private_names, short_name
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem

# https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointDnsRecordIpType.html
_RECORDS_OF_ADDRESSES = {
    "ipv4": ("ipv4",),
    "ipv6": ("ipv6",),
    "dualstack": ("ipv4", "dualstack", "ipv6", "service-defined"),
}

# PrivateDnsOnlyForInboundResolverEndpoint in
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecificationRequest.html
SERVICES_WITH_GATEWAY = ("s3", "dynamodb")


def check_names(endpoint: InterfaceEndpoint, region: Region, path: str) -> Iterator[Problem]:
    """Yield the problems of the names of the `endpoint` in `region` at `path`."""
    yield from _known(endpoint, region, path)
    yield from _given(endpoint, path)
    yield from _records(endpoint, path)
    yield from _inbound(endpoint, region, path)


def check_domains(endpoints: Iterable[InterfaceEndpoint], zones: Iterable[str], region: Region) -> Iterator[Problem]:
    """Yield a problem for each zone of `endpoints` in `region` that the cell has twice, its own `zones` included.

    The zones in which AWS keeps private DNS are among them.

    Source: ConflictingDomainExists in
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html
    """
    seen = {name: (f"zones[{place}].name", "") for place, name in enumerate(zones)}
    for place, endpoint in enumerate(endpoints):
        path = f"interface_endpoints[{place}].{'dns_names' if endpoint.dns_names else 'names'}"
        service = short_name(endpoint.service, region)
        for zone in endpoint.domains(region):
            first, other = seen.setdefault(zone, (path, service))
            # One service twice is told as that.
            if first != path and other != service:
                limit = f"is a zone of the cell already, by {first}"
                yield Problem("duplicate-zone", path, zone, limit, "a VPC takes each zone name once: keep one of them")


def _known(endpoint: InterfaceEndpoint, region: Region, path: str) -> Iterator[Problem]:
    if endpoint.names == "own-zones" and endpoint.own_names(region) is None:
        if private_names(endpoint.service, region) == ():
            limit, fix = "has no private DNS, and so no names for zones", "set names to none, or give dns_names"
        else:
            limit = "has names that are not known here"
            fix = "give them as dns_names; DescribeVpcEndpointServices tells them"
        yield Problem("service-names-unknown", f"{path}.names", endpoint.service, limit, fix)
    if endpoint.names == "private-dns" and private_names(endpoint.service, region) == ():
        # PrivateDnsEnabled in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
        limit, fix = "has no private DNS", "set names to none"
        yield Problem("service-without-private-dns", f"{path}.names", endpoint.service, limit, fix)


def _given(endpoint: InterfaceEndpoint, path: str) -> Iterator[Problem]:
    if endpoint.dns_names and endpoint.names != "own-zones":
        limit = f"is given beside names: {endpoint.names}, and has no effect"
        fix = "set names to own-zones, or leave it out"
        yield Problem("dns-names-unused", f"{path}.dns_names", str(endpoint.dns_names[0]), limit, fix)
    for place, first in repeated(endpoint.dns_names):
        limit = f"is also dns_names[{first}]"
        yield Problem(
            "duplicate-name", f"{path}.dns_names[{place}]", str(endpoint.dns_names[place]), limit, "name it once"
        )


def _records(endpoint: InterfaceEndpoint, path: str) -> Iterator[Problem]:
    stated, possible = endpoint.dns_record_ip_type, _RECORDS_OF_ADDRESSES[endpoint.ip_address_type]
    if stated is not None and stated not in possible:
        limit = f"does not go with ip_address_type {endpoint.ip_address_type}"
        fix = f"choose one of: {', '.join(possible)}"
        yield Problem("dns-record-type-mismatch", f"{path}.dns_record_ip_type", stated, limit, fix)


def _inbound(endpoint: InterfaceEndpoint, region: Region, path: str) -> Iterator[Problem]:
    if not endpoint.private_dns_only_for_inbound_resolver:
        return
    place = f"{path}.private_dns_only_for_inbound_resolver"
    if short_name(endpoint.service, region) not in SERVICES_WITH_GATEWAY:
        limit = f"is for services with gateway endpoints ({', '.join(SERVICES_WITH_GATEWAY)})"
        yield Problem("inbound-only-without-gateway", place, endpoint.service, limit, "leave it out")
    elif endpoint.names != "private-dns":
        limit, fix = f"is given beside names: {endpoint.names}", "leave it out, or set names to private-dns"
        yield Problem("inbound-only-without-private-dns", place, endpoint.service, limit, fix)
