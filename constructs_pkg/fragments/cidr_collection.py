"""A CIDR collection of Route 53, by which IP-based records are chosen.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-cidrcollection.html
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, attribute, resource
from constructs_pkg.values.cidr_collection import CidrCollectionSpec

COLLECTION = "Resource"
OUTPUT = "CidrCollectionId"


def cidr_collection_fragment(spec: CidrCollectionSpec, *, outputs: bool = False) -> Fragment:
    """Return the collection `spec`; `outputs` shows its id."""
    locations = [{"LocationName": name, "CidrList": sorted(blocks)} for name, blocks in sorted(spec.locations.items())]
    made = resource("AWS::Route53::CidrCollection", {"Name": spec.name, "Locations": locations or None})
    output = {"Description": "What IP-based records name as their collection", "Value": attribute(COLLECTION, "Id")}
    return Fragment({COLLECTION: made}, outputs={OUTPUT: output} if outputs else {})
