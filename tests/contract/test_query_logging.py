"""Resolver query logging behaves as AWS documents, by its API and through templates.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverQueryLogConfig.html.
"""

from __future__ import annotations

from typing import Any

import pytest
from botocore.session import Session

from emulator import query_logging

from .cloud import CONSUMER, PROVIDER, Cloud, Resources, refused

BUCKET = "arn:aws:s3:::query-logs"


def config(cloud: Cloud, destination: str = BUCKET) -> str:
    """Make a configuration and return its id."""
    made = cloud.client("route53resolver").create_resolver_query_log_config(
        Name="logs", DestinationArn=destination, CreatorRequestId=str(next(cloud.numbers))
    )
    identifier: str = made["ResolverQueryLogConfig"]["Id"]
    return identifier


def associated(cloud: Cloud, identifier: str, vpc: str) -> dict[str, Any]:
    """Associate a VPC and return the association."""
    resolver = cloud.client("route53resolver")
    made = resolver.associate_resolver_query_log_config(ResolverQueryLogConfigId=identifier, ResourceId=vpc)
    found: dict[str, Any] = made["ResolverQueryLogConfigAssociation"]
    return found


@pytest.mark.parametrize("name", sorted(query_logging.ACTIONS))
def test_an_action_is_one_of_the_resolver(name: str) -> None:
    """Every action that is answered is in botocore's model of the Resolver."""
    assert name == Session().get_service_model("route53resolver").operation_model(name).name


def test_a_configuration_counts_its_vpcs(cloud: Cloud) -> None:
    """What is shown of a configuration is how many VPCs it logs."""
    identifier, resolver = config(cloud), cloud.client("route53resolver")
    assert "ACTIVE" == associated(cloud, identifier, cloud.vpc())["Status"]
    shown = resolver.get_resolver_query_log_config(ResolverQueryLogConfigId=identifier)["ResolverQueryLogConfig"]
    assert (BUCKET, 1, "CREATED") == tuple(shown[key] for key in ("DestinationArn", "AssociationCount", "Status"))


def test_a_configuration_in_use_is_not_deleted(cloud: Cloud) -> None:
    """Its VPCs go first."""
    identifier, vpc, resolver = config(cloud), cloud.vpc(), cloud.client("route53resolver")
    associated(cloud, identifier, vpc)
    with refused("InvalidRequestException"):
        resolver.delete_resolver_query_log_config(ResolverQueryLogConfigId=identifier)
    resolver.disassociate_resolver_query_log_config(ResolverQueryLogConfigId=identifier, ResourceId=vpc)
    resolver.delete_resolver_query_log_config(ResolverQueryLogConfigId=identifier)
    with refused("ResourceNotFoundException"):
        resolver.get_resolver_query_log_config(ResolverQueryLogConfigId=identifier)


def test_a_vpc_is_associated_once(cloud: Cloud) -> None:
    """A second association with the same configuration is refused."""
    identifier, vpc = config(cloud), cloud.vpc()
    associated(cloud, identifier, vpc)
    with refused("ResourceExistsException"):
        associated(cloud, identifier, vpc)


def test_another_accounts_configuration_is_not_seen(cloud: Cloud) -> None:
    """A configuration is its account's and Region's."""
    identifier = config(cloud)
    for place in ((CONSUMER, "us-east-1"), (PROVIDER, "eu-west-1")):
        with refused("ResourceNotFoundException"):
            cloud.client("route53resolver", *place).get_resolver_query_log_config(ResolverQueryLogConfigId=identifier)


def test_a_destination_of_another_region_is_refused(cloud: Cloud) -> None:
    """A log group is in the Region of the configuration."""
    with refused("InvalidParameterException"):
        config(cloud, f"arn:aws:logs:eu-west-1:{PROVIDER}:log-group:queries")


def test_a_missing_log_group_is_told(cloud: Cloud) -> None:
    """The association says that its destination is not there."""
    identifier = config(cloud, f"arn:aws:logs:us-east-1:{PROVIDER}:log-group:nowhere")
    found = associated(cloud, identifier, cloud.vpc())
    assert ("ACTION_NEEDED", "DESTINATION_NOT_FOUND") == (found["Status"], found["Error"])


def test_a_template_logs_a_vpc_and_another_destination_replaces(cloud: Cloud) -> None:
    """The configuration is made anew for another destination, and the VPC follows it."""
    before = cloud.stack(template(BUCKET))
    after = cloud.stack(template(f"{BUCKET}/new"), before.name)
    listed = cloud.client("route53resolver").list_resolver_query_log_config_associations()
    logged = {
        one["ResourceId"]: one["ResolverQueryLogConfigId"] for one in listed["ResolverQueryLogConfigAssociations"]
    }
    assert ("CREATE_COMPLETE", "UPDATE_COMPLETE") == (before.status, after.status)
    assert before.ids["Config"] != after.ids["Config"]
    assert after.ids["Config"] == logged[after.ids["Vpc"]]


def template(destination: str) -> Resources:
    """Return a VPC whose queries are logged."""
    kind = "AWS::Route53Resolver::ResolverQueryLoggingConfig"
    return {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Config": {"Type": kind, "Properties": {"Name": {"Ref": "Vpc"}, "DestinationArn": destination}},
        "Association": {
            "Type": f"{kind}Association",
            "Properties": {"ResolverQueryLogConfigId": {"Ref": "Config"}, "ResourceId": {"Ref": "Vpc"}},
        },
    }
