"""A namespace of AWS Cloud Map with its services and the instances that the template registers."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, Resource, attribute, named, ref, resource
from constructs_pkg.values.namespace import DiscoveryService, NamespaceSpec, RegisteredInstance, discovery_name

NAMESPACE = "Resource"

_TYPES = {
    "private": "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "public": "AWS::ServiceDiscovery::PublicDnsNamespace",
    "http": "AWS::ServiceDiscovery::HttpNamespace",
}
_ATTRIBUTES = {
    "ipv4": "AWS_INSTANCE_IPV4",
    "ipv6": "AWS_INSTANCE_IPV6",
    "port": "AWS_INSTANCE_PORT",
    "cname": "AWS_INSTANCE_CNAME",
    "alias_dns_name": "AWS_ALIAS_DNS_NAME",
    "instance_id": "AWS_EC2_INSTANCE_ID",
    "initial_health": "AWS_INIT_HEALTH_STATUS",
}


def discovery_id(key: str) -> str:
    """Return the id of the service `key`."""
    return f"Service {key}"


def instance_id(service: str, key: str) -> str:
    """Return the id of the instance `key` of a service."""
    return f"Instance {service} {key}"


def namespace_fragment(spec: NamespaceSpec, *, name: str, outputs: bool = False) -> Fragment:
    """Return the namespace `spec`; `name` is shown in tags, and `outputs` shows its ARN.

    Sources: the types' pages below
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ServiceDiscovery.html
    """
    resources: dict[str, Resource] = {NAMESPACE: _namespace(spec, name)}
    for key, service in spec.services.items():
        resources[discovery_id(key)] = _service(key, service, spec, name)
        for each, instance in service.instances.items():
            resources[instance_id(key, each)] = resource(
                "AWS::ServiceDiscovery::Instance",
                {
                    "InstanceId": each,
                    "ServiceId": ref(discovery_id(key)),
                    "InstanceAttributes": _attributes(instance),
                },
            )
    shown = {"NamespaceArn": {"Description": "The namespace", "Value": attribute(NAMESPACE, "Arn")}}
    return Fragment(resources, outputs=shown if outputs else {})


def _namespace(spec: NamespaceSpec, name: str) -> Resource:
    soa = None
    if spec.negative_ttl is not None:
        soa = {"DnsProperties": {"SOA": {"TTL": spec.negative_ttl}}}
    return resource(
        _TYPES[spec.type],
        {
            "Name": spec.name,
            "Vpc": spec.vpc_id if spec.type == "private" else None,
            "Properties": soa,
            "Tags": named(name),
        },
    )


def _service(key: str, service: DiscoveryService, spec: NamespaceSpec, name: str) -> Resource:
    check = service.health_check
    return resource(
        "AWS::ServiceDiscovery::Service",
        {
            "Name": discovery_name(key, service),
            "NamespaceId": ref(NAMESPACE),
            "Type": None if service.record_types or spec.type == "http" else "HTTP",
            "DnsConfig": _records(service) if service.record_types else None,
            "HealthCheckConfig": {
                "Type": check.type,
                **({"ResourcePath": check.path} if check.path is not None else {}),
                "FailureThreshold": check.failure_threshold,
            }
            if check is not None
            else None,
            # Its one property is deprecated and always 1.
            "HealthCheckCustomConfig": {"FailureThreshold": 1} if service.custom_health_check else None,
            "Tags": named(f"{name} {key}"),
        },
    )


def _records(service: DiscoveryService) -> Json:
    return {
        "RoutingPolicy": service.routing,
        "DnsRecords": [{"Type": kind, "TTL": service.ttl} for kind in sorted(service.record_types)],
    }


def _attributes(instance: RegisteredInstance) -> Json:
    told = {name: getattr(instance, key) for key, name in _ATTRIBUTES.items()}
    known = {name: str(value) if isinstance(value, int) else value for name, value in told.items() if value is not None}
    return {**known, **instance.attributes}
