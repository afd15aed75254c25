"""Routing policies by their field, and those that look at no place: weighted, failover and multivalue.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from constructs_pkg.audit.choice import Asking, Choice, identifier
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.leaving import left
from constructs_pkg.audit.policy_distance import by_distance
from constructs_pkg.audit.policy_location import by_location
from constructs_pkg.audit.policy_network import by_network
from constructs_pkg.audit.policy_place import by_latency
from constructs_pkg.audit.recovery import recovery_of
from constructs_pkg.audit.value import in_words, literal_text
from constructs_pkg.audit.world import NotTold

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html.
MOST_VALUES = 8

_Records = Sequence[RecordFact]


def choose(records: _Records, asking: Asking) -> Choice | None:
    """Return what the policy of `records` chooses, or None where it is a simple record.

    Args:
        records: All records of one name and type in one zone.
        asking: Who asks, and how healthy the records are.

    Raises:
        NotTold: if the choice does not follow from what is known.
    """
    fields = {_field(record) for record in records}
    if len(fields) > 1:
        raise NotTold("the records follow different policies, which Route 53 refuses")
    field = fields.pop()
    if field is not None:
        if len({identifier(record) for record in records}) < len(records):
            raise NotTold("two of the records have one set identifier, which Route 53 refuses")
        choice = _POLICIES[field](records, asking)
        return (
            choice if field == "Failover" else replace(choice, sentence=choice.sentence + left(choice, records, asking))
        )
    if any(record.set_identifier is not None for record in records):
        raise NotTold("a set identifier says that a routing policy chooses, and none known here is stated")
    if len(records) > 1:
        raise NotTold("several simple records have that name and type, which Route 53 refuses")
    return None


def _field(record: RecordFact) -> str | None:
    for field, value in record.policy:
        if field != "MultiValueAnswer" or literal_text(value) != "false":
            return field
    return None


def _weighted(records: _Records, asking: Asking) -> Choice:
    """Choose by weight among healthy records; those of weight 0 only where no other is healthy.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html.
    """
    if len(records) == 1:
        return Choice(tuple(records), f"{identifier(records[0])} is the only weighted record.")
    weights = {identifier(record): _weight(record) for record in records}
    some = [record for record in records if weights[identifier(record)]]
    healthy = [record for record in some or records if asking.ill(record) is None]
    if not healthy and some:
        healthy = [one for one in records if not weights[identifier(one)] and asking.ill(one) is None]
    considered = sorted(healthy or some or records, key=identifier)
    shares = [weights[identifier(record)] for record in considered]
    shares = shares if any(shares) else [1] * len(considered)
    ills = asking.ills(records)
    if len(considered) == 1:
        return Choice(
            tuple(considered), f"Of {len(records)} weighted records {identifier(considered[0])} answers{ills}."
        )
    total = sum(shares)
    told = ", ".join(f"{identifier(one)} {share}/{total}" for one, share in zip(considered, shares, strict=True))
    if asking.world.draw is None:
        return Choice(tuple(considered), f"One of {len(considered)} weighted records answers: {told}{ills}.", pick=1)
    reached = 0
    for record, share in zip(considered, shares, strict=True):
        reached += share
        if reached > asking.world.draw * total:
            sentence = f"The draw {asking.world.draw:g} falls to {identifier(record)} of {told}{ills}."
            return Choice((record,), sentence, draw=(asking.world.draw * total - reached + share) / share)
    return Choice((considered[-1],), f"The draw falls to {identifier(considered[-1])} of {told}{ills}.")


def _weight(record: RecordFact) -> int:
    value = record.field("Weight")
    text = literal_text(value)
    if text is None or not text.isdecimal():
        raise NotTold(f"the weight of {identifier(record)} is {in_words(value) if value is not None else 'missing'}")
    return int(text)


def _failover(records: _Records, asking: Asking) -> Choice:
    """Choose the primary record unless it alone is unhealthy.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html.
    """
    roles = {literal_text(record.field("Failover")): record for record in records}
    if len(roles) < len(records) or not roles.keys() <= {"PRIMARY", "SECONDARY"}:
        raise NotTold("failover records are one PRIMARY and one SECONDARY, known before deployment")
    primary, secondary = roles.get("PRIMARY"), roles.get("SECONDARY")
    if primary is None or secondary is None:
        return Choice(tuple(records), f"{identifier(records[0])} is the only failover record.")
    reason = asking.ill(primary)
    if reason is None:
        bound = recovery_of(asking.facts, primary)
        after = f" If it fails, {identifier(secondary)} answers everybody within {bound.words}." if bound else ""
        return Choice((primary,), f"The primary record {identifier(primary)} is healthy and answers.{after}")
    other = asking.ill(secondary)
    if other is None:
        sentence = (
            f"The secondary record {identifier(secondary)} answers: {identifier(primary)} is unhealthy ({reason})."
        )
        return Choice((secondary,), sentence)
    both = f"{identifier(primary)} ({reason}) and {identifier(secondary)} ({other})"
    return Choice((primary,), f"Both failover records are unhealthy, {both}: the primary answers.")


def _multivalue(records: _Records, asking: Asking) -> Choice:
    """Choose up to eight healthy records; unhealthy ones where none is healthy.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-multivalue.html.
    """
    chosen = asking.healthy(records)
    ills = asking.ills(records)
    if len(chosen) > MOST_VALUES:
        sentence = f"{MOST_VALUES} of {len(chosen)} multivalue records answer, at random{ills}."
        return Choice(chosen, sentence, pick=MOST_VALUES)
    return Choice(chosen, f"{len(chosen)} of {len(records)} multivalue records answer{ills}.")


_POLICIES: Mapping[str, Callable[[_Records, Asking], Choice]] = {
    "Weight": _weighted,
    "Failover": _failover,
    "MultiValueAnswer": _multivalue,
    "Region": by_latency,
    "GeoLocation": by_location,
    "GeoProximityLocation": by_distance,
    "CidrRoutingConfig": by_network,
}
