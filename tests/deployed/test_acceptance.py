"""Rules about connections, deployed: who asks is let in or not, has a name, loses it, and is rejected at the end."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from emulator.clients import client

from .deployment import Deployment, Topology, example

pytestmark = pytest.mark.deployed

LINKS = "acceptance-provider-links"
PROVIDER, REGION = "333333333333", "us-east-1"
ANYCOMPANY, OWN_UNIT, LEFT = "111111111111", "222222222222", "444444444444"
FUNCTION, DRAIN = "ServiceapiReconcileFunction347B1A4A", "ServiceapiDrainFunction4D0803E4"
SECONDS = 10.0


def topology(emulated: Deployment) -> Topology:
    """Return the example's rules over a load balancer, a zone and a collection that there are."""
    route53 = client(emulated.cdk.url, "route53", PROVIDER, REGION)
    found = example("acceptance")
    vpc, subnet = network(emulated, PROVIDER)
    elbv2 = client(emulated.cdk.url, "elbv2", PROVIDER, REGION)
    balancer = elbv2.create_load_balancer(Name="api", Type="network", Scheme="internal", Subnets=[subnet])
    cell, service = found["cells"]["provider"], found["services"]["api"]
    placed = {"id": subnet, "availability_zone": f"{REGION}a", "cidr": "10.9.0.0/24"}
    cell["network"] = {"vpc_id": vpc, "cidr": "10.9.0.0/16", "subnets": [placed]}
    del service["listeners"]
    service["load_balancer_arns"] = [balancer["LoadBalancers"][0]["LoadBalancerArn"]]
    rules = service["connection_rules"]
    zone = route53.create_hosted_zone(Name=rules["names"]["zone"], CallerReference="customers")["HostedZone"]["Id"]
    rules["names"]["zone_id"] = zone.removeprefix("/hostedzone/")
    collection = route53.create_cidr_collection(Name="customers", CallerReference="customers")["Collection"]
    rules["cidr_collection_id"] = collection["Id"]
    return found


def network(emulated: Deployment, account: str) -> tuple[str, str]:
    """Make a VPC with one subnet and return the ids of both."""
    ec2 = client(emulated.cdk.url, "ec2", account, REGION)
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24", AvailabilityZone=f"{REGION}a")["Subnet"]
    return vpc, subnet["SubnetId"]


def endpoint(emulated: Deployment, account: str) -> str:
    """Make an endpoint of an account and return its id."""
    ec2 = client(emulated.cdk.url, "ec2", account, REGION)
    vpc, subnet = network(emulated, account)
    (service,) = emulated.client("ec2", LINKS).describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    made = ec2.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=vpc,
        ServiceName=service["ServiceName"],
        SubnetIds=[subnet],
        PrivateDnsEnabled=False,
    )
    return str(made["VpcEndpoint"]["VpcEndpointId"])


def told(emulated: Deployment) -> dict[str, dict[str, Any]]:
    """Return what EC2 tells of each connection, by its account."""
    found = emulated.client("ec2", LINKS).describe_vpc_endpoint_connections()["VpcEndpointConnections"]
    return {one["VpcEndpointOwner"]: one for one in found}


def states(emulated: Deployment) -> dict[str, str]:
    """Return the state of each connection by its account."""
    return {account: one["VpcEndpointState"] for account, one in told(emulated).items()}


def customers(emulated: Deployment, held: Topology) -> dict[str, str]:
    """Return the names of the zone of customers and what each answers with."""
    names = held["services"]["api"]["connection_rules"]["names"]
    records = emulated.client("route53", LINKS).list_resource_record_sets(HostedZoneId=names["zone_id"])
    return {
        one["Name"].removesuffix(f".{names['zone']}."): one["ResourceRecords"][0]["Value"]
        for one in records["ResourceRecordSets"]
        if one["Type"] not in ("NS", "SOA")
    }


def blocks(emulated: Deployment, held: Topology) -> list[tuple[str, str]]:
    """Return the blocks of the collection with their locations."""
    collection = held["services"]["api"]["connection_rules"]["cidr_collection_id"]
    found = emulated.client("route53", LINKS).list_cidr_blocks(CollectionId=collection)["CidrBlocks"]
    return [(one["LocationName"], one["CidrBlock"]) for one in found]


def settled(look: Callable[[], object], expected: object) -> None:
    """Look until there is what is expected: nobody waits for a function that a message wakes."""
    until = time.monotonic() + SECONDS
    while (found := look()) != expected and time.monotonic() < until:
        time.sleep(0.1)
    assert expected == found


def invoke(emulated: Deployment, name: str, **event: Any) -> Any:
    """Invoke a function and return what it answers."""
    function = emulated.stack(LINKS).resources[name]
    done = emulated.client("lambda", LINKS).invoke(FunctionName=function, Payload=json.dumps(event).encode())
    answer = json.loads(done["Payload"].read())
    assert "FunctionError" not in done, answer
    return answer


@pytest.fixture(scope="module")
def held(emulated: Deployment) -> Topology:
    """The topology, deployed."""
    found = topology(emulated)
    emulated.deploy(emulated.synthesize(found))
    return found


class TestAcceptance:
    """One life of the example's rules: the tests run in their order, each on what the one before left."""

    def test_rules_decide_of_who_asks(self, emulated: Deployment, held: Topology) -> None:
        """Woken by the notification alone, the function lets in whom rules name, and marks by which."""
        for account in (ANYCOMPANY, OWN_UNIT, LEFT):
            endpoint(emulated, account)
        settled(lambda: states(emulated), {ANYCOMPANY: "available", OWN_UNIT: "available", LEFT: "rejected"})
        marks = {account: [tag["Value"] for tag in one.get("Tags", [])] for account, one in told(emulated).items()}
        assert {ANYCOMPANY: ["anycompany"], OWN_UNIT: ["own-units"], LEFT: []} == marks

    def test_who_is_let_in_has_a_name(self, emulated: Deployment, held: Topology) -> None:
        """It answers with the endpoint's regional name, and its blocks stand in the collection."""
        one = told(emulated)[ANYCOMPANY]
        service = f'"service={one["ServiceId"]}'
        settled(
            lambda: customers(emulated, held),
            {
                "_private-cells": f'{service}"',
                "_private-cells.anycompany": f'{service} endpoint={one["VpcEndpointId"]}"',
                "anycompany": one["DnsEntries"][0]["DnsName"],
            },
        )
        settled(lambda: blocks(emulated, held), [("anycompany", "192.0.2.0/24")])

    def test_a_further_run_changes_nothing(self, emulated: Deployment, held: Topology) -> None:
        """Neither connections nor names nor blocks, whose collection counts every change."""

        def seen() -> tuple[object, ...]:
            collections = emulated.client("route53", LINKS).list_cidr_collections()["CidrCollections"]
            return told(emulated), customers(emulated, held), [one["Version"] for one in collections]

        before = seen()
        assert {"batchItemFailures": []} == invoke(emulated, FUNCTION, source="aws.events")
        assert before == seen()

    def test_who_leaves_loses_the_name(self, emulated: Deployment, held: Topology) -> None:
        """The deletion of the endpoint wakes the function as well."""
        ec2 = client(emulated.cdk.url, "ec2", ANYCOMPANY, REGION)
        ec2.delete_vpc_endpoints(VpcEndpointIds=[told(emulated)[ANYCOMPANY]["VpcEndpointId"]])
        settled(lambda: [*customers(emulated, held)], ["_private-cells"])
        settled(lambda: blocks(emulated, held), [])

    def test_draining_says_first_whom_it_would_reject(self, emulated: Deployment, held: Topology) -> None:
        """A dry run rejects nobody."""
        own = told(emulated)[OWN_UNIT]["VpcEndpointId"]
        expected = {"dry_run": True, "rejected": [own], "failed": {}}
        assert expected == invoke(emulated, DRAIN, dry_run=True)
        assert "available" == states(emulated)[OWN_UNIT]

    def test_the_service_is_drained_and_deleted(self, emulated: Deployment, held: Topology) -> None:
        """Who is connected is rejected before, and nothing of the names is left."""
        endpoint(emulated, ANYCOMPANY)
        settled(lambda: "anycompany" in customers(emulated, held), True)
        cloudformation = emulated.client("cloudformation", LINKS)
        cloudformation.delete_stack(StackName=LINKS)
        waiter = cloudformation.get_waiter("stack_delete_complete")
        waiter.wait(StackName=LINKS, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
        assert (
            [] == emulated.client("ec2", LINKS).describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
        )
        assert {} == customers(emulated, held)
        assert [] == blocks(emulated, held)
