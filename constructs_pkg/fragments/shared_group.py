"""A security group that several endpoints have, made once."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.security_group import ingress_rule, security_group
from constructs_pkg.values.shared_group import SharedGroupSpec

GROUP = "Resource"


def shared_group_fragment(spec: SharedGroupSpec, *, name: str) -> Fragment:
    """Return the group `spec`; `name` is shown in tags."""
    made = security_group(
        description="Who may use several interface endpoints",
        name=name,
        vpc_id=spec.network.vpc_id,
        ingress=[ingress_rule(asked) for asked in spec.ingress],
    )
    return Fragment({GROUP: made})
