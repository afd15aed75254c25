"""What cannot be told of a choice is unresolved with its reason, and nothing runs on for ever."""

from collections.abc import Iterable

import pytest

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Literal, Resource, in_words
from constructs_pkg.audit.vantage import InternetVantage, OnPremisesVantage, vantage_named
from constructs_pkg.audit.world import Client, World

from .templates import Json, alias, one_cell, record, ref, stack, vantage, vpc, zone

Z = ref("Zone")


def ask(facts: Facts, world: World | None = None) -> Answer:
    return resolve(facts, "a.example.com", "A", vantage(facts, "us"), world or World())


def group(*fields: Json) -> dict[str, Json]:
    return {
        f"R{number}": record(Z, "a.example.com", "A", f"10.0.0.{number}", **{"SetIdentifier": str(number), **each})
        for number, each in enumerate(fields, 1)
    }


def check(**config: object) -> Json:
    return {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": config}}


def values(answer: Answer) -> Iterable[str]:
    return [in_words(one.value) for one in answer.final]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (({"Weight": 1}, {"Failover": "PRIMARY"}), "follow different policies"),
        (({"Weight": 1, "SetIdentifier": "x"}, {"Weight": 2, "SetIdentifier": "x"}), "have one set identifier"),
        (({},), "none known here is stated"),
        (({"Failover": "PRIMARY"}, {"Failover": "PRIMARY"}), "one PRIMARY and one SECONDARY"),
        (({"Region": "mars-north-1"}, {"Region": "us-west-2"}), "where Region mars-north-1 is is not known"),
        (({"Region": "eu-central-1"}, {"Region": "eu-central-2"}), "two Regions are about as close"),
        (({"Region": ref("Late")}, {"Region": "us-west-2"}), "Ref Late"),
        (
            ({"GeoProximityLocation": {"LocalZoneGroup": "x"}}, {"GeoProximityLocation": {"AWSRegion": "us-east-1"}}),
            "Local Zone Group",
        ),
        (
            (
                {"GeoProximityLocation": {"Coordinates": {"Latitude": "x", "Longitude": "1"}}},
                {"GeoProximityLocation": {"AWSRegion": "us-east-1"}},
            ),
            "no number",
        ),
        (
            (
                {"GeoProximityLocation": {"AWSRegion": "us-east-1", "Bias": 200}},
                {"GeoProximityLocation": {"AWSRegion": "us-west-2"}},
            ),
            "the bias of 1 is 200",
        ),
    ],
)
def test_a_choice_that_does_not_follow_is_unresolved(fields: tuple[Json, ...], expected: str) -> None:
    """The trace has the reason, and no record is guessed."""
    answer = ask(one_cell(group(*fields)))
    assert (Status.UNRESOLVED, []) == (answer.status, list(answer.records))
    assert expected in answer.trace[-1]


def test_a_choice_between_ends_that_differ_is_unresolved() -> None:
    """Where chance decides between an answer and none, no status is certain."""
    resources = {
        "One": record(Z, "a.example.com", "CNAME", "gone.example.com", SetIdentifier="1", Weight=1),
        "Two": record(Z, "a.example.com", "CNAME", "b.example.com", SetIdentifier="2", Weight=1),
        "B": record(Z, "b.example.com", "A", "10.0.0.9"),
    }
    answer = ask(one_cell(resources))
    assert (Status.UNRESOLVED, 2) == (answer.status, len(answer.records))
    assert "The records of a.example.com do not end alike: NOERROR, NXDOMAIN." == answer.trace[-1]


def test_health_checks_of_each_other_end_at_the_bound() -> None:
    """Calculated checks that name each other have no status."""
    resources = {
        "Ping": check(Type="CALCULATED", ChildHealthChecks=[ref("Pong"), ref("Pong")], HealthThreshold=1),
        "Pong": check(Type="CALCULATED", ChildHealthChecks=[ref("Ping"), ref("Ping")], HealthThreshold=1),
        **group({"Weight": 1, "HealthCheckId": ref("Ping")}, {"Weight": 1}),
    }
    assert "too long a chain of health checks" in ask(one_cell(resources)).trace[-1]


def test_the_health_of_aliases_of_each_other_ends_at_the_bound() -> None:
    """Aliases that evaluate each other have no health."""
    resources = {
        f"{name}{number}": record(
            Z, f"{name}.example.com", "A", AliasTarget=alias(f"{other}.example.com", Z), SetIdentifier=number, Weight=1
        )
        for name, other in (("a", "b"), ("b", "a"))
        for number in ("1", "2")
    }
    assert "too long a chain of aliases" in ask(one_cell(resources)).trace[-1]


def test_a_check_fails_with_the_resource_it_probes() -> None:
    """A check of a load balancer's name is unhealthy while the load balancer is down."""
    balancer = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Type": "network"}}
    resources = {
        "Nlb": balancer,
        "Check": check(Type="TCP", FullyQualifiedDomainName={"Fn::GetAtt": ["Nlb", "DNSName"]}),
        **group({"Failover": "PRIMARY", "HealthCheckId": ref("Check")}, {"Failover": "SECONDARY"}),
    }
    facts = one_cell(resources)
    expected = (["10.0.0.1"], ["10.0.0.2"])
    down = World(down=frozenset({Resource("us", "Nlb")}))
    assert expected == (values(ask(facts)), values(ask(facts, down)))


def test_the_trace_tells_the_choice_and_the_unhealthy() -> None:
    """One sentence says which record answers and which are out, with the reason."""
    resources = {"Check": check(Type="TCP"), **group({"Weight": 3, "HealthCheckId": ref("Check")}, {"Weight": 1})}
    answer = ask(one_cell(resources), World(down=frozenset({Resource("us", "Check")})))
    expected = "Of 2 weighted records 2 answers; 1 is unhealthy (health check us/Check: what it monitors is down)."
    assert expected in answer.trace


def test_a_country_is_in_its_continent() -> None:
    """A client known by its country alone gets its continent's record."""
    resources = {
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}},
        "Eu": record(
            ref("Public"), "a.example.com", "A", "203.0.113.1", SetIdentifier="eu", GeoLocation={"ContinentCode": "EU"}
        ),
    }
    facts = read([stack("us", resources)])
    answers = [
        resolve(facts, "a.example.com", "A", InternetVantage(), World(client=Client(country=country)))
        for country in ("FI", "JP")
    ]
    expected = [Status.NOERROR, Status.NODATA]
    assert expected == [answer.status for answer in answers]


def test_a_vantage_has_several_names() -> None:
    """A VPC goes by label, resource and id, alone in its stack by the stack; what is ambiguous names nothing."""
    subnet = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc")}}
    inbound = {
        "Type": "AWS::Route53Resolver::ResolverEndpoint",
        "Properties": {"Direction": "INBOUND", "IpAddresses": [{"SubnetId": ref("Subnet")}]},
    }
    facts = read(
        [
            stack("one", {"Vpc": vpc("blue"), "Zone": zone("a.test", "vpc-1"), "Subnet": subnet, "In": inbound}),
            stack("two", {"A": vpc(), "B": vpc()}),
        ]
    )
    texts = [
        "blue",
        "one",
        "vpc:one/Vpc",
        "vpc-1",
        "on-premises:one/In",
        "internet",
        "two",
        "on-premises:one/Vpc",
        "x:y",
    ]
    found = [vantage_named(facts, text) for text in texts]
    here = Resource("one", "Vpc")
    expected = ["blue", "blue", "blue", "vpc-1", "the VPC of inbound endpoint one/In", "the internet", None, None, None]
    assert expected == [one.label if one is not None else None for one in found]
    assert isinstance(found[4], OnPremisesVantage) and found[4].vpc == here


def test_says_why_both_failover_records_are_unhealthy() -> None:
    """The trace names what is down on either side."""
    facts = one_cell(
        {
            **group(
                {"Failover": "PRIMARY", "HealthCheckId": ref("One")}, {"Failover": "SECONDARY", "HealthCheckId": "h2"}
            ),
            "One": check(Type="TCP", IPAddress="192.0.2.1"),
        }
    )
    answer = ask(facts, World(down=frozenset({Resource("us", "One"), Literal("h2")})))
    expected = (
        "Both failover records are unhealthy, 1 (health check us/One: what it monitors is down) and 2 (health check h2 "
        "fails): the primary answers."
    )
    assert expected in answer.trace
