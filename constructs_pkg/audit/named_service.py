"""Which endpoint service of the assembly an interface endpoint names."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.pseudo import ssm_path
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import only_resource


def named_service(services: Iterable[ServiceFact], endpoint: EndpointFact) -> ServiceFact | None:
    """Return the service that the templates themselves name, or None.

    An endpoint names a service by reference, or by the Systems Manager parameter of its account and Region
    that exactly one service's template writes its name to.
    """
    if endpoint.service_name is None:
        return None
    path, made = ssm_path(endpoint.service_name), only_resource(endpoint.service_name)
    if path is None:
        return next((one for one in services if one.id == made), None)
    place = (endpoint.account, endpoint.region)
    here = [one for one in services if path in one.published and (one.account, one.region) == place]
    return here[0] if len(here) == 1 else None
