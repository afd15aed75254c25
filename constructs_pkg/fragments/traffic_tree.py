"""A traffic tree as record sets, or as a traffic policy of Route 53 and its policy record.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-trafficpolicy.html
and .../aws-resource-route53-trafficpolicyinstance.html.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, json_text, plain, resource
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.traffic_policy import policy_document
from constructs_pkg.values.traffic_records import traffic_records
from constructs_pkg.values.traffic_tree import TrafficTreeSpec

POLICY = "Policy"


def instance_id(spec: TrafficTreeSpec) -> str:
    """Return the id of the policy record of `spec`, which is another one for another type.

    A policy record keeps its type:
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/traffic-policy-records.html#traffic-policy-records-creating-values.
    """
    return f"Instance {spec.type}"


def traffic_tree_fragment(spec: TrafficTreeSpec, zone: PrivateZone) -> Fragment:
    """Return `spec`, in which nothing is wrong, as record sets of `zone`."""
    return records_fragment(zone.name, zone.id, [record for _, record in traffic_records(spec, zone)])


def traffic_policy_fragment(spec: TrafficTreeSpec, zone: PrivateZone, *, name: str) -> Fragment:
    """Return `spec`, in which nothing is wrong, as a traffic policy and the policy record that applies it in `zone`.

    CloudFormation replaces a policy whose document changes: the new one is made while the old one still stands, and no
    two policies of an account have one name (TrafficPolicyAlreadyExists in
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateTrafficPolicy.html). So the name ends with a
    digest of the document, and with how the ids of health checks begin that are known only at deployment.

    Args:
        spec: The tree.
        zone: The public zone.
        name: What the policy's name begins with.
    """
    document = policy_document(spec)
    late: dict[str, Late] = {}
    written = json.dumps(plain(_without_late_checks(document, late)), sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()[:8]
    begun = [{"Fn::Select": [0, {"Fn::Split": ["-", each]}]} for each in late.values()]
    called = concatenated(f"{name} {digest}", *(part for each in begun for part in (" ", each)))
    return Fragment(
        {
            POLICY: resource("AWS::Route53::TrafficPolicy", {"Name": called, "Document": json_text(document)}),
            instance_id(spec): resource(
                "AWS::Route53::TrafficPolicyInstance",
                {
                    "HostedZoneId": zone.id,
                    "Name": f"{spec.name.placed_in(ZoneName(zone.name))}.",
                    "TTL": spec.ttl,
                    "TrafficPolicyId": attribute(POLICY, "Id"),
                    "TrafficPolicyVersion": attribute(POLICY, "Version"),
                },
            ),
        }
    )


def _without_late_checks(document: Json, late: dict[str, Late]) -> Json:
    """Return `document` with words for the health checks that are known only at deployment, which `late` gets."""
    if isinstance(document, Mapping):
        return {
            key: _kept(held, late)
            if key == "HealthCheck" and isinstance(held, Late)
            else _without_late_checks(held, late)
            for key, held in document.items()
        }
    return [_without_late_checks(each, late) for each in document] if isinstance(document, list) else document


def _kept(check: Late, late: dict[str, Late]) -> str:
    late.setdefault(str(check.expression), check)
    return f"health check {[*late].index(str(check.expression))}"
