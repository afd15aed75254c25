"""Small assemblies before and after a change, and what is said of one resource of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from constructs_pkg.audit.changes.compare import compare
from constructs_pkg.audit.changes.fate import Changes, Fate, ResourceChange, StackChange
from constructs_pkg.audit.changes.pairing import pair_of
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import in_words

from ..templates import Json, stack


def changes(old: Sequence[StackFact], new: Sequence[StackFact]) -> Changes:
    """Return the changes between two assemblies."""
    return compare(pair_of(old, new))


def in_one_stack(old: Json, new: Json, **sections: object) -> Changes:
    """Return the changes between two sets of resources of a stack ``App`` with the same other sections."""
    before, after = (replace(stack("App"), template={"Resources": one, **sections}) for one in (old, new))
    return changes([before], [after])


def of(found: Changes, resource: str) -> ResourceChange:
    """Return what becomes of a resource, named ``STACK/LOGICALID``."""
    return next(one for each in found.stacks for one in each.resources if in_words(one.resource) == resource)


def stack_of(found: Changes, name: str) -> StackChange:
    """Return what becomes of a stack."""
    return next(each for each in found.stacks if each.id == name)


def fates(found: Changes) -> Mapping[str, Fate]:
    """Return what becomes of each resource that changes."""
    return {in_words(one.resource): one.fate for each in found.stacks for one in each.resources}


def resource(kind: str, /, **properties: object) -> Json:
    """Return a resource with properties alone."""
    return {"Type": kind, "Properties": properties}
