"""Records that cannot be made while those of the old side stand at their name.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html (a name and type has
records of one routing policy) and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat (a CNAME stands alone).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from constructs_pkg.audit.answer import policy_label
from constructs_pkg.audit.changes.made import Made
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.value import Resource, Value, in_words

_Name = tuple[Value, str]


@dataclass(frozen=True)
class RecordCollisions:
    """The records of the old side, which stand until CloudFormation deletes them at the end."""

    made: Made

    def of(self, resource: Resource) -> Iterator[str]:
        """Yield why a record, or group of records, that is new cannot be made, a sentence each."""
        for record in self._new.get(resource, ()):
            if self.made.is_new(record.zone):
                continue
            there = self._old.get((record.zone, record.name), ())
            same = next((one for one in there if _is_same(one, record)), None)
            other = next((one for one in there if _excludes(one, record) and self._stands(one)), None)
            if same is not None:
                yield _twice(same, record)
            elif other is not None:
                yield _beside(other, record)

    def _stands(self, old: RecordFact) -> bool:
        """Tell whether a record stands as it was until the end: what is updated in place may be so in time."""
        return old.source not in self.made.pair.new.entries or old in self._new.get(old.source, ())

    @cached_property
    def _new(self) -> Mapping[Resource, Sequence[RecordFact]]:
        found: dict[Resource, list[RecordFact]] = {}
        for record in self.made.pair.new.facts.records:
            found.setdefault(record.source, []).append(record)
        return found

    @cached_property
    def _old(self) -> Mapping[_Name, Sequence[RecordFact]]:
        found: dict[_Name, list[RecordFact]] = {}
        for record in self.made.pair.old.facts.records:
            found.setdefault((record.zone, record.name), []).append(record)
        return found


def called(one: Resource, near: Resource) -> str:
    """Return what to call a resource where `near` is talked of."""
    if one == near:
        return "the old one"
    return one.logical_id if one.stack == near.stack else in_words(one)


def _is_same(old: RecordFact, new: RecordFact) -> bool:
    return (old.type, old.set_identifier) == (new.type, new.set_identifier)


def _excludes(old: RecordFact, new: RecordFact) -> bool:
    """Tell whether Route 53 takes no `new` beside `old`, which has its zone and name."""
    if old.type != new.type:
        return "CNAME" in (old.type, new.type)
    return _policy(old) != _policy(new)


def _policy(record: RecordFact) -> str:
    return (policy_label(record) or "simple").partition(" ")[0]


def _twice(old: RecordFact, new: RecordFact) -> str:
    """Return that a record exists already: making it fails, or the deletion of the old one takes the new one away.

    Sources: https://github.com/aws/aws-cdk/issues/12564 and
    https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/364.
    """
    where = "itself" if old.source == new.source else called(old.source, new.source)
    return (
        f"{new.name} {new.type} exists already, made by {where}: making it fails, or deleting the old one takes it away"
    )


def _beside(old: RecordFact, new: RecordFact) -> str:
    """Return that Route 53 refuses a record: InvalidChangeBatch, as other records have the name.

    Sources: https://github.com/gardener/external-dns-management/issues/513 and
    https://repost.aws/knowledge-center/troubleshoot-route53-resource-record.
    """
    what, beside = (new.type, old.type) if new.type != old.type else (_policy(new), f"{_policy(old)} {old.type}")
    return (
        f"Route 53 refuses the {what} record of {new.name} while {called(old.source, new.source)} has its {beside} "
        "record: delete that one first, in a deployment of its own"
    )
