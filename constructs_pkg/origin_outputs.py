"""`OriginOutputs`: what a stack shows of a service's load balancer for distributions in front of it."""

from __future__ import annotations

from constructs import Construct

from constructs_pkg.endpoint_service import EndpointService
from constructs_pkg.fragments.service_as_origin import service_as_origin_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.late import Late


class OriginOutputs(IncludedFragment):
    """Outputs with the ARN and the DNS name of the first load balancer that a service makes; no resource."""

    def __init__(self, scope: Construct, construct_id: str, *, service: EndpointService) -> None:
        """Show the load balancer of `service`, which makes one."""
        balancer = service.load_balancer
        arn, name = Late(balancer.load_balancer_arn), Late(balancer.load_balancer_dns_name)
        super().__init__(scope, construct_id, service_as_origin_fragment(arn, name))
