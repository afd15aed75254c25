"""The changes between two assemblies, as immutable values: what passes from comparing to telling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from constructs_pkg.audit.changes.turn import NameChange
from constructs_pkg.audit.value import Resource, Value


class Fate(Enum):
    """What becomes of a resource; the values stand in reports."""

    REFUSED = "refused"
    REPLACED = "replaced"
    PERHAPS_REPLACED = "perhaps replaced"
    RENAMED = "renamed"
    DELETED = "deleted"
    LEFT = "left behind"
    NOT_KNOWN = "not known"
    UPDATED = "updated"
    CREATED = "created"


_LOSING = frozenset({Fate.REFUSED, Fate.REPLACED, Fate.PERHAPS_REPLACED, Fate.RENAMED, Fate.DELETED})


@dataclass(frozen=True)
class Reason:
    """A property that CloudFormation cannot change in place.

    Attributes:
        property: The names that lead to it, joined by dots.
        before: None where it is absent.
        after: None where it is absent.
        because: The replaced resource that it takes its value from, where the expression itself is as before.
        certain: Whether its change replaces the resource for sure.
    """

    property: str
    before: Value | None
    after: Value | None
    because: Resource | None = None
    certain: bool = True


@dataclass(frozen=True)
class ResourceChange:
    """What becomes of one resource.

    Attributes:
        resource: The resource, under its old logical id where that goes.
        type: Such as ``AWS::EC2::VPC``.
        reasons: What replaces it.
        became: Under which logical id the same properties appear again.
        changed: The properties and attributes that change in place.
        fails: Why CloudFormation cannot carry it out, a sentence each.
        breaks: What else notices, a sentence each.
        stays: What becomes of the old one where that is not that it is deleted.
    """

    resource: Resource
    type: str
    fate: Fate
    reasons: tuple[Reason, ...] = ()
    became: Resource | None = None
    changed: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    stays: str = ""

    @property
    def loses(self) -> bool:
        """Whether what is deployed is or may be lost, or the update fails."""
        return self.fate in _LOSING or bool(self.fails)


@dataclass(frozen=True)
class Refusal:
    """Why CloudFormation refuses to update or delete a stack as a whole.

    Attributes:
        sentence: The reason, and the way out.
        exports: What it is about: the exports that would change, and how.
    """

    sentence: str
    exports: tuple[str, ...]


class StackFate(Enum):
    """What becomes of a stack."""

    APPEARS = "appears"
    DISAPPEARS = "disappears"
    CHANGES = "changes"


@dataclass(frozen=True)
class StackChange:
    """What becomes of one stack and of its resources.

    Attributes:
        account: None where that is chosen at deployment.
        region: None where that is chosen at deployment.
        size: The number of resources in its template, the new one where there is one.
        notes: What else there is to say of the stack, a sentence each.
        resources: The resources that change, what goes before what stays.
    """

    id: str
    account: str | None
    region: str | None
    fate: StackFate
    size: int
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    resources: tuple[ResourceChange, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All changes between two assemblies.

    Attributes:
        stacks: The stacks with changes, those that lose something first.
        names: The names that answer otherwise, those that are lost first.
        notes: What the templates do not tell and may change more, a sentence each.
    """

    stacks: tuple[StackChange, ...] = ()
    names: tuple[NameChange, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether any resource, or the answer for any name, changes."""
        return bool(self.stacks or self.names)

    @property
    def replacement(self) -> bool:
        """Whether anything deployed is or may be replaced or deleted, or CloudFormation refuses a change."""
        return any(
            stack.fate is StackFate.DISAPPEARS or stack.refusals or any(one.loses for one in stack.resources)
            for stack in self.stacks
        )

    @property
    def name_lost(self) -> bool:
        """Whether a name that is answered is not any more, from anywhere."""
        return any(name.lost for name in self.names)
