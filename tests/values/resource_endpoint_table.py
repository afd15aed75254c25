"""The rules of endpoints to resource configurations: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.problem import Problem

from .case import Case
from .examples import NETWORK, ZONE_ID, consumer

_ARN = "arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-0123456789abcdef0"
_SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
_ZONE = {"name": "example.com", "id": ZONE_ID}
_RESOLVED: dict[str, Any] = {"private_dns": True, "dns_options": {"private_dns_preference": "verified"}}


def _to_resource(**changes: Any) -> list[Problem]:
    base = {
        "network": NETWORK,
        "endpoint_type": "Resource",
        "service_name": None,
        "resource_configuration_arn": _ARN,
        "ingress": [{"from_port": 5432, "cidr": "10.0.0.0/16"}],
        "names": [],
    }
    return consumer(**{**base, **changes})


def _resolving(preference: str, *domains: str) -> list[Problem]:
    options = {"private_dns_preference": preference, "private_dns_specified_domains": list(domains)}
    return _to_resource(private_dns=True, dns_options=options)


def _without(key: str, value: Any, path: str | None = None) -> Case:
    return Case(
        f"an endpoint to a resource configuration has no {key}",
        "resource-endpoint-without",
        path or key,
        lambda: _to_resource(**{key: value}),
        _to_resource,
    )


_ROUTE = {"out": {"route_table_id": "rtb-0123456789abcdef0", "cidr": "0.0.0.0/0"}}
_INBOUND = "private_dns_only_for_inbound_resolver_endpoint"

RESOURCE_ENDPOINT_RULES = [
    Case(
        "an endpoint to a resource configuration names one",
        "missing-key",
        "resource_configuration_arn",
        lambda: _to_resource(resource_configuration_arn=None),
        _to_resource,
    ),
    Case(
        "an endpoint to a resource configuration names no service",
        "target-of-other-type",
        "service_name",
        lambda: _to_resource(service_name=_SERVICE),
        _to_resource,
    ),
    Case(
        "an endpoint to a service names no resource configuration",
        "target-of-other-type",
        "resource_configuration_arn",
        lambda: consumer(resource_configuration_arn=_ARN),
        consumer,
    ),
    Case(
        "a resource configuration is in the endpoint's Region",
        "resource-in-other-region",
        "resource_configuration_arn",
        lambda: _to_resource(resource_configuration_arn=_ARN.replace("us-east-1", "us-east-2")),
        _to_resource,
    ),
    _without("service_region", "us-east-1"),
    _without("routes", _ROUTE),
    _without("policy", "full-access"),
    _without("accept", "own-account"),
    _without("regional_dns_name", {"dns_name": "vpce.example.net", "zone_id": ZONE_ID}),
    _without("alarms", {}),
    _without("notifications", {}),
    _without("dns_options", {_INBOUND: True}, f"dns_options.{_INBOUND}"),
    Case(
        "an endpoint to a resource configuration has one name for all of its zones",
        "zonal-name-of-resource",
        "names[0].name",
        lambda: _to_resource(names=[{"name": "{az_id}", "zone": _ZONE}]),
        lambda: _to_resource(names=[{"name": "db", "zone": _ZONE}]),
    ),
    Case(
        "private DNS of a resource says which names it answers",
        "private-dns-preference-missing",
        "dns_options.private_dns_preference",
        lambda: _to_resource(private_dns=True),
        lambda: _to_resource(**_RESOLVED),
    ),
    Case(
        "a preference is for private DNS",
        "preference-without-private-dns",
        "dns_options.private_dns_preference",
        lambda: _to_resource(**{**_RESOLVED, "private_dns": False}),
        lambda: _to_resource(**_RESOLVED),
    ),
    Case(
        "a preference is for resources",
        "preference-of-other-endpoint",
        "dns_options.private_dns_preference",
        lambda: consumer(**_RESOLVED),
        lambda: consumer(private_dns=True),
    ),
    Case(
        "domains are specified for a preference that looks at them",
        "specified-domains",
        "dns_options.private_dns_specified_domains",
        lambda: _resolving("verified", "db.example.com"),
        lambda: _resolving("verified-and-specified", "db.example.com"),
    ),
    Case(
        "a preference for specified domains has some",
        "specified-domains",
        "dns_options.private_dns_specified_domains",
        lambda: _resolving("specified"),
        lambda: _resolving("specified", "db.example.com"),
    ),
]
