"""Which endpoint service, or which resource configuration, of the assembly an endpoint is to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.pseudo import ssm_path
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.shared_hosts import SharedHostFact
from constructs_pkg.audit.value import Resource, Value, only_resource


class _Published(Protocol):
    @property
    def id(self) -> Resource: ...

    @property
    def account(self) -> str | None: ...

    @property
    def region(self) -> str | None: ...

    @property
    def published(self) -> tuple[str, ...]: ...


_One = TypeVar("_One", bound=_Published)


def named_service(services: Iterable[ServiceFact], endpoint: EndpointFact) -> ServiceFact | None:
    """Return the service that the templates themselves name, or None.

    An endpoint names a service by reference, or by the Systems Manager parameter of its account and Region
    that exactly one service's template writes its name to.
    """
    return _named(services, endpoint.service_name, endpoint)


def named_host(hosts: Iterable[SharedHostFact], endpoint: EndpointFact) -> SharedHostFact | None:
    """Return the resource configuration that the templates themselves name, in the same ways, or None."""
    return _named(hosts, endpoint.resource_configuration, endpoint)


def _named(candidates: Iterable[_One], name: Value | None, endpoint: EndpointFact) -> _One | None:
    if name is None:
        return None
    path, made = ssm_path(name), only_resource(name)
    if path is None:
        return next((one for one in candidates if one.id == made), None)
    place = (endpoint.account, endpoint.region)
    here = [one for one in candidates if path in one.published and (one.account, one.region) == place]
    return here[0] if len(here) == 1 else None
