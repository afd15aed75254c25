"""An endpoint service: its load balancers, who may connect, and its name."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.database_proxy import database_proxy_fragment
from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import (
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.load_balancer import LOAD_BALANCER, SECURITY_GROUP, load_balancer_fragment
from constructs_pkg.fragments.run_time_targets import run_time_targets_fragment
from constructs_pkg.values.consumer import service_name_start
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import principal_arns
from constructs_pkg.values.service import ServiceSpec

SERVICE = "Resource"
PERMISSIONS = "Permissions"


def service_fragment(spec: ServiceSpec, *, region: Region, name: str, outputs: bool = False) -> Fragment:
    """Return the endpoint service `spec` of `region`; `name` is shown in tags, `outputs` shows its name."""
    made = spec.network is not None and not spec.load_balancer_arns
    return join(
        load_balancer_fragment(spec, name) if made else Fragment({}),
        Fragment(
            {
                SERVICE: _service(spec, [ref(LOAD_BALANCER)] if made else list(spec.load_balancer_arns), name),
                **_permissions(spec, region),
                **_published(spec, region),
            },
            outputs=_outputs(region) if outputs else {},
        ),
        *_behind(spec, region, name, outputs=outputs),
    )


def _behind(spec: ServiceSpec, region: Region, name: str, *, outputs: bool) -> Iterator[Fragment]:
    """Yield the RDS Proxy of `spec` and what looks up targets, with a key for their logs if the network has none."""
    network, proxy = spec.network, spec.database_proxy
    looked_up = any(listener.targets.looked_up for listener in spec.listeners)
    if network is None or not (proxy or looked_up):
        return
    log_key = network.log_key_arn
    if log_key is None:
        yield log_key_fragment(
            account=pseudo_parameter("AWS::AccountId"), region=str(region), partition=region.partition
        )
    yield run_time_targets_fragment(spec, partition=region.partition, log_key_arn=log_key)
    if proxy:
        groups, blocks = _clients(spec)
        yield database_proxy_fragment(
            proxy,
            network,
            region=region,
            name=name,
            client_groups=groups,
            client_blocks=blocks,
            log_key_arn=log_key,
            outputs=outputs,
        )


def _clients(spec: ServiceSpec) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """Return whom the proxy lets in: the groups of the load balancer, or the VPC where that has none."""
    groups = spec.load_balancer.security_group_ids
    if groups is None:
        return (attribute(SECURITY_GROUP, "GroupId"),), ()
    cidr = spec.network.cidr if spec.network else None
    return (groups, ()) if groups or cidr is None else ((), (cidr,))


def _service(spec: ServiceSpec, load_balancers: list[Json], name: str) -> Json:
    return resource(
        "AWS::EC2::VPCEndpointService",
        {
            "NetworkLoadBalancerArns": load_balancers,
            "AcceptanceRequired": spec.acceptance_required,
            "SupportedRegions": list(spec.supported_regions) or None,
            "SupportedIpAddressTypes": list(spec.ip_address_types),
            "Tags": named(name),
        },
    )


def _permissions(spec: ServiceSpec, region: Region) -> dict[str, Json]:
    if not spec.allowed_principals:
        return {}
    arns = principal_arns(spec.allowed_principals, region.partition)
    return {
        PERMISSIONS: resource(
            "AWS::EC2::VPCEndpointServicePermissions",
            {"ServiceId": ref(SERVICE), "AllowedPrincipals": arns},
        )
    }


def _published(spec: ServiceSpec, region: Region) -> dict[str, Json]:
    if spec.publish_to is None:
        return {}
    return {
        "PublishedServiceName": resource(
            "AWS::SSM::Parameter",
            {
                "Name": spec.publish_to,
                "Type": "String",
                "Description": "The name consumers connect to",
                "Value": _service_name(region),
            },
        )
    }


def _outputs(region: Region) -> dict[str, Json]:
    return {"ServiceName": {"Description": "The name consumers connect to", "Value": _service_name(region)}}


def _service_name(region: Region) -> Json:
    return concatenated(service_name_start(region), attribute(SERVICE, "ServiceId"))
