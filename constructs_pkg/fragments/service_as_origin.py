"""What the stack of a service shows of its load balancer, for distributions in front of it."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json


def service_as_origin_fragment(arn: Json, dns_name: Json) -> Fragment:
    """Return the outputs that name a load balancer by its `arn` and its `dns_name`."""
    return Fragment(
        {},
        outputs={
            "LoadBalancerArn": {"Description": "What a VPC origin of CloudFront is made of", "Value": arn},
            "LoadBalancerDnsName": {"Description": "The name of the origin", "Value": dns_name},
        },
    )
