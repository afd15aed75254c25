"""Private zones on VPCs of several accounts, as Route 53 lets them: authorised, associated, taken off.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html,
.../API_CreateVPCAssociationAuthorization.html, .../API_DeleteVPCAssociationAuthorization.html,
.../API_DisassociateVPCFromHostedZone.html and .../API_ListHostedZonesByVPC.html.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from ministack.core.responses import get_account_id
from ministack.services import ec2, route53

Answer = Any

_AUTHORISATIONS = re.compile(
    r"(?:/2013-04-01)?/hostedzone/([^/]+)/(authorizevpcassociation|deauthorizevpcassociation)\Z"
)


def install() -> None:
    """Have Route 53 answer about authorisations, and associate VPCs across accounts."""
    handle = route53.handle_request

    async def handled(method: str, path: str, headers: Any, body: bytes, query: Any) -> Answer:
        found = _AUTHORISATIONS.match(path)
        if found is None:
            return await handle(method, path, headers, body, query)
        zone, action = found.groups()
        if method == "GET":
            return list_authorisations(zone)
        return (authorise if action == "authorizevpcassociation" else withdraw)(zone, body)

    route53.handle_request = handled
    route53._associate_vpc = associate
    route53._disassociate_vpc = disassociate
    route53._list_hosted_zones_by_vpc = list_by_vpc


def all_zones() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return every zone with its account, by its id."""
    return {zone: (account, held) for (account, zone), held in list(route53._zones._data.items())}


def authorise(zone_id: str, body: bytes) -> Answer:
    """Let the account of a VPC associate it with a zone of the account at hand; a second time changes nothing."""
    vpc, _, wrong = route53._parse_vpc_request(body)
    zone = route53._zones.get(zone_id)
    if wrong or zone is None:
        return wrong or _no_zone(zone_id)
    if not zone.get("private"):
        return route53._error_response("InvalidInput", f"{zone_id} is a public hosted zone.")
    if vpc not in zone.setdefault("authorised", []):
        zone["authorised"].append(vpc)
    return route53._xml_response(
        "CreateVPCAssociationAuthorizationResponse", lambda root: _authorised(root, zone_id, vpc)
    )


def withdraw(zone_id: str, body: bytes) -> Answer:
    """Take an authorisation back; an association that was made by it stays."""
    vpc, _, wrong = route53._parse_vpc_request(body)
    zone = route53._zones.get(zone_id)
    if wrong or zone is None:
        return wrong or _no_zone(zone_id)
    if vpc not in zone.get("authorised", []):
        message = f"The VPC {vpc['VPCId']} is not authorized to be associated with the hosted zone."
        return route53._error_response("VPCAssociationAuthorizationNotFound", message, 404)
    zone["authorised"].remove(vpc)
    return route53._xml_response("DeleteVPCAssociationAuthorizationResponse", lambda root: None)


def list_authorisations(zone_id: str) -> Answer:
    """List the VPCs that may be associated with a zone of the account at hand."""
    zone = route53._zones.get(zone_id)
    if zone is None:
        return _no_zone(zone_id)

    def build(root: Element) -> None:
        SubElement(root, "HostedZoneId").text = zone_id
        vpcs = SubElement(root, "VPCs")
        for vpc in zone.get("authorised", []):
            route53._build_vpc_el(vpcs, vpc)

    return route53._xml_response("ListVPCAssociationAuthorizationsResponse", build)


def associate(zone_id: str, body: bytes) -> Answer:
    """Associate a VPC of the account at hand with a zone of this or of an account that has authorised it."""
    vpc, comment, wrong = route53._parse_vpc_request(body)
    if wrong:
        return wrong
    owner, zone = all_zones().get(zone_id, ("", None))
    if zone is None:
        return _no_zone(zone_id)
    if not zone.get("private"):
        return route53._error_response("PublicZoneVPCAssociation", "A public zone takes no VPC.")
    if not _is_own(vpc):
        return _not_own(vpc)
    if owner != get_account_id() and vpc not in zone.get("authorised", []):
        message = f"The VPC {vpc['VPCId']} is not authorized to be associated with the hosted zone {zone_id}."
        return route53._error_response("NotAuthorizedException", message, 401)
    for _, other in all_zones().values():
        if other["name"] == zone["name"] and vpc in other.get("vpcs", []):
            message = f"The VPC {vpc['VPCId']} is associated with a hosted zone named {zone['name']} already."
            return route53._error_response("ConflictingDomainExists", message)
    zone.setdefault("vpcs", []).append(vpc)
    return _changed("AssociateVPCWithHostedZoneResponse", comment)


def disassociate(zone_id: str, body: bytes) -> Answer:
    """Take a VPC off a zone, as the account of either."""
    vpc, comment, wrong = route53._parse_vpc_request(body)
    if wrong:
        return wrong
    owner, zone = all_zones().get(zone_id, ("", None))
    if zone is None:
        return _no_zone(zone_id)
    if owner != get_account_id() and not _is_own(vpc):
        return _not_own(vpc)
    if vpc not in zone.get("vpcs", []):
        message = f"The VPC {vpc['VPCId']} is not associated with the hosted zone."
        return route53._error_response("VPCAssociationNotFound", message, 404)
    if len(zone["vpcs"]) == 1:
        return route53._error_response("LastVPCAssociation", "A private hosted zone keeps one VPC at least.")
    zone["vpcs"] = [one for one in zone["vpcs"] if one != vpc]
    return _changed("DisassociateVPCFromHostedZoneResponse", comment)


def list_by_vpc(query: dict[str, Any]) -> Answer:
    """List the zones that a VPC of the account at hand sees, whoever has made them."""

    def given(name: str) -> str:
        value = query.get(name, "")
        return str(value[0] if isinstance(value, list) else value)

    vpc = {"VPCRegion": given("vpcregion"), "VPCId": given("vpcid")}
    if not all(vpc.values()):
        return route53._error_response("InvalidInput", "vpcid and vpcregion are required.")
    most = int(given("maxitems") or 100)
    found = sorted((zone, owner, held) for zone, (owner, held) in all_zones().items() if vpc in held.get("vpcs", []))
    shown = [one for one in found if one[0] >= given("nexttoken")]

    def build(root: Element) -> None:
        summaries = SubElement(root, "HostedZoneSummaries")
        for zone, owner, held in shown[:most]:
            summary = SubElement(summaries, "HostedZoneSummary")
            SubElement(summary, "HostedZoneId").text = zone
            SubElement(summary, "Name").text = held["name"]
            SubElement(SubElement(summary, "Owner"), "OwningAccount").text = owner
        SubElement(root, "MaxItems").text = str(most)
        if len(shown) > most:
            SubElement(root, "NextToken").text = shown[most][0]

    return route53._xml_response("ListHostedZonesByVPCResponse", build)


def _is_own(vpc: dict[str, str]) -> bool:
    return ec2._vpcs.get_scoped(get_account_id(), vpc["VPCRegion"], vpc["VPCId"]) is not None


def _not_own(vpc: dict[str, str]) -> Answer:
    message = f"The VPC {vpc['VPCId']} in region {vpc['VPCRegion']} is not one that this account may use."
    return route53._error_response("InvalidVPCId", message)


def _no_zone(zone_id: str) -> Answer:
    return route53._error_response("NoSuchHostedZone", f"No hosted zone found with ID: {zone_id}", 404)


def _authorised(root: Element, zone_id: str, vpc: dict[str, str]) -> None:
    SubElement(root, "HostedZoneId").text = zone_id
    route53._build_vpc_el(root, vpc)


def _changed(response: str, comment: str) -> Answer:
    change = route53._new_change(comment)
    return route53._xml_response(response, lambda root: route53._build_change_info_el(root, change))
