"""The answer section of a message: CNAMEs with what they lead to, aliases as what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import dns.name
import dns.rdata
import dns.rrset
from dns.rdtypes.ANY.CNAME import CNAME

from constructs_pkg.audit.answer import Answer, AnswerRecord
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.sentences import unknown_in
from constructs_pkg.audit.value import Computed, ListOf, Literal, PublicAddresses, Value, literal_text, scalar_text
from constructs_pkg.audit.wire.authority import NS_TTL, soa_of, ttl_of
from constructs_pkg.audit.wire.rdata import Unpresentable, rdata_of
from constructs_pkg.audit.wire.standins import ADDRESS_TYPES, StandIn, StandIns

# An alias of another record has that record's TTL, one of an AWS resource the resource's own:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html.
# That is 60 seconds for load balancers and buckets: https://aws.amazon.com/route53/faqs/ on DNS failover.
ALIAS_TTL = 60

_NAMES = ("CNAME", "NS", "PTR")


@dataclass
class AnswerSection:
    """Records of one answer, in the order in which a resolver finds them.

    Attributes:
        random: What decides where chance does: which of many multivalue records answer.
        rrsets: The records, those of one name and type together.
        told: What each stand-in among them stands for.
        leads_to_public_dns: Whether some of the answer is public DNS's to give, and not in `rrsets`.
    """

    facts: Facts
    standins: StandIns
    random: Random
    rrsets: list[dns.rrset.RRset] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    leads_to_public_dns: bool = False

    def write(self, answer: Answer, owner: dns.name.Name) -> None:
        """Add what `answer` says of `owner`, and what its CNAMEs lead to.

        Raises:
            Unpresentable: if a value is none of its type, or no stand-in is left for it.
        """
        for record in self._picked(answer):
            if isinstance(record.value, PublicAddresses) and record.value.of is None:
                self.leads_to_public_dns = True
            elif record.source is not None and record.leads_to is None and unknown_in(record.value) is not None:
                # The reason for the failure tells it.
                continue
            elif record.source is not None and record.source.alias is not None:
                self._alias(record, owner)
            else:
                self._record(answer, record, owner)

    def _picked(self, answer: Answer) -> Iterator[AnswerRecord]:
        """Yield the records that answer, so many as chance leaves where there are more."""
        sources = list(dict.fromkeys(record.source for record in answer.records))
        if answer.pick is not None and answer.pick < len(sources):
            chosen = set(self.random.sample(range(len(sources)), answer.pick))
            sources = [one for position, one in enumerate(sources) if position in chosen]
        yield from (record for record in answer.records if record.source in sources)

    def _alias(self, record: AnswerRecord, owner: dns.name.Name) -> None:
        if record.leads_to is not None:
            self.write(record.leads_to, owner)
        elif record.type in ADDRESS_TYPES:
            value = record.value
            found = value.of if isinstance(value, PublicAddresses) and value.of is not None else value
            self.write_addresses(self.standins.of(self.facts, found), record.type, owner)

    def _record(self, answer: Answer, record: AnswerRecord, owner: dns.name.Name) -> None:
        ttl = _ttl(record)
        literal = literal_text(record.value)
        if record.source is None and record.type == "SOA" and answer.zone is not None:
            self.rrsets.append(soa_of(self.facts, answer.zone, self.standins))
        elif literal is not None:
            rdata = rdata_of(record.type, literal)
            self._add(owner, ttl, rdata)
            if record.leads_to is not None and isinstance(rdata, CNAME):
                self.write(record.leads_to, rdata.target)
        elif record.type in ADDRESS_TYPES:
            self.write_addresses(self.standins.of(self.facts, record.value), record.type, owner, ttl)
        elif record.type in _NAMES:
            standin = self.standins.of(self.facts, record.value)
            self._add(owner, ttl, rdata_of(record.type, self._name(standin)))
            if record.type == "CNAME" and answer.type in ADDRESS_TYPES:
                self.write_addresses(standin, answer.type, standin.name)
        else:
            self._add(owner, ttl, rdata_of(record.type, self._text(record.value)))

    def write_addresses(self, standin: StandIn, kind: str, owner: dns.name.Name, ttl: int = ALIAS_TTL) -> None:
        """Add the addresses of a stand-in, if it has any of that type.

        Raises:
            Unpresentable: if none was left for it.
        """
        if kind not in standin.types:
            return
        if not standin.addresses:
            raise Unpresentable(f"no documentation address is left to stand for {standin.words}")
        for one in standin.addresses:
            address = str(one.v4 if kind == "A" else one.v6)
            self.told.append(f"{address} stands for {one.words}")
            self._add(owner, ttl, rdata_of(kind, address))

    def _text(self, value: Value) -> str:
        """Return a value that is only partly known, with the name of a stand-in for the rest."""
        match value:
            case Literal(scalar):
                return scalar_text(scalar)
            case Computed("Fn::Join", (Literal(separator), ListOf(items))):
                return scalar_text(separator).join(map(self._text, items))
        return self._name(self.standins.of(self.facts, value))

    def _name(self, standin: StandIn) -> str:
        self.told.append(f"{standin.name.to_text(omit_final_dot=True)} stands for {standin.words}")
        return standin.name.to_text()

    def _add(self, owner: dns.name.Name, ttl: int, rdata: dns.rdata.Rdata) -> None:
        for rrset in self.rrsets:
            if rrset.name == owner and rrset.rdtype == rdata.rdtype:
                rrset.add(rdata, ttl)
                return
        self.rrsets.append(dns.rrset.from_rdata(owner, ttl, rdata))


def _ttl(record: AnswerRecord) -> int:
    """Return the TTL of a record; 0 where nobody tells it, as for instances' names."""
    if record.source is not None:
        return ttl_of(record.source)
    return NS_TTL if record.type == "NS" else 0
