"""`SharedSecurityGroup`: a security group of several links of a planned cell."""

from __future__ import annotations

from constructs import Construct

from constructs_pkg.fragments.shared_group import GROUP, shared_group_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.shared_group import SharedGroupSpec


class SharedSecurityGroup(IncludedFragment):
    """A security group that several endpoints have. Its wish has been checked already."""

    def __init__(self, scope: Construct, construct_id: str, *, spec: SharedGroupSpec, display_name: str) -> None:
        super().__init__(scope, construct_id, shared_group_fragment(spec, name=display_name))

    @property
    def security_group_id(self) -> str:
        """What endpoints are given."""
        return self._attribute(GROUP, "GroupId")
