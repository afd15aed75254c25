"""The firewall that a question meets: that of the VPC whose Resolver is asked, or of a Global Resolver's view.

Queries through an inbound endpoint are filtered like those of the VPC itself. Source:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html#resolver-dns-firewall-behavior.
"""

from __future__ import annotations

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.filtering import LET_THROUGH, Verdict, filtered, judged
from constructs_pkg.audit.global_view import view_of
from constructs_pkg.audit.vantage import OnPremisesVantage, Vantage, ViewVantage, VpcVantage
from constructs_pkg.audit.vpc_resolver import unreached


def verdict_on(facts: Facts, vantage: Vantage, name: str, kind: str) -> Verdict:
    """Return what the firewall that a question from `vantage` meets makes of it."""
    if isinstance(vantage, ViewVantage):
        view = view_of(facts, vantage)
        rules = [(f"view {view.name}", rule) for rule in view.rules]
        return judged(rules, name, kind) if rules else LET_THROUGH
    if not isinstance(vantage, VpcVantage | OnPremisesVantage):
        return LET_THROUGH
    groups = facts.firewalls_of_vpc.get(vantage.vpc, ())
    # A question that does not surely reach the Resolver is not surely filtered by it.
    return filtered(groups, name, kind) if groups and unreached(facts, vantage) is None else LET_THROUGH
