"""Distributions of CloudFront, and what the stacks of services show for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs import Construct

from constructs_pkg.edge_distribution import EdgeDistribution
from constructs_pkg.endpoint_service import EndpointService
from constructs_pkg.naming import distribution_construct_id, origin_construct_id
from constructs_pkg.origin_outputs import OriginOutputs
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.distribution import DistributionSpec

if TYPE_CHECKING:
    from constructs_pkg.stacks.parts import Making


def make_distribution(making: Making, part: PlannedPart) -> Construct:
    """Make the distribution of a stack."""
    owner, spec = making.owner, part.spec
    assert isinstance(spec, DistributionSpec)
    assert isinstance(owner, PlannedStack)
    given = spec.given(making.given)
    return EdgeDistribution(
        making.stack,
        distribution_construct_id(part.key),
        origins=given.origins,
        origin_groups=given.origin_groups,
        default_cache_behavior=given.default_cache_behavior,
        cache_behaviors=given.cache_behaviors,
        zone=given.zone,
        names=given.names,
        https_records=given.https_records,
        certificate=given.certificate_arn,
        minimum_protocol_version=given.minimum_protocol_version,
        http_version=given.http_version,
        ipv6=given.ipv6,
        price_class=given.price_class,
        default_root_object=given.default_root_object,
        allowed_countries=given.allowed_countries,
        denied_countries=given.denied_countries,
        web_acl_arn=given.web_acl_arn,
        no_web_acl_because=given.no_web_acl_because,
        logs=given.logs,
        display_name=owner.display_name,
        outputs=True,
    )


def make_origin(making: Making, part: PlannedPart) -> Construct:
    """Show the load balancer of a service of the stack."""
    service = making.made["service", part.key]
    assert isinstance(service, EndpointService)
    return OriginOutputs(making.stack, origin_construct_id(part.key), service=service)
