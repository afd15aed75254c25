"""A share of one resource by AWS Resource Access Manager.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ram-resourceshare.html
"""

from __future__ import annotations

from collections.abc import Sequence

from constructs_pkg.fragments.fragment import Json, Resource, resource

SHARE = "Share"


def resource_share(arn: Json, name: str, share_with: Sequence[str], outside_organization: bool) -> dict[str, Resource]:
    """Return the share of the resource with that ARN; nothing where it is shared with nobody."""
    if not share_with:
        return {}
    return {
        SHARE: resource(
            "AWS::RAM::ResourceShare",
            {
                "Name": name,
                "ResourceArns": [arn],
                "Principals": sorted(share_with),
                "AllowExternalPrincipals": outside_organization,
            },
        )
    }
