"""What a cell must keep to that says whose Profile its VPC gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.model import Profile
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.problem import Problem


def check_profiles_handed_over(cells: Mapping[Key, PlacedCell], profiles: Mapping[Key, Profile]) -> Iterator[Problem]:
    """Yield the problems of cells that say which Profile of the topology their stack parameter is given."""
    for placed in cells.values():
        key, path = placed.cell.profile_of, f"{placed.path}.profile_of"
        if key is None:
            continue
        given = placed.cell.profile
        if not isinstance(given, HandedOver) or given.stack_parameter is None:
            limit = "is told, and the cell's profile is not a stack parameter"
            yield Problem("profile-not-handed-over", path, key, limit, "set profile: {stack_parameter: ProfileId}")
        if key not in profiles:
            yield Problem("unknown-profile", path, key, "is no Profile of the topology", suggestion(key, profiles))
        elif profiles[key].cell in cells:
            yield from _usable(placed, path, profiles[key], cells[profiles[key].cell])


def _usable(placed: PlacedCell, path: str, profile: Profile, owner: PlacedCell) -> Iterator[Problem]:
    here, there = placed.cell, owner.cell
    key = str(here.profile_of)
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
    if here.region != there.region:
        limit = f"is in {there.region}, and a Profile serves VPCs of its own Region"
        yield Problem("profile-elsewhere", path, key, limit, f"make a Profile in a cell of {here.region}")
    named = [principal for principal in profile.share_with if principal.partition is None]
    # Organizations and their units may hold the account.
    if here.account not in (there.account, *named) and len(named) == len(profile.share_with):
        limit = f"is not shared with account {here.account}"
        yield Problem("profile-not-shared", path, key, limit, f'add "{here.account}" to its share_with')
