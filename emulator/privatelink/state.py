"""What exists: endpoint services of all accounts and Regions, and the connections to them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from emulator.ec2 import Refused

LIVE = ("pendingAcceptance", "pending", "available")
"""The states of a connection that keep its service from being deleted."""


@dataclass
class Connection:
    """An interface endpoint's connection to a service.

    Attributes:
        endpoint_id: The interface endpoint.
        owner: The account of the endpoint.
        region: The Region of the endpoint.
        state: In the words of the API, such as ``pendingAcceptance``.
        id: Its own, by which the provider tags it.
    """

    endpoint_id: str
    owner: str
    region: str
    state: str
    dns_entries: list[dict[str, str]]
    created: str
    id: str = field(default_factory=lambda: new_id("vpce-con"))


@dataclass
class Service:
    """An endpoint service.

    Attributes:
        settings: What it was made with, in the words of ``CreateVpcEndpointServiceConfiguration``.
        principals: The ARNs that may connect; ``*`` is everybody.
        connections: By the id of the endpoint.
    """

    id: str
    owner: str
    region: str
    settings: dict[str, Any]
    principals: list[str] = field(default_factory=list)
    connections: dict[str, Connection] = field(default_factory=dict)
    notifications: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The service name that consumers use."""
        return f"com.amazonaws.vpce.{self.region}.{self.id}"

    @property
    def base_dns_name(self) -> str:
        """The domain that the names of its endpoints are in."""
        return f"{self.id}.{self.region}.vpce.amazonaws.com"

    @property
    def kind(self) -> str:
        """The type of endpoint that reaches it."""
        return "GatewayLoadBalancer" if self.settings.get("GatewayLoadBalancerArns") else "Interface"

    @property
    def load_balancers(self) -> list[str]:
        """The ARNs of what is behind it."""
        kinds = ("NetworkLoadBalancerArns", "GatewayLoadBalancerArns")
        return [arn for kind in kinds for arn in self.settings.get(kind) or []]

    @property
    def live(self) -> bool:
        """Whether a connection keeps the service and its load balancers."""
        return any(connection.state in LIVE for connection in self.connections.values())

    def admits(self, account: str) -> bool:
        """Tell whether a principal of `account` may connect.

        Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions.
        """
        named = {one.split(":")[4] for one in self.principals if one.startswith("arn:")}
        return account == self.owner or "*" in self.principals or account in named


_services: dict[str, Service] = {}


def add(service: Service) -> None:
    """Keep a new service."""
    _services[service.id] = service


def remove(service_id: str) -> None:
    """Forget a service."""
    del _services[service_id]


def services_here() -> Iterator[Service]:
    """Yield the services of the account and Region at hand."""
    here = get_account_id(), get_region()
    yield from (service for service in _services.values() if (service.owner, service.region) == here)


def all_services() -> Iterator[Service]:
    """Yield the services of all accounts and Regions."""
    yield from _services.values()


def service_here(service_id: str) -> Service:
    """Return a service of the account and Region at hand."""
    found = next((service for service in services_here() if service.id == service_id), None)
    if found is None:
        message = f"The VpcEndpointService Id '{service_id}' does not exist"
        raise Refused("InvalidVpcEndpointServiceId.NotFound", message)
    return found


def connection_of(endpoint_id: str) -> Connection | None:
    """Return the connection of an interface endpoint, where it is to an endpoint service."""
    found = (service.connections.get(endpoint_id) for service in _services.values())
    return next((connection for connection in found if connection is not None), None)


def tag(identifier: str, request: Mapping[str, Any]) -> None:
    """Give what a request makes the tags that the request asks for."""
    tags = [one for each in request.get("TagSpecifications", []) for one in each.get("Tags", [])]
    if tags:
        ec2._tags[identifier] = tags


def new_id(prefix: str) -> str:
    """Return a new id such as AWS gives: a prefix and 17 hexadecimal digits."""
    return f"{prefix}-{secrets.token_hex(9)[:17]}"


def now() -> str:
    """Return the time as the EC2 API writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
