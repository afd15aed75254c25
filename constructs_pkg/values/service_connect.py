"""Amazon ECS Service Connect: the names by which tasks in a namespace reach each other, through a proxy AWS runs.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.resource_id import CertificateAuthorityArn, KeyArn, NamespaceArn, RoleArn
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec

# dnsName in https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html
AliasName = Annotated[str, Field(pattern=r"^[a-z0-9_.][a-z0-9_.-]{0,126}$")]

# discoveryName in https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
DiscoveryName = Annotated[str, Field(pattern=r"^[a-z0-9_][a-z0-9_-]{0,63}$")]

Timeout = Annotated[int, Field(strict=True)]
AppProtocol = Literal["http", "http2", "grpc", "tcp"]


class ConnectTls(Spec):
    """Encryption between the proxies of client and service.

    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
    """

    authority_arn: Late | CertificateAuthorityArn
    """The private certificate authority that signs the certificates."""

    role_arn: Late | RoleArn
    """The role by which Amazon ECS has them signed."""

    key_arn: Late | KeyArn | None = None
    """The KMS key that encrypts their private keys. Default: one of AWS."""


class ConnectedPort(Spec):
    """A port of a task that others in the namespace call."""

    container_port: Port
    """The port that the container listens on."""

    protocol: AppProtocol = "http"
    """How it is spoken to. The proxy retries, and tells apart in its metrics, what it can read; TCP it passes on.
    Default: http. Changing it means making the service anew."""

    client_port: Port | None = None
    """The port that clients call. Default: the container's."""

    name: AliasName | None = None
    """The name that clients call. Default: the port's key, then the namespace."""

    discovery_name: DiscoveryName | None = None
    """The name of the service that Amazon ECS makes in the namespace. Default: the port's key."""

    idle_timeout_seconds: Timeout | None = None
    """Seconds without data after which a connection is closed; 0 for never. Default: 300, for TCP 3600."""

    request_timeout_seconds: Timeout | None = None
    """Seconds until a request must have been answered; 0 for no limit. TCP has none. Default: 15."""

    ingress_port: Port | None = None
    """The port that the service's proxy listens on. Default: the container's."""

    tls: ConnectTls | None = None
    """Encryption between the proxies. Default: none."""

    @property
    def proxy_port(self) -> int:
        """The port on which traffic reaches the task."""
        return self.ingress_port or self.container_port


class ServiceConnectSpec(Spec):
    """What an ECS service is in a namespace: a client, and a server with the ports it names."""

    namespace_arn: Late | NamespaceArn
    """The namespace, of any type."""

    ports: Keyed[ConnectedPort] = NONE_YET
    """Its ports, under the names that the task definition has for them. Default: none: it only calls others."""

    access_logs: Literal["JSON", "TEXT"] | None = "JSON"
    """How its proxy logs each request, beside its own messages. Default: JSON. None: not."""

    log_query_parameters: Flag = False
    """Whether what stands behind ``?`` is logged as well. Default: no: it may hold secrets."""


def discovery_name_of(key: str, port: ConnectedPort) -> str:
    """Return the name of the service that Amazon ECS makes in the namespace for the port `key`."""
    return key if port.discovery_name is None else port.discovery_name
