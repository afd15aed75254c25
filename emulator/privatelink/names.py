"""The DNS names of interface endpoints.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames.
"""

from __future__ import annotations

import secrets

# The hosted zone that the names of endpoints are in. AWS has one a Region; that it is not one of them is meant.
HOSTED_ZONE = "ZEMULATED0ENDPOINT"


def dns_entries(endpoint_id: str, base_name: str, zones: list[str], *, wildcard: bool = False) -> list[dict[str, str]]:
    """Return the regional name of an endpoint, then one for each Availability Zone.

    Args:
        endpoint_id: The endpoint.
        base_name: What the names end in.
        zones: The names of its Availability Zones.
        wildcard: Whether the names are wildcards, as S3's are, below which ``bucket`` and ``accesspoint`` stand:
            https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html.
    """
    start = "*." if wildcard else ""
    label = f"{start}{endpoint_id}-{secrets.token_hex(4)}"
    names = [f"{label}.{base_name}", *(f"{label}-{zone}.{base_name}" for zone in zones)]
    return [{"DnsName": name, "HostedZoneId": HOSTED_ZONE} for name in names]
