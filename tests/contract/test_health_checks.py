"""Health checks and CIDR collections behave as Route 53 documents.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeCidrCollection.html.
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import Cloud, Resources, refused

_ALARM: dict[str, Any] = {
    "Type": "AWS::CloudWatch::Alarm",
    "Properties": {
        "Namespace": "Orders",
        "MetricName": "Depth",
        "Statistic": "Maximum",
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 1,
        "Period": 60,
        "EvaluationPeriods": 3,
    },
}


def _check(**config: Any) -> dict[str, Any]:
    tags = [{"Key": "Name", "Value": "site"}]
    return {
        "Type": "AWS::Route53::HealthCheck",
        "Properties": {"HealthCheckConfig": config, "HealthCheckTags": tags},
    }


def _collection(name: str = "clients", **locations: list[str]) -> Resources:
    listed = [{"LocationName": location, "CidrList": blocks} for location, blocks in locations.items()]
    return {
        "Clients": {"Type": "AWS::Route53::CidrCollection", "Properties": {"Name": name, "Locations": listed}},
    }


@pytest.mark.parametrize("address", ["10.0.0.10", "100.64.0.1", "127.0.0.1", "224.0.0.251", "fd00::10"])
def test_no_address_inside_a_network_is_probed(cloud: Cloud, address: str) -> None:
    """Health checkers reach public addresses alone."""
    with refused("InvalidInput"):
        cloud.client("route53").create_health_check(
            CallerReference="private", HealthCheckConfig={"Type": "TCP", "IPAddress": address, "Port": 443}
        )


def test_an_alarm_is_followed_where_there_is_one(cloud: Cloud) -> None:
    """The alarm is of the account, in the Region that is named."""
    elsewhere = {"Name": "depth", "Region": "eu-west-1"}
    with refused("InvalidInput"):
        cloud.client("route53").create_health_check(
            CallerReference="alarm", HealthCheckConfig={"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": elsewhere}
        )
    named = {"Name": {"Ref": "Alarm"}, "Region": "us-east-1"}
    config = {"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": named, "InsufficientDataHealthStatus": "Unhealthy"}
    made = cloud.stack({"Alarm": _ALARM, "Check": _check(**config)})
    shown = cloud.client("route53").get_health_check(HealthCheckId=made.ids["Check"])["HealthCheck"]
    assert {"Name": made.ids["Alarm"], "Region": "us-east-1"} == shown["HealthCheckConfig"]["AlarmIdentifier"]
    tags = cloud.client("route53").list_tags_for_resource(ResourceType="healthcheck", ResourceId=made.ids["Check"])
    assert [{"Key": "Name", "Value": "site"}] == tags["ResourceTagSet"]["Tags"]


def test_a_calculated_check_counts_those_that_there_are(cloud: Cloud) -> None:
    """A child that does not exist is refused; inverting is taken back where it is no longer asked for."""
    route53 = cloud.client("route53")
    with refused("InvalidInput"):
        route53.create_health_check(
            CallerReference="children",
            HealthCheckConfig={"Type": "CALCULATED", "ChildHealthChecks": ["abc"], "HealthThreshold": 1},
        )
    leaf = _check(Type="TCP", IPAddress="192.0.2.1", Port=443)
    counted = {"Type": "CALCULATED", "ChildHealthChecks": [{"Ref": "Leaf"}], "HealthThreshold": 0}
    made = cloud.stack({"Leaf": leaf, "All": _check(**counted, Inverted=True)})
    cloud.stack({"Leaf": leaf, "All": _check(**counted)}, made.name)
    config = route53.get_health_check(HealthCheckId=made.ids["All"])["HealthCheck"]["HealthCheckConfig"]
    assert ([made.ids["Leaf"]], 0, False) == (
        config["ChildHealthChecks"],
        config["HealthThreshold"],
        config["Inverted"],
    )


def test_a_collection_is_changed_in_place(cloud: Cloud) -> None:
    """Its blocks change under its id; another name is another collection."""
    route53 = cloud.client("route53")
    made = cloud.stack(_collection(office=["203.0.113.0/24"]))
    after = cloud.stack(_collection(office=["198.51.100.0/24"], home=["2001:db8::/48"]), made.name)
    assert made.ids == after.ids
    blocks = route53.list_cidr_blocks(CollectionId=made.ids["Clients"])["CidrBlocks"]
    assert [("2001:db8::/48", "home"), ("198.51.100.0/24", "office")] == [
        (one["CidrBlock"], one["LocationName"]) for one in blocks
    ]
    other = cloud.stack(_collection("others", office=["203.0.113.0/24"]), made.name)
    names = {one["Name"] for one in route53.list_cidr_collections()["CidrCollections"]}
    assert {"others"} == names & {"clients", "others"}
    assert made.ids != other.ids
    broken = cloud.stack(_collection("others", office=["203.0.113.0/24"], home=["203.0.113.0/24"]), made.name)
    assert "UPDATE_ROLLBACK_COMPLETE" == broken.status


def test_the_blocks_of_a_location_are_added_and_taken_away(cloud: Cloud) -> None:
    """A location comes with its first block and goes with its last; a block is at one location; all changes count.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeCidrCollection.html
    """
    route53 = cloud.client("route53")
    made = route53.create_cidr_collection(Name="customers", CallerReference="customers")["Collection"]

    def change(action: str, location: str, *blocks: str) -> list[tuple[str, str]]:
        asked = {"LocationName": location, "Action": action, "CidrList": [*blocks]}
        route53.change_cidr_collection(Id=made["Id"], Changes=[asked])
        found = route53.list_cidr_blocks(CollectionId=made["Id"])["CidrBlocks"]
        return [(one["LocationName"], one["CidrBlock"]) for one in found]

    first, second = "192.0.2.0/24", "198.51.100.0/24"
    assert [("any", first)] == change("PUT", "any", first)
    assert [("any", first), ("any", second)] == change("PUT", "any", second)
    with refused("CidrBlockInUseException"):
        change("PUT", "other", first)
    assert [("any", second)] == change("DELETE_IF_EXISTS", "any", first)
    assert [] == change("DELETE_IF_EXISTS", "any", first, second)
    (held,) = [one for one in route53.list_cidr_collections()["CidrCollections"] if one["Id"] == made["Id"]]
    assert (1, 5) == (made["Version"], held["Version"])
    route53.delete_cidr_collection(Id=made["Id"])
    with refused("NoSuchCidrCollectionException"):
        change("PUT", "any", first)


def test_a_collection_in_use_is_not_deleted(cloud: Cloud) -> None:
    """A record names a location that there is, and holds its collection."""
    route53 = cloud.client("route53")
    made = cloud.stack(_collection("used", office=["203.0.113.0/24"]))
    identifier = made.ids["Clients"]
    public = route53.create_hosted_zone(Name="example.org", CallerReference="public")["HostedZone"]["Id"]

    def record(location: str) -> dict[str, Any]:
        return {
            "Name": "www.example.org.",
            "Type": "A",
            "TTL": 60,
            "ResourceRecords": [{"Value": "192.0.2.1"}],
            "SetIdentifier": location,
            "CidrRoutingConfig": {"CollectionId": identifier, "LocationName": location},
        }

    with refused("NoSuchCidrLocationException"):
        cloud.change(public, ("CREATE", record("home")))
    cloud.change(public, ("CREATE", record("office")), ("CREATE", record("*")))
    with refused("CidrCollectionInUseException"):
        route53.delete_cidr_collection(Id=identifier)
    cloud.change(public, ("DELETE", record("office")), ("DELETE", record("*")))
    route53.delete_cidr_collection(Id=identifier)
    assert "used" not in [one["Name"] for one in route53.list_cidr_collections()["CidrCollections"]]
