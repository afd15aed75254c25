"""Distributions of CloudFront, and what the stacks of services show for them, rendered without the CDK."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.fragments.distribution import distribution_fragment
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.load_balancer import load_balancer_id
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.service_as_origin import service_as_origin_fragment
from constructs_pkg.naming import distribution_construct_id, origin_construct_id, service_construct_id
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.late import Late


def rendered_distribution(
    owner: PlannedCell | PlannedStack, part: PlannedPart, given: Mapping[str, Late]
) -> Iterator[tuple[str, Fragment]]:
    """Yield the distribution of a stack."""
    spec, identity = part.spec, distribution_construct_id(part.key)
    assert isinstance(spec, DistributionSpec)
    yield (
        identity,
        distribution_fragment(spec.given(given), identity=identity, name=owner.display_name, outputs=True),
    )


def rendered_origin(
    owner: PlannedCell | PlannedStack, part: PlannedPart, given: Mapping[str, Late]
) -> Iterator[tuple[str, Fragment]]:
    """Yield what shows the load balancer of a service of the stack."""
    balancer = logical_id(service_construct_id(part.key), load_balancer_id())
    yield (
        origin_construct_id(part.key),
        service_as_origin_fragment({"Ref": balancer}, {"Fn::GetAtt": [balancer, "DNSName"]}),
    )
