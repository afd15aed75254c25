"""What a provider's deployment hands over: one document, and its parts as parameters."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Json, concatenated, json_text, resource
from constructs_pkg.values.handoff import VERSION, WHOLE
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region
from constructs_pkg.values.service import ServiceSpec

OUTPUT = "Handoff"


def handoff_parameters(spec: ServiceSpec, service_name: Json, region: Region) -> dict[str, Json]:
    """Return the parameters that hold the handoff of the service `spec`; none where it is not asked for."""
    path = spec.publish_handoff_to
    if path is None:
        return {}
    held = {WHOLE: json_text(_document(spec, service_name, region))}
    held |= {key.replace("_", "-"): _part(value) for key, value in _document(spec, service_name, region).items()}
    return {
        f"Handoff{_camel(name)}": resource(
            "AWS::SSM::Parameter",
            {
                "Name": f"{path}/{name}",
                "Type": "String",
                # An advanced parameter where the value is over 4 KB, and only there:
                # https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
                "Tier": "Intelligent-Tiering",
                "Description": "Hands an endpoint service over to its consumers",
                "Value": value,
            },
        )
        for name, value in held.items()
        if name != "version"
    }


def handoff_outputs(spec: ServiceSpec, service_name: Json, region: Region) -> dict[str, Json]:
    """Return the output that holds the handoff of the service `spec`; none where it is not asked for."""
    if spec.publish_handoff_to is None:
        return {}
    value = json_text(_document(spec, service_name, region))
    return {OUTPUT: {"Description": "Hands the endpoint service over to its consumers", "Value": value}}


def _document(spec: ServiceSpec, service_name: Json, region: Region) -> dict[str, Json]:
    """Return the handoff; what is not known is left out."""
    account = pseudo_parameter("AWS::AccountId")
    role = spec.acceptance_role
    role_arn = concatenated(f"arn:{region.partition}:iam::", account, f":role/{role.name}") if role else None
    ports = {(listener.port, protocol) for listener in spec.listeners for protocol in listener.protocol.transports}
    found: dict[str, Json] = {
        "version": VERSION,
        "service_name": service_name,
        "region": region,
        "account": account,
        "availability_zone_ids": _zone_ids(spec),
        "ports": [{"port": port, "protocol": protocol} for port, protocol in sorted(ports)],
        "private_dns_name": spec.private_dns_name.name if spec.private_dns_name else None,
        "supported_regions": list(spec.supported_regions),
        "acceptance_required": spec.acceptance_required,
        "ip_address_types": list(spec.ip_address_types),
        "acceptance_role_arn": role_arn,
    }
    return {key: value for key, value in found.items() if value is not None and value != []}


def _zone_ids(spec: ServiceSpec) -> list[str]:
    """Return the ids of the zones the service stands in; none where not all are known."""
    if spec.network is None or spec.load_balancer_arns:
        return []
    subnets = spec.network.choose(spec.load_balancer.tier, spec.load_balancer.availability_zones)
    ids = [subnet.availability_zone_id for subnet in subnets]
    return sorted({str(zone) for zone in ids}) if all(ids) else []


def _part(value: Json) -> Json:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(f"{one['port']}/{one['protocol']}" if isinstance(one, dict) else str(one) for one in value)
    return value


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))
