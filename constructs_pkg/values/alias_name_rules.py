"""Whether an alias looks for a load balancer's name in the hosted zone that has it.

Route 53 refuses it otherwise: "does not lie within the target zone" in https://github.com/barnybug/cli53/issues/213.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from constructs_pkg.values.alias_target import AliasTarget
from constructs_pkg.values.alias_zones import APPLICATION_LOAD_BALANCER_ZONES, NETWORK_LOAD_BALANCER_ZONES
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem

# The Region in a name: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# and https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#dns-name
_NAMES = (
    (re.compile(r"\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.elb\.amazonaws\.com(?:\.cn)?$"), APPLICATION_LOAD_BALANCER_ZONES),
    (re.compile(r"\.elb\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.amazonaws\.com(?:\.cn)?$"), NETWORK_LOAD_BALANCER_ZONES),
)


def check_balancer_zone(alias: AliasTarget) -> Iterator[Problem]:
    """Yield the problem of `alias` where its name tells the zone of a load balancer, and it has another."""
    if isinstance(alias.dns_name, Late) or isinstance(alias.zone_id, Late):
        return
    for pattern, zones in _NAMES:
        found = pattern.search(alias.dns_name)
        wanted = zones.get(found[1]) if found else None
        if wanted is not None and wanted != alias.zone_id:
            limit = f"is not {wanted}, the hosted zone of {alias.dns_name}"
            fix = "leave it out and give the kind and Region of the name, or give that id"
            yield Problem("alias-zone-of-other-name", "alias.zone_id", alias.zone_id, limit, fix)
