"""Endpoint services and interface endpoints behave as AWS documents.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html and the pages beside it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from .cloud import CONSUMER, PROVIDER, STRANGER, Cloud, refused

NEVER_MADE = "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000"


def of(account: str, principal: str) -> str:
    """Return an ARN of IAM."""
    return f"arn:aws:iam::{account}:{principal}"


@pytest.mark.parametrize("principal", ["root", "role/deployer", "user/ada"])
def test_a_principal_lets_its_account_connect(cloud: Cloud, principal: str) -> None:
    """An account's root, a role and a user admit their account; credentials here are an account's alone."""
    service = cloud.service(of(CONSUMER, principal), acceptance=False)
    assert "available" == cloud.state(cloud.endpoint(service))


def test_everybody_may_connect_where_the_principal_is_a_star(cloud: Cloud) -> None:
    """``*`` admits an account that nobody named."""
    service = cloud.service("*", acceptance=False)
    assert "available" == cloud.state(cloud.endpoint(service, STRANGER), STRANGER)


def test_the_owner_needs_no_permission(cloud: Cloud) -> None:
    """A service without principals is the owner's own."""
    service = cloud.service(acceptance=False)
    assert "available" == cloud.state(cloud.endpoint(service, PROVIDER), PROVIDER)


def test_a_service_does_not_exist_for_who_is_not_named(cloud: Cloud) -> None:
    """The refusal is the one for a name that nobody has."""
    service = cloud.service(of(CONSUMER, "root"))
    for name in (service["ServiceName"], NEVER_MADE):
        with refused("InvalidServiceName"):
            cloud.endpoint({"ServiceName": name}, STRANGER)


def test_permissions_are_added_and_removed(cloud: Cloud) -> None:
    """The list is what was added and not removed; who was removed keeps a connection and gets no other."""
    service, ec2 = cloud.service(of(CONSUMER, "root"), of(STRANGER, "root"), acceptance=False), cloud.client("ec2")
    endpoint = cloud.endpoint(service)
    ec2.modify_vpc_endpoint_service_permissions(
        ServiceId=service["ServiceId"], RemoveAllowedPrincipals=[of(CONSUMER, "root")]
    )
    left = ec2.describe_vpc_endpoint_service_permissions(ServiceId=service["ServiceId"])["AllowedPrincipals"]
    assert [of(STRANGER, "root")] == [one["Principal"] for one in left]
    assert "available" == cloud.state(endpoint)
    with refused("InvalidServiceName"):
        cloud.endpoint(service)


def test_a_connection_is_accepted_rejected_and_accepted_again(cloud: Cloud) -> None:
    """Each decision is seen by both sides; deciding twice alike is refused for that endpoint."""
    service, ec2 = cloud.service(of(CONSUMER, "root")), cloud.client("ec2")
    endpoint = cloud.endpoint(service)
    assert "pendingAcceptance" == cloud.state(endpoint)
    asked = {"ServiceId": service["ServiceId"], "VpcEndpointIds": [endpoint["VpcEndpointId"]]}
    for decide, state in (
        (ec2.accept_vpc_endpoint_connections, "available"),
        (ec2.reject_vpc_endpoint_connections, "rejected"),
        (ec2.accept_vpc_endpoint_connections, "available"),
    ):
        assert [] == decide(**asked)["Unsuccessful"]
        assert (state, {endpoint["VpcEndpointId"]: state}) == (cloud.state(endpoint), cloud.connections(service))
        assert [endpoint["VpcEndpointId"]] == [one["ResourceId"] for one in decide(**asked)["Unsuccessful"]]


def test_the_provider_tags_a_connection(cloud: Cloud) -> None:
    """By the connection's own id, which is not the endpoint's; no tag of the endpoint is seen from there.

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html
    """
    service, ec2 = cloud.service(of(CONSUMER, "root")), cloud.client("ec2")
    tags = [{"Key": "private-cells:accepted-by", "Value": "friend"}]
    own: dict[str, Any] = {
        "TagSpecifications": [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "of", "Value": "consumer"}]}]
    }
    endpoint = cloud.endpoint(service, **own)
    (before,) = cloud.told(service)
    assert before["VpcEndpointConnectionId"].startswith("vpce-con-")
    assert (endpoint["VpcEndpointId"], []) == (before["VpcEndpointId"], before.get("Tags", []))
    ec2.create_tags(Resources=[before["VpcEndpointConnectionId"]], Tags=tags)
    (after,) = cloud.told(service)
    assert {**before, "Tags": tags} == after


def test_connections_are_told_page_by_page_and_by_region(cloud: Cloud) -> None:
    """``cross-region`` are those of every Region but the service's own.

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html
    """
    service = cloud.service(of(CONSUMER, "root"), SupportedRegions=["us-east-1", "eu-west-1"])
    here = cloud.endpoint(service)["VpcEndpointId"]
    abroad = cloud.endpoint(service, CONSUMER, "eu-west-1", ServiceRegion="us-east-1")["VpcEndpointId"]
    of_service = {"Name": "service-id", "Values": [service["ServiceId"]]}
    for region, expected in (("us-east-1", here), ("eu-west-1", abroad), ("cross-region", abroad)):
        asked = {"Name": "vpc-endpoint-region", "Values": [region]}
        (found,) = cloud.client("ec2").describe_vpc_endpoint_connections(Filters=[of_service, asked])[
            "VpcEndpointConnections"
        ]
        assert expected == found["VpcEndpointId"]
    pages = cloud.client("ec2").get_paginator("describe_vpc_endpoint_connections")
    told = pages.paginate(Filters=[of_service], PaginationConfig={"PageSize": 1})
    assert [[here], [abroad]] == [[one["VpcEndpointId"] for one in page["VpcEndpointConnections"]] for page in told]


def test_the_endpoint_that_is_not_there_is_named(cloud: Cloud) -> None:
    """One unknown endpoint among others does not stop the others."""
    service, ec2 = cloud.service(of(CONSUMER, "root")), cloud.client("ec2")
    endpoint = cloud.endpoint(service)
    result = ec2.accept_vpc_endpoint_connections(
        ServiceId=service["ServiceId"], VpcEndpointIds=["vpce-0", endpoint["VpcEndpointId"]]
    )
    assert ["vpce-0"] == [one["ResourceId"] for one in result["Unsuccessful"]]
    assert "available" == cloud.state(endpoint)


@pytest.mark.parametrize("acceptance", [True, False], ids=["pending", "available"])
def test_a_service_with_live_connections_is_not_deleted(cloud: Cloud, acceptance: bool) -> None:
    """Pending and available connections keep it; once they are rejected it goes.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html.
    """
    service, ec2 = cloud.service(of(CONSUMER, "root"), acceptance=acceptance), cloud.client("ec2")
    endpoint, ids = cloud.endpoint(service), [service["ServiceId"]]
    result = ec2.delete_vpc_endpoint_service_configurations(ServiceIds=ids)
    assert ["ExistingVpcEndpointConnections"] == [one["Error"]["Code"] for one in result["Unsuccessful"]]
    ec2.reject_vpc_endpoint_connections(ServiceId=ids[0], VpcEndpointIds=[endpoint["VpcEndpointId"]])
    assert [] == ec2.delete_vpc_endpoint_service_configurations(ServiceIds=ids)["Unsuccessful"]
    with refused("InvalidVpcEndpointServiceId.NotFound"):
        ec2.describe_vpc_endpoint_service_configurations(ServiceIds=ids)


def test_a_service_is_changed_in_place(cloud: Cloud) -> None:
    """Acceptance, supported Regions and load balancers change; id, name and connections stay.

    A load balancer is not taken off while there are connections: it is added to, and exchanged once they are rejected.
    """
    service, ec2 = cloud.service(of(CONSUMER, "root"), acceptance=False), cloud.client("ec2")
    endpoint, more = cloud.endpoint(service), cloud.balancer()
    exchange = {
        "ServiceId": service["ServiceId"],
        "RemoveNetworkLoadBalancerArns": service["NetworkLoadBalancerArns"],
    }
    ec2.modify_vpc_endpoint_service_configuration(
        ServiceId=service["ServiceId"],
        AcceptanceRequired=True,
        AddSupportedRegions=["eu-west-1"],
        AddNetworkLoadBalancerArns=[more],
    )
    with refused("ExistingVpcEndpointConnections"):
        ec2.modify_vpc_endpoint_service_configuration(**exchange)
    (after,) = ec2.describe_vpc_endpoint_service_configurations(ServiceIds=[service["ServiceId"]])[
        "ServiceConfigurations"
    ]
    assert (service["ServiceName"], True, [*service["NetworkLoadBalancerArns"], more]) == (
        after["ServiceName"],
        after["AcceptanceRequired"],
        after["NetworkLoadBalancerArns"],
    )
    assert ["us-east-1", "eu-west-1"] == [one["Region"] for one in after["SupportedRegions"]]
    assert "available" == cloud.state(endpoint)
    assert "pendingAcceptance" == cloud.state(cloud.endpoint(service))
    ids = list(cloud.connections(service))
    ec2.reject_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=ids)
    assert ec2.modify_vpc_endpoint_service_configuration(**exchange)["Return"]


def test_an_endpoint_is_changed_in_place(cloud: Cloud) -> None:
    """Subnets change and the connection and the names stay."""
    service = cloud.service(of(CONSUMER, "root"), acceptance=False)
    endpoint, ec2 = cloud.endpoint(service), cloud.client("ec2", CONSUMER)
    third = cloud.subnet(endpoint["VpcId"], CONSUMER, zone="c", third=2)
    gone, *kept = endpoint["SubnetIds"]
    ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], AddSubnetIds=[third], RemoveSubnetIds=[gone])
    (after,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
    assert {*kept, third} == set(after["SubnetIds"])
    assert (endpoint["DnsEntries"][0], "available") == (after["DnsEntries"][0], after["State"])


def test_names_are_regional_first_then_zonal(cloud: Cloud) -> None:
    """The first entry is the endpoint's, then one a zone, in the service's domain.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html#endpoint-service-dns-hostnames.
    """
    service = cloud.service(of(CONSUMER, "root"))
    endpoint = cloud.endpoint(service)
    regional, *zonal = [entry["DnsName"] for entry in endpoint["DnsEntries"]]
    label, domain = regional.split(".", 1)
    assert label.startswith(f"{endpoint['VpcEndpointId']}-")
    assert f"{service['ServiceId']}.us-east-1.vpce.amazonaws.com" == domain
    assert [f"{label}-us-east-1a.{domain}", f"{label}-us-east-1b.{domain}"] == zonal


def test_two_subnets_of_one_zone_are_refused(cloud: Cloud) -> None:
    """An endpoint has one network interface a zone, also when it is changed."""
    service = cloud.service(of(CONSUMER, "root"))
    endpoint = cloud.endpoint(service)
    twin = cloud.subnet(endpoint["VpcId"], CONSUMER, zone="a", third=9)
    with refused("DuplicateSubnetsInSameZone"):
        cloud.client("ec2", CONSUMER).modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], AddSubnetIds=[twin])
    assert endpoint["SubnetIds"] == _shown(cloud, endpoint)["SubnetIds"]


def test_private_dns_needs_both_settings_of_the_vpc(cloud: Cloud) -> None:
    """Without DNS host names it is refused, with them it is taken."""
    vpc, ec2 = cloud.vpc(hostnames=False), cloud.client("ec2")
    asked = {
        "VpcEndpointType": "Interface",
        "VpcId": vpc,
        "ServiceName": "com.amazonaws.us-east-1.ssm",
        "SubnetIds": [cloud.subnet(vpc)],
        "PrivateDnsEnabled": True,
    }
    with refused("InvalidParameter"):
        ec2.create_vpc_endpoint(**asked)
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    assert ec2.create_vpc_endpoint(**asked)["VpcEndpoint"]["PrivateDnsEnabled"]


def test_a_service_is_reached_from_the_regions_it_supports(cloud: Cloud) -> None:
    """Another Region names the service's, and is on the service's list; the names are the consumer's Region's."""
    service = cloud.service(of(CONSUMER, "root"), acceptance=False, SupportedRegions=["us-east-1", "eu-west-1"])
    endpoint = cloud.endpoint(service, CONSUMER, "eu-west-1", ServiceRegion="us-east-1")
    assert "available" == cloud.state(endpoint, CONSUMER, "eu-west-1")
    assert ".eu-west-1.vpce.amazonaws.com" in endpoint["DnsEntries"][0]["DnsName"]
    for region, asked in (("eu-west-1", {}), ("eu-central-1", {"ServiceRegion": "us-east-1"})):
        with refused("InvalidServiceName"):
            cloud.endpoint(service, CONSUMER, region, **asked)


def test_events_reach_the_service_s_account(cloud: Cloud) -> None:
    """What the consumer and the provider do is told by the provider's topic, also from another Region."""
    service = cloud.service(of(CONSUMER, "root"), SupportedRegions=["us-east-1", "eu-west-1"])
    ec2, queue = cloud.client("ec2"), _subscribed_queue(cloud, service, ["Connect", "Accept", "Delete"])
    endpoint = cloud.endpoint(service, CONSUMER, "eu-west-1", ServiceRegion="us-east-1")
    ids = [endpoint["VpcEndpointId"]]
    ec2.accept_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=ids)
    ec2.reject_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=ids)
    cloud.client("ec2", CONSUMER, "eu-west-1").delete_vpc_endpoints(VpcEndpointIds=ids)
    told = [json.loads(json.loads(message["Body"])["Message"]) for message in _received(cloud, queue)]
    assert ["Connect", "Accept", "Delete"] == [one["VpcEndpointEvent"] for one in told]
    assert {(ids[0], CONSUMER)} == {(one["VpcEndpointId"], one["VpcEndpointOwner"]) for one in told}


def test_a_load_balancer_of_a_service_stays(cloud: Cloud) -> None:
    """It goes after the service does.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html.
    """
    service, elbv2 = cloud.service(), cloud.client("elbv2")
    (arn,) = service["NetworkLoadBalancerArns"]
    assert ":loadbalancer/net/" in arn
    with refused("ResourceInUse"):
        elbv2.delete_load_balancer(LoadBalancerArn=arn)
    cloud.client("ec2").delete_vpc_endpoint_service_configurations(ServiceIds=[service["ServiceId"]])
    elbv2.delete_load_balancer(LoadBalancerArn=arn)
    assert arn not in [one["LoadBalancerArn"] for one in elbv2.describe_load_balancers()["LoadBalancers"]]


def test_a_protected_load_balancer_stays(cloud: Cloud) -> None:
    """Deletion protection is switched off first."""
    arn, elbv2 = cloud.balancer(), cloud.client("elbv2")
    for value in ("true", "false"):
        elbv2.modify_load_balancer_attributes(
            LoadBalancerArn=arn, Attributes=[{"Key": "deletion_protection.enabled", "Value": value}]
        )
        if value == "true":
            with refused("OperationNotPermitted"):
                elbv2.delete_load_balancer(LoadBalancerArn=arn)
    elbv2.delete_load_balancer(LoadBalancerArn=arn)


def _shown(cloud: Cloud, endpoint: dict[str, Any]) -> dict[str, Any]:
    ids = [endpoint["VpcEndpointId"]]
    (found,) = cloud.client("ec2", CONSUMER).describe_vpc_endpoints(VpcEndpointIds=ids)["VpcEndpoints"]
    shown: dict[str, Any] = found
    return shown


def _subscribed_queue(cloud: Cloud, service: dict[str, Any], events: list[str]) -> str:
    sns, sqs = cloud.client("sns"), cloud.client("sqs")
    topic = sns.create_topic(Name=service["ServiceId"])["TopicArn"]
    queue: str = sqs.create_queue(QueueName=service["ServiceId"])["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    cloud.client("ec2").create_vpc_endpoint_connection_notification(
        ServiceId=service["ServiceId"], ConnectionNotificationArn=topic, ConnectionEvents=events
    )
    return queue


def _received(cloud: Cloud, queue: str) -> list[dict[str, Any]]:
    asked = {"QueueUrl": queue, "MaxNumberOfMessages": 10}
    messages: list[dict[str, Any]] = cloud.client("sqs").receive_message(**asked).get("Messages", [])
    return messages


def test_the_names_of_an_endpoint_to_s3_are_wildcards(cloud: Cloud) -> None:
    """Below them stand ``bucket``, ``accesspoint`` and ``control``; those of other services are names themselves.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
    """
    starts = {
        service: {
            entry["DnsName"].partition("vpce-")[0]
            for entry in cloud.endpoint({"ServiceName": f"com.amazonaws.us-east-1.{service}"})["DnsEntries"]
        }
        for service in ("s3", "sqs")
    }
    assert {"s3": {"*."}, "sqs": {""}} == starts


def test_a_policy_has_a_longest_length(cloud: Cloud) -> None:
    """20,480 characters are taken, white space counted, and one more is not.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    """
    service, policy = {"ServiceName": "com.amazonaws.us-east-1.sqs"}, json.dumps({"Statement": []})
    cloud.endpoint(service, PolicyDocument=policy.ljust(20_480))
    with refused("InvalidPolicyDocument"):
        cloud.endpoint(service, PolicyDocument=policy.ljust(20_481))
