"""Endpoint services, read with their permissions, their load balancers and what publishes their names.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpointservice.html
and .../aws-resource-ec2-vpcendpointservicepermissions.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.audit.balancers import read_load_balancers
from constructs_pkg.audit.handover import verified_services
from constructs_pkg.audit.networks import name_tag
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.reconcilers import settings_told
from constructs_pkg.audit.service_facts import LoadBalancerFact, ServiceFact
from constructs_pkg.audit.value import ListOf, MapOf, Resource, Value, literal_flag, literal_text, only_resource

_BALANCERS = ("NetworkLoadBalancerArns", "GatewayLoadBalancerArns")


def read_services(reading: Reading) -> Iterator[ServiceFact]:
    """Yield the endpoint services of the assembly, over Network or over Gateway Load Balancers.

    By default connections wait for acceptance, and nobody may connect.
    """
    balancers = {one.id: one for one in read_load_balancers(reading)}
    principals = _principals(reading)
    published = published_values(reading)
    verified = verified_services(reading)
    rules = _rules(reading)
    for resource, service in reading.resources("AWS::EC2::VPCEndpointService"):
        named = [each for key in _BALANCERS for each in items_of(service.get(key))]
        arns = [reading.identity(arn) for arn in named]
        regions = (literal_text(region) for region in items_of(service.get("SupportedRegions")))
        yield ServiceFact(
            id=resource,
            account=service.stack.account,
            region=service.stack.region,
            name=name_tag(service),
            acceptance=literal_flag(service.get("AcceptanceRequired"), default=True),
            load_balancers=tuple(balancers.get(arn, LoadBalancerFact(arn)) for arn in arns),
            principals=principals.get(resource, ()),
            regions=tuple(region for region in regions if region is not None),
            published=published.get(resource, ()),
            private_dns_name=service.get("PrivateDnsName"),
            verified=resource in verified,
            rules=rules.get(resource, 0),
        )


def items_of(value: Value | None) -> tuple[Value, ...]:
    """Return the items of a list, or none where it is absent or not known."""
    return value.items if isinstance(value, ListOf) else ()


def _principals(reading: Reading) -> dict[Resource, tuple[Value, ...]]:
    found: dict[Resource, tuple[Value, ...]] = {}
    for _, permissions in reading.resources("AWS::EC2::VPCEndpointServicePermissions"):
        named = permissions.identifier("ServiceId")
        service = only_resource(named) if named is not None else None
        if service is not None:
            found[service] = (*found.get(service, ()), *items_of(permissions.get("AllowedPrincipals")))
    return found


def _rules(reading: Reading) -> dict[Resource, int]:
    """Return how many rules functions are told for the connections of each service."""
    found: dict[Resource, int] = {}
    for _, function in reading.resources("AWS::Lambda::Function"):
        code = function.raw.get("Code")
        told = settings_told(code.get("ZipFile")) if isinstance(code, Mapping) else None
        environment = function.get("Environment") if told is not None else None
        variables = environment.get("Variables") if isinstance(environment, MapOf) else None
        named = variables.get("SERVICE_ID") if isinstance(variables, MapOf) else None
        service = only_resource(named) if named is not None else None
        if told is not None and service is not None:
            found[Resource(service.stack, service.logical_id)] = len(told["rules"])
    return found


def published_values(reading: Reading) -> dict[Resource, tuple[str, ...]]:
    """Return the Systems Manager parameters that templates write something of each resource to."""
    found: dict[Resource, tuple[str, ...]] = {}
    for _, parameter in reading.resources("AWS::SSM::Parameter"):
        path, value = literal_text(parameter.get("Name")), parameter.get("Value")
        service = only_resource(value) if value is not None else None
        if path is not None and service is not None:
            found[service] = (*found.get(service, ()), path)
    return found
