"""The rules of clusters whose services call each other by ECS Service Connect."""

from typing import Any

from constructs_pkg.values.connected_cluster import ConnectedClusterSpec
from constructs_pkg.values.connected_cluster_rules import check_connected_cluster
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.service_connect import ServiceConnectSpec
from constructs_pkg.values.service_connect_rules import check_service_connect
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, NETWORK, REGION

_NAMESPACE = f"arn:aws:servicediscovery:us-east-1:{ACCOUNT}:namespace/ns-0123456789abcdef"
_AUTHORITY = f"arn:aws:acm-pca:us-east-1:{ACCOUNT}:certificate-authority/01234567-89ab-cdef-0123-456789abcdef"
_PORT = {"container_port": 8080}
_SERVER = {"image": "nginx", "ports": {"http": _PORT}}
_CLIENT = {"image": "nginx"}


def _cluster(services: dict[str, Any], **changes: Any) -> list[Problem]:
    wish = {"network": NETWORK, "namespace_arn": _NAMESPACE, "services": services, **changes}
    try:
        spec = parse(ConnectedClusterSpec, wish)
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_connected_cluster(spec, REGION)


def _connect(ports: dict[str, Any] | None = None, **changes: Any) -> list[Problem]:
    spec = parse(ServiceConnectSpec, {"namespace_arn": _NAMESPACE, "ports": ports or {}})
    return check_service_connect(spec.model_copy(update=changes), REGION)


def _named(key: str, name: str) -> dict[str, Any]:
    return {**_SERVER, "ports": {key: {**_PORT, "name": name}}}


def _port(**port: Any) -> list[Problem]:
    return _connect({"http": {**_PORT, **port}})


def _tls(authority: str) -> list[Problem]:
    role = f"arn:aws:iam::{ACCOUNT}:role/sign"
    return _port(tls={"authority_arn": authority, "role_arn": role})


CONNECT_RULES = [
    Case(
        "a namespace is in the Region of its services",
        "namespace-in-other-region",
        "namespace_arn",
        lambda: _cluster({}, namespace_arn=_NAMESPACE.replace("us-east-1", "us-east-2")),
        lambda: _cluster({}),
    ),
    Case(
        "a port is one of TCP",
        "port-out-of-range",
        "ports.http.container_port",
        lambda: _port(container_port=65536),
        lambda: _port(container_port=65535),
    ),
    Case(
        "a container's port is named once",
        "duplicate-port",
        "ports.other.container_port",
        lambda: _connect({"http": _PORT, "other": _PORT}),
        lambda: _connect({"http": _PORT, "other": {"container_port": 8081}}),
    ),
    Case(
        "a proxy listens once on a port",
        "duplicate-port",
        "ports.other.ingress_port",
        lambda: _connect({"http": _PORT, "other": {"container_port": 8081, "ingress_port": 8080}}),
        lambda: _connect({"http": _PORT, "other": {"container_port": 8081, "ingress_port": 9080}}),
    ),
    Case(
        "a proxy listens on no port of another container's proxy, in whichever order they are named",
        "duplicate-port",
        "ports.other.container_port",
        lambda: _connect({"http": {**_PORT, "ingress_port": 8081}, "other": {"container_port": 8081}}),
        lambda: _connect({"http": {**_PORT, "ingress_port": 9080}, "other": {"container_port": 8081}}),
    ),
    Case(
        "a timeout is no negative number",
        "connect-timeout",
        "ports.http.idle_timeout_seconds",
        lambda: _port(idle_timeout_seconds=-1),
        lambda: _port(idle_timeout_seconds=0),
    ),
    Case(
        "TCP has no requests",
        "request-timeout-of-tcp",
        "ports.http.request_timeout_seconds",
        lambda: _port(protocol="tcp", request_timeout_seconds=5),
        lambda: _port(protocol="grpc", request_timeout_seconds=5),
    ),
    Case(
        "a connection outlives its requests",
        "idle-before-request",
        "ports.http.idle_timeout_seconds",
        lambda: _port(idle_timeout_seconds=4, request_timeout_seconds=5),
        lambda: _port(idle_timeout_seconds=5, request_timeout_seconds=5),
        "warning",
    ),
    Case(
        "a certificate authority is in the Region of its service",
        "tls-in-other-region",
        "ports.http.tls.authority_arn",
        lambda: _tls(_AUTHORITY.replace("us-east-1", "us-east-2")),
        lambda: _tls(_AUTHORITY),
    ),
    Case(
        "query parameters are logged with access logs",
        "query-parameters-without-logs",
        "log_query_parameters",
        lambda: _connect(access_logs=None, log_query_parameters=True),
        lambda: _connect(log_query_parameters=True),
    ),
    Case(
        "Fargate has tasks of some sizes",
        "fargate-cpu",
        "services.web.cpu",
        lambda: _cluster({"web": {**_CLIENT, "cpu": 300}}),
        lambda: _cluster({"web": {**_CLIENT, "cpu": 512, "memory": 1024}}),
    ),
    Case(
        "memory goes with the CPU",
        "fargate-memory",
        "services.web.memory",
        lambda: _cluster({"web": {**_CLIENT, "cpu": 16384, "memory": 36864}}),
        lambda: _cluster({"web": {**_CLIENT, "cpu": 16384, "memory": 40960}}),
    ),
    Case(
        "a call is named once",
        "duplicate-call",
        "services.web.calls[1]",
        lambda: _cluster({"web": {**_CLIENT, "calls": ["api", "api"]}, "api": _SERVER}),
        lambda: _cluster({"web": {**_CLIENT, "calls": ["api"]}, "api": _SERVER}),
    ),
    Case(
        "a service does not call itself",
        "calls-itself",
        "services.api.calls[0]",
        lambda: _cluster({"api": {**_SERVER, "calls": ["api"]}}),
        lambda: _cluster({"api": _SERVER}),
    ),
    Case(
        "what is called is there",
        "unknown-call",
        "services.web.calls[0]",
        lambda: _cluster({"web": {**_CLIENT, "calls": ["apis"]}, "api": _SERVER}),
        lambda: _cluster({"web": {**_CLIENT, "calls": ["api"]}, "api": _SERVER}),
    ),
    Case(
        "what is called has ports",
        "call-without-ports",
        "services.web.calls[0]",
        lambda: _cluster({"web": {**_CLIENT, "calls": ["api"]}, "api": _CLIENT}),
        lambda: _cluster({"web": {**_CLIENT, "calls": ["api"]}, "api": _SERVER}),
    ),
    Case(
        "an image can be fetched",
        "no-ways-out",
        "services.web.egress",
        lambda: _cluster({"web": _CLIENT}, network={**NETWORK, "cidr": None}),
        lambda: _cluster(
            {"web": {**_CLIENT, "egress": [{"from_port": 443, "cidr": "10.0.0.0/8"}]}},
            network={**NETWORK, "cidr": None},
        ),
    ),
    Case(
        "a name and port stand for one service",
        "duplicate-client-alias",
        "services.web.ports.http.name",
        lambda: _cluster({"api": _named("web", "shop"), "web": _named("http", "shop")}),
        lambda: _cluster({"api": _named("web", "shop"), "web": _named("http", "shops")}),
    ),
    Case(
        "a discovery name stands for one service",
        "duplicate-connect-name",
        "services.web.ports.http.discovery_name",
        lambda: _cluster({"api": {**_SERVER, "ports": {"web": {**_PORT, "discovery_name": "http"}}}, "web": _SERVER}),
        lambda: _cluster({"api": {**_SERVER, "ports": {"web": {**_PORT, "discovery_name": "api"}}}, "web": _SERVER}),
    ),
    Case(
        "services that call each other in a circle are told of",
        "calls-in-a-circle",
        "services.api.calls",
        lambda: _cluster(
            {
                "api": {**_SERVER, "calls": ["web"]},
                "web": {"image": "nginx", "ports": {"web": _PORT}, "calls": ["api"]},
            }
        ),
        lambda: _cluster({"api": _SERVER, "web": {**_CLIENT, "calls": ["api"]}}),
        "warning",
    ),
    Case(
        "logs are kept for a period of CloudWatch Logs",
        "retention-days",
        "log_retention_days",
        lambda: _cluster({}, log_retention_days=366),
        lambda: _cluster({}, log_retention_days=365),
    ),
]
