"""The Service Connect configuration of an ECS service."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Json
from constructs_pkg.values.service_connect import ConnectedPort, ServiceConnectSpec


def service_connect_configuration(spec: ServiceConnectSpec, log_configuration: Json) -> Json:
    """Return ``ServiceConnectConfiguration`` of `spec`, whose proxy logs by `log_configuration`; None logs nothing.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-serviceconnectconfiguration.html
    """
    logged = log_configuration is not None
    access = {
        "Format": spec.access_logs,
        "IncludeQueryParameters": "ENABLED" if spec.log_query_parameters else "DISABLED",
    }
    return {
        "Enabled": True,
        "Namespace": spec.namespace_arn,
        **({"Services": [_service(key, port) for key, port in spec.ports.items()]} if spec.ports else {}),
        **({"LogConfiguration": log_configuration} if logged else {}),
        **({"AccessLogConfiguration": access} if logged and spec.access_logs is not None else {}),
    }


def _service(key: str, port: ConnectedPort) -> Json:
    timeouts = {
        "IdleTimeoutSeconds": port.idle_timeout_seconds,
        "PerRequestTimeoutSeconds": port.request_timeout_seconds,
    }
    limited = {name: seconds for name, seconds in timeouts.items() if seconds is not None}
    alias = {"Port": port.client_port or port.container_port, **({"DnsName": port.name} if port.name else {})}
    return {
        "PortName": key,
        "DiscoveryName": port.discovery_name or key,
        "ClientAliases": [alias],
        **({"Timeout": limited} if limited else {}),
        **({"IngressPortOverride": port.ingress_port} if port.ingress_port is not None else {}),
        **({"Tls": _tls(port)} if port.tls is not None else {}),
    }


def _tls(port: ConnectedPort) -> Json:
    tls = port.tls
    assert tls is not None
    return {
        "IssuerCertificateAuthority": {"AwsPcaAuthorityArn": tls.authority_arn},
        "RoleArn": tls.role_arn,
        **({"KmsKey": tls.key_arn} if tls.key_arn is not None else {}),
    }
