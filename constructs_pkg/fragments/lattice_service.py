"""A service of VPC Lattice: listeners, weighted routes, targets, its name, and who may call it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from constructs_pkg.fragments.auth_policy import auth_policy, auth_type
from constructs_pkg.fragments.fragment import Fragment, Json, Resource, attribute, join, named, ref, resource
from constructs_pkg.fragments.lattice_logs import access_logs
from constructs_pkg.fragments.lattice_targets import target_group, target_group_id
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.values.dns import RecordName
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.lattice_service import (
    HeaderMatch,
    LatticeListener,
    LatticeRule,
    LatticeServiceSpec,
    WeightedTargets,
)
from constructs_pkg.values.place import Region
from constructs_pkg.values.record import AliasTarget, Record, RecordType
from constructs_pkg.values.service_network import ServiceNetworkReference

SERVICE = "Resource"
DOMAIN_NAME, HOSTED_ZONE_ID = "DnsEntry.DomainName", "DnsEntry.HostedZoneId"
NAME_TYPES = (RecordType.A, RecordType.AAAA)


def listener_id(key: str) -> str:
    """Return the id of the listener `key`."""
    return f"Listener {key}"


def lattice_service_fragment(spec: LatticeServiceSpec, *, region: Region, name: str, outputs: bool = False) -> Fragment:
    """Return the service `spec` in `region`; `name` is shown in tags, and `outputs` shows what others need.

    Sources: the types' pages below
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_VpcLattice.html
    """
    resources: dict[str, Resource] = {
        SERVICE: resource(
            "AWS::VpcLattice::Service",
            {
                "AuthType": auth_type(spec.open_because),
                "CustomDomainName": spec.custom_domain_name,
                "CertificateArn": spec.certificate_arn,
                "IdleTimeoutSeconds": spec.idle_timeout_seconds,
                "Tags": named(name),
            },
        ),
    }
    for key, group in spec.target_groups.items():
        resources.update(target_group(key, group, spec.network, f"{name} {key}"))
    for key, listener in spec.listeners.items():
        resources.update(_listener(key, listener, name))
    if spec.allowed:
        resources["AuthPolicy"] = auth_policy(attribute(SERVICE, "Arn"), spec.allowed, spec.network, region)
    made = Fragment(resources, outputs=_outputs() if outputs else {})
    parts = [made, _associations(spec.service_networks), *_names(spec)]
    if spec.log_retention_days is not None:
        parts.append(access_logs(attribute(SERVICE, "Arn"), spec.network, region, spec.log_retention_days))
    return join(*parts)


def name_records(spec: LatticeServiceSpec) -> Iterator[Record]:
    """Yield the aliases by which the service is called in its zone."""
    if spec.custom_domain_name is None or spec.zone is None:
        return
    target = AliasTarget(
        dns_name=Late(attribute(SERVICE, DOMAIN_NAME)), zone_id=Late(attribute(SERVICE, HOSTED_ZONE_ID))
    )
    for kind in NAME_TYPES:
        yield Record(name=RecordName(spec.custom_domain_name), type=kind, alias=target)


def _names(spec: LatticeServiceSpec) -> Iterator[Fragment]:
    if spec.zone is not None:
        yield records_fragment(spec.zone.name, spec.zone.id, name_records(spec))


def _associations(networks: Mapping[str, ServiceNetworkReference]) -> Fragment:
    resources: dict[str, Resource] = {}
    parameters: dict[str, Json] = {}
    for key, arn in networks.items():
        given: Json = arn
        if isinstance(arn, HandedOver) and arn.ssm_parameter is not None:
            parameters[f"NetworkArn {key}"] = arn.declaration
            given = ref(f"NetworkArn {key}")
        resources[f"Network {key}"] = resource(
            "AWS::VpcLattice::ServiceNetworkServiceAssociation",
            {"ServiceNetworkIdentifier": given, "ServiceIdentifier": attribute(SERVICE, "Arn")},
        )
    return Fragment(resources, parameters=parameters)


def _listener(key: str, listener: LatticeListener, name: str) -> Iterator[tuple[str, Resource]]:
    yield (
        listener_id(key),
        resource(
            "AWS::VpcLattice::Listener",
            {
                "ServiceIdentifier": attribute(SERVICE, "Arn"),
                "Protocol": listener.protocol,
                "Port": listener.asked_port,
                "DefaultAction": _action(listener.forward, None if listener.forward else 404),
                "Tags": named(f"{name} {key}"),
            },
        ),
    )
    for each, rule in listener.rules.items():
        yield (
            f"Rule {key} {each}",
            resource(
                "AWS::VpcLattice::Rule",
                {
                    "ServiceIdentifier": attribute(SERVICE, "Arn"),
                    "ListenerIdentifier": attribute(listener_id(key), "Arn"),
                    "Priority": rule.priority,
                    "Match": {"HttpMatch": _match(rule)},
                    "Action": _action(rule.forward, rule.respond),
                    "Tags": named(f"{name} {key} {each}"),
                },
            ),
        )


def _action(forward: Sequence[WeightedTargets], respond: int | None) -> Json:
    if respond is not None:
        return {"FixedResponse": {"StatusCode": respond}}
    return {
        "Forward": {
            "TargetGroups": [
                {"TargetGroupIdentifier": attribute(target_group_id(each.targets), "Arn"), "Weight": each.weight}
                for each in sorted(forward, key=lambda each: each.targets)
            ]
        }
    }


def _match(rule: LatticeRule) -> Json:
    exact, prefix = rule.path, rule.path_prefix
    path = {"Exact": exact} if exact is not None else {"Prefix": prefix}
    return {
        **({"Method": rule.method} if rule.method is not None else {}),
        # Paths differ by case, as those of URLs do.
        **({"PathMatch": {"Match": path, "CaseSensitive": True}} if exact is not None or prefix is not None else {}),
        **({"HeaderMatches": [_header(key, each) for key, each in rule.headers.items()]} if rule.headers else {}),
    }


def _header(name: str, match: HeaderMatch) -> Json:
    asked = {"Exact": match.exact, "Prefix": match.prefix, "Contains": match.contains}
    said = {key: text for key, text in asked.items() if text is not None}
    return {"Name": name, "Match": said, "CaseSensitive": True}


def _outputs() -> dict[str, Json]:
    shown = {
        "ServiceArn": ("The service of VPC Lattice", "Arn"),
        "DomainName": ("The name that VPC Lattice answers", DOMAIN_NAME),
        "HostedZoneId": ("The zone of that name, for aliases", HOSTED_ZONE_ID),
    }
    return {key: {"Description": text, "Value": attribute(SERVICE, part)} for key, (text, part) in shown.items()}
