"""`LatticeService`: a service of VPC Lattice with weighted routes and a list of who may call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import existing_zone, network_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.lattice_service import DOMAIN_NAME, HOSTED_ZONE_ID, SERVICE, lattice_service_fragment
from constructs_pkg.fragments.lattice_targets import target_group_id
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.service_network import ServiceNetwork
from constructs_pkg.values.allowed_callers import AllowedCaller
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.late import Late
from constructs_pkg.values.lattice_service import LatticeListener, LatticeServiceSpec
from constructs_pkg.values.lattice_service_rules import check_lattice_service
from constructs_pkg.values.lattice_targets import LatticeTargetGroup
from constructs_pkg.values.network import Network


class LatticeService(IncludedFragment):
    """A service that VPCs of its service networks call by one name, whatever stands behind it.

    Makes the service, its listeners, rules and target groups, its place in service networks, its auth policy, its logs,
    and the aliases of its name in a private zone. Nobody may call unless allowed.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc | Network,
        target_groups: Mapping[str, LatticeTargetGroup | Mapping[str, Any]],
        listeners: Mapping[str, LatticeListener | Mapping[str, Any]],
        service_networks: Mapping[str, ServiceNetwork | Late | str | Mapping[str, str]] | None = None,
        custom_domain_name: str | None = None,
        zone: route53.IHostedZone | PrivateZone | None = None,
        certificate_arn: str | Late | None = None,
        idle_timeout_seconds: int | None = None,
        allowed: Sequence[AllowedCaller | Mapping[str, Any]] | None = None,
        open_because: str | None = None,
        log_retention_days: int | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the service.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            vpc: The VPC that its targets are in.
            target_groups: Its target groups, by keys that never change.
            listeners: Its listeners, by keys that never change.
            service_networks: The service networks it is in, as constructs or ARNs, by keys that never change.
                Default: none.
            custom_domain_name: The name that clients call it by. Default: the one that VPC Lattice makes.
            zone: The private zone in which that name becomes an alias of it. Default: none.
            certificate_arn: The certificate of that name. Default: none.
            idle_timeout_seconds: Seconds without data after which a connection is closed. Default: 60.
            allowed: Who may call it. Default: nobody.
            open_because: Why whoever reaches it may call. Default: not open.
            log_retention_days: Days that access logs of its own are kept. Default: not logged here.
            display_name: Shown in tags. Default: `construct_id`.
            outputs: Whether the stack shows its ARN and name as outputs. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="vpc")
        place = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        spec = door.parse(
            LatticeServiceSpec,
            {
                "network": door.take("vpc", network_of, vpc),
                "service_networks": {
                    key: each.given() if isinstance(each, ServiceNetwork) else each
                    for key, each in (service_networks or {}).items()
                },
                "target_groups": target_groups,
                "listeners": listeners,
                "custom_domain_name": custom_domain_name,
                "zone": None if zone is None else door.take("zone", existing_zone, zone),
                "certificate_arn": certificate_arn,
                "idle_timeout_seconds": idle_timeout_seconds,
                "allowed": allowed,
                "open_because": open_because,
                "log_retention_days": log_retention_days,
            },
        )
        warnings = door.refuse(check_lattice_service(spec, place, account))
        fragment = lattice_service_fragment(spec, region=place, name=display_name or construct_id, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)

    @property
    def service_arn(self) -> str:
        """The service's ARN."""
        return self._attribute(SERVICE, "Arn")

    @property
    def domain_name(self) -> str:
        """The name that VPC Lattice answers, for aliases and CNAME records elsewhere."""
        return self._attribute(SERVICE, DOMAIN_NAME)

    @property
    def hosted_zone_id(self) -> str:
        """The zone of that name, for aliases elsewhere."""
        return self._attribute(SERVICE, HOSTED_ZONE_ID)

    def target_group_arn(self, key: str) -> str:
        """Return the ARN of the target group `key`, for what registers its targets elsewhere."""
        return self._attribute(target_group_id(key), "Arn")
