"""One record of an answer, with the resource and the subnets that its addresses come from."""

from __future__ import annotations

from constructs_pkg.audit.answer import Answer, AnswerRecord
from constructs_pkg.audit.endpoint_name import availability_zone, endpoint_of
from constructs_pkg.audit.facts import Facts, RecordFact
from constructs_pkg.audit.value import Value, only_resource

# Types that lead to addresses.
_ADDRESSES = ("A", "AAAA", "CNAME")


def answer_record(facts: Facts, name: str, fact: RecordFact, value: Value, leads_to: Answer | None) -> AnswerRecord:
    """Return the record that `fact` answers with for one of its values."""
    subnets = subnets_of(facts, value) if fact.type in _ADDRESSES else ()
    return AnswerRecord(name, fact.type, value, fact, endpoint_of(facts, value), leads_to, subnets)


def subnets_of(facts: Facts, value: Value) -> tuple[Value, ...]:
    """Return the subnets that AWS takes the addresses behind `value` from when it is deployed.

    An endpoint has a network interface in each of its subnets, and a zonal name leads to the one in that zone:
    https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html.
    """
    endpoint, zone = endpoint_of(facts, value), availability_zone(value)
    if endpoint is None:
        found = only_resource(value)
        return facts.addresses.subnets_of.get(found, ()) if found is not None else ()
    if zone is None:
        return endpoint.subnets
    known = facts.addresses.zone_of_subnet
    return tuple(
        subnet for subnet in endpoint.subnets if (known.get(subnet) or endpoint.declared_zone(subnet)) in (zone, None)
    )
