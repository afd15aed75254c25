"""Alarms, dashboards, query logs, flow logs and notifications, deployed, heard, deployed again and destroyed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from emulator.cdk import places_of
from emulator.server import ROOT

from .deployment import OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

SHOP, CLIENT = "observability-shop", "observability-client"
QUEUES = f"arn:aws:sqs:us-east-1:{OPERATOR}"


def topology(*, protected: bool = True) -> Topology:
    """Return the topology with everything that observes."""
    text = (ROOT / "tests" / "security" / "observability.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text)
    for cell in found["cells"].values():
        cell["termination_protection"] = protected
    for service in found["services"].values():
        service["load_balancer"] = {"deletion_protection": protected}
    return found


def alarms(emulated: Deployment, stack: str) -> dict[str, dict[str, Any]]:
    """Return the alarms of a stack's account and Region by their names."""
    shown = emulated.client("cloudwatch", stack).describe_alarms()["MetricAlarms"]
    return {one["AlarmName"]: one for one in shown}


def dimensions(alarm: dict[str, Any]) -> dict[str, str]:
    """Return an alarm's dimensions by name."""
    return {one["Name"]: one["Value"] for one in alarm["Dimensions"]}


def topic_of(emulated: Deployment) -> str:
    """Return the topic that the provider's stack makes."""
    return emulated.stack(f"{SHOP}-links").outputs[
        next(key for key in emulated.stack(f"{SHOP}-links").outputs if "TopicArn" in key)
    ]


def listening(emulated: Deployment, topic: str, name: str) -> str:
    """Subscribe a new queue to a topic, and return its URL."""
    sqs, sns = (emulated.client(kind, f"{SHOP}-links") for kind in ("sqs", "sns"))
    url: str = sqs.create_queue(QueueName=name)["QueueUrl"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"{QUEUES}:{name}")
    return url


def heard(emulated: Deployment, url: str) -> list[dict[str, Any]]:
    """Return the messages in a queue."""
    held = emulated.client("sqs", f"{SHOP}-links").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(json.loads(one["Body"])["Message"]) for one in held.get("Messages", [])]


class TestObservability:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_all_of_it_is_deployed_and_tells_of_a_connection(self, emulated: Deployment) -> None:
        """Four stacks stand, and the topic that the provider makes hears that the consumer connected."""
        assembly = emulated.synthesize(topology())
        emulated.client("sns", f"{SHOP}-links").create_topic(Name="operators")
        emulated.deploy(assembly, [f"{SHOP}-network", f"{CLIENT}-network", f"{SHOP}-links"])
        queue = listening(emulated, topic_of(emulated), "connections")
        emulated.deploy(assembly)
        assert {"CREATE_COMPLETE"} == {stack.status for stack in emulated.stacks(assembly).values()}
        endpoint = emulated.stack(f"{CLIENT}-links").resources["Linkorders4C4205F8"]
        assert (endpoint, "Connect") in {
            (told["VpcEndpointId"], told["VpcEndpointEvent"]) for told in heard(emulated, queue)
        }

    def test_alarms_look_at_what_was_made(self, emulated: Deployment) -> None:
        """Each dimension is the id or full name of the resource that stands."""
        provider, consumer = (emulated.stack(f"{cell}-links").resources for cell in (SHOP, CLIENT))
        found = alarms(emulated, f"{SHOP}-links")
        balancer = provider["ServiceordersLoadBalancer8A720D30"].partition(":loadbalancer/")[2]
        group = provider["ServiceordersTargetGroup54323B4ADF22"].rpartition(":")[2]
        healthy = found[provider["ServiceordersAlarmnohealthytarget543222B2B10F"]]
        assert {"LoadBalancer": balancer, "TargetGroup": group} == dimensions(healthy)
        assert balancer.startswith("net/")
        connections = found[provider["ServiceordersAlarmconnections80CFF33C"]]
        assert {"Service Id": provider["Serviceorders7ADF2108"]} == dimensions(connections)
        dropped = dimensions(found[consumer["LinkordersAlarmpacketsdropped4B90A1B8"]])
        (service,) = emulated.client("ec2", f"{SHOP}-links").describe_vpc_endpoint_service_configurations()[
            "ServiceConfigurations"
        ]
        assert {
            "Endpoint Type": "Interface",
            "Service Name": service["ServiceName"],
            "VPC Endpoint Id": consumer["Linkorders4C4205F8"],
            "VPC Id": emulated.stack(f"{CLIENT}-network").resources["CellF69BA0FA"],
        } == dropped

    def test_an_alarm_tells_the_topic(self, emulated: Deployment) -> None:
        """An alarm that goes off reaches the topic made here."""
        queue = listening(emulated, topic_of(emulated), "alarms")
        name = emulated.stack(f"{SHOP}-links").resources["ServiceordersAlarmnohealthytarget543222B2B10F"]
        emulated.client("cloudwatch", f"{SHOP}-links").set_alarm_state(
            AlarmName=name, StateValue="ALARM", StateReason="tried"
        )
        assert [(name, "ALARM")] == [(told["AlarmName"], told["NewStateValue"]) for told in heard(emulated, queue)]

    def test_the_topic_trusts_its_own_account_alone(self, emulated: Deployment) -> None:
        """Whoever publishes says for which account of the same number."""
        attributes = emulated.client("sns", f"{SHOP}-links").get_topic_attributes(TopicArn=topic_of(emulated))
        statements = json.loads(attributes["Attributes"]["Policy"])["Statement"]
        allowed = [one for one in statements if one["Effect"] == "Allow"]
        assert {OPERATOR} == {one["Condition"]["StringEquals"]["aws:SourceAccount"] for one in allowed}
        assert {"cloudwatch.amazonaws.com", "vpce.amazonaws.com"} == {one["Principal"]["Service"] for one in allowed}

    def test_a_dashboard_shows_what_was_made(self, emulated: Deployment) -> None:
        """Its body is JSON, and names the endpoint and the service that stand."""
        for cell, logical in ((SHOP, "Serviceorders7ADF2108"), (CLIENT, "Linkorders4C4205F8")):
            made = emulated.stack(f"{cell}-links").resources
            body = emulated.client("cloudwatch", f"{cell}-links").get_dashboard(
                DashboardName=made["Dashboard9E4231ED"]
            )["DashboardBody"]
            metrics = [metric for one in json.loads(body)["widgets"] for metric in one["properties"].get("metrics", [])]
            assert any(made[logical] in metric for metric in metrics)

    def test_both_vpcs_are_logged(self, emulated: Deployment) -> None:
        """Each VPC is associated with one configuration, to the log group and to the bucket."""
        resolver = emulated.client("route53resolver", f"{SHOP}-network")
        configs = {
            one["Id"]: one["DestinationArn"]
            for one in resolver.list_resolver_query_log_configs()["ResolverQueryLogConfigs"]
        }
        found = resolver.list_resolver_query_log_config_associations()["ResolverQueryLogConfigAssociations"]
        logged = {one["ResourceId"]: configs[one["ResolverQueryLogConfigId"]] for one in found}
        shop, client = (emulated.stack(f"{cell}-network").resources for cell in (SHOP, CLIENT))
        assert "arn:aws:s3:::query-logs-111111111111/client" == logged[client["CellF69BA0FA"]]
        assert shop["CellQueryLogGroup8E118798"] in logged[shop["CellF69BA0FA"]]
        assert {"ACTIVE"} == {one["Status"] for one in found}

    def test_nothing_changes_twice(self, emulated: Deployment) -> None:
        """The same topology deployed again changes no stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology())).values())

    def test_an_alarm_taken_away_takes_nothing_else(self, emulated: Deployment) -> None:
        """Without one alarm every other resource is the same as before."""
        before = emulated.stack(f"{SHOP}-links").resources
        changed = topology()
        del changed["services"]["orders"]["alarms"]["tune"]["endpoints"]
        emulated.deploy(emulated.synthesize(changed), [f"{SHOP}-links"])
        gone = "ServiceordersAlarmendpoints6C05448C"
        assert {key: value for key, value in before.items() if key != gone} == emulated.stack(f"{SHOP}-links").resources

    def test_all_of_it_is_destroyed(self, emulated: Deployment) -> None:
        """Once it is protected no longer, every stack is deleted; alarms and query logging are gone with it."""
        assembly = emulated.synthesize(topology(protected=False))
        emulated.deploy(assembly)
        emulated.cdk.destroy(assembly)
        assert {} == alarms(emulated, f"{SHOP}-links")
        resolver = emulated.client("route53resolver", f"{SHOP}-network")
        assert [] == resolver.list_resolver_query_log_configs()["ResolverQueryLogConfigs"]
        assert len(places_of(assembly)) == 4
