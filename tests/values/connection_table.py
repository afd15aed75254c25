"""The rules of rules about connections: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.connection_rule_rules import check_connection_rules, check_who_is_told
from constructs_pkg.values.connection_rules import ConnectionRules
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, REGION, ZONE_ID

OTHER = "222222222222"
COLLECTION = "01234567-89ab-cdef-0123-456789abcdef"
NAMES = {"zone": "customers.example.com", "zone_id": ZONE_ID}


def kept(
    *rules: dict[str, Any], required: bool = True, principals: tuple[str, ...] = (), **fields: Any
) -> list[Problem]:
    """Return the problems of those rules, with `fields` beside them."""
    try:
        spec = parse(ConnectionRules, {"rules": rules, **fields})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_connection_rules(spec, REGION, required, map(Principal, principals))


def rule(**fields: Any) -> dict[str, Any]:
    """Return a rule that accepts one account, with `fields`."""
    return {"key": "friend", "action": "accept", "accounts": [OTHER], **fields}


def judged(**fields: Any) -> list[Problem]:
    """Return the problems of that rule alone."""
    return kept(rule(**fields), names=NAMES if "customer" in fields else None)


ANYTHING = {"key": "rest", "action": "reject", "reason": "not a customer"}
IN_UNIT = rule(accounts=[], organizational_units=["ou-ab12-11111111"])
BLOCKS = {"cidr_blocks": ["192.0.2.0/24"]}

# With its mark and a label of ten it has the 253 characters of a name.
LONG_ZONE = ".".join(["z" * 63, "z" * 63, "z" * 63, "z" * 35])


def blocks(number: int) -> list[str]:
    """Return as many blocks."""
    return [f"10.{place // 256}.{place % 256}.0/24" for place in range(number)]


CONNECTION_RULES = [
    Case("there are rules", "no-rules", "rules", kept, lambda: kept(rule())),
    Case(
        "a path is read by whoever knows its folder",
        "document-not-read",
        "memberships",
        lambda: kept(IN_UNIT, memberships="members.json"),
        lambda: kept(IN_UNIT, memberships={OTHER: ["ou-ab12-11111111"]}),
    ),
    Case(
        "each rule has a key of its own",
        "duplicate-rule-key",
        "rules[1].key",
        lambda: kept(rule(), rule(accounts=[ACCOUNT])),
        lambda: kept(rule(), rule(key="ours", accounts=[ACCOUNT])),
    ),
    Case(
        "nothing comes after a rule that matches everything",
        "rule-never-reached",
        "rules[1]",
        lambda: kept(ANYTHING, rule()),
        lambda: kept(rule(), ANYTHING),
        severity="warning",
    ),
    Case(
        "whom a rule accepts is named",
        "accepts-anybody",
        "rules[0]",
        lambda: judged(accounts=[], regions=["us-east-1"]),
        lambda: judged(regions=["us-east-1"]),
    ),
    Case(
        "a rejection says why",
        "rejection-without-reason",
        "rules[0].reason",
        lambda: judged(action="reject"),
        lambda: judged(action="reject", reason="no contract"),
    ),
    Case(
        "a rule holds for some time",
        "rule-never-holds",
        "rules[0].expires",
        lambda: judged(not_before="2027-01-01", expires="2027-01-01T00:00:00Z"),
        lambda: judged(not_before="2027-01-01", expires="2027-01-01T00:00:01Z"),
    ),
    Case(
        "a rule lets somebody in",
        "rule-never-matches",
        "rules[0].most_connections",
        lambda: judged(most_connections=0),
        lambda: judged(most_connections=1),
    ),
    Case(
        "the tags of the library and of AWS are not asked for",
        "reserved-tag",
        "rules[0].tags.private-cells:accepted-by",
        lambda: judged(tags={"private-cells:accepted-by": ["friend"]}),
        lambda: judged(tags={"accepted-by": ["friend"]}),
    ),
    Case(
        "endpoints are in the service's partition",
        "mixed-partition",
        "rules[0].regions[0]",
        lambda: judged(regions=["cn-north-1"]),
        lambda: judged(regions=["eu-west-1"]),
    ),
    Case(
        "a customer is somebody who is accepted",
        "customer-of-no-acceptance",
        "rules[0].customer",
        lambda: kept(rule(action="leave", customer="anycompany"), rule(key="more", customer="more"), names=NAMES),
        lambda: kept(rule(customer="anycompany"), rule(key="more", customer="more"), names=NAMES),
    ),
    Case(
        "memberships come from one place",
        "two-memberships",
        "memberships",
        lambda: kept(
            IN_UNIT,
            memberships={OTHER: ["ou-ab12-11111111"]},
            organizations_role=f"arn:aws:iam::{ACCOUNT}:role/reads-organization",
        ),
        lambda: kept(IN_UNIT, memberships={OTHER: ["ou-ab12-11111111"]}),
    ),
    Case(
        "memberships that rules ask for are told",
        "memberships-missing",
        "memberships",
        lambda: kept(IN_UNIT),
        lambda: kept(IN_UNIT, organizations_role=f"arn:aws:iam::{ACCOUNT}:role/reads-organization"),
    ),
    Case(
        "memberships are given for a rule",
        "memberships-unused",
        "memberships",
        lambda: kept(rule(), memberships={OTHER: ["ou-ab12-11111111"]}),
        lambda: kept(IN_UNIT, memberships={OTHER: ["ou-ab12-11111111"]}),
        severity="warning",
    ),
    Case(
        "what an account is in is what rules ask for",
        "malformed-membership",
        "memberships.222222222222[0]",
        lambda: kept(IN_UNIT, memberships={OTHER: ["ou-ab12-111", "ou-ab12-11111111"]}),
        lambda: kept(IN_UNIT, memberships={OTHER: ["o-a1b2c3d4e5", "ou-ab12-11111111"]}),
    ),
    Case(
        "a unit that a rule asks for has an account",
        "nobody-is-member",
        "rules[0].organizational_units[0]",
        lambda: kept(IN_UNIT, memberships={OTHER: ["ou-ab12-22222222"]}),
        lambda: kept(IN_UNIT, memberships={OTHER: ["ou-ab12-11111111"]}),
        severity="warning",
    ),
    Case(
        "an organization that a rule asks for has an account",
        "nobody-is-member",
        "rules[0].organizations[0]",
        lambda: kept(rule(accounts=[], organizations=["o-a1b2c3d4e5"]), memberships={OTHER: ["r-ab12"]}),
        lambda: kept(rule(accounts=[], organizations=["o-a1b2c3d4e5"]), memberships={OTHER: ["o-a1b2c3d4e5"]}),
        severity="warning",
    ),
    Case(
        "customers' names have a zone",
        "customer-without-zone",
        "rules[0].customer",
        lambda: kept(rule(customer="anycompany")),
        lambda: kept(rule(customer="anycompany"), names=NAMES),
    ),
    Case(
        "a zone of customers' names has some",
        "names-unused",
        "names",
        lambda: kept(rule(), names=NAMES),
        lambda: kept(rule(), names={**NAMES, "customers": {OTHER: "anycompany"}}),
        severity="warning",
    ),
    Case(
        "blocks have a collection",
        "blocks-without-collection",
        "rules[0].cidr_blocks",
        lambda: kept(rule(**BLOCKS)),
        lambda: kept(rule(**BLOCKS), cidr_collection_id=COLLECTION),
    ),
    Case(
        "a location's name is short",
        "location-too-long",
        "rules[0].customer",
        lambda: kept(rule(customer="a" * 17, **BLOCKS), cidr_collection_id=COLLECTION),
        lambda: kept(rule(customer="a" * 16, **BLOCKS), cidr_collection_id=COLLECTION),
    ),
    Case(
        "a block is as large as Route 53 tells apart",
        "block-too-small",
        "rules[0].cidr_blocks[0]",
        lambda: kept(rule(cidr_blocks=["192.0.2.0/25"]), cidr_collection_id=COLLECTION),
        lambda: kept(rule(cidr_blocks=["192.0.2.0/24"]), cidr_collection_id=COLLECTION),
    ),
    Case(
        "an IPv6 block is as large as Route 53 tells apart",
        "block-too-small",
        "rules[0].cidr_blocks[0]",
        lambda: kept(rule(cidr_blocks=["2001:db8::/49"]), cidr_collection_id=COLLECTION),
        lambda: kept(rule(cidr_blocks=["2001:db8::/48"]), cidr_collection_id=COLLECTION),
    ),
    Case(
        "a block is of one customer",
        "duplicate-block",
        "rules[1].cidr_blocks",
        lambda: kept(rule(**BLOCKS), rule(key="other", **BLOCKS), cidr_collection_id=COLLECTION),
        lambda: kept(
            rule(customer="one", **BLOCKS), rule(key="other", customer="one", **BLOCKS), cidr_collection_id=COLLECTION
        ),
    ),
    Case(
        "a block is of somebody",
        "block-of-everybody",
        "rules[0].cidr_blocks[0]",
        lambda: kept(rule(cidr_blocks=["0.0.0.0/0"]), cidr_collection_id=COLLECTION),
        lambda: kept(rule(cidr_blocks=["0.0.0.0/1"]), cidr_collection_id=COLLECTION),
    ),
    Case(
        "a location has at most 1,000 blocks",
        "location-too-large",
        "rules[0].cidr_blocks[1000]",
        lambda: kept(rule(cidr_blocks=blocks(1001)), cidr_collection_id=COLLECTION),
        lambda: kept(rule(cidr_blocks=blocks(1000)), cidr_collection_id=COLLECTION),
    ),
    Case(
        "no customer's block is inside another's",
        "nested-blocks",
        "rules[1].cidr_blocks[0]",
        lambda: kept(rule(**BLOCKS), rule(key="wide", cidr_blocks=["192.0.0.0/16"]), cidr_collection_id=COLLECTION),
        lambda: kept(
            rule(customer="one", **BLOCKS),
            rule(key="wide", customer="one", cidr_blocks=["192.0.0.0/16"]),
            rule(key="six", cidr_blocks=["2001:db8::/32"]),
            cidr_collection_id=COLLECTION,
        ),
        severity="warning",
    ),
    Case(
        "a customer's name, and the one that marks it, is a name",
        "customer-name-too-long",
        "names.customers.222222222222",
        lambda: kept(rule(), names={**NAMES, "zone": LONG_ZONE, "customers": {OTHER: "x" * 11}}),
        lambda: kept(rule(), names={**NAMES, "zone": LONG_ZONE, "customers": {OTHER: "x" * 10}}),
    ),
    Case(
        "two rules do not give two accounts one name",
        "shared-customer-name",
        "rules[1].customer",
        lambda: kept(rule(customer="one"), rule(key="other", accounts=[ACCOUNT], customer="one"), names=NAMES),
        lambda: kept(rule(customer="one"), rule(key="other", customer="one"), names=NAMES),
        severity="warning",
    ),
    Case(
        "one rule does not give several accounts one name",
        "shared-customer-name",
        "rules[0].customer",
        lambda: judged(customer="one", accounts=[ACCOUNT, OTHER]),
        lambda: judged(customer="one", accounts=[ACCOUNT]),
        severity="warning",
    ),
    Case(
        "a rule about organizations does not give their accounts one name",
        "shared-customer-name",
        "rules[0].customer",
        lambda: kept({**IN_UNIT, "customer": "one"}, memberships={OTHER: ["ou-ab12-11111111"]}, names=NAMES),
        lambda: kept(
            {**IN_UNIT, "customer": "one", "accounts": [OTHER]}, memberships={OTHER: ["ou-ab12-11111111"]}, names=NAMES
        ),
        severity="warning",
    ),
    Case(
        "an account that a human lets in does not have a rule's name",
        "shared-customer-name",
        "names.customers.111111111111",
        lambda: kept(rule(customer="one"), names={**NAMES, "customers": {ACCOUNT: "one"}}),
        lambda: kept(rule(customer="one"), names={**NAMES, "customers": {OTHER: "one"}}),
        severity="warning",
    ),
    Case(
        "alarms tell somebody",
        "alarms-tell-nobody",
        "notification_topic_arn",
        lambda: [*check_who_is_told(None)],
        lambda: [*check_who_is_told(f"arn:aws:sns:{REGION}:{ACCOUNT}:operators")],
        severity="warning",
    ),
    Case(
        "a collection has blocks",
        "collection-unused",
        "cidr_collection_id",
        lambda: kept(rule(), cidr_collection_id=COLLECTION),
        lambda: kept(rule(**BLOCKS), cidr_collection_id=COLLECTION),
        severity="warning",
    ),
    Case(
        "whom a rule accepts may ask",
        "account-is-no-principal",
        "rules[0].accounts[0]",
        lambda: kept(rule(), principals=(ACCOUNT,)),
        lambda: kept(rule(), principals=(f"arn:aws:iam::{OTHER}:role/consumer",)),
        severity="warning",
    ),
    Case(
        "rules decide where acceptance is required",
        "acceptance-not-required",
        "rules",
        lambda: kept(rule(), required=False),
        lambda: kept(rule()),
    ),
    Case(
        "an organizational unit has an id",
        "malformed-id",
        "rules[0].organizational_units[0]",
        lambda: kept(rule(organizational_units=["ou-1"]), memberships={OTHER: ["r-ab12"]}),
        lambda: kept(rule(organizational_units=["r-ab12"]), memberships={OTHER: ["r-ab12"]}),
    ),
]
