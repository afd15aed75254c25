"""The wish for a name of a link."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.topology.key import Key
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.fallback import Fallback
from constructs_pkg.values.health_signal import signal_of_key
from constructs_pkg.values.network import Flag
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.zonal_name import EndpointRecordName


class LinkFallback(Fallback):
    """Public addresses that take the place of a link's endpoint."""

    health_signal: Key | None = None
    """The key of the health signal of the cell that tells whether the endpoint serves, instead of a health check's id.
    Default: `health_check_id`, or the endpoint's own health."""

    @property
    def watched(self) -> Fallback:
        """The fallback as a record takes it, with what stands for its signal."""
        signal = self.health_check_id if self.health_signal is None else signal_of_key(self.health_signal)
        return Fallback(values=self.values, ttl=self.ttl, health_check_id=signal)


class LinkName(Spec):
    """A name that the cell's workloads use for the endpoint."""

    name: EndpointRecordName
    """Relative to the zone, fully qualified, or ``@`` for the apex; ``*`` as the first label is a wildcard. With
    ``{az_id}`` in it, such as ``*.{az_id}``, it is one name for each Availability Zone that the endpoint stands in,
    which leads to the endpoint in that zone."""

    zone: ZoneName | None = None
    """The name of the cell's zone it goes into. Default: the most specific of the cell's zones that the name is
    below; for a relative name, the cell's only zone."""

    kind: Literal["alias", "cname"] = "alias"
    """An alias (A, and AAAA where the endpoint has IPv6) or a CNAME. Default: alias."""

    ttl: Annotated[int, Field(strict=True)] | None = None
    """Seconds that resolvers may keep a CNAME. Default: 300; an alias has none."""

    evaluate_target_health: Flag = False
    """Whether an alias counts as healthy only while the endpoint does. Default: no."""

    availability_zone: str | None = None
    """The name or id of the one Availability Zone in which the name leads to the endpoint. Default: with ``{az_id}`` in
    the name each zone of the endpoint, otherwise all of them behind one name."""

    fallback: LinkFallback | None = None
    """The public addresses that an alias answers with while the endpoint is unhealthy: a private zone leads nobody on
    to the public one. Default: none; the name leads to the endpoint alone."""
