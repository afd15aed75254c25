"""What clones have in common: answers that are made alike, each of what is the clone's own.

`foo` is to answer with another host in every cell, so that two addresses say little. Two answers are alike
where they end alike and their records are of one kind: addresses in the own VPC, an endpoint in the own VPC,
the same target or text once the own Region and account are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.endpoint_name import peculiarities
from constructs_pkg.audit.facts import Facts, VpcFact
from constructs_pkg.audit.value import Value, in_words, literal_text, only_resource
from constructs_pkg.audit.vantage import Vantage, VpcVantage, vpc_of
from constructs_pkg.audit.zonetree import within

# How an answer ends, and its records without what is the clone's own.
Likeness = tuple[str, Hashable]

_OWN = "its own"


def odd_ones(likenesses: Sequence[Likeness | None], vantages: Sequence[Vantage]) -> tuple[bool | None, ...]:
    """Tell of each vantage whether its answer is unlike that of most clones; None where it is not compared.

    Where as many answer as do not, those that answer count as most; where no group is the largest, all are odd.

    Args:
        likenesses: Of each vantage; None where it has no part in the comparison.
        vantages: Networks that ask through a VPC are compared, and not counted where there are VPCs.
    """
    asked = [(one, vantage) for one, vantage in zip(likenesses, vantages, strict=True) if one is not None]
    clones = [one for one, vantage in asked if isinstance(vantage, VpcVantage)]
    count = Counter(clones or [one for one, _ in asked])
    ranked = sorted(((number, one[0] == Status.NOERROR.value) for one, number in count.items()), reverse=True)
    most = {one for one, number in count.items() if (number, one[0] == Status.NOERROR.value) == ranked[0]}
    usual = most if len(most) == 1 else set()
    return tuple(None if one is None else one not in usual for one in likenesses)


# What answers of a zone that all askers share are like.
_SHARED: Likeness = (Status.NOERROR.value, frozenset())


class Likening:
    """Says what each answer is like; see the module."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._regions = {stack.id: stack.region for stack in facts.stacks}
        self._blocks: dict[Value, IPv4Network | IPv6Network | None] = {vpc.id: _block(vpc) for vpc in facts.vpcs}

    def of_all(self, answers: Sequence[Answer], vantages: Sequence[Vantage]) -> tuple[Likeness | None, ...]:
        """Return what each answer to one question is like.

        Answers of one zone that several VPCs see, such as a hub's, are no clones': the same record answers them all.
        """
        found = tuple(self.of(answer, vantage) for answer, vantage in zip(answers, vantages, strict=True))
        asked = [answer for answer, one in zip(answers, found, strict=True) if one is not None]
        shared = len({None if one.zone is None else one.zone.id for one in asked}) == 1
        alike = shared and all(one.zone is not None and one.status is Status.NOERROR for one in asked)
        return tuple(None if one is None else _SHARED for one in found) if alike else found

    def of(self, answer: Answer, vantage: Vantage) -> Likeness | None:
        """Return what an answer is like; None where no private zone of the vantage covers the name.

        A rule may forward the name all the same, and a VPC may have no Resolver to answer: that is no clone's answer.
        """
        vpc = vpc_of(vantage)
        if vpc is None or answer.status is Status.NOT_PRIVATE or answer.is_public:
            return None
        if answer.zone is None and not self._is_covered(answer.name, vpc):
            return None
        return self._of(answer, vpc)

    def _is_covered(self, name: str, vpc: Value) -> bool:
        zones = (*self._facts.zones_of_vpc.get(vpc, ()), *self._facts.endpoint_zones_of_vpc.get(vpc, ()))
        return any(zone.name is not None and within(name, zone.name) for zone in zones)

    def _of(self, answer: Answer, vpc: Value) -> Likeness:
        records = Counter(self._record(record, vpc) for record in answer.records)
        return answer.status.value, frozenset(records.items())

    def _record(self, record: AnswerRecord, vpc: Value) -> Hashable:
        leads_to = self._of(record.leads_to, vpc) if record.leads_to is not None else None
        policy = self._without_own(record.policy, vpc) if record.policy is not None else None
        return record.type, policy, self._value(record, vpc), leads_to

    def _value(self, record: AnswerRecord, vpc: Value) -> Hashable:
        if record.endpoint is not None:
            where = _OWN if record.endpoint.vpc == vpc else in_words(record.endpoint.vpc)
            return "endpoint", where, bool(peculiarities(record.value))
        text = literal_text(record.value)
        if text is not None and record.type in ("A", "AAAA") and self._is_own(text, vpc):
            return "address", _OWN
        resource = only_resource(record.value)
        if resource is not None:
            near = self._regions.get(resource.stack) == self._facts.region_of_vpc.get(vpc)
            return "resource", resource.logical_id, near
        return self._without_own(in_words(record.value), vpc)

    def _is_own(self, address: str, vpc: Value) -> bool:
        """Tell whether an address is in the VPC, or may be: an IPv6 block is given at deployment."""
        try:
            given = ip_address(address)
        except ValueError:
            return False
        block = self._blocks.get(vpc)
        return block is None or given.version != block.version or given in block

    def _without_own(self, text: str, vpc: Value) -> str:
        fact = self._facts.vpc_by_id.get(vpc)
        for own in (self._facts.region_of_vpc.get(vpc), fact.account if fact is not None else None):
            text = text.replace(own, _OWN) if own else text
        return text


def _block(vpc: VpcFact) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(literal_text(vpc.cidr) or "", strict=False)
    except ValueError:
        return None
