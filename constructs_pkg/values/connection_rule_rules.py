"""What rules about connections must keep to, so that nobody is let in unnamed and nobody is cut off unawares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.connection_rules import ConnectionRule, ConnectionRules, OrganizationalUnitId
from constructs_pkg.values.customer_rules import check_customers
from constructs_pkg.values.place import Region
from constructs_pkg.values.policy_terms import OrganizationId
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem

# Tag keys in https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions, and our own.
RESERVED_TAGS = ("aws:", "private-cells:")


def check_connection_rules(
    spec: ConnectionRules, region: Region, acceptance_required: bool, principals: Iterable[Principal] = ()
) -> list[Problem]:
    """Return the problems of `spec` for a service in `region`; empty means good.

    Args:
        spec: The rules and how they are kept.
        region: The Region of the service.
        acceptance_required: Whether connections to the service wait to be accepted.
        principals: Who may ask the service for a connection, where that is known.
    """
    return [
        *_as_a_list(spec.rules),
        *(problem.under(f"rules[{place}]") for place, rule in enumerate(spec.rules) for problem in _rule(rule, region)),
        *_memberships(spec),
        *_members(spec),
        *check_customers(spec),
        *_principals(spec.rules, [*principals]),
        *_acceptance(acceptance_required),
    ]


def check_who_is_told(topic_arn: object) -> Iterator[Problem]:
    """Yield a warning where nobody learns that connections are not looked at, or that somebody waits."""
    if topic_arn is None:
        limit = "is missing, and alarms tell nobody"
        yield Problem(
            "alarms-tell-nobody", "notification_topic_arn", "", limit, "give a topic that people read", "warning"
        )


def _acceptance(required: bool) -> Iterator[Problem]:
    if not required:
        limit = "decide nothing where connections are accepted by themselves"
        yield Problem("acceptance-not-required", "rules", "", limit, "set acceptance_required")


def _as_a_list(rules: Sequence[ConnectionRule]) -> Iterator[Problem]:
    if not rules:
        yield Problem("no-rules", "rules", "", "are empty", "give a rule, or leave all of it out")
    for place, first in repeated(rule.key for rule in rules):
        limit, fix = f"is also the key of rules[{first}]", "give each rule its own"
        yield Problem("duplicate-rule-key", f"rules[{place}].key", rules[place].key, limit, fix)
    everything = next((place for place, rule in enumerate(rules) if not _asks(rule)), None)
    if everything is not None and everything + 1 < len(rules):
        limit = f"is never reached: rules[{everything}] matches every connection"
        after = f"rules[{everything + 1}]"
        yield Problem("rule-never-reached", after, rules[everything + 1].key, limit, "put it before", "warning")


def _rule(rule: ConnectionRule, region: Region) -> Iterator[Problem]:
    named = (rule.accounts, rule.organizations, rule.organizational_units, rule.endpoint_ids)
    if rule.action == "accept" and not any(named):
        limit = "accepts whoever asks"
        fix = "name accounts, organizations, organizational_units or endpoint_ids"
        yield Problem("accepts-anybody", "", rule.key, limit, fix)
    if rule.action == "reject" and not rule.reason:
        yield Problem("rejection-without-reason", "reason", "", "is missing", "say why, for the log")
    if rule.not_before and rule.expires and rule.not_before >= rule.expires:
        limit = f"is not after not_before {rule.not_before}, so that it never holds"
        yield Problem("rule-never-holds", "expires", rule.expires, limit, "choose a later time")
    if rule.most_connections == 0 and rule.action == "accept":
        yield Problem("rule-never-matches", "most_connections", "0", "lets nobody in", "leave the rule out")
    for name in rule.tags:
        if name.startswith(RESERVED_TAGS):
            limit = "is a tag that people do not set"
            yield Problem("reserved-tag", f"tags.{name}", name, limit, "choose another key")
    for place, other in enumerate(rule.regions):
        if other.partition != region.partition:
            limit = f"is in partition {other.partition} while {region} is in {region.partition}"
            yield Problem("mixed-partition", f"regions[{place}]", other, limit, "stay in one partition")
    for field, action in (("customer", rule.customer), ("cidr_blocks", rule.cidr_blocks)):
        if action and rule.action != "accept":
            limit = f"is given to a rule that says {rule.action}"
            yield Problem("customer-of-no-acceptance", field, str(action), limit, "give it to one that accepts")


def _asks(rule: ConnectionRule) -> bool:
    """Tell whether there are connections that `rule` does not match."""
    told = ("accounts", "organizations", "organizational_units", "regions", "endpoint_ids", "tags")
    limits = ("not_before", "expires")
    return any(getattr(rule, name) for name in (*told, *limits)) or rule.most_connections is not None


def _memberships(spec: ConnectionRules) -> Iterator[Problem]:
    asked = [rule.key for rule in spec.rules if rule.organizations or rule.organizational_units]
    if spec.memberships and spec.organizations_role:
        limit, fix = "are given beside organizations_role", "keep one of them: a list that is old and one that is true"
        yield Problem("two-memberships", "memberships", f"{len(spec.memberships)} accounts", limit, fix)
    if asked and not spec.memberships and not spec.organizations_role:
        limit = f"are missing, and rule {asked[0]} asks for organizations"
        fix = "give them, or an organizations_role that may look them up"
        yield Problem("memberships-missing", "memberships", "", limit, fix)
    if not asked and (spec.memberships or spec.organizations_role):
        field = "organizations_role" if spec.organizations_role else "memberships"
        limit = "is given, and no rule asks for organizations"
        yield Problem("memberships-unused", field, "", limit, "leave it out", "warning")


def _members(spec: ConnectionRules) -> Iterator[Problem]:
    """Yield the problems of memberships that are told: what no rule could match, and rules that nobody matches."""
    told = {each for ids in spec.memberships.values() for each in ids}
    for account, ids in spec.memberships.items():
        for place, each in enumerate(ids):
            if not any(re.fullmatch(kind.pattern, each) for kind in (OrganizationId, OrganizationalUnitId)):
                fix = "write one such as o-a1b2c3d4e5, r-ab12 or ou-ab12-11111111"
                limit = "is no id of an organization, a root or an organizational unit"
                yield Problem("malformed-membership", f"memberships.{account}[{place}]", each, limit, fix)
    for place, rule in enumerate(spec.rules if told else ()):
        for field, ids in (
            ("organizations", rule.organizations),
            ("organizational_units", rule.organizational_units),
        ):
            for index, asked in enumerate(ids):
                if asked not in told:
                    path, limit = f"rules[{place}].{field}[{index}]", "has no account in memberships"
                    fix = "tell the accounts in it, with everything that they are in"
                    yield Problem("nobody-is-member", path, str(asked), limit, fix, "warning")


def _principals(rules: Sequence[ConnectionRule], principals: Sequence[Principal]) -> Iterator[Problem]:
    allowed = {principal.account for principal in principals}
    if not allowed or EVERYONE in allowed:
        return
    for place, rule in enumerate(rules):
        for index, account in enumerate(rule.accounts):
            if rule.action == "accept" and account not in allowed:
                limit = "may not ask for a connection: it is none of the service's principals"
                path, fix = f"rules[{place}].accounts[{index}]", "add it to allowed_principals"
                yield Problem("account-is-no-principal", path, account, limit, fix, "warning")
