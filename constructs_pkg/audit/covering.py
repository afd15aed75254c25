"""Which private zone answers a name in a VPC.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html:
the most specific zone associated with the VPC, whatever else matches; and both DNS settings of the VPC on. A
zone of the VPC itself goes before one of the same name from a Profile:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html#profiles-priority.
"""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.address_facts import HostFact
from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.rule_facts import RuleFact
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import OnPremisesVantage, VpcVantage
from constructs_pkg.audit.zonetree import within


@dataclass(frozen=True)
class Covering:
    """The zone that answers or the rule that forwards, or the status without either; the trace tells why.

    Attributes:
        host: The instance that the Resolver knows by the name, where it answers itself.
        domain: What covers the name in the VPC: the name of a private zone, also where several share it, or the
            domain of a rule of the Resolver's own.
    """

    zone: ZoneFact | None
    status: Status
    trace: tuple[str, ...]
    rule: RuleFact | None = None
    domain: str | None = None
    host: HostFact | None = None


PENDING = (
    "nothing in the assembly has the provider's name verified, and while it is pendingVerification or failed, AWS "
    "refuses private DNS and public DNS answers"
)
"""What an unverified private DNS name means (https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html)."""


def flag_off(facts: Facts, vantage: VpcVantage | OnPremisesVantage) -> str | None:
    """Return the name of a DNS setting that is off in the VPC, so that private zones do not work there."""
    vpc = facts.vpc_by_id.get(vantage.vpc)
    if vpc is None or (vpc.dns_support is not False and vpc.dns_hostnames is not False):
        return None
    return "enableDnsSupport" if vpc.dns_support is False else "enableDnsHostnames"


def covering_zone(facts: Facts, name: str, vantage: VpcVantage | OnPremisesVantage) -> Covering:
    """Return the private zone that answers `name` at `vantage`; those that endpoints bring along are among them.

    What a VPC with one of its DNS settings off gets for a name in a private zone is not documented.
    """
    associated = _zones(facts, vantage)
    caveats = tuple(
        f"Zone {in_words(zone.id)} is associated with {vantage.label}, and its name is not known: it may cover {name}."
        for zone in associated
        if zone.name is None
    )
    matching = [zone for zone in associated if zone.name is not None and within(name, zone.name)]
    longest = max((len(zone.name or "") for zone in matching), default=0)
    alike = [zone for zone in matching if len(zone.name or "") == longest]
    best = [zone for zone in alike if vantage.vpc in zone.vpcs] or alike
    if not best:
        sentence = f"No private zone associated with {vantage.label} covers {name}: public DNS answers."
        return Covering(None, Status.NOT_PRIVATE, (*caveats, sentence))
    ids = " and ".join(in_words(zone.id) for zone in best)
    if len(best) > 1:
        local = vantage.vpc in best[0].vpcs
        why = "Route 53 refuses two such zones on one VPC" if local else "which Profile's counts is not told"
        sentence = f"{ids} are both called {best[0].name}; {why}."
        return Covering(None, Status.UNRESOLVED, (*caveats, sentence), domain=best[0].name)
    off = flag_off(facts, vantage)
    if off is not None:
        sentence = (
            f"{vantage.label} has {off} off, and private zones such as {best[0].name} ({ids}) need both DNS settings "
            "of a VPC on; what is answered without them is not documented."
        )
        return Covering(None, Status.UNRESOLVED, (*caveats, sentence), domain=best[0].name)
    if best[0].brought is not None and best[0].brought.doubt is not None:
        sentence = (
            f"Private zone {best[0].name} ({ids}) may be associated with {vantage.label}: {best[0].brought.doubt}."
        )
        return Covering(None, Status.UNRESOLVED, (*caveats, sentence), domain=best[0].name)
    if best[0].brought is not None and best[0].brought.unverified:
        caveats = (*caveats, f"{best[0].name} is answered as if it were verified: {PENDING}.")
    if best[0].brought is not None and best[0].brought.caveat is not None:
        caveats = (*caveats, best[0].brought.caveat)
    declared = ", as its template declares," if best[0].declared else ""
    profile = "" if vantage.vpc in best[0].vpcs else " by a Profile"
    sentence = (
        f"Private zone {best[0].name} ({ids}){declared} is the most specific one associated with "
        f"{vantage.label}{profile} that covers {name}."
    )
    return Covering(best[0], Status.NOERROR, (*caveats, sentence), domain=best[0].name)


def _zones(facts: Facts, vantage: VpcVantage | OnPremisesVantage) -> tuple[ZoneFact, ...]:
    """Return the private zones that a vantage sees, whatever their names."""
    inbound = isinstance(vantage, OnPremisesVantage)
    hidden = facts.endpoint_zones_of_vpc.get(vantage.vpc, ())
    seen = (zone for zone in hidden if inbound or zone.brought is None or not zone.brought.inbound_only)
    return (*facts.zones_of_vpc.get(vantage.vpc, ()), *seen)
