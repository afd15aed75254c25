"""A vendor of a topology: one service elsewhere, Region by Region, and what every link to it has."""

from __future__ import annotations

from typing import Annotated

from constructs_pkg.topology.key import ShortForm
from constructs_pkg.topology.link_name import LinkName
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.service_table import ServiceTable


class Vendor(ServiceTable):
    """A service elsewhere as its vendor offers it Region by Region, and what links to it have by default."""

    ingress: tuple[Ingress, ...] = ()
    """What the security groups of its endpoints let in, where a link says nothing else. Default: nothing."""

    names: tuple[Annotated[LinkName, ShortForm("name")], ...] = ()
    """Names that each link to it has, where the link says nothing else; plain text is a name with every default.
    Default: none."""
