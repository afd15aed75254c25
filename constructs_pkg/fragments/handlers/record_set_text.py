"""A record set as CloudFormation describes it to a custom resource, and as the API of Route 53 takes it."""

from typing import Any

# What a template has as text, number or list under the same name in both.
SAME = ("Type", "SetIdentifier", "Region", "Failover", "HealthCheckId", "GeoLocation", "CidrRoutingConfig")


def record_set(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the record set that a resource asks for; CloudFormation hands every number and flag over as text.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
    """
    found: dict[str, Any] = {"Name": normal_name(asked["Name"]), **{key: asked[key] for key in SAME if key in asked}}
    for key in ("TTL", "Weight"):
        if key in asked:
            found[key] = int(asked[key])
    if "ResourceRecords" in asked:
        found["ResourceRecords"] = [{"Value": value} for value in asked["ResourceRecords"]]
    if "AliasTarget" in asked:
        alias = asked["AliasTarget"]
        found["AliasTarget"] = {**alias, "EvaluateTargetHealth": _flag(alias["EvaluateTargetHealth"])}
    if "MultiValueAnswer" in asked:
        found["MultiValueAnswer"] = _flag(asked["MultiValueAnswer"])
    if "GeoProximityLocation" in asked:
        place = asked["GeoProximityLocation"]
        found["GeoProximityLocation"] = {**place, "Bias": int(place["Bias"])} if "Bias" in place else place
    return found


def key_of(record: dict[str, Any]) -> tuple[str, str, str]:
    """Return what tells a record set from the others of its zone."""
    return normal_name(record["Name"]), record["Type"], record.get("SetIdentifier", "")


def alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two record sets answer the same."""
    return _normal(one) == _normal(other)


def normal_name(name: str) -> str:
    """Return a name as Route 53 lists it: with its last dot, and a wildcard's star as an escape.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
    """
    return f"{name.lower().removesuffix('.')}.".replace("*", "\\052")


def _normal(record: dict[str, Any]) -> dict[str, Any]:
    found = {**record, "Name": normal_name(record["Name"])}
    if "ResourceRecords" in record:
        found["ResourceRecords"] = sorted(each["Value"] for each in record["ResourceRecords"])
    if "AliasTarget" in record:
        alias = record["AliasTarget"]
        found["AliasTarget"] = {**alias, "DNSName": normal_name(alias["DNSName"])}
    return found


def _flag(given: Any) -> bool:
    return str(given).lower() == "true"
