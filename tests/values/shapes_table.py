"""The rules of settings of listeners and targets, of several load balancers, and of gateways."""

from typing import Any

from constructs_pkg.values.place import AccountId
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.private_api import PrivateApiDomainSpec, check_private_api_domain
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, CERTIFICATE, NETWORK, REGION, consumer, listener, nlb, service, value

_PORT = [{"port": 5432}]
_ONE_ZONE = ["us-east-1a"]
_OTHER_CERTIFICATE = CERTIFICATE.replace("01234567", "11234567")


def _tls(**changes: Any) -> list[Any]:
    given = {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE, **changes}
    return service(listeners=[given], load_balancer={"access_logs": {"omitted_because": "the targets write them"}})


def _certificates(count: int) -> dict[str, str]:
    start, _, rest = CERTIFICATE.partition("01234567")
    return {f"c{number}": f"{start}{number:08d}{rest}" for number in range(count)}


def _settings(protocol: str = "TCP", **changes: Any) -> list[Any]:
    if protocol == "TLS":
        return _tls(target_settings=changes)
    return listener(protocol=protocol, target_settings=changes)


def _further(**changes: Any) -> list[Any]:
    return service(more_load_balancers={"b": {"listeners": [{"port": 5432}], **changes}})


def _gateway(**changes: Any) -> list[Any]:
    return service(**{"listeners": [], "gateway_load_balancer": {}, **changes})


def _brought_gateways(*arns: str) -> list[Any]:
    return _gateway(network=None, gateway_load_balancer=None, gateway_load_balancer_arns=list(arns))


def _gwlbe(**changes: Any) -> list[Any]:
    return consumer(**{"endpoint_type": "GatewayLoadBalancer", "availability_zones": _ONE_ZONE, **changes})


def _route(table: int = 1, **changes: Any) -> dict[str, Any]:
    return {"route_table_id": f"rtb-{table:017x}", **(changes or {"cidr": "0.0.0.0/0"})}


TLS = [
    Case(
        "settings of TLS need TLS",
        "tls-setting-without-tls",
        "listeners[0].alpn_policy",
        lambda: listener(alpn_policy="HTTP2Preferred"),
        lambda: _tls(alpn_policy="HTTP2Preferred"),
    ),
    Case(
        "a certificate is named once",
        "duplicate-certificate",
        "listeners[0].more_certificate_arns.api",
        lambda: _tls(more_certificate_arns={"api": CERTIFICATE}),
        lambda: _tls(more_certificate_arns={"api": _OTHER_CERTIFICATE}),
    ),
    Case(
        "a further certificate is in the listener's Region",
        "certificate-in-other-region",
        "listeners[0].more_certificate_arns.api",
        lambda: _tls(more_certificate_arns={"api": _OTHER_CERTIFICATE.replace("us-east-1", "eu-west-1")}),
        lambda: _tls(more_certificate_arns={"api": _OTHER_CERTIFICATE}),
    ),
    Case(
        "more certificates than the quota are warned of",
        "many-certificates",
        "listeners[0].more_certificate_arns",
        lambda: _tls(more_certificate_arns=_certificates(26)),
        lambda: _tls(more_certificate_arns=_certificates(25)),
        "warning",
    ),
    Case(
        "TLS 1.1 is warned of",
        "outdated-tls",
        "listeners[0].ssl_policy",
        lambda: _tls(ssl_policy="ELBSecurityPolicy-TLS13-1-1-2021-06"),
        lambda: _tls(ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06"),
        "warning",
    ),
]

TARGET_SETTINGS = [
    Case(
        "connections outlive deregistration for up to an hour",
        "deregistration-delay",
        "listeners[0].target_settings.deregistration_delay",
        lambda: _settings(deregistration_delay=3601),
        lambda: _settings(deregistration_delay=3600),
    ),
    Case(
        "an unhealthy target drains for up to 360000 seconds",
        "draining-interval",
        "listeners[0].target_settings.unhealthy_draining_interval",
        lambda: _settings(unhealthy_connection_termination=False, unhealthy_draining_interval=360_001),
        lambda: _settings(unhealthy_connection_termination=False, unhealthy_draining_interval=360_000),
    ),
    Case(
        "only connections that are not cut drain",
        "draining-of-cut-connections",
        "listeners[0].target_settings.unhealthy_draining_interval",
        lambda: _settings(unhealthy_draining_interval=60),
        lambda: _settings("UDP", unhealthy_draining_interval=60),
    ),
    Case(
        "targets of UDP see clients' addresses",
        "client-ip-of-udp",
        "listeners[0].target_settings.preserve_client_ip",
        lambda: _settings("TCP_UDP", preserve_client_ip=False),
        lambda: _settings("TCP", preserve_client_ip=False),
    ),
    Case(
        "connections of UDP to unhealthy targets are not cut",
        "termination-of-udp",
        "listeners[0].target_settings.unhealthy_connection_termination",
        lambda: _settings("UDP", unhealthy_connection_termination=True),
        lambda: _settings("UDP", unhealthy_connection_termination=False),
    ),
    Case(
        "TLS knows no stickiness",
        "stickiness-of-tls",
        "listeners[0].target_settings.stickiness",
        lambda: _settings("TLS", stickiness=True),
        lambda: _settings("TCP", stickiness=True),
    ),
    Case(
        "addresses of consumers are kept by the proxy protocol only",
        "client-ip-over-private-link",
        "listeners[0].target_settings.preserve_client_ip",
        lambda: _settings(preserve_client_ip=True),
        lambda: _settings(preserve_client_ip=True, proxy_protocol_v2=True),
        "warning",
    ),
]

SEVERAL = [
    Case(
        "load balancers of one service have the same ports",
        "load-balancers-differ",
        "more_load_balancers.b.listeners",
        lambda: _further(listeners=[{"port": 443}]),
        lambda: _further(listeners=[{"port": 5432, "target_port": 6432}]),
        "warning",
    ),
    Case(
        "a further load balancer has a listener",
        "no-listeners",
        "more_load_balancers.b.listeners",
        lambda: _further(listeners=[]),
        lambda: _further(),
    ),
    Case(
        "a further load balancer keeps the rules of the first",
        "port-out-of-range",
        "more_load_balancers.b.listeners[0].port",
        lambda: _further(listeners=[{"port": 65536}]),
        lambda: _further(listeners=[{"port": 5432}]),
    ),
    Case(
        "a further load balancer stands in zones that there are",
        "no-such-availability-zone",
        "more_load_balancers.b.availability_zones[0]",
        lambda: _further(availability_zones=["us-east-1c"]),
        lambda: _further(availability_zones=["us-east-1a"]),
    ),
    Case(
        "two load balancers have two names",
        "duplicate-load-balancer-name",
        "more_load_balancers.b.name",
        lambda: service(load_balancer={"name": "x"}, more_load_balancers={"b": {"name": "x", "listeners": _PORT}}),
        lambda: service(load_balancer={"name": "x"}, more_load_balancers={"b": {"name": "y", "listeners": _PORT}}),
    ),
    Case(
        "all load balancers of a service are made or all are brought",
        "load-balancer-made-and-brought",
        "more_load_balancers",
        lambda: service(network=None, listeners=[], load_balancer_arns=[nlb()], more_load_balancers={"b": {}}),
        lambda: service(network=None, listeners=[], load_balancer_arns=[nlb()]),
    ),
]

GATEWAYS = [
    Case(
        "a service has one type of load balancer",
        "network-and-gateway",
        "listeners",
        lambda: _gateway(listeners=[{"port": 5432}]),
        lambda: _gateway(),
    ),
    Case(
        "a gateway is made or brought",
        "load-balancer-made-and-brought",
        "gateway_load_balancer",
        lambda: _gateway(gateway_load_balancer_arns=[nlb(kind="gwy")]),
        lambda: _gateway(),
    ),
    Case(
        "a gateway that is made has a network",
        "no-load-balancer",
        "network",
        lambda: _gateway(network=None),
        lambda: _gateway(network=NETWORK),
    ),
    Case(
        "a brought gateway is in the service's Region",
        "load-balancer-in-other-region",
        "gateway_load_balancer_arns[0]",
        lambda: _brought_gateways(nlb(kind="gwy", region="us-west-2")),
        lambda: _brought_gateways(nlb(kind="gwy")),
    ),
    Case(
        "a brought gateway is named once",
        "duplicate-load-balancer",
        "gateway_load_balancer_arns[1]",
        lambda: _brought_gateways(nlb(kind="gwy"), nlb(kind="gwy")),
        lambda: _brought_gateways(nlb("a", kind="gwy"), nlb("b", kind="gwy")),
    ),
    Case(
        "appliances are no load balancers",
        "gateway-to-load-balancer",
        "gateway_load_balancer.targets.application_load_balancer_arn",
        lambda: _gateway(gateway_load_balancer={"targets": {"application_load_balancer_arn": nlb(kind="app")}}),
        lambda: _gateway(gateway_load_balancer={"targets": {"ip_addresses": ["10.0.0.10"]}}),
    ),
    Case(
        "consumers reach a gateway by routes, and by no name",
        "private-dns-name-of-gateway",
        "private_dns_name",
        lambda: _gateway(private_dns_name={"name": "api.example.com"}),
        lambda: _gateway(),
    ),
    Case(
        "a service behind a gateway is available in its own Region",
        "regions-of-gateway",
        "supported_regions",
        lambda: _gateway(supported_regions=[REGION, "eu-west-1"]),
        lambda: _gateway(supported_regions=[REGION]),
        "warning",
    ),
    Case(
        "a gateway's name is one that load balancers have",
        "load-balancer-name",
        "gateway_load_balancer.name",
        lambda: _gateway(gateway_load_balancer={"name": "internal-x"}),
        lambda: _gateway(gateway_load_balancer={"name": "x-internal"}),
    ),
]

GATEWAY_ENDPOINTS = [
    Case(
        "routes lead to gateway endpoints only",
        "routes-to-interface-endpoint",
        "routes",
        lambda: consumer(routes={"out": _route()}),
        lambda: _gwlbe(routes={"out": _route()}),
    ),
    Case(
        "a gateway endpoint stands in one subnet",
        "gateway-endpoint-subnets",
        "availability_zones",
        lambda: _gwlbe(availability_zones=None),
        lambda: _gwlbe(availability_zones=_ONE_ZONE),
    ),
    Case(
        "a gateway endpoint stands in one subnet of its service",
        "gateway-endpoint-subnets",
        "availability_zones",
        lambda: _gwlbe(availability_zones=None, service_availability_zone_ids=["use1-az1", "use1-az2"]),
        lambda: _gwlbe(availability_zones=None, service_availability_zone_ids=["use1-az1"]),
    ),
    Case(
        "a gateway endpoint has no DNS options",
        "gateway-endpoint-without",
        "dns_options",
        lambda: _gwlbe(dns_options={"record_ip_type": "ipv4"}),
        lambda: consumer(dns_options={"record_ip_type": "ipv4"}),
    ),
    Case(
        "a gateway endpoint has no security group",
        "gateway-endpoint-without",
        "security_group_ids",
        lambda: _gwlbe(security_group_ids=["sg-0123456789abcdef0"]),
        lambda: _gwlbe(),
    ),
    Case(
        "no service of AWS is reached by a gateway endpoint of this type",
        "gateway-to-service-of-aws",
        "service_name",
        lambda: _gwlbe(service_name="com.amazonaws.us-east-1.execute-api"),
        lambda: _gwlbe(),
    ),
    Case(
        "a route has one destination",
        "route-destination",
        "routes.out",
        lambda: _gwlbe(routes={"out": _route(cidr="0.0.0.0/0", prefix_list_id="pl-0123456789abcdef0")}),
        lambda: _gwlbe(routes={"out": _route(prefix_list_id="pl-0123456789abcdef0")}),
    ),
    Case(
        "a route table has one route a destination",
        "duplicate-route",
        "routes.two",
        lambda: _gwlbe(routes={"one": _route(1), "two": _route(1)}),
        lambda: _gwlbe(routes={"one": _route(1), "two": _route(2)}),
    ),
]

PRINCIPALS = [
    Case(
        "an organisation is let in by its accounts",
        "organisation-as-principal",
        "",
        lambda: value(Principal, "arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5"),
        lambda: value(Principal, ACCOUNT),
    ),
]

_API: dict[str, Any] = {
    "domain_name": "orders.example.com",
    "certificate_arn": CERTIFICATE,
    "rest_api_id": "a1b2c3d4e5",
    "stage": "live",
    "endpoint_ids": {"app": "vpce-0123456789abcdef0"},
}


def _api(**changes: Any) -> list[Problem]:
    try:
        spec = parse(PrivateApiDomainSpec, {**_API, **changes})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return list(check_private_api_domain(spec, REGION, AccountId(ACCOUNT)))


APIS = [
    Case(
        "a private API has endpoints",
        "api-without-endpoints",
        "endpoint_ids",
        lambda: _api(endpoint_ids={}),
        lambda: _api(),
    ),
    Case(
        "an endpoint is named once",
        "duplicate-endpoint",
        "endpoint_ids.b",
        lambda: _api(endpoint_ids={"a": "vpce-0123456789abcdef0", "b": "vpce-0123456789abcdef0"}),
        lambda: _api(endpoint_ids={"a": "vpce-0123456789abcdef0", "b": "vpce-1123456789abcdef0"}),
    ),
    Case(
        "the certificate of a private API is of its Region",
        "certificate-in-other-region",
        "certificate_arn",
        lambda: _api(certificate_arn=CERTIFICATE.replace("us-east-1", "eu-west-1")),
        lambda: _api(certificate_arn=CERTIFICATE),
    ),
    Case(
        "an endpoint of another account is none of the own ones",
        "duplicate-endpoint",
        "endpoint_ids_elsewhere[0]",
        lambda: _api(endpoint_ids_elsewhere=["vpce-0123456789abcdef0"]),
        lambda: _api(endpoint_ids_elsewhere=["vpce-1123456789abcdef0"]),
    ),
    Case(
        "a name is shared with somebody",
        "shared-with-everyone",
        "shared_with[0]",
        lambda: _api(shared_with=["*"]),
        lambda: _api(shared_with=["999999999999"]),
    ),
    Case(
        "nobody is outside who is not named",
        "outside-without-principals",
        "outside_organization",
        lambda: _api(outside_organization=True),
        lambda: _api(outside_organization=True, shared_with=["999999999999"]),
    ),
]

SHAPE_RULES = [*TLS, *TARGET_SETTINGS, *SEVERAL, *GATEWAYS, *GATEWAY_ENDPOINTS, *PRINCIPALS, *APIS]
