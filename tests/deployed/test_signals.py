"""Health signals deployed: alarms are followed, records name health checks, and all of it is destroyed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from emulator.server import ROOT

from .deployment import Deployment, Topology

pytestmark = pytest.mark.deployed

LINKS = "signals-shop-links"


def topology(**signals: Any) -> Topology:
    """Return the topology of every kind of signal, unprotected, with other `signals` of some keys."""
    text = (ROOT / "tests" / "security" / "signals.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text)
    found["cells"]["shop"]["termination_protection"] = False
    found["services"]["orders"]["load_balancer"] = {"deletion_protection": False}
    # The service behind the link is a vendor's, whom the emulator does not know.
    del found["links"], found["health_signals"]["vendor-up"]
    found["health_signals"] |= signals
    return found


def checks(emulated: Deployment) -> dict[str, dict[str, Any]]:
    """Return the configuration of each health check by its id."""
    shown = emulated.client("route53", LINKS).list_health_checks()["HealthChecks"]
    return {one["Id"]: one["HealthCheckConfig"] for one in shown}


def named_by(emulated: Deployment) -> dict[str, str]:
    """Return the health check of each record by the record's set identifier."""
    route53 = emulated.client("route53", LINKS)
    (zone,) = (one for one in route53.list_hosted_zones()["HostedZones"] if one["Name"] == "shop.internal.")
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    return {one["SetIdentifier"]: one["HealthCheckId"] for one in records if "HealthCheckId" in one}


class TestSignals:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_records_name_their_health_checks(self, emulated: Deployment) -> None:
        """Each record has the health check of its signal; the one of a disabled signal asks for nothing."""
        emulated.deploy(emulated.synthesize(topology()))
        made, found = emulated.stack(LINKS).resources, checks(emulated)
        named = {identifier: found[check]["Type"] for identifier, check in named_by(emulated).items()}
        assert {
            "first": "CLOUDWATCH_METRIC",
            "second": "CLOUDWATCH_METRIC",
            "den": "CALCULATED",
            "berlin": "CALCULATED",
        } == named
        quiet = found[named_by(emulated)["berlin"]]
        assert (0, "TCP") == (quiet["HealthThreshold"], found[quiet["ChildHealthChecks"][0]]["Type"])
        first = found[named_by(emulated)["first"]]
        assert made["HealthSignalordersupAlarmEDE6BB1A"] == first["AlarmIdentifier"]["Name"]

    def test_an_alarm_counts_the_targets_that_there_are(self, emulated: Deployment) -> None:
        """Its dimensions are the full names of the load balancer and the target group that stand."""
        made = emulated.stack(LINKS).resources
        (alarm,) = emulated.client("cloudwatch", LINKS).describe_alarms(
            AlarmNames=[made["HealthSignalordersupAlarmEDE6BB1A"]]
        )["MetricAlarms"]
        assert {
            "LoadBalancer": made["ServiceordersLoadBalancer8A720D30"].partition(":loadbalancer/")[2],
            "TargetGroup": made["ServiceordersTargetGroup54323B4ADF22"].rpartition(":")[2],
        } == {one["Name"]: one["Value"] for one in alarm["Dimensions"]}

    def test_disabling_a_signal_replaces_nothing(self, emulated: Deployment) -> None:
        """Its health check stays, and records name another one that stands before it."""
        before, named = emulated.stack(LINKS).resources, named_by(emulated)
        off = {"cell": "shop", "service_healthy_hosts": "orders", "disabled": True}
        without_bound = topology(**{"orders-up": off})
        del without_bound["cells"]["shop"]["records"][0]["recover_within"]
        emulated.deploy(emulated.synthesize(without_bound))
        after = emulated.stack(LINKS).resources
        assert before == {key: value for key, value in after.items() if key in before}
        assert (named["first"], named["second"]) != (named_by(emulated)["first"], named["second"])
        assert [named["first"]] == checks(emulated)[named_by(emulated)["first"]]["ChildHealthChecks"]

    def test_all_of_it_is_destroyed(self, emulated: Deployment) -> None:
        """No health check and no alarm is left."""
        emulated.cdk.destroy(emulated.synthesize(topology()))
        assert {} == checks(emulated)
        assert [] == emulated.client("cloudwatch", LINKS).describe_alarms()["MetricAlarms"]
