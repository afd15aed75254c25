"""The answer to one question: its status, its records, and the trace of how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.rule_facts import RuleFact, TargetFact
from constructs_pkg.audit.value import Value, in_words, literal_text


class Status(Enum):
    """How a question ends.

    NODATA is NOERROR without records (RFC 2308 section 2.2). NOT_PRIVATE: no zone of the assembly that the
    vantage sees covers the name, so that public DNS elsewhere answers. FORWARDED: a Resolver rule sends the
    question to other resolvers, and what they answer is not told. SERVFAIL: a chain of records that never
    ends, or a forwarder that nobody answers. NO_ANSWER: there is no resolver to answer. UNRESOLVED: the
    templates do not tell.
    """

    NOERROR = "NOERROR"
    NXDOMAIN = "NXDOMAIN"
    NODATA = "NODATA"
    NOT_PRIVATE = "NOT_PRIVATE"
    FORWARDED = "FORWARDED"
    SERVFAIL = "SERVFAIL"
    NO_ANSWER = "NO-ANSWER"
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
        subnets: The subnets that AWS takes its addresses from at deployment, as far as the templates tell.
    """

    name: str
    type: str
    value: Value
    source: RecordFact | None
    endpoint: EndpointFact | None = None
    leads_to: Answer | None = None
    subnets: tuple[Value, ...] = ()

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
        records: The records that answer; where chance decides, all that may.
        trace: Sentences that tell the way, in order.
        zone: The zone that answered for this name.
        masked: A public zone of the assembly that has the name and is not asked.
        pick: How many of the records chance puts into an answer; None where an answer has them all.
        passed_over: The records of that name and type that the routing policy did not choose.
        rule: The Resolver rule that forwards the question.
        to: Where it forwards to, any of them; empty where the addresses are not told.
        network: The network on premises that answered, by what people call it.
        blocked: Whether DNS Firewall answered in place of the name's own answer.
        goes_round: Whether forwarders pass the question on to each other without end.
    """

    name: str
    type: str
    status: Status
    records: tuple[AnswerRecord, ...] = ()
    trace: tuple[str, ...] = ()
    zone: ZoneFact | None = None
    masked: ZoneFact | None = None
    pick: int | None = None
    passed_over: tuple[RecordFact, ...] = ()
    rule: RuleFact | None = None
    to: tuple[TargetFact, ...] = ()
    network: str | None = None
    blocked: bool = False
    goes_round: bool = False

    @property
    def is_public(self) -> bool:
        """Whether a public zone answered, of the assembly or elsewhere."""
        elsewhere = self.network is not None or self.blocked
        return self.zone.public if self.zone is not None else bool(self.records) and not elsewhere

    @property
    def chain(self) -> tuple[Answer, ...]:
        """This answer and those that CNAME and alias records lead to, on the first of their ways."""
        leads_to = next((record.leads_to for record in self.records if record.leads_to is not None), None)
        return (self, *leads_to.chain) if leads_to is not None else (self,)

    @property
    def last(self) -> Answer:
        """The answer for the last name of the chain."""
        return self.chain[-1]

    @property
    def outcome(self) -> Status:
        """How the last name ends, which is the status a resolver gives; public DNS elsewhere is not told."""
        if self.status is not Status.NOERROR:
            return Status.UNRESOLVED if self.status is Status.NOT_PRIVATE else self.status
        ways = (record.leads_to.outcome for record in self.records if record.leads_to is not None)
        return next((way for way in ways if way is not Status.NOERROR), Status.NOERROR)

    @property
    def chance(self) -> int | None:
        """How many of the final records an answer has where chance decides; None where nothing is open."""
        inner = [record.leads_to.chance for record in self.records if record.leads_to is not None]
        return self.pick or next((one for one in inner if one is not None), None)

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
