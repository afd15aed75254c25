"""What an endpoint to a resource configuration must keep to, and what it has that no other endpoint does.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html and
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html.
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_region
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.endpoint_records import is_zonal
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import ResourceConfigurationArn

WITH_SPECIFIED_DOMAINS = ("verified-and-specified", "specified")


def check_resource_endpoint(spec: ConsumerSpec, region: Region) -> Iterable[Problem]:
    """Yield the problems of a Resource endpoint, or of what only such an endpoint has."""
    options = spec.dns_options or DnsOptions()
    if spec.endpoint_type != "Resource":
        yield from _for_resources_only(options)
        return
    arn = spec.resource_configuration_arn
    if isinstance(arn, ResourceConfigurationArn):
        yield from other_region("resource-in-other-region", "resource_configuration_arn", arn, region)
    yield from _without(spec)
    yield from _zonal_names(spec)
    yield from _preference(spec, options)


def _for_resources_only(options: DnsOptions) -> Iterable[Problem]:
    given = {
        "private_dns_preference": options.private_dns_preference or "",
        "private_dns_specified_domains": ", ".join(options.private_dns_specified_domains),
    }
    for key, value in given.items():
        if value:
            limit = "is for endpoints to resource configurations"
            fix = "leave it out: private DNS of a service answers the service's own name"
            yield Problem("preference-of-other-endpoint", f"dns_options.{key}", value, limit, fix)


def _without(spec: ConsumerSpec) -> Iterable[Problem]:
    alarms = spec.alarms is not None and spec.alarms.enabled
    options = spec.dns_options
    inbound = options is not None and options.private_dns_only_for_inbound_resolver_endpoint is not None
    given: dict[str, tuple[bool, str]] = {
        "service_region": (spec.service_region is not None, "stands in the Region of its resource configuration"),
        "routes": (bool(spec.routes), "is reached by its addresses and names"),
        "policy": (spec.policy is not None, "takes no policy"),
        "accept": (spec.accept is not None, "has no connection to accept: its share is accepted, in AWS RAM"),
        "regional_dns_name": (spec.regional_dns_name is not None, "tells its own name once it is made"),
        "alarms": (alarms, "has no metrics of AWS PrivateLink"),
        "notifications": (spec.notifications is not None, "has no connection whose events could be told"),
        "dns_options.private_dns_only_for_inbound_resolver_endpoint": (inbound, "has no gateway endpoint beside it"),
    }
    for key, (is_given, why) in given.items():
        if is_given:
            limit = f"is given, and an endpoint to a resource configuration {why}"
            yield Problem("resource-endpoint-without", key, "", limit, "leave it out")


def _zonal_names(spec: ConsumerSpec) -> Iterable[Problem]:
    for place, asked in enumerate(spec.names):
        if is_zonal(asked):
            limit = "is zonal, and an endpoint to a resource configuration has one name for all of its zones"
            fix = "leave {az_id} and availability_zone out"
            yield Problem("zonal-name-of-resource", f"names[{place}].name", asked.name, limit, fix)


def _preference(spec: ConsumerSpec, options: DnsOptions) -> Iterable[Problem]:
    preference, domains = options.private_dns_preference, options.private_dns_specified_domains
    path = "dns_options.private_dns_preference"
    if spec.private_dns and preference is None:
        limit = "is missing: which of the provider's names private DNS answers is not left to AWS"
        yield Problem("private-dns-preference-missing", path, "", limit, "give it, such as verified")
    if preference is not None and not spec.private_dns:
        limit = "has no effect"
        yield Problem("preference-without-private-dns", path, preference, limit, "set private_dns, or leave it out")
    path = "dns_options.private_dns_specified_domains"
    if domains and preference not in WITH_SPECIFIED_DOMAINS:
        limit = f"are given, and the preference is {preference or 'missing'}"
        fix = f"set private_dns_preference to {' or '.join(WITH_SPECIFIED_DOMAINS)}, or leave them out"
        yield Problem("specified-domains", path, ", ".join(domains), limit, fix)
    elif preference in WITH_SPECIFIED_DOMAINS and not domains:
        yield Problem(
            "specified-domains", path, "", f"is missing, and the preference is {preference}", "name the domains"
        )
