"""The rules of private DNS names, of acceptance and of handoffs: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.handoff import Handoff
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import NETWORK, SERVICE, ZONE_ID, consumer, service

_ROLE = "arn:aws:iam::333333333333:role/dns/verifies"
_CHINESE_ROLE = "arn:aws-cn:iam::333333333333:role/verifies"
_TRUSTED = {"name": "lent", "trusted_accounts": ["222222222222"]}


def _named(name: str = "api.example.com", **fields: Any) -> list[Problem]:
    return service(private_dns_name={"name": name, **fields})


def _lent(*accounts: str, **fields: Any) -> list[Problem]:
    return service(acceptance_role={"name": "lent", "trusted_accounts": list(accounts)}, **fields)


def _accepted(wish: Any, **fields: Any) -> list[Problem]:
    return consumer(accept=wish, **fields)


def handoff(**changes: Any) -> list[Problem]:
    """Return the problems of a handoff of which some fields are changed."""
    try:
        parse(Handoff, {"version": 1, "service_name": SERVICE, "region": "us-east-1", **changes})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return []


HANDOVER_RULES = [
    Case(
        "a private DNS name is in a domain",
        "private-dns-name-without-domain",
        "private_dns_name.name",
        lambda: _named("*.com"),
        lambda: _named("*.example.com"),
    ),
    Case(
        "a role for a zone has a zone",
        "zone-role-without-zone",
        "private_dns_name.zone_role_arn",
        lambda: _named(zone_role_arn=_ROLE),
        lambda: _named(zone_role_arn=_ROLE, zone_id=ZONE_ID),
    ),
    Case(
        "a role for a zone is in the service's partition",
        "zone-role-in-other-partition",
        "private_dns_name.zone_role_arn",
        lambda: _named(zone_role_arn=_CHINESE_ROLE, zone_id=ZONE_ID),
        lambda: _named(zone_role_arn="${Token[TOKEN.7]}", zone_id=ZONE_ID),
    ),
    Case(
        "a role trusts each account once",
        "duplicate-trusted-account",
        "acceptance_role.trusted_accounts[1]",
        lambda: _lent("222222222222", "222222222222"),
        lambda: _lent("222222222222", "333333333333"),
    ),
    Case(
        "a role that accepts has something to accept",
        "acceptance-role-unused",
        "acceptance_role",
        lambda: service(acceptance_role=_TRUSTED, acceptance_required=False),
        lambda: service(acceptance_role=_TRUSTED, acceptance_required=True),
        "warning",
    ),
    Case(
        "nobody accepts connections to a service of AWS",
        "acceptance-by-aws",
        "accept",
        lambda: _accepted("own-account", service_name="com.amazonaws.us-east-1.ssm"),
        lambda: _accepted("own-account", service_name=SERVICE),
    ),
    Case(
        "a role that accepts is in the endpoint's partition",
        "acceptance-role-in-other-partition",
        "accept.role_arn",
        lambda: _accepted({"role_arn": _CHINESE_ROLE}),
        lambda: _accepted({"role_arn": _ROLE}),
    ),
    Case(
        "acceptance is one of its two forms",
        "wrong-type",
        "accept",
        lambda: _accepted("everywhere"),
        lambda: _accepted("own-account"),
    ),
    Case(
        "a handoff is of a version that is read",
        "handoff-version",
        "version",
        lambda: handoff(version=2),
        lambda: handoff(version=1),
    ),
    Case(
        "a handoff's Region is that of its service's name",
        "handoff-region-differs",
        "region",
        lambda: handoff(region="eu-west-1"),
        lambda: handoff(region="us-east-1"),
    ),
    Case(
        "a handoff's parameters have 15 levels at most",
        "parameter-path-too-deep",
        "publish_handoff_to",
        lambda: service(publish_handoff_to="/a" * 15),
        lambda: service(publish_handoff_to="/a" * 14),
    ),
    Case(
        "the service's name is not written where the handoff is",
        "parameter-of-handoff",
        "publish_to",
        lambda: service(publish_to="/api/service-name", publish_handoff_to="/api"),
        lambda: service(publish_to="/api/name", publish_handoff_to="/api"),
    ),
    Case(
        "a handoff's parameters are not Systems Manager's own",
        "reserved-parameter-path",
        "publish_handoff_to",
        lambda: service(publish_handoff_to="/ssm/api"),
        lambda: service(publish_handoff_to="/x/ssm/api"),
    ),
    Case(
        "a network's dns flags are on for private DNS",
        "dns-flags-off",
        "private_dns",
        lambda: _accepted("own-account", private_dns=True, network={**NETWORK, "dns": False}),
        lambda: _accepted("own-account", private_dns=True, network={**NETWORK, "dns": True}),
    ),
]
