"""Values that a construct reads from Systems Manager: a parameter of the template each."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Json, ref
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late


class Parameters:
    """The parameters of one fragment that is given values of Systems Manager."""

    def __init__(self) -> None:
        self.declarations: dict[str, Json] = {}

    def __call__(self, given: Late) -> Late:
        """Return what stands for `given` in the fragment: a reference to its parameter, else `given` itself."""
        if not isinstance(given, HandedOver) or given.ssm_parameter is None:
            return given
        name = f"Parameter {given.ssm_parameter}"
        self.declarations[name] = given.declaration
        return Late(ref(name))
