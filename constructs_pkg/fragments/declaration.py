"""What an endpoint's template cannot show and says in the endpoint's metadata, for whoever reads templates.

``{"PrivateCells": {"private_dns_name": name, "availability_zones": {subnet id: zone name}}}``. CloudFormation keeps
metadata with the template and does nothing else with it.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-metadata.html
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Json
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.late import Late

METADATA_KEY = "PrivateCells"


def declaration(spec: ConsumerSpec) -> dict[str, Json]:
    """Return the metadata of the endpoint `spec`, as an attribute of its resource; empty where nothing is to say."""
    zones = {
        subnet.id: subnet.availability_zone
        for subnet in spec.subnets
        if not isinstance(subnet.id, Late) and not isinstance(subnet.availability_zone, Late)
    }
    # The zones are said whether or not a name is of one zone: a name that is added changes nothing of the endpoint.
    said: dict[str, Json] = {"private_dns_name": spec.private_dns_name, "availability_zones": zones}
    held = {key: value for key, value in said.items() if value}
    return {"Metadata": {METADATA_KEY: held}} if held else {}
