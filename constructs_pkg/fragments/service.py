"""An endpoint service: its load balancers, who may connect, and its name."""

from __future__ import annotations

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
from constructs_pkg.fragments.load_balancer import LOAD_BALANCER, load_balancer_fragment
from constructs_pkg.fragments.measured import measured_service
from constructs_pkg.fragments.observed import observed_fragment
from constructs_pkg.values.consumer import service_name_start
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
        observed_fragment(
            spec,
            measured_service(spec, attribute),
            of="ServiceId",
            identifier=ref(SERVICE),
            region=region,
            name=name,
        ),
    )


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
