"""Rules about connections that no rule refuses."""

from .drawing import ACCOUNTS, Wish, World

ORGANIZATIONS = ["o-a1b2c3d4e5", "o-exampleorgid"]
UNITS = ["r-ab12", "ou-ab12-11111111", "ou-ab12-22222222"]


def connection_rules(world: World, region: str, account: str) -> Wish:
    """Rules for the connections to a service, with what they need of memberships, names and blocks."""
    rules = [_rule(world, place) for place in range(world.number(1, 4))]
    arn = f"arn:{world.partition}"
    labelled = any("customer" in rule and "cidr_blocks" not in rule for rule in rules)
    blocks = any("cidr_blocks" in rule for rule in rules)
    return {
        "rules": rules,
        **(
            _memberships(world)
            if any({"organizations", "organizational_units"} & rule.keys() for rule in rules)
            else {}
        ),
        **({"names": _names(world)} if labelled or world.chance() else {}),
        **({"cidr_collection_id": f"01234567-89ab-cdef-0123-{world.serial():012x}"} if blocks else {}),
        **world.maybe(
            most_rejected=lambda: world.one(0.0, 0.5, 1.0),
            minutes=lambda: world.number(1, 4),
            on_deletion="reject",
            dry_run=True,
            notification_topic_arn=f"{arn}:sns:{region}:{account}:operators",
        ),
    }


def _rule(world: World, place: int) -> Wish:
    action = world.one("accept", "accept", "reject", "leave")
    whom = world.maybe(
        45,
        accounts=lambda: world.some(ACCOUNTS, least=1),
        organizations=lambda: world.some(ORGANIZATIONS, least=1),
        organizational_units=lambda: world.some(UNITS, least=1),
        endpoint_ids=lambda: [world.id("vpce")],
    ) or {"accounts": [world.one(*ACCOUNTS)]}
    return {
        "key": f"rule-{place}",
        "action": action,
        **whom,
        **({"reason": "The contract has ended"} if action == "reject" else world.maybe(reason="A customer")),
        **world.maybe(
            regions=lambda: world.some(world.regions, least=1),
            tags=lambda: {"tier": world.some(["gold", "silver"], least=1)},
            not_before=lambda: world.one("2026-01-01", "2026-02-01T12:00:00Z"),
            expires=lambda: world.one("2027-01-01", "2027-12-31T00:00:00Z"),
            most_connections=lambda: world.number(1, 3),
        ),
        **(
            world.maybe(
                45,
                customer=lambda: f"customer-{place}",
                cidr_blocks=lambda: [f"198.51.{place}.0/24", f"2001:db8:{place}::/48"],
            )
            if action == "accept"
            else {}
        ),
    }


def _memberships(world: World) -> Wish:
    if world.chance(50):
        return {"organizations_role": f"arn:{world.partition}:iam::{world.one(*ACCOUNTS)}:role/looks-up-accounts"}
    return {
        "memberships": {
            account: [world.one(*ORGANIZATIONS), *world.some(UNITS)] for account in world.some(ACCOUNTS, least=1)
        }
    }


def _names(world: World) -> Wish:
    return {
        "zone": f"customers{world.serial()}.example.com",
        "zone_id": world.zone_id(),
        **world.maybe(50, ttl=30, customers=lambda: {account: f"of-{account}" for account in world.some(ACCOUNTS, 1)}),
    }
