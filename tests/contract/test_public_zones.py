"""Signing of public zones, their query logs, and records of other accounts behave as Route 53 documents.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html and its neighbours.
"""

from __future__ import annotations

from typing import Any

from .cloud import CONSUMER, Cloud, Resources, refused

KEY: dict[str, Any] = {
    "Type": "AWS::KMS::Key",
    "Properties": {"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY", "KeyPolicy": {}},
}


def signed(*, key: dict[str, Any] = KEY, name: str = "eu.example.com") -> Resources:
    """Return a signed public zone."""
    zone = {"Ref": "Zone"}
    return {
        "Zone": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": name}},
        "Key": key,
        "Ksk": {
            "Type": "AWS::Route53::KeySigningKey",
            "Properties": {
                "HostedZoneId": zone,
                "Name": "private_cells",
                "Status": "ACTIVE",
                "KeyManagementServiceArn": {"Fn::GetAtt": ["Key", "Arn"]},
            },
        },
        "Signing": {"Type": "AWS::Route53::DNSSEC", "Properties": {"HostedZoneId": zone}, "DependsOn": ["Ksk"]},
    }


def test_a_signed_zone_tells_its_ds_record(cloud: Cloud) -> None:
    """It signs, with the key that is named, and its DS record is one of algorithm 13 and digest 2."""
    made = cloud.stack(signed())
    assert "CREATE_COMPLETE" == made.status
    told = cloud.client("route53").get_dnssec(HostedZoneId=made.ids["Zone"])
    assert ("SIGNING", ["private_cells"]) == (
        told["Status"]["ServeSignature"],
        [key["Name"] for key in told["KeySigningKeys"]],
    )
    assert ["13", "2"] == told["KeySigningKeys"][0]["DSRecord"].split()[1:3]


def test_a_zone_that_is_not_signed_says_so(cloud: Cloud) -> None:
    """It has no key, and another account does not know it."""
    zone = cloud.stack({"Zone": signed()["Zone"]}).ids["Zone"]
    told = cloud.client("route53").get_dnssec(HostedZoneId=zone)
    assert ("NOT_SIGNING", []) == (told["Status"]["ServeSignature"], told["KeySigningKeys"])
    with refused("NoSuchHostedZone"):
        cloud.client("route53", CONSUMER).get_dnssec(HostedZoneId=zone)


def test_only_a_key_that_signs_is_taken(cloud: Cloud) -> None:
    """A symmetric key makes no key-signing key."""
    symmetric = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {}}}
    assert "ROLLBACK_COMPLETE" == cloud.stack(signed(key=symmetric, name="a.example.com")).status


def test_signing_does_not_end_while_the_parent_has_a_ds_record(cloud: Cloud) -> None:
    """The chain of trust is undone from above, or not at all; a zone with a key is not deleted."""
    made = cloud.stack(signed(name="b.example.com"))
    route53 = cloud.client("route53")
    parent = route53.create_hosted_zone(Name="example.com", CallerReference="parent")["HostedZone"]["Id"]
    record = {"Name": "b.example.com", "Type": "DS", "TTL": 300, "ResourceRecords": [{"Value": "1 13 2 00"}]}

    def change(action: str) -> None:
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
        route53.change_resource_record_sets(HostedZoneId=parent, ChangeBatch=batch)

    with refused("HostedZoneNotEmpty"):
        route53.delete_hosted_zone(Id=made.ids["Zone"])
    change("CREATE")
    assert "DELETE_FAILED" == deleted(cloud, made.name)
    change("DELETE")
    assert "DELETE_COMPLETE" == deleted(cloud, made.name)


def deleted(cloud: Cloud, name: str) -> str:
    """Delete a stack and return how that ends."""
    cloudformation = cloud.client("cloudformation")
    identifier = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackId"]
    cloudformation.delete_stack(StackName=name)
    return cloud.ended(identifier)
