"""A Route 53 Profile and what is in it, whom it is shared with, and its association with a VPC.

Sources: the types' pages below
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Profiles.html and .../AWS_RAM.html.
"""

from __future__ import annotations

import json

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, ref, resource
from constructs_pkg.fragments.ram_share import resource_share
from constructs_pkg.fragments.zone_association import zone_arn
from constructs_pkg.values.place import Region
from constructs_pkg.values.zone_profile import ProfileSpec

PROFILE = "Resource"
OUTPUT = "ProfileId"

# Changing it replaces the association, so that nothing which people change is in it.
ASSOCIATION_NAME = "private-cell"
_LONGEST_NAME = 64


def profile_fragment(spec: ProfileSpec, *, region: Region) -> Fragment:
    """Return the Profile `spec` in `region`; another zone or account changes nothing of the rest."""
    made = {PROFILE: resource("AWS::Route53Profiles::Profile", {"Name": spec.name})}
    for zone in spec.zones:
        made[f"Zone {zone.name}"] = resource(
            "AWS::Route53Profiles::ProfileResourceAssociation",
            {
                "Name": _association_name(zone.name),
                "ProfileId": ref(PROFILE),
                "ResourceArn": zone_arn(zone.id, region.partition),
            },
        )
    for key, arn in spec.resolver_rules.items():
        made[f"Rule {key}"] = _resource(f"rule-{key}", arn)
    for key, group in spec.firewalls.items():
        properties = json.dumps({"priority": group.priority}, separators=(",", ":"))
        made[f"Firewall {key}"] = _resource(f"firewall-{key}", group.rule_group_arn, properties)
    for key, config in spec.query_log_configs.items():
        made[f"QueryLogs {key}"] = _resource(f"query-logs-{key}", config)
    made |= resource_share(attribute(PROFILE, "Arn"), spec.name, spec.share_with, spec.outside_organization)
    output = {"Description": "The Route 53 Profile's id", "Value": ref(PROFILE)}
    return Fragment(made, outputs={OUTPUT: output})


def _resource(name: str, arn: Json, properties: str | None = None) -> Json:
    return resource(
        "AWS::Route53Profiles::ProfileResourceAssociation",
        {"Name": name, "ProfileId": ref(PROFILE), "ResourceArn": arn, "ResourceProperties": properties},
    )


def profile_association(profile_id: Json, vpc_id: Json) -> Json:
    """Return the resource that gives the VPC what the Profile holds; a VPC has one Profile."""
    return resource(
        "AWS::Route53Profiles::ProfileAssociation",
        {"Name": ASSOCIATION_NAME, "ProfileId": profile_id, "ResourceId": vpc_id},
    )


def _association_name(zone: str) -> str:
    """Return the name of the association of `zone`, which takes no dots."""
    return f"zone-{zone.replace('.', '-')}"[:_LONGEST_NAME]
