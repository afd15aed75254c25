"""The rules of traffic policy documents that are read as trees.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html
"""

import copy
from typing import Any

from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.traffic_policy_document import read_traffic_policy
from constructs_pkg.values.traffic_tree_rules import check_traffic_tree

from .case import Case
from .traffic_tree_table import ALB, Find

DOCUMENT: dict[str, Any] = {
    "AWSPolicyFormatVersion": "2015-10-01",
    "RecordType": "A",
    "StartRule": "start",
    "Endpoints": {"one": {"Type": "value", "Value": "192.0.2.1"}, "web": {"Type": ALB["type"], "Value": ALB["value"]}},
    "Rules": {
        "start": {
            "RuleType": "geo",
            "Locations": [{"EndpointReference": "one", "IsDefault": "true"}, {"RuleReference": "far", "Country": "NZ"}],
        },
        "far": {
            "RuleType": "geoproximity",
            "GeoproximityLocations": [{"EndpointReference": "one", "Region": "aws:route53:us-east-1", "Bias": "0"}],
        },
        "many": {"RuleType": "multivalue", "Items": [{"EndpointReference": "one"}]},
        "two": {
            "RuleType": "failover",
            "Primary": {"EndpointReference": "web", "EvaluateTargetHealth": "true"},
            "Secondary": {"EndpointReference": "one"},
        },
        "part": {"RuleType": "weighted", "Items": [{"EndpointReference": "one", "Weight": "1"}]},
    },
}
DOCUMENT["Rules"]["start"]["Locations"][1]["EvaluateTargetHealth"] = "true"


def document(*steps: Any) -> Find:
    """What is wrong with the document where the last of `steps` stands at the place that the others lead to."""

    def find() -> list[Problem]:
        changed = copy.deepcopy(DOCUMENT)
        *places, last, value = steps or ("RecordType", "A")
        held: Any = changed
        for place in places:
            held = held[place]
        if value is None:
            del held[last]
        else:
            held[last] = value
        try:
            read = read_traffic_policy(changed, "www", path="")
        except InvalidInput as invalid:
            return list(invalid.problems)
        found = check_traffic_tree(read.spec, "example.com", "public")
        return [*read.warnings, *(read.at_document(problem) for problem in found)]

    return find


_GEO = ("Rules", "start", "Locations")
_FAR = ("Rules", "far", "GeoproximityLocations", 0)

TRAFFIC_DOCUMENT_RULES = [
    Case(
        "a document says its format",
        "policy-format",
        "AWSPolicyFormatVersion",
        document("AWSPolicyFormatVersion", "1.0"),
        document("AWSPolicyFormatVersion", "2023-05-09"),
    ),
    Case("a document says its type", "missing-key", "RecordType", document("RecordType", None), document()),
    Case("a document's type is one of DNS", "wrong-type", "RecordType", document("RecordType", "B"), document()),
    Case("a document has known keys", "unknown-key", "StartPoint", document("StartPoint", "x"), document()),
    Case("endpoints have ids", "wrong-type", "Endpoints", document("Endpoints", ["192.0.2.1"]), document()),
    Case("a rule is an object", "wrong-type", "Rules.far", document("Rules", "far", "geo"), document()),
    Case(
        "an id can be a label",
        "malformed-policy-id",
        "Endpoints.a b",
        document("Endpoints", "a b", {"Type": "value", "Value": "192.0.2.1"}),
        document("Endpoints", "a_b", {"Type": "value", "Value": "192.0.2.1"}),
    ),
    Case(
        "an endpoint has a value",
        "missing-key",
        "Endpoints.one.Value",
        document("Endpoints", "one", "Value", ""),
        document("Endpoints", "one", "Value", "192.0.2.2"),
    ),
    Case(
        "an endpoint's type is known",
        "endpoint-type",
        "Endpoints.one.Type",
        document("Endpoints", "one", "Type", "ip"),
        document("Endpoints", "one", "Type", "value"),
    ),
    Case(
        "a rule's type is known",
        "rule-type",
        "Rules.start.RuleType",
        document("Rules", "start", "RuleType", "geolocation"),
        document("Rules", "start", "RuleType", "geo"),
    ),
    Case(
        "a rule leads somewhere",
        "missing-key",
        "Rules.many.Items",
        document("Rules", "many", "Items", []),
        document("Rules", "many", "Items", [{"EndpointReference": "one"}]),
    ),
    Case(
        "a reference to a rule is none to an endpoint",
        "policy-reference",
        "Rules.start.Locations[0].EndpointReference",
        document(*_GEO, 0, {"EndpointReference": "far", "IsDefault": "true"}),
        document(*_GEO, 0, {"RuleReference": "far", "IsDefault": "true", "EvaluateTargetHealth": "true"}),
    ),
    Case(
        "what a reference names is there",
        "policy-reference",
        "Rules.start.Locations[0].EndpointReference",
        document(*_GEO, 0, "EndpointReference", "on"),
        document(*_GEO, 0, "EndpointReference", "one"),
    ),
    Case(
        "a way leads to something",
        "policy-reference",
        "Rules.many.Items[0]",
        document("Rules", "many", "Items", [{}]),
        document("Rules", "many", "Items", [{"EndpointReference": "one"}]),
    ),
    Case(
        "a way leads to one thing",
        "policy-reference",
        "Rules.start.Locations[1]",
        document(*_GEO, 1, "EndpointReference", "one"),
        document(),
    ),
    Case(
        "whether a target's health counts is said",
        "target-health-not-said",
        "Rules.start.Locations[1].EvaluateTargetHealth",
        document(*_GEO, 1, "EvaluateTargetHealth", None),
        document(*_GEO, 1, "EvaluateTargetHealth", "false"),
        "warning",
    ),
    Case(
        "trees have no coordinates",
        "geoproximity-coordinates",
        "Rules.far.GeoproximityLocations[0]",
        document(*_FAR, {"EndpointReference": "one", "Latitude": "1", "Longitude": "1"}),
        document(*_FAR, {"EndpointReference": "one", "Region": "us-east-1"}),
    ),
    Case(
        "trees have no Local Zones",
        "geoproximity-local-zone",
        "Rules.far.GeoproximityLocations[0].Region",
        document(*_FAR, "Region", "aws:local-zone:us-west-2-lax-1"),
        document(*_FAR, "Region", "aws:route53:us-west-2"),
    ),
    Case(
        "the default is no place",
        "policy-location",
        "Rules.start.Locations[0].IsDefault",
        document(*_GEO, 0, "Country", "US"),
        document(*_GEO, 0, "IsDefault", True),
    ),
    Case(
        "whether a place is the default is true or false",
        "wrong-type",
        "Rules.start.Locations[0].IsDefault",
        document(*_GEO, 0, "IsDefault", "yes"),
        document(*_GEO, 0, "IsDefault", "True"),
    ),
    Case(
        "a way by latency has a Region",
        "missing-key",
        "Rules.start.Regions[0].Region",
        document("Rules", "start", {"RuleType": "latency", "Regions": [{"EndpointReference": "one"}]}),
        document(
            "Rules", "start", {"RuleType": "latency", "Regions": [{"EndpointReference": "one", "Region": "us-east-1"}]}
        ),
    ),
    Case(
        "a multivalue rule leads to endpoints",
        "multivalue-rule-reference",
        "Rules.many.Items[0].RuleReference",
        document("Rules", "many", "Items", [{"RuleReference": "far", "EvaluateTargetHealth": "true"}]),
        document(),
    ),
    Case(
        "a failover rule has both ways",
        "missing-key",
        "Rules.two.Secondary",
        document("Rules", "two", "Secondary", None),
        document(),
    ),
    Case(
        "a way by weight has a weight",
        "missing-key",
        "Rules.part.Items[0].Weight",
        document("Rules", "part", "Items", 0, "Weight", None),
        document(),
    ),
    Case(
        "a number is written in digits alone",
        "wrong-type",
        "Rules.far.GeoproximityLocations[0].Bias",
        document(*_FAR, "Bias", "1_0"),
        document(*_FAR, "Bias", "-10"),
    ),
    Case(
        "a weight is a number",
        "wrong-type",
        "Rules.part.Items[0].Weight",
        document("Rules", "part", "Items", 0, "Weight", "many"),
        document("Rules", "part", "Items", 0, "Weight", 7),
    ),
    Case(
        "a rule of a document keeps to the rules of its policy",
        "weight-out-of-range",
        "Rules.start.Items[0].Weight",
        document("Rules", "start", {"RuleType": "weighted", "Items": [{"EndpointReference": "one", "Weight": "256"}]}),
        document("Rules", "start", {"RuleType": "weighted", "Items": [{"EndpointReference": "one", "Weight": "255"}]}),
    ),
]
