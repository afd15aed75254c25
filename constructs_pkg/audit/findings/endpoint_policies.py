"""Endpoints to AWS services whose policy restricts nobody."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.aws_names import service_of
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.value import ListOf, MapOf, Value, in_words, literal_text

# Their pages say that endpoint policies are not supported:
# https://docs.aws.amazon.com/b2bi/latest/userguide/vpc-interface-endpoints.html and
# https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/vpc-interface-endpoints.html
_WITHOUT_POLICY = ("b2bi", "verifiedpermissions")


def _full_access(evidence: Evidence) -> Iterator[Found]:
    for resource, endpoint in evidence.reading.resources("AWS::EC2::VPCEndpoint"):
        name = literal_text(endpoint.get("ServiceName")) or ""
        service = service_of(name)
        if service is None or ".vpce." in f".{name}." or service in _WITHOUT_POLICY:
            continue
        policy = endpoint.get("PolicyDocument")
        if policy is None:
            wrong = f"Endpoint {in_words(resource)} to {name} has no policy, which allows everything to everybody."
            yield Found(place_of(resource), wrong)
        elif _is_open(policy):
            wrong = f"The policy of endpoint {in_words(resource)} to {name} allows everything to everybody."
            yield Found(place_of(resource), wrong)


def _is_open(policy: Value) -> bool:
    statements = policy.get("Statement") if isinstance(policy, MapOf) else None
    listed = statements.items if isinstance(statements, ListOf) else (statements,)
    found = [each for each in listed if isinstance(each, MapOf)]
    # What one statement allows another may deny.
    return any(map(_allows_everything, found)) and all(literal_text(one.get("Effect")) == "Allow" for one in found)


def _allows_everything(statement: MapOf) -> bool:
    return (
        literal_text(statement.get("Effect")) == "Allow"
        and statement.get("Condition") is None
        and all(_is_anything(statement.get(key)) for key in ("Principal", "Action", "Resource"))
    )


def _is_anything(value: Value | None) -> bool:
    match value:
        case ListOf((only,)):
            return _is_anything(only)
        case MapOf((("AWS", inner),)):
            return _is_anything(inner)
    return literal_text(value) == "*"


RULES = (
    Rule(
        "endpoint-full-access",
        Severity.WARNING,
        "An endpoint to a service of AWS lets every principal of every account through, to everything of the service.",
        "Give it a PolicyDocument, such as one for principals of the account or of the organization.",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        _full_access,
    ),
)
