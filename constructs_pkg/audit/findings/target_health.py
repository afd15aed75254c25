"""EvaluateTargetHealth where AWS does not take it, or where it brings nothing.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from constructs_pkg.audit.at_the_edge import CLOUDFRONT
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.targets import target_words
from constructs_pkg.audit.records import POLICY_FIELDS
from constructs_pkg.audit.value import Value, in_words, literal_flag, literal_text, only_resource

_EVALUATION = (
    "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html"
    "#Route53-Type-AliasTarget-EvaluateTargetHealth"
)

# What AWS calls highly available by design, so that there is nothing to gain from evaluating it: AliasTarget.
_ALWAYS_UP = {
    "AWS::EC2::VPCEndpoint": "an interface endpoint",
    "AWS::ApiGateway::DomainName": "an API Gateway API",
    "AWS::ApiGatewayV2::DomainName": "an API Gateway API",
    "AWS::S3::Bucket": "an S3 bucket",
}
_ALWAYS_UP_NAMES = (
    (re.compile(r".+\.vpce\.amazonaws\.com(\.cn)?"), "an interface endpoint"),
    (re.compile(r".+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?"), "an API Gateway API"),
    (re.compile(r"s3-website[.-][a-z0-9-]+\.amazonaws\.com(\.cn)?"), "an S3 bucket"),
)


def _cloudfront_evaluated(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        alias = record.alias
        if alias is None:
            continue
        if literal_text(alias.zone) == CLOUDFRONT and literal_flag(alias.evaluate_target_health, default=False):
            yield Found(
                place_of(record),
                f"{record.name} {record.type} is an alias of the CloudFront distribution {in_words(alias.dns_name)} "
                f"with EvaluateTargetHealth true.",
            )


def _idle_evaluation(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        alias = record.alias
        if alias is None or record.health_check is not None or not _steers(record):
            continue
        if not literal_flag(alias.evaluate_target_health, default=False):
            continue
        kind = _always_up(evidence, alias.dns_name)
        if kind is not None:
            wrong = (
                f"{record.name} {record.type} ({_policy(record)}) is an {target_words(record)}, {kind}, and has "
                f"EvaluateTargetHealth but no health check."
            )
            yield Found(place_of(record), wrong)


def _steers(record: RecordFact) -> bool:
    """Tell whether the record's health could move answers: it is not the last resort of a failover."""
    return bool(record.policy) and literal_text(record.field("Failover")) != "SECONDARY"


def _policy(record: RecordFact) -> str:
    return next(f"{name} {in_words(value)}" for name, value in record.policy if name in POLICY_FIELDS)


def _always_up(evidence: Evidence, name: Value) -> str | None:
    text, resource = (literal_text(name) or "").lower().removesuffix("."), only_resource(name)
    if resource is not None:
        return _ALWAYS_UP.get(evidence.reading.type_of(resource) or "")
    return next((kind for form, kind in _ALWAYS_UP_NAMES if form.fullmatch(text)), None)


RULES = (
    Rule(
        "evaluation-of-cloudfront",
        Severity.ERROR,
        "EvaluateTargetHealth is true on an alias of a CloudFront distribution.",
        "Set it to false, and give the record a health check where it takes part in failover.",
        _EVALUATION,
        _cloudfront_evaluated,
    ),
    Rule(
        "evaluation-without-benefit",
        Severity.WARNING,
        "A routing policy relies on EvaluateTargetHealth of a target that AWS calls highly available by design.",
        "Give the record a health check that follows the application, such as one on a CloudWatch alarm.",
        _EVALUATION,
        _idle_evaluation,
    ),
)
