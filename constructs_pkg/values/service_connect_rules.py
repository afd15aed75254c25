"""What ECS Service Connect must keep to.

Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.values.common_rules import other_region, out_of_range
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import CertificateAuthorityArn, KeyArn, NamespaceArn
from constructs_pkg.values.service_connect import ConnectedPort, ServiceConnectSpec

LONGEST_TIMEOUT = 2_147_483_647


def check_service_connect(spec: ServiceConnectSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *check_namespace_region(spec.namespace_arn, region),
        *check_ports(spec.ports, region),
        *_logs(spec),
    ]


def check_namespace_region(arn: object, region: Region) -> Iterator[Problem]:
    """Yield the problem of a namespace in another Region, at ``namespace_arn``."""
    if isinstance(arn, NamespaceArn):
        yield from other_region("namespace-in-other-region", "namespace_arn", arn, region)


def check_ports(ports: Mapping[str, ConnectedPort], region: Region) -> Iterator[Problem]:
    """Yield the problems of the ports of one service, below ``ports``."""
    taken: dict[int, str] = {}
    for key, port in ports.items():
        path = f"ports.{key}"
        if (first := taken.setdefault(port.container_port, key)) != key:
            limit = f"is the port of ports.{first} as well"
            yield Problem("duplicate-port", f"{path}.container_port", str(port.container_port), limit, "name it once")
        yield from (problem.under(path) for problem in _port(port, region))
    proxies: dict[int, str] = {}
    for key, port in ports.items():
        first = proxies.setdefault(port.proxy_port, key)
        if first != key and (port.ingress_port, ports[first].ingress_port) != (None, None):
            limit = f"is where the proxy listens for ports.{first}"
            where = "container_port" if port.ingress_port is None else "ingress_port"
            yield Problem("duplicate-port", f"ports.{key}.{where}", str(port.proxy_port), limit, "choose another")


def _port(port: ConnectedPort, region: Region) -> Iterator[Problem]:
    for key in ("container_port", "client_port", "ingress_port"):
        yield from out_of_range("port-out-of-range", key, getattr(port, key), 1, 65_535)
    for key in ("idle_timeout_seconds", "request_timeout_seconds"):
        yield from out_of_range("connect-timeout", key, getattr(port, key), 0, LONGEST_TIMEOUT)
    idle, request = port.idle_timeout_seconds, port.request_timeout_seconds
    if request is not None and port.protocol == "tcp":
        limit = "is given for tcp, of which the proxy knows no requests"
        yield Problem("request-timeout-of-tcp", "request_timeout_seconds", str(request), limit, "leave it out")
    elif request and idle and idle < request:
        limit = f"is below request_timeout_seconds {request}: the connection is closed first"
        yield Problem("idle-before-request", "idle_timeout_seconds", str(idle), limit, "raise it", "warning")
    if port.tls is not None:
        for key, kind in (("authority_arn", CertificateAuthorityArn), ("key_arn", KeyArn)):
            arn = getattr(port.tls, key)
            if isinstance(arn, kind):
                yield from other_region("tls-in-other-region", f"tls.{key}", arn, region)


def _logs(spec: ServiceConnectSpec) -> Iterator[Problem]:
    if spec.log_query_parameters and spec.access_logs is None:
        limit = "is on, and access_logs are off"
        yield Problem("query-parameters-without-logs", "log_query_parameters", "true", limit, "leave it out")
