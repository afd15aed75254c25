"""Who answers a name: a Resolver rule, a private zone, or public DNS, in this order.

In a VPC the most specific domain wins: that of a rule, of a private zone, or of a rule that the Resolver
made itself; of a FORWARD rule and a private zone of one name the rule wins. A SYSTEM rule takes its domain
away from less specific FORWARD rules. Sources:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html#hosted-zone-private-considerations-resolver-rules,
.../DeveloperGuide/resolver-overview-forward-vpc-to-network-using-rules.html and
.../DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.autodefined import autodefined_domain
from constructs_pkg.audit.covering import Covering, covering_zone
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.global_view import covering_view
from constructs_pkg.audit.hosts import host_named
from constructs_pkg.audit.public import public_zone
from constructs_pkg.audit.rule_choice import RuleChoice, rules_for
from constructs_pkg.audit.rule_facts import RuleFact, RuleType
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import OnPremisesVantage, Vantage, ViewVantage, VpcVantage
from constructs_pkg.audit.vpc_resolver import unreached
from constructs_pkg.audit.zonetree import ZoneTree

_Trees = Callable[[ZoneFact], ZoneTree]
_InVpc = VpcVantage | OnPremisesVantage


def who_answers(facts: Facts, tree_of: _Trees, name: str, kind: str, vantage: Vantage) -> Covering:
    """Return the rule or zone that decides what `name` answers with at a vantage."""
    if isinstance(vantage, ViewVantage):
        return covering_view(facts, tree_of, name, kind, vantage)
    if not isinstance(vantage, VpcVantage | OnPremisesVantage):
        return public_zone(facts, tree_of, name, kind)
    unheard = unreached(facts, vantage)
    if unheard is not None:
        return unheard
    ruled = _ruled(facts, name, vantage, _kept_in_vpc(facts, name, vantage))
    if ruled.status is Status.NOT_PRIVATE and facts.public_zones:
        public = public_zone(facts, tree_of, name, kind)
        if public.status is not Status.NOT_PRIVATE:
            ruled = replace(public, trace=(*ruled.trace, *public.trace))
    if isinstance(vantage, OnPremisesVantage) and vantage.delegation and (ruled.zone is None or ruled.zone.public):
        return _not_delegated(name, ruled)
    return ruled


def _kept_in_vpc(facts: Facts, name: str, vantage: _InVpc) -> Covering:
    """Return the private zone that covers `name`, or the Resolver itself where a rule of its own is more specific."""
    private = covering_zone(facts, name, vantage)
    domain = autodefined_domain(facts, name, vantage.vpc)
    if domain is None or len(domain) <= len(private.domain or ""):
        return private
    caveats, host = private.trace[:-1], host_named(facts, name, domain, vantage.vpc)
    own = f"The Resolver answers for {domain} itself, since no private zone is for that domain or a more specific one"
    if host is not None:
        sentence = f"{own}. It knows instance {in_words(host.id)} by {name}."
        return Covering(None, Status.NOERROR, (*caveats, sentence), domain=domain, host=host)
    sentence = f"{own}; what it has for {name} is not in the templates."
    return Covering(None, Status.UNRESOLVED, (*caveats, sentence), domain=domain)


def _ruled(facts: Facts, name: str, vantage: _InVpc, private: Covering) -> Covering:
    """Return the rule that goes before what the Resolver keeps in the VPC, else that."""
    choice = rules_for(facts, name, vantage)
    if not choice.best:
        return replace(private, trace=(*choice.caveats, *private.trace))
    rule = choice.best[0]
    kept = _kept(name, choice, private)
    if kept is not None:
        return replace(private, trace=(*choice.caveats, kept, *private.trace))
    doubt = _doubt(choice.best, vantage, private)
    if doubt is not None:
        return Covering(None, Status.UNRESOLVED, (*choice.caveats, *private.trace, doubt))
    forwarded = f"{_capital(rule.words)} is the most specific one associated with {vantage.label} that matches {name}"
    if private.zone is not None and private.domain == rule.domain:
        forwarded += f"; it goes before private zone {in_words(private.zone.id)} of the same name"
    to = ", ".join(target.text for target in rule.targets) or "targets that are not told"
    return Covering(None, Status.FORWARDED, (*choice.caveats, f"{forwarded}. It forwards to {to}."), rule=rule)


def _kept(name: str, choice: RuleChoice, private: Covering) -> str | None:
    """Return why the Resolver answers itself, whatever rule there is; None where it does not."""
    rule = choice.best[0]
    if len(choice.best) == 1 and rule.type is RuleType.SYSTEM:
        return f"SYSTEM {rule.words} keeps {name} with the Resolver."
    if len(private.domain or "") > len(rule.domain or ""):
        return f"{_capital(rule.words)} is less specific than {private.domain}, which the Resolver keeps for itself."
    return None


def _doubt(best: tuple[RuleFact, ...], vantage: _InVpc, private: Covering) -> str | None:
    """Return why it is not told whether the rule that matches best forwards; None where it does."""
    if len(best) > 1:
        ids = " and ".join(in_words(rule.id) for rule in best)
        return f"Rules {ids} are for one domain, {best[0].domain or 'the dot'}; which of them counts is not told."
    rule = best[0]
    if rule.type is None:
        return f"The type of {rule.words} is not known."
    local_zone = private.zone is not None and vantage.vpc in private.zone.vpcs and private.domain == rule.domain
    if local_zone and vantage.vpc not in rule.vpcs:
        return (
            f"A rule goes before a zone of the same name, but {rule.words} comes from a Profile and the zone is the "
            "VPC's own, which goes before a Profile; which counts is not documented."
        )
    return None


def _not_delegated(name: str, ruled: Covering) -> Covering:
    """Return that a delegation inbound endpoint is documented to answer from private zones, and for nothing else.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html.
    """
    sentence = (
        f"No private zone covers {name}, and what a delegation inbound endpoint answers for other names is not "
        "documented."
    )
    return Covering(None, Status.UNRESOLVED, (*ruled.trace, sentence))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
