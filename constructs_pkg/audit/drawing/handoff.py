"""Which service an endpoint connects to, and how it knows that service's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.named_service import named_service
from constructs_pkg.audit.pseudo import ssm_path
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import DeployTime, in_words, literal_text

# https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
_SERVICE_NAME = re.compile(r"(?:cn\.)?com\.amazonaws\.vpce\.(?P<region>[a-z0-9-]+)\.(?P<id>vpce-svc-[0-9a-f]+)")
# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
_OF_AWS = re.compile(r"(?:cn\.)?(?:com\.amazonaws|aws\.api)\.[a-z0-9-]+\.(?P<service>.+)")
BY_NAME = "service by name"
_PARAMETER = "parameter "


@dataclass(frozen=True)
class Handoff:
    """How an endpoint knows its service.

    Attributes:
        words: How it knows the name.
        detail: The name, the parameter or the path.
        service: The service of the assembly it connects to, or the only one that fits.
        sure: Whether the templates themselves name that service.
        region: The Region of the service, where it is known.
    """

    words: str
    detail: str = ""
    service: ServiceFact | None = None
    sure: bool = False
    region: str | None = None


def aws_service(endpoint: EndpointFact) -> str | None:
    """Return the short name of the AWS service that an endpoint leads to, None for an endpoint service."""
    text = literal_text(endpoint.service_name)
    if text is None or _SERVICE_NAME.fullmatch(text):
        return None
    found = _OF_AWS.fullmatch(text)
    return found["service"] if found else text


def called(service: ServiceFact) -> str:
    """Return what people call a service: its ``Name`` tag, else its id."""
    return service.name or in_words(service.id)


def handoff_of(facts: Facts, endpoint: EndpointFact) -> Handoff:
    """Return how `endpoint` knows its service, and which of the assembly's services that is, if any.

    A service is named by reference, or its template publishes its name where the endpoint's stack reads it.
    Otherwise the only service that would admit the endpoint, if there is one, is offered without certainty.
    """
    name, region = endpoint.service_name, endpoint.service_region or endpoint.region
    if endpoint.resource_configuration is not None:
        return Handoff("resource configuration", in_words(endpoint.resource_configuration), region=region)
    if name is None:
        return Handoff("its service is not told")
    service = named_service(facts.services, endpoint)
    if service is not None and ssm_path(name) is None:
        return Handoff("service of this assembly", called(service), service, sure=True, region=service.region)
    path, text = ssm_path(name), literal_text(name)
    if path is not None:
        here = [one for one in facts.services if path in one.published]
        found = service or (here[0] if len(here) == 1 else _only_fitting(facts, endpoint, region))
        return Handoff("service name from SSM", path, found, sure=service is not None, region=region)
    literal = _SERVICE_NAME.fullmatch(text or "")
    if literal:
        region = literal["region"]
        return Handoff(BY_NAME, literal["id"], _only_fitting(facts, endpoint, region), region=region)
    if isinstance(name, DeployTime) and name.reason.startswith(_PARAMETER):
        words, detail = "service by stack parameter", name.reason.removeprefix(_PARAMETER)
        return Handoff(words, detail, _only_fitting(facts, endpoint, region), region=region)
    return Handoff("service name", in_words(name), region=region)


def _only_fitting(facts: Facts, endpoint: EndpointFact, region: str | None) -> ServiceFact | None:
    found = list(_fitting(facts, endpoint, region))
    return found[0] if len(found) == 1 else None


def _fitting(facts: Facts, endpoint: EndpointFact, region: str | None) -> Iterator[ServiceFact]:
    """Yield the services in `region` that admit the endpoint's account and Region."""
    for service in facts.services:
        principals = [literal_text(principal) or "" for principal in service.principals]
        admitted = any(principal == "*" or principal.split(":")[4:5] == [endpoint.account] for principal in principals)
        reached = endpoint.region in (service.region, *service.regions)
        if admitted and reached and region is not None and service.region == region:
            yield service
