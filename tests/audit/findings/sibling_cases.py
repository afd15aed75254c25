"""Cases of records that nothing checks, among others that wait to take their place."""

from .case import Case, Z, aliased, cell, failover, record

CHECK = {"HealthCheckId": "abcdef00-0000-0000-0000-000000000000"}
SECONDARY = failover("SECONDARY", "10.0.0.2")
PRIMARY = aliased("f.example.com", "h.example.com", Z, Failover="PRIMARY", SetIdentifier="p")


def weighted(address: str, weight: object = 1, name: str = "h.example.com", **fields: object) -> dict[str, object]:
    return dict(record(Z, name, "A", address, Weight=weight, SetIdentifier=address, **fields))


def by_country(address: str, country: str, **fields: object) -> dict[str, object]:
    place = {"CountryCode": country}
    return dict(record(Z, "h.example.com", "A", address, GeoLocation=place, SetIdentifier=address, **fields))


CASES = (
    # "Records without a health check are always healthy":
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html.
    Case(
        "failover-unwatched",
        "one of two records behind the primary is always healthy, and the primary with it",
        cell({"A": PRIMARY, "B": SECONDARY, "C": weighted("10.0.0.3", **CHECK), "D": weighted("10.0.0.4")}),
        {"us/A": "has no health check, and not all of its target is checked: it always counts as healthy."},
    ),
    Case(
        "failover-unwatched",
        "both records behind the primary are checked",
        cell({"A": PRIMARY, "B": SECONDARY, "C": weighted("10.0.0.3", **CHECK), "D": weighted("10.0.0.4", **CHECK)}),
    ),
    Case(
        "failover-unwatched",
        "one of two places behind the primary is checked, which decides there",
        cell(
            {
                "A": PRIMARY,
                "B": SECONDARY,
                "C": by_country("10.0.0.3", "DE", **CHECK),
                "D": by_country("10.0.0.4", "FR"),
            }
        ),
    ),
    Case(
        "failover-unwatched",
        "no place behind the primary is checked",
        cell({"A": PRIMARY, "B": SECONDARY, "C": by_country("10.0.0.3", "DE"), "D": by_country("10.0.0.4", "FR")}),
        {"us/A": "and nothing checks its target"},
    ),
    Case(
        "unchecked-sibling",
        "one weighted record of two is checked",
        cell({"C": weighted("10.0.0.3", **CHECK), "D": weighted("10.0.0.4")}),
        {"us/D": "A (10.0.0.4) has no health check, other than 10.0.0.3: it is answered while it is down."},
    ),
    Case(
        "unchecked-sibling",
        "an alias of records of which one is not checked",
        cell(
            {
                "A": weighted("10.0.0.5", name="w.example.com", **CHECK),
                "B": aliased("w.example.com", "h.example.com", Z, Weight=1, SetIdentifier="h"),
                "C": weighted("10.0.0.3", **CHECK),
                "D": weighted("10.0.0.4"),
            }
        ),
        {
            "us/B": "w.example.com A (alias of h.example.com) leads to what is not all checked, other than 10.0.0.5",
            "us/D": "has no health check",
        },
    ),
    Case(
        "unchecked-sibling",
        "none is checked",
        cell({"C": weighted("10.0.0.3"), "D": weighted("10.0.0.4")}),
    ),
    Case(
        "unchecked-sibling",
        "the last resort is not checked",
        cell({"C": weighted("10.0.0.3", **CHECK), "D": weighted("10.0.0.4", 0)}),
    ),
    Case(
        "unchecked-sibling",
        "another place is not checked",
        cell({"C": by_country("10.0.0.3", "DE", **CHECK), "D": by_country("10.0.0.4", "FR")}),
    ),
)
