"""The answer to one question: its status, its records, and the trace of how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from constructs_pkg.audit.facts import EndpointFact, RecordFact
from constructs_pkg.audit.value import Value, in_words, literal_text


class Status(Enum):
    """How a question ends.

    NODATA is NOERROR without records (RFC 2308 section 2.2). NOT_PRIVATE: no private zone of the VPC
    covers the name, so that public DNS answers. SERVFAIL: a chain of records that never ends. UNRESOLVED:
    the templates do not tell.
    """

    NOERROR = "NOERROR"
    NXDOMAIN = "NXDOMAIN"
    NODATA = "NODATA"
    NOT_PRIVATE = "NOT_PRIVATE"
    SERVFAIL = "SERVFAIL"
    UNRESOLVED = "UNRESOLVED"


@dataclass(frozen=True)
class AnswerRecord:
    """One value that a record contributes to an answer.

    Attributes:
        name: The name that was asked for, also where a wildcard stands for it.
        type: The type of the record that was found: CNAME where a CNAME answers for another type.
        value: The value, or the name of the alias's or CNAME's target.
        source: The record it is from; None for what Route 53 makes itself.
        endpoint: The interface endpoint the value names, where it is one.
        leads_to: What the target answers, where it can be followed.
    """

    name: str
    type: str
    value: Value
    source: RecordFact | None
    endpoint: EndpointFact | None = None
    leads_to: Answer | None = None

    @property
    def policy(self) -> str | None:
        """The record's routing policy and set identifier, such as ``weighted blue 10``; None if simple."""
        return policy_label(self.source) if self.source is not None else None


@dataclass(frozen=True)
class Answer:
    """The answer to one question at one vantage.

    Attributes:
        name: The name asked for.
        type: The type asked for.
        status: How it ends, the targets of CNAME and alias records included.
        records: The records found at that name.
        trace: Sentences that tell the way, in order.
    """

    name: str
    type: str
    status: Status
    records: tuple[AnswerRecord, ...] = ()
    trace: tuple[str, ...] = ()

    @property
    def final(self) -> tuple[AnswerRecord, ...]:
        """The records at the ends of all chains: those whose value is not followed any further."""
        return tuple(
            last
            for record in self.records
            for last in (record.leads_to.final if record.leads_to and record.leads_to.records else (record,))
        )


# The field that makes a record part of a routing policy, and the policy's name in the AWS pages:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html.
_POLICIES = {
    "Weight": "weighted",
    "Failover": "failover",
    "Region": "latency",
    "GeoLocation": "geolocation",
    "GeoProximityLocation": "geoproximity",
    "MultiValueAnswer": "multivalue",
    "CidrRoutingConfig": "IP-based",
}


def policy_label(record: RecordFact) -> str | None:
    """Return a record's routing policy, set identifier and the policy's value; None for a simple record."""
    for field, value in record.policy:
        if field == "MultiValueAnswer" and literal_text(value) == "false":
            continue
        parts = [_POLICIES[field]]
        if record.set_identifier is not None:
            parts.append(in_words(record.set_identifier))
        if field != "MultiValueAnswer":
            parts.append(in_words(value))
        return " ".join(parts)
    return None
