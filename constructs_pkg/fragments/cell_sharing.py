"""What a cell makes to share private zones: associations of its VPC, roles over its zones, its Profile."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, join, ref
from constructs_pkg.fragments.zone import zone_resource_id
from constructs_pkg.fragments.zone_association import ZoneToJoin, zone_associations_fragment
from constructs_pkg.fragments.zone_authority import zone_authority_fragment
from constructs_pkg.fragments.zone_profile import profile_association
from constructs_pkg.values.cell import CellSpec, CellZone, MadeNetwork, PrivateZone
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.place import Region

PROFILE_PARAMETER = "ProfileIdParameter"


def zone_parameter_id(name: str) -> str:
    """Return the id of the parameter that the id of the zone called `name` is handed over by."""
    return f"ZoneId {name}"


def zone_authority_id(name: str) -> str:
    """Return the id of the role over the zone called `name`."""
    return f"ZoneAuthority {name}"


def zone_id_of(zone: PrivateZone) -> Json:
    """Return the id of a cell's zone as the cell's own resources refer to it."""
    if zone.id is None:
        return ref(zone_resource_id(zone.name))
    return ref(zone_parameter_id(zone.name)) if isinstance(zone.id, HandedOver) else zone.id


def sharing_fragment(spec: CellSpec, *, vpc_id: Json, region: Region) -> Fragment:
    """Return what `spec` asks for beyond zones of its own."""
    return join(
        Fragment({}, parameters=_parameters(spec)),
        _associations(spec, vpc_id=vpc_id, region=region),
        *(_authority(zone, region) for zone in spec.zones),
        _profile(spec, vpc_id),
    )


def _parameters(spec: CellSpec) -> dict[str, Json]:
    handed = {zone_parameter_id(zone.name): zone.id for zone in spec.zones} | {PROFILE_PARAMETER: spec.profile}
    return {key: given.declaration for key, given in handed.items() if isinstance(given, HandedOver)}


def _associations(spec: CellSpec, *, vpc_id: Json, region: Region) -> Fragment:
    zones = [ZoneToJoin(zone.name, zone_id_of(zone), zone.associate) for zone in spec.zones if zone.associate]
    if not zones:
        return Fragment({})
    network = spec.network
    key = None if isinstance(network, MadeNetwork) else network.log_key_arn
    return zone_associations_fragment(zones, vpc_id=vpc_id, region=region, log_key_arn=key)


def _authority(zone: CellZone, region: Region) -> Fragment:
    if zone.authority is None:
        return Fragment({})
    role, zone_id = zone_authority_id(zone.name), zone_id_of(zone)
    return zone_authority_fragment(zone.authority, role, zone_id=zone_id, partition=region.partition)


def _profile(spec: CellSpec, vpc_id: Json) -> Fragment:
    if spec.profile is None:
        return Fragment({})
    profile = ref(PROFILE_PARAMETER) if isinstance(spec.profile, HandedOver) else spec.profile
    return Fragment({"ProfileAssociation": profile_association(profile, vpc_id)})
