"""Which domain names the private DNS of a resource endpoint answers.

VPC Lattice makes a private hosted zone for a custom domain name where the consumer's preference lets it. Source:
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.named_service import named_host
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.shared_hosts import SharedHostFact
from constructs_pkg.audit.value import Resource, in_words, literal_text

_BY_VERIFICATION = ("VERIFIED_DOMAINS_ONLY", "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS")
_SPECIFIED = ("SPECIFIED_DOMAINS_ONLY", "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS")


@dataclass(frozen=True)
class Answered:
    """What the private DNS of a resource endpoint answers.

    Attributes:
        host: The resource configuration, where the assembly has it.
        names: The names; None where they are not known before deployment.
        doubt: Why they may not be answered, None where that is certain.
        caveat: What the answer rests on.
    """

    host: SharedHostFact | None
    names: tuple[str, ...] | None
    doubt: str | None = None
    caveat: str | None = None


def answered_names(endpoint: EndpointFact, hosts: Iterable[SharedHostFact]) -> Answered:
    """Return the names that the private DNS of a resource endpoint answers."""
    host, called = named_host(hosts, endpoint), in_words(endpoint.id)
    if host is None:
        if endpoint.preference == "SPECIFIED_DOMAINS_ONLY":
            doubt = f"whether the resource of endpoint {called} has that domain name is told by no template here"
            return Answered(None, endpoint.specified, doubt)
        return Answered(None, None)
    if host.custom_domain_name is None:
        return Answered(host, ())
    text = literal_text(host.custom_domain_name)
    if text is None:
        return Answered(host, None)
    name = normal_name(text)
    if endpoint.preference is None:
        doubt = f"which domain names endpoint {called} answers is not stated, and AWS's own choice is not documented"
        return Answered(host, (name,), doubt)
    specified = endpoint.preference in _SPECIFIED and name in endpoint.specified
    if endpoint.preference == "ALL_DOMAINS" or specified:
        return Answered(host, (name,))
    if endpoint.preference in _BY_VERIFICATION and host.verification is not None:
        return Answered(host, (name,), caveat=_unproved(host, name))
    return Answered(host, ())


def _unproved(host: SharedHostFact, name: str) -> str | None:
    if not isinstance(host.verification, Resource):
        return None
    made = in_words(Resource(host.verification.stack, host.verification.logical_id))
    return f"{name} is answered as if {made} had been verified, which a TXT record in public DNS does."
