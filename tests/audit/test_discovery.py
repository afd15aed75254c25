"""Namespaces of AWS Cloud Map: which names they give, and what answers them, in health and in failure.

Sources: https://docs.aws.amazon.com/cloud-map/latest/dg/services-route53.html and
https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Resource, in_words
from constructs_pkg.audit.vantage import InternetVantage
from constructs_pkg.audit.world import World

from .templates import Json, get_att, record, ref, stack, vantage, vpc

KIND = "AWS::ServiceDiscovery"
NAME = "web.apps.test"


def instance(**attributes: str) -> Json:
    """Return an instance of the service."""
    return {"Type": f"{KIND}::Instance", "Properties": {"ServiceId": ref("Web"), "InstanceAttributes": attributes}}


def found(instances: Mapping[str, Json], *types: str, **service: Any) -> Facts:
    """Return a private namespace on a VPC with one service, and its instances."""
    config = {
        "RoutingPolicy": service.pop("routing", "MULTIVALUE"),
        "DnsRecords": [{"Type": kind, "TTL": 30} for kind in types or ("A",)],
    }
    named = {"Name": "web", "NamespaceId": ref("Apps"), "DnsConfig": config, **service}
    resources: dict[str, object] = {
        "Vpc": vpc("us"),
        "Apps": {"Type": f"{KIND}::PrivateDnsNamespace", "Properties": {"Name": "apps.test", "Vpc": ref("Vpc")}},
        "Web": {"Type": f"{KIND}::Service", "Properties": named},
        "More": record(get_att("Apps", "HostedZoneId"), "more.apps.test", "A", ResourceRecords=["10.9.9.9"], TTL="60"),
        **instances,
    }
    return read([stack("us", resources)])


def ask(facts: Facts, name: str = NAME, kind: str = "A", *down: str) -> Answer:
    world = World(down=frozenset(Resource("us", one) for one in down))
    return resolve(facts, name, kind, vantage(facts, "us"), world)


def values(answer: Answer) -> set[str]:
    return {in_words(each.value) for each in answer.records}


CHECKED: dict[str, Any] = {"HealthCheckCustomConfig": {"FailureThreshold": 1}}
TWO = {"One": instance(AWS_INSTANCE_IPV4="10.0.0.1"), "Two": instance(AWS_INSTANCE_IPV4="10.0.0.2")}


def test_instances_answer_together() -> None:
    """All healthy instances are in one answer, with the service's TTL; what else the zone holds answers as well."""
    facts = found(TWO)
    assert {"10.0.0.1", "10.0.0.2"} == values(ask(facts))
    assert {"30"} == {in_words(one.source.ttl) for one in ask(facts).records if one.source and one.source.ttl}
    assert {"10.9.9.9"} == values(ask(facts, "more.apps.test"))
    assert Status.NXDOMAIN is ask(facts, "other.apps.test").status
    assert () == facts.unread


def test_up_to_eight_answer() -> None:
    """Of nine healthy instances eight are answered, by chance."""
    facts = found({f"I{number}": instance(AWS_INSTANCE_IPV4=f"10.0.0.{number}") for number in range(1, 10)})
    assert 8 == ask(facts).pick


def test_weighted_instances_answer_alone_and_alike() -> None:
    """One of several answers, each as likely as any other."""
    answer = ask(found(TWO, routing="WEIGHTED"))
    assert (1, {"1"}) == (answer.pick, {in_words(one.source.policy[0][1]) for one in answer.records if one.source})


@pytest.mark.parametrize(
    ("service", "down", "expected"),
    [
        (CHECKED, ("One",), {"10.0.0.2"}),
        (CHECKED, ("One", "Two"), {"10.0.0.1", "10.0.0.2"}),
        ({"HealthCheckConfig": {"Type": "TCP"}}, ("One",), {"10.0.0.2"}),
        ({}, ("One",), {"10.0.0.1", "10.0.0.2"}),
    ],
    ids=["one down", "all down", "checked by Route 53", "not checked"],
)
def test_only_what_is_checked_leaves_the_answer(
    service: dict[str, Any], down: tuple[str, ...], expected: set[str]
) -> None:
    """An instance that is down is left out where a check tells it, unless none is left."""
    assert expected == values(ask(found(TWO, **service), NAME, "A", *down))


def test_an_instance_may_begin_unhealthy() -> None:
    """What the template registers as unhealthy is not answered while another is well."""
    ill = {**TWO, "Two": instance(AWS_INSTANCE_IPV4="10.0.0.2", AWS_INIT_HEALTH_STATUS="UNHEALTHY")}
    assert {"10.0.0.1"} == values(ask(found(ill, **CHECKED)))
    assert {"10.0.0.1", "10.0.0.2"} == values(ask(found(ill, **CHECKED), NAME, "A", "One"))


def test_a_port_is_told_with_a_name_that_has_the_address() -> None:
    """An SRV record names the instance below the service, where its address is."""
    facts = found({"Hall": instance(AWS_INSTANCE_IPV4="10.0.0.3", AWS_INSTANCE_PORT="631")}, "SRV")
    assert {"1 1 631 hall.web.apps.test"} == values(ask(facts, NAME, "SRV"))
    assert {"10.0.0.3"} == values(ask(facts, "hall.web.apps.test"))


def test_an_alias_ends_at_the_load_balancer() -> None:
    """The addresses of a load balancer are told by no template."""
    alias = {"One": instance(AWS_ALIAS_DNS_NAME="web.us-east-1.elb.amazonaws.com")}
    answer = ask(found(alias, "A", "AAAA", routing="WEIGHTED"))
    assert {"web.us-east-1.elb.amazonaws.com"} == values(answer)
    assert Status.UNRESOLVED is answer.status


@pytest.mark.parametrize("registry", [True, False], ids=["Amazon ECS", "nobody"])
def test_what_registers_at_run_time_is_not_missing(registry: bool) -> None:
    """A service without instances in the template is known at deployment, and says who registers in it."""
    registries = [{"RegistryArn": get_att("Web", "Arn")}] if registry else []
    tasks: Json = {"Type": "AWS::ECS::Service", "Properties": {"ServiceRegistries": registries}}
    answer = ask(found({"Tasks": tasks}))
    assert Status.UNRESOLVED is answer.status
    (text,) = values(answer)
    assert text.startswith("known at deployment") and ("us/Tasks" in text) == registry


def test_the_api_alone_gives_no_names() -> None:
    """A service without DNS has no name, and neither has anything of an HTTP namespace."""
    assert Status.NXDOMAIN is ask(found({}, DnsConfig=ref("AWS::NoValue"), Type="HTTP")).status
    tools = {"Type": f"{KIND}::HttpNamespace", "Properties": {"Name": "tools.test"}}
    web = {"Type": f"{KIND}::Service", "Properties": {"Name": "web", "NamespaceId": ref("Tools")}}
    facts = read([stack("us", {"Vpc": vpc("us"), "Tools": tools, "Web": web})])
    assert () == facts.zones
    assert Status.NOT_PRIVATE is ask(facts, "web.tools.test").status


def test_a_public_namespace_answers_everybody() -> None:
    """Its zone is public, and its services are found in an older form of the template as well."""
    apps = {"Type": f"{KIND}::PublicDnsNamespace", "Properties": {"Name": "apps.test"}}
    config = {"NamespaceId": get_att("Apps", "Id"), "DnsRecords": [{"Type": "A", "TTL": 30}]}
    web = {"Type": f"{KIND}::Service", "Properties": {"Name": "Web", "DnsConfig": config}}
    facts = read([stack("us", {"Apps": apps, "Web": web, "One": instance(AWS_INSTANCE_IPV4="192.0.2.1")})])
    assert {"192.0.2.1"} == values(resolve(facts, NAME, "A", InternetVantage()))
    assert () == facts.zones
    assert () == facts.unread
