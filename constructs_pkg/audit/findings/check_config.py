"""Health checks that lack what they look at, or that always say the same.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import counted
from constructs_pkg.audit.value import ListOf, MapOf, Resource, in_words, literal_flag, literal_text

_CONFIG = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html"

_ENDPOINT = ("IPAddress", "FullyQualifiedDomainName")
# What each type of health check needs, any one of each group.
_NEEDED = {
    "HTTP": (_ENDPOINT,),
    "HTTPS": (_ENDPOINT,),
    "HTTP_STR_MATCH": (_ENDPOINT, ("SearchString",)),
    "HTTPS_STR_MATCH": (_ENDPOINT, ("SearchString",)),
    "TCP": (_ENDPOINT,),
    "CLOUDWATCH_METRIC": (("AlarmIdentifier",),),
    "CALCULATED": (("ChildHealthChecks",),),
    "RECOVERY_CONTROL": (("RoutingControlArn",),),
}

# A threshold is at most 256; anything longer is no number that Route 53 takes.
_DIGITS = 4


def _configs(evidence: Evidence) -> Iterator[tuple[Resource, str, MapOf]]:
    """Yield the health checks whose type is known, with their configuration."""
    for resource, check in evidence.reading.resources("AWS::Route53::HealthCheck"):
        config = check.get("HealthCheckConfig")
        kind = literal_text(config.get("Type")) if isinstance(config, MapOf) else None
        if isinstance(config, MapOf) and kind is not None:
            yield resource, kind, config


def _incomplete(evidence: Evidence) -> Iterator[Found]:
    for resource, kind, config in _configs(evidence):
        missing = [" or ".join(keys) for keys in _NEEDED.get(kind, ()) if all(config.get(key) is None for key in keys)]
        if missing:
            wrong = f"Health check {in_words(resource)} is of type {kind} and has no {' and no '.join(missing)}."
            yield Found(place_of(resource), wrong)


def _constant(evidence: Evidence) -> Iterator[Found]:
    for resource, kind, config in _configs(evidence):
        children, text = config.get("ChildHealthChecks"), literal_text(config.get("HealthThreshold"))
        inverted = literal_flag(config.get("Inverted"), default=False)
        if kind != "CALCULATED" or not isinstance(children, ListOf) or inverted is None or text is None:
            continue
        if not (text.isascii() and text.isdecimal() and len(text) < _DIGITS):
            continue
        number = len(children.items)
        if number and not 0 < int(text) <= number:
            always = "healthy" if (int(text) == 0) is not inverted else "unhealthy"
            wrong = (
                f"Health check {in_words(resource)} asks for {text} of {counted(number, 'health check')}, and is "
                f"always {always}."
            )
            yield Found(place_of(resource), wrong)


RULES = (
    Rule(
        "health-check-incomplete",
        Severity.ERROR,
        "A health check does not say what it looks at: an endpoint, a string, an alarm, other checks or a control.",
        "Write what its type needs, or choose another type.",
        _CONFIG,
        _incomplete,
    ),
    Rule(
        "health-check-constant",
        Severity.WARNING,
        "A calculated health check asks for none of its checks or for more than it has: it never changes.",
        "Set HealthThreshold to 1 or more, and to no more than the number of ChildHealthChecks.",
        _CONFIG + "#Route53-Type-HealthCheckConfig-HealthThreshold",
        _constant,
    ),
)
