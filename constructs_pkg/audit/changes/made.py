"""What is made anew between two assemblies, which every question on consequences starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from constructs_pkg.audit.changes.fate import Reason
from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class Made:
    """Two assemblies, and what CloudFormation makes anew on the way from one to the other.

    Attributes:
        reasons: Why each replaced resource is replaced.
        renamed: The new resource for each old one that comes again under another logical id or stack.
    """

    pair: Pair
    reasons: Mapping[Resource, tuple[Reason, ...]]
    renamed: Mapping[Resource, Resource]

    @cached_property
    def was(self) -> Mapping[Resource, Resource]:
        """The old resource of each one that comes again under another logical id."""
        return {new: old for old, new in self.renamed.items()}

    def is_new(self, value: Value | None) -> bool:
        """Tell whether a resource of the new side is made, and was not there before."""
        if not isinstance(value, Resource):
            return False
        one = Resource(value.stack, value.logical_id)
        return one in self.reasons or (one in self.pair.new.entries and one not in self.pair.old.entries)
