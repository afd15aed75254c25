"""What is read of traffic policies: their documents, wherever their parts come from, or why they are not answered."""

import json
from typing import Any

import pytest

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Literal, Resource, in_words
from constructs_pkg.audit.vantage import InternetVantage
from constructs_pkg.audit.world import Client, World

from .templates import Json, get_att, ref, stack, vpc, zone

CHECK = "00000000-0000-0000-0000-000000000001"

# The worked example of AWS for failover, and a tree over it:
# https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html.
DOCUMENT: dict[str, Any] = {
    "AWSPolicyFormatVersion": "2015-10-01",
    "RecordType": "A",
    "StartRule": "place",
    "Endpoints": {
        "my_elb": {"Type": "elastic-load-balancer", "Value": "elb-111111.us-east-1.elb.amazonaws.com"},
        "banner": {"Type": "value", "Value": "192.0.2.9"},
        "eu": {"Type": "value", "Value": "192.0.2.1"},
    },
    "Rules": {
        "place": {
            "RuleType": "geo",
            "Locations": [
                {"RuleReference": "site_switch", "IsDefault": "true", "EvaluateTargetHealth": True},
                {"EndpointReference": "eu", "Continent": "EU", "HealthCheck": CHECK},
            ],
        },
        "site_switch": {
            "RuleType": "failover",
            "Primary": {"EndpointReference": "eu", "HealthCheck": CHECK},
            "Secondary": {"EndpointReference": "banner"},
        },
    },
}


def template(document: object, **instance: object) -> dict[str, Json]:
    """A public zone with a policy and its policy record."""
    properties = {
        "HostedZoneId": ref("Zone"),
        "Name": "www.example.com.",
        "TTL": 60,
        "TrafficPolicyId": get_att("Policy", "Id"),
        "TrafficPolicyVersion": get_att("Policy", "Version"),
        **instance,
    }
    text = json.dumps(document) if isinstance(document, dict) and "AWSPolicyFormatVersion" in document else document
    return {
        "Zone": zone("example.com"),
        "Policy": {"Type": "AWS::Route53::TrafficPolicy", "Properties": {"Name": "p", "Document": text}},
        "Record": {"Type": "AWS::Route53::TrafficPolicyInstance", "Properties": properties},
    }


def facts_of(document: object, **instance: object) -> Facts:
    return read([stack("us", template(document, **instance))])


def ask(facts: Facts, world: World | None = None) -> Answer:
    client = Client(region="us-east-1", country="US", continent="NA")
    return resolve(facts, "www.example.com", "A", InternetVantage(), world or World(client=client))


def values(answer: Answer) -> list[str]:
    return [in_words(one.value) for one in answer.final]


def test_the_trace_tells_the_rules_by_their_ids() -> None:
    """Who asks for the name sees which rule led to which, and which endpoint answers."""
    answer = ask(facts_of(DOCUMENT), World(client=Client(country="US"), down=frozenset({Literal(CHECK)})))
    assert values(answer) == ["192.0.2.9"]
    assert answer.trace[-4:] == (
        "site_switch covers the smallest place of US, NA.",
        "www.example.com is an alias of rule site_switch of www.example.com.",
        f"The secondary record secondary answers: primary is unhealthy (health check {CHECK} fails).",
        "rule site_switch of www.example.com has A 192.0.2.9.",
    )


def test_the_names_of_rules_are_nobodys() -> None:
    """Only the policy record's own name is among the names, with the zone's other ones."""
    matrix = read_matrix(facts_of(DOCUMENT), [InternetVantage()])
    assert [(row.name, row.type) for row in matrix.rows] == [("www.example.com", "A")]


def test_late_parts_stay_in_their_places() -> None:
    """An address and a health check that the stack makes are followed inside the document's text."""
    before, after = json.dumps(DOCUMENT).replace(CHECK, "<>", 1).split("<>")
    before, middle = before.replace("192.0.2.1", "<>").split("<>")
    joined = {"Fn::Join": ["", [before, get_att("Host", "PublicIp"), middle, ref("Check"), after]]}
    more = {
        "Host": {"Type": "AWS::EC2::Instance", "Properties": {}},
        "Check": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {"Type": "TCP"}}},
    }
    facts = read([stack("us", {**template(joined), **more})])
    assert facts.unread == ()
    european = World(client=Client(country="DE", continent="EU"))
    assert values(ask(facts, european)) == ["us/Host.PublicIp"]
    down = World(client=european.client, down=frozenset({Resource("us", "Check"), Literal(CHECK)}))
    assert values(ask(facts, down)) == ["192.0.2.9"]


def test_an_endpoint_of_aws_ends_the_way() -> None:
    """The addresses of a load balancer's name are known to AWS alone, and that is said."""
    document = {**DOCUMENT, "StartRule": "far", "Rules": {"far": {"RuleType": "latency", "Regions": [{}]}}}
    way = {"EndpointReference": "my_elb", "Region": "us-east-1", "EvaluateTargetHealth": "true"}
    document["Rules"]["far"]["Regions"] = [way]
    answer = ask(facts_of(document))
    assert answer.outcome is Status.UNRESOLVED
    assert "www.example.com is an alias of elb-111111.us-east-1.elb.amazonaws.com." in answer.trace


def test_what_a_document_does_not_say_is_noted() -> None:
    """A way to a rule that says nothing of its target's health is answered as if it did not ask, with a note."""
    document = json.loads(json.dumps(DOCUMENT))
    del document["Rules"]["place"]["Locations"][0]["EvaluateTargetHealth"]
    (note,) = facts_of(document).unread
    assert note.startswith("us/Record does not say whether it evaluates the health of rule site_switch")


def _with(section: str, **fields: object) -> dict[str, Any]:
    return {**DOCUMENT, section: {**DOCUMENT[section], **fields}}


LOOP = {"RuleType": "weighted", "Items": [{"RuleReference": "place", "Weight": 1, "EvaluateTargetHealth": "true"}]}
BAD: dict[str, tuple[object, str]] = {
    "no JSON": ("{", "no JSON"),
    "a list": ("[]", "is no object"),
    "a deep list": ("[" * 60_000, "nested too deeply"),
    "another format": ({**DOCUMENT, "AWSPolicyFormatVersion": "1.0"}, "is of no known format (1.0)"),
    "two beginnings": ({**DOCUMENT, "StartEndpoint": "eu"}, "does not begin with one rule or endpoint"),
    "a rule that is not there": ({**DOCUMENT, "StartRule": "x"}, "has no x among its Rules"),
    "an endpoint that is not there": (_with("Endpoints", eu=None), "has no eu among its Endpoints"),
    "an endpoint of no type": (_with("Endpoints", eu={"Value": "192.0.2.1"}), "has endpoint eu, of type None"),
    "a rule of no type": (_with("Rules", site_switch={"RuleType": "x"}), "has rule site_switch, of type x"),
    "a way to nothing": (_with("Rules", place={"RuleType": "weighted", "Items": [{}]}), "does not lead to one rule"),
    "a loop": (_with("Rules", site_switch=LOOP), "has rules that lead back to themselves"),
    "a reference to nothing": (ref("Text"), "has no parameter or resource of that name"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_policy_is_unresolved(case: str) -> None:
    """The name is there, its answer is not told, and a note says why."""
    document, reason = BAD[case]
    facts = facts_of(document)
    assert reason in facts.unread[0]
    assert ask(facts).outcome is Status.UNRESOLVED


@pytest.mark.parametrize(
    ("instance", "reason"),
    [
        ({"TrafficPolicyId": "01234567-89ab-cdef-0123-456789abcdef"}, "is not made in the assembly"),
        ({"TrafficPolicyVersion": 2}, "version 2 of the policy is made elsewhere"),
    ],
)
def test_a_policy_of_elsewhere_is_unresolved(instance: dict[str, object], reason: str) -> None:
    """A policy or a version that no template makes is not guessed."""
    facts = facts_of(DOCUMENT, **instance)
    assert reason in facts.unread[0]
    assert ask(facts).outcome is Status.UNRESOLVED


def test_a_policy_record_without_a_name_is_noted() -> None:
    """A name or zone that a parameter gives is not read."""
    notes = facts_of(DOCUMENT, Name=ref("Name")).unread
    assert "us/Record has no zone or name known before deployment; it is not read" in notes


def test_a_policy_in_a_private_zone_is_unresolved() -> None:
    """Route 53 refuses it, so that there is nothing to answer."""
    resources = {**template(DOCUMENT), "Zone": zone("example.com", ref("Vpc")), "Vpc": vpc("us")}
    (note,) = read([stack("us", resources)]).unread
    assert "is private, and Route 53 has traffic policies in public zones" in note
