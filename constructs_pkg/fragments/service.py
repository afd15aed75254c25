"""An endpoint service: its load balancers, who may connect, and its name."""

from __future__ import annotations

from constructs_pkg.fragments.acceptance import acceptance_role_fragment
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
from constructs_pkg.fragments.gateway import GATEWAY, gateway_fragment
from constructs_pkg.fragments.handoff import handoff_outputs, handoff_parameters
from constructs_pkg.fragments.load_balancer import (
    SECURITY_GROUP,
    load_balancer_id,
    load_balancers_fragment,
)
from constructs_pkg.fragments.measured import measured_service
from constructs_pkg.fragments.notifications import TOPIC
from constructs_pkg.fragments.observed import observed_fragment
from constructs_pkg.fragments.private_dns import private_dns_fragment, record_name, record_value
from constructs_pkg.fragments.reconciler import reconciler_fragment
from constructs_pkg.fragments.run_time_targets import run_time_targets_fragment
from constructs_pkg.values.connection_rules import ConnectionRules, ReconcilerSpec
from constructs_pkg.values.consumer import service_name_start
from constructs_pkg.values.late import Late, pseudo_parameter
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import principal_arns
from constructs_pkg.values.service import ServiceSpec

SERVICE = "Resource"
PERMISSIONS = "Permissions"


def service_fragment(spec: ServiceSpec, *, region: Region, name: str, outputs: bool = False) -> Fragment:
    """Return the endpoint service `spec` of `region`; `name` is shown in tags, `outputs` shows its name."""
    return join(
        _made(spec, name),
        Fragment(
            {
                SERVICE: _service(spec, name),
                **_permissions(spec, region),
                **_published(spec, region),
                **handoff_parameters(spec, _service_name(region), region),
            },
            outputs=_outputs(spec, region) if outputs else {},
        ),
        *_with_functions(spec, region, name, outputs=outputs),
        acceptance_role_fragment(spec.acceptance_role, SERVICE, region=region)
        if spec.acceptance_role
        else Fragment({}),
        observed_fragment(
            spec,
            measured_service(spec, attribute),
            of="ServiceId",
            identifier=ref(SERVICE),
            region=region,
            name=name,
        ),
    )


def _with_functions(spec: ServiceSpec, region: Region, name: str, *, outputs: bool) -> list[Fragment]:
    """Return the parts of `spec` that keep logs, and a key for these where its network has none."""
    network = spec.network
    log_key = network.log_key_arn if network else None
    parts = [
        private_dns_fragment(spec.private_dns_name, SERVICE, region=region, log_key_arn=log_key)
        if spec.private_dns_name
        else Fragment({}),
        run_time_targets_fragment(spec, partition=region.partition, log_key_arn=log_key),
        _proxy(spec, region, name, log_key, outputs=outputs),
    ]
    if spec.connection_rules is not None:
        parts.append(_reconciler(spec, spec.connection_rules, region, name, log_key))
    if log_key is None and any(part.resources for part in parts):
        account = pseudo_parameter("AWS::AccountId")
        parts.append(log_key_fragment(account=account, region=region, partition=region.partition))
    return parts


def _reconciler(spec: ServiceSpec, rules: ConnectionRules, region: Region, name: str, log_key: Json) -> Fragment:
    topic = rules.notification_topic_arn or Late(ref(TOPIC))
    fields = {key: getattr(rules, key) for key in type(rules).model_fields}
    told = {**fields, "notification_topic_arn": topic, "service_id": Late(ref(SERVICE)), "log_key_arn": log_key}
    return reconciler_fragment(ReconcilerSpec(**told), region=region, name=name, own_key=False)


def _proxy(spec: ServiceSpec, region: Region, name: str, log_key: Json, *, outputs: bool) -> Fragment:
    network, proxy = spec.network, spec.database_proxy
    if network is None or proxy is None:
        return Fragment({})
    groups, blocks = _clients(spec)
    return database_proxy_fragment(
        proxy,
        network,
        region=region,
        name=name,
        client_groups=groups,
        client_blocks=blocks,
        log_key_arn=log_key,
        outputs=outputs,
    )


def _made(spec: ServiceSpec, name: str) -> Fragment:
    if spec.is_brought or spec.network is None:
        return Fragment({})
    return gateway_fragment(spec, name) if spec.is_gateway else load_balancers_fragment(spec, name)


def _load_balancers(spec: ServiceSpec) -> list[Json]:
    if spec.is_brought:
        return [*spec.load_balancer_arns, *spec.gateway_load_balancer_arns]
    if spec.is_gateway:
        return [ref(GATEWAY)]
    return [ref(load_balancer_id(key)) for key in ("", *spec.more_load_balancers)]


def _clients(spec: ServiceSpec) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """Return whom the proxy lets in: the groups of the load balancer, or the VPC where that has none."""
    groups = spec.load_balancer.security_group_ids
    if groups is None:
        return (attribute(SECURITY_GROUP, "GroupId"),), ()
    cidr = spec.network.cidr if spec.network else None
    return (groups, ()) if groups or cidr is None else ((), (cidr,))


def _service(spec: ServiceSpec, name: str) -> Json:
    return resource(
        "AWS::EC2::VPCEndpointService",
        {
            "GatewayLoadBalancerArns" if spec.is_gateway else "NetworkLoadBalancerArns": _load_balancers(spec),
            "AcceptanceRequired": spec.acceptance_required,
            "PrivateDnsName": spec.private_dns_name.name if spec.private_dns_name else None,
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


def _outputs(spec: ServiceSpec, region: Region) -> dict[str, Json]:
    wish, name = spec.private_dns_name, _service_name(region)
    return {
        "ServiceName": {"Description": "The name consumers connect to", "Value": name},
        **(
            {
                "PrivateDnsRecordName": {
                    "Description": "The name of the TXT record that verifies the private DNS name",
                    "Value": record_name(wish, SERVICE),
                },
                "PrivateDnsRecordValue": {
                    "Description": "The text of the TXT record that verifies the private DNS name",
                    "Value": record_value(SERVICE),
                },
            }
            if wish is not None and wish.zone_id is None
            else {}
        ),
        **handoff_outputs(spec, name, region),
    }


def _service_name(region: Region) -> Json:
    return concatenated(service_name_start(region), attribute(SERVICE, "ServiceId"))
