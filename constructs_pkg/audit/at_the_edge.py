"""What an alias of a CloudFront distribution of the assembly answers: addresses that nobody of the assembly chose.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html and, for
IsIPV6Enabled, https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html.
"""

from __future__ import annotations

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.facts import Facts, RecordFact
from constructs_pkg.audit.value import PublicAddresses, in_words, literal_text, only_resource

# The hosted zone of every CloudFront distribution:
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
CLOUDFRONT = "Z2FDTNDATAQYW2"

NO_PART_OF_DNS = "Which origin serves a request is CloudFront's choice: its origin failover changes no answer of DNS."


def edge_record(facts: Facts, name: str, kind: str, fact: RecordFact) -> AnswerRecord | None:
    """Return what `fact` answers with where it is an alias of a distribution of the assembly; None elsewhere."""
    alias = fact.alias
    if alias is None or literal_text(alias.zone) != CLOUDFRONT:
        return None
    resource = only_resource(alias.dns_name)
    distribution = facts.distribution_by_id.get(resource) if resource is not None else None
    if distribution is None:
        return None
    if kind == "HTTPS":
        # It holds no addresses but what CloudFront tells of its HTTP versions.
        return AnswerRecord(name, fact.type, alias.dns_name, fact)
    called = f"CloudFront (distribution {in_words(distribution.id)})"
    if kind != "AAAA" or distribution.ipv6:
        return AnswerRecord(name, fact.type, PublicAddresses(called, alias.dns_name), fact)
    status, sentence = Status.NODATA, f"{called} has IPv6 off, so that it answers without addresses."
    if distribution.ipv6 is None:
        status, sentence = Status.UNRESOLVED, f"Whether {called} answers IPv6 is known at deployment only."
    return AnswerRecord(name, fact.type, alias.dns_name, fact, leads_to=Answer(called, kind, status, trace=(sentence,)))
