"""Health checks that cannot probe.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import ZoneFact
from constructs_pkg.audit.findings.evidence import INTERNET, Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import MapOf, Resource, Value, in_words, leaves, literal_text, only_resource
from constructs_pkg.audit.zonetree import Outcome, within

_CONFIG = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html"

_PROBING = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP")
# The port of the other protocol: https://www.rfc-editor.org/rfc/rfc9110#section-4.2.
_FOREIGN_PORT = {"HTTP": "443", "HTTP_STR_MATCH": "443", "HTTPS": "80", "HTTPS_STR_MATCH": "80"}

# Attributes that are addresses of a VPC, or names of one.
_PRIVATE_ATTRIBUTES = frozenset(
    {
        ("AWS::EC2::Instance", "PrivateIp"),
        ("AWS::EC2::Instance", "PrivateDnsName"),
        ("AWS::EC2::NetworkInterface", "PrimaryPrivateIpAddress"),
        ("AWS::EC2::VPCEndpoint", "DnsEntries"),
    }
)
_BALANCERS = ("AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancing::LoadBalancer")


@dataclass(frozen=True)
class _Probe:
    """A health check that sends requests itself."""

    id: Resource
    kind: str
    address: Value | None
    name: Value | None
    port: str | None


def _probes(evidence: Evidence) -> Iterator[_Probe]:
    for resource, check in evidence.reading.resources("AWS::Route53::HealthCheck"):
        found = check.get("HealthCheckConfig")
        config = found if isinstance(found, MapOf) else MapOf(())
        kind = literal_text(config.get("Type"))
        if kind in _PROBING:
            address, name = config.get("IPAddress"), config.get("FullyQualifiedDomainName")
            yield _Probe(resource, kind, address, name, literal_text(config.get("Port")))


def _private_target(evidence: Evidence) -> Iterator[Found]:
    for probe in _probes(evidence):
        target = probe.address if probe.address is not None else probe.name
        why = _why_private(evidence, target) if target is not None else None
        if why is not None and target is not None:
            yield Found(place_of(probe.id), f"Health check {in_words(probe.id)} probes {in_words(target)}, {why}.")


def _why_private(evidence: Evidence, target: Value) -> str | None:
    text, resource = literal_text(target), only_resource(target)
    if text is not None:
        if _is_special(text):
            return "which is no public address"
        addresses = _public_addresses(evidence, normal_name(text))
        special = [one for one in addresses if _is_special(one)]
        return f"whose public record is {listed(special)}" if special and len(special) == len(addresses) else None
    if resource is None:
        return None
    kind = evidence.reading.type_of(resource) or ""
    attributes = {attribute for attribute in _attributes(target) if attribute is not None}
    if any((kind, attribute) in _PRIVATE_ATTRIBUTES for attribute in attributes):
        return "which is in a VPC"
    scheme = literal_text(evidence.reading.properties_of(resource).get("Scheme"))
    return "an internal load balancer" if kind in _BALANCERS and scheme == "internal" else None


def _attributes(value: Value) -> Iterator[str | None]:
    for leaf in leaves(value):
        if isinstance(leaf, Resource):
            yield leaf.attribute


def _is_special(text: str) -> bool:
    """Tell whether text is an address that is not in public use: private, shared, local, multicast, reserved."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return not address.is_global or address.is_multicast


def _public_addresses(evidence: Evidence, name: str) -> list[str]:
    """Return the addresses that public DNS has for a name by the assembly; none where that is not told."""
    answer = evidence.resolver.resolve(name, "A", INTERNET)
    texts = [literal_text(record.value) for record in answer.final]
    return [text for text in texts if text is not None] if None not in texts else []


def _named(evidence: Evidence) -> Iterator[tuple[_Probe, str]]:
    """Yield the checks that find their endpoint by a literal name, with the name."""
    for probe in _probes(evidence):
        text = literal_text(probe.name)
        if probe.address is None and text is not None:
            yield probe, normal_name(text)


def _name_missing(evidence: Evidence) -> Iterator[Found]:
    for probe, name in _named(evidence):
        answer = evidence.resolver.resolve(name, "A", INTERNET)
        zone = answer.zone
        if zone is not None and evidence.is_whole(zone.id) and answer.status in (Status.NXDOMAIN, Status.NODATA):
            wrong = (
                f"Health check {in_words(probe.id)} probes {name}, and public zone {evidence.called(zone)} answers "
                f"{answer.status.value} for its A record."
            )
            yield Found(place_of(probe.id), wrong)


def _name_private(evidence: Evidence) -> Iterator[Found]:
    for probe, name in _named(evidence):
        if evidence.resolver.resolve(name, "A", INTERNET).status is not Status.NOT_PRIVATE:
            continue
        having = [zone for zone in evidence.private_zones if _has(evidence, zone, name)]
        if having:
            wrong = (
                f"Health check {in_words(probe.id)} probes {name}, which the assembly has in private zone "
                f"{evidence.called(having[0])} only."
            )
            yield Found(place_of(probe.id), wrong)


def _has(evidence: Evidence, zone: ZoneFact, name: str) -> bool:
    if not within(name, zone.name or ""):
        return False
    return evidence.tree(zone).find(name, "A").outcome in (Outcome.RECORDS, Outcome.CNAME)


def _foreign_port(evidence: Evidence) -> Iterator[Found]:
    for probe in _probes(evidence):
        if probe.port is not None and probe.port == _FOREIGN_PORT.get(probe.kind):
            protocol = "HTTPS" if probe.port == "443" else "HTTP"
            wrong = (
                f"Health check {in_words(probe.id)} speaks {probe.kind} to port {probe.port}, the port of {protocol}."
            )
            yield Found(place_of(probe.id), wrong)


RULES = (
    Rule(
        "health-check-private-address",
        Severity.ERROR,
        "A health check probes an address that health checkers, which are on the internet, do not reach.",
        "Use a health check of type CLOUDWATCH_METRIC on an alarm, or probe a public address.",
        _CONFIG + "#Route53-Type-HealthCheckConfig-IPAddress",
        _private_target,
    ),
    Rule(
        "health-check-name-missing",
        Severity.ERROR,
        "A health check probes a name that its public zone has no A record for.",
        "Add an A record of that name to the public zone, or write the name that has one.",
        _CONFIG + "#Route53-Type-HealthCheckConfig-FullyQualifiedDomainName",
        _name_missing,
    ),
    Rule(
        "health-check-name-private",
        Severity.WARNING,
        "A health check probes a name that only private zones of the assembly have; health checkers ask public DNS.",
        "Use a health check of type CLOUDWATCH_METRIC on an alarm, or probe a public name.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-private-hosted-zones.html",
        _name_private,
    ),
    Rule(
        "health-check-port",
        Severity.WARNING,
        "A health check speaks HTTP to the port of HTTPS, or HTTPS to that of HTTP.",
        "Change the type or the port.",
        "https://www.rfc-editor.org/rfc/rfc9110#section-4.2",
        _foreign_port,
    ),
)
