"""What the two sides of a link demand of each other before a connection is used: acceptance and verification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.acceptance import OWN_ACCOUNT, AcceptanceByRole
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.role import RoleArn


def check_link_acceptance(placed: PlacedLink) -> Iterator[Problem]:
    """Yield the problems of a link's acceptance and of its private DNS."""
    provider, required = _provider(placed)
    yield from _account(placed, provider)
    wish, path = placed.link.accept, f"{placed.path}.accept"
    if wish is not None and required is False:
        limit, fix = "is given, and the service accepts every connection by itself", "leave it out"
        yield Problem("acceptance-not-required", path, "", limit, fix, "warning")
    if placed.link.private_dns and wish is None and required:
        limit = "is refused by AWS while the connection waits to be accepted"
        fix = "give accept, or set it once the connection is accepted"
        yield Problem("private-dns-before-acceptance", f"{placed.path}.private_dns", "true", limit, fix, "warning")
    yield from _verification(placed)


def check_verification_zones(services: Iterable[PlacedService], cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    """Yield a problem for each zone of a TXT record that is a private zone of a cell."""
    private = {
        str(zone.id): f"{placed.path}.zones[{index}]"
        for placed in cells.values()
        for index, zone in enumerate(placed.cell.zones)
        if zone.id is not None
    }
    for placed in services:
        wish = placed.service.private_dns_name
        if wish is not None and wish.zone_id is not None and (zone := private.get(str(wish.zone_id))):
            limit = f"is the private zone {zone}, which AWS does not see"
            path = f"{placed.path}.private_dns_name.zone_id"
            yield Problem("private-zone", path, str(wish.zone_id), limit, "give the public zone of the domain")


def _provider(placed: PlacedLink) -> tuple[str | None, bool | None]:
    """Return the provider's account and whether it accepts by hand, as far as they are known."""
    if placed.service is not None:
        return placed.service.cell.cell.account, placed.service.service.acceptance_required
    handoff = placed.link.handoff
    return (handoff.account, handoff.acceptance_required) if handoff else (None, None)


def _account(placed: PlacedLink, provider: str | None) -> Iterator[Problem]:
    wish, path, own = placed.link.accept, f"{placed.path}.accept", placed.cell.cell.account
    if wish is None or provider is None:
        return
    if wish == OWN_ACCOUNT and provider != own:
        limit = f"is account {own}, and the service is in {provider}"
        fix = "give the role_arn of its acceptance_role"
        yield Problem("acceptance-in-other-account", path, OWN_ACCOUNT, limit, fix)
    elif isinstance(wish, AcceptanceByRole) and isinstance(wish.role_arn, RoleArn):
        lender = wish.role_arn.split(":")[4]
        if lender != provider:
            limit, fix = f"is a role of {lender}, and the service is in {provider}", "name a role of that account"
            yield Problem("acceptance-in-other-account", f"{path}.role_arn", wish.role_arn, limit, fix)
        yield from _lent(placed, wish.role_arn)


def _lent(placed: PlacedLink, role_arn: RoleArn) -> Iterator[Problem]:
    service, own = placed.service, placed.cell.cell.account
    role = service.service.acceptance_role if service else None
    if service and role and role_arn.endswith(f"/{role.name}") and own not in role.trusted_accounts:
        limit = f"does not trust account {own}, by {service.path}.acceptance_role"
        yield Problem("acceptance-role-not-trusting", f"{placed.path}.accept.role_arn", role_arn, limit, "add it there")


def _verification(placed: PlacedLink) -> Iterator[Problem]:
    service = placed.service
    wish = service.service.private_dns_name if service else None
    if service is None or wish is None:
        return
    if placed.link.private_dns_name is not None and placed.link.private_dns_name != wish.name:
        path, limit = f"{placed.path}.private_dns_name", f"is not {wish.name}, the name of {service.path}"
        yield Problem("private-dns-name-differs", path, placed.link.private_dns_name, limit, "leave it out")
    if placed.link.private_dns and wish.zone_id is None:
        limit = f"needs {wish.name} to be verified, which no deployment waits for: its domain is held elsewhere"
        fix = "make its TXT record and have it verified before this link is deployed, or give the service's zone_id"
        yield Problem("private-dns-unverified", f"{placed.path}.private_dns", "true", limit, fix, "warning")
