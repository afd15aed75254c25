"""What becomes of every stack, resource and name between two assemblies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from constructs_pkg.audit.changes.answers import changed_names
from constructs_pkg.audit.changes.collisions import Collisions, turns_about
from constructs_pkg.audit.changes.consequences import Consequences
from constructs_pkg.audit.changes.create_only import CUSTOM, create_only
from constructs_pkg.audit.changes.fate import Changes, Fate, Reason, Refusal, ResourceChange, StackChange, StackFate
from constructs_pkg.audit.changes.imports import refused_exports
from constructs_pkg.audit.changes.keeping import is_retained, stays_when_deleted, stays_when_replaced
from constructs_pkg.audit.changes.made import Made
from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.permissions import PERMISSIONS, who_stays_connected
from constructs_pkg.audit.changes.renames import renamed
from constructs_pkg.audit.changes.replaced import CONDITION, changed_in_place, replaced
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import Resource

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
_TOKEN = "ServiceToken"


def compare(pair: Pair) -> Changes:
    """Return what the new assembly does to the stacks and names that the old one has deployed.

    Where a resource is replaced, what refers to it in a create-only property is replaced as well. What the
    templates or CloudFormation's schemas do not tell is said to be not known; nothing is guessed.
    """
    made = Made(pair, replaced(pair), renamed(pair))
    refusals = refused_exports(pair, made.reasons)
    names, notes = changed_names(made)
    judge = _Judge(made)
    held: dict[str, dict[Resource, None]] = {}
    for resource in (*pair.new.entries, *pair.old.entries):
        held.setdefault(resource.stack, {})[resource] = None
    stacks = [
        _stack(pair, stack, list(filter(None, map(judge.change, held.get(stack.id, ())))), refusals.get(stack.id, ()))
        for stack in _stacks_of(pair)
    ]
    changed = [stack for stack in stacks if stack is not None]
    return Changes(tuple(sorted(changed, key=_loss, reverse=True)), names, notes)


@dataclass(frozen=True)
class _Judge:
    """Tells what becomes of one resource."""

    made: Made

    @cached_property
    def _collisions(self) -> Collisions:
        return Collisions(self.made)

    @cached_property
    def _consequences(self) -> Consequences:
        return Consequences(self.made)

    def change(self, resource: Resource) -> ResourceChange | None:
        """Return what becomes of a resource of either side, None where nothing does or its old self tells."""
        pair = self.made.pair
        if resource not in pair.new.entries:
            return self._gone(resource)
        if resource in pair.old.entries:
            return self._kept(resource)
        if resource in self.made.was:
            return None
        return ResourceChange(
            resource, pair.new.type_of(resource), Fate.CREATED, fails=tuple(self._collisions.of(resource))
        )

    def _gone(self, resource: Resource) -> ResourceChange:
        old, became = self.made.pair.old, self.made.renamed.get(resource)
        left = Fate.LEFT if is_retained(old, resource) else Fate.DELETED
        return ResourceChange(
            resource,
            old.type_of(resource),
            Fate.RENAMED if became is not None else left,
            became=became,
            fails=tuple(self._collisions.of(became)) if became is not None else (),
            breaks=self._consequences.of(resource) if left is Fate.DELETED or became is not None else (),
            stays=stays_when_deleted(old, resource),
        )

    def _kept(self, resource: Resource) -> ResourceChange | None:
        pair, kind = self.made.pair, self.made.pair.new.type_of(resource)
        before = pair.old.type_of(resource)
        if before != kind:
            why = f"CloudFormation does not change the type of a resource, here from {before}: use another logical id"
            return ResourceChange(resource, kind, Fate.REFUSED, fails=(why,))
        changed = tuple(changed_in_place(pair, resource, self.made.reasons))
        reasons = self.made.reasons.get(resource, ())
        if reasons:
            return self._replaced(resource, kind, reasons, changed)
        if not changed:
            return None
        if kind.startswith(CUSTOM) and _TOKEN in changed:
            why = f"CloudFormation does not change the {_TOKEN} of a custom resource: use another logical id"
            return ResourceChange(resource, kind, Fate.REFUSED, changed=changed, fails=(why,))
        told = create_only(kind) is not None and CONDITION not in changed
        fate = Fate.UPDATED if told else Fate.NOT_KNOWN
        breaks = tuple(who_stays_connected(pair, resource)) if kind == PERMISSIONS else ()
        fails = tuple(turns_about(self.made, resource))
        return ResourceChange(resource, kind, fate, changed=changed, fails=fails, breaks=breaks)

    def _replaced(
        self, resource: Resource, kind: str, reasons: tuple[Reason, ...], changed: tuple[str, ...]
    ) -> ResourceChange:
        certain = any(reason.certain for reason in reasons)
        own = {reason.property.split(".")[0] for reason in reasons}
        return ResourceChange(
            resource,
            kind,
            Fate.REPLACED if certain else Fate.PERHAPS_REPLACED,
            reasons=reasons,
            changed=tuple(name for name in changed if name not in own),
            fails=tuple(self._collisions.of(resource)) if certain else (),
            breaks=self._consequences.of(resource),
            stays=stays_when_replaced(self.made.pair, resource),
        )


def _stacks_of(pair: Pair) -> Iterator[StackFact]:
    """Yield every stack once, in the new assembly's order and then the old one's."""
    yield from pair.new.stacks
    yield from (stack for stack in pair.old.stacks if stack.id not in pair.same)


def _stack(
    pair: Pair, stack: StackFact, found: list[ResourceChange], refused: tuple[Refusal, ...]
) -> StackChange | None:
    resources = sorted(found, key=_order)
    fate = StackFate.CHANGES
    if stack.id not in pair.same:
        fate = StackFate.APPEARS if pair.new.stack(stack.id) is stack else StackFate.DISAPPEARS
    size = sum(one.stack == stack.id for one in (pair.old if fate is StackFate.DISAPPEARS else pair.new).entries)
    change = StackChange(stack.id, stack.account, stack.region, fate, size, refused, (), tuple(resources))
    if fate is StackFate.DISAPPEARS:
        return replace(change, notes=tuple(_notes_on_the_end_of(pair, stack)))
    return change if fate is StackFate.APPEARS or resources or refused else None


def _notes_on_the_end_of(pair: Pair, stack: StackFact) -> Iterator[str]:
    """Yield what there is to know of a stack that leaves the assembly.

    Sources: https://github.com/aws/aws-cdk-cli/issues/787 and
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html.
    """
    yield "cdk deploy leaves it as it is; what follows happens when somebody deletes it"
    if stack.id in pair.old.protected:
        yield "its termination protection has to be switched off first"


def _order(change: ResourceChange) -> tuple[int, int, str, str]:
    # What is replaced for its own sake comes before what follows from it.
    follows = sum(reason.because is not None for reason in change.reasons)
    return list(Fate).index(change.fate), follows, change.type, change.resource.logical_id


def _loss(stack: StackChange) -> int:
    losing = any(one.loses for one in stack.resources)
    return 2 * bool(stack.refusals) + losing
