"""A service whose load balancer is an origin of CloudFront as well."""

from __future__ import annotations

from constructs_pkg.values.spec import Spec


class ServiceAsOrigin(Spec):
    """What the stack of a service shows for distributions: the ARN and the DNS name of its first load balancer."""

    service: str
    """The service's key."""
