"""What several rules share: repeated items, numbers out of range, Regions and partitions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress

from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem, Refused


def repeated(items: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    """Yield the place of each item that came before, with the place where it came first."""
    first: dict[Hashable, int] = {}
    for place, item in enumerate(items):
        if first.setdefault(item, place) != place:
            yield place, first[item]


def out_of_range(rule: str, path: str, value: int | None, lowest: int, highest: int) -> list[Problem]:
    """Return the problem of a number outside `lowest` to `highest`, if it is; None passes."""
    if value is None or lowest <= value <= highest:
        return []
    return [Problem(rule, path, str(value), f"is outside {lowest} to {highest}", "choose a number in that range")]


def other_partition(path: str, value: str, partition: str | None, region: Region) -> list[Problem]:
    """Return the problem of a `value` in another partition than `region`, if it is; None passes."""
    if partition is None or partition == region.partition:
        return []
    return [
        Problem(
            "mixed-partition",
            path,
            value,
            f"is in partition {partition} while {region} is in {region.partition}",
            "stay in one partition: nothing connects two",
        )
    ]


def other_region(rule: str, path: str, arn: str, region: Region) -> list[Problem]:
    """Return the problem of a Regional resource's ARN that names another Region than `region`, if it does."""
    _, partition, _, home, *_ = arn.split(":")
    if partition != region.partition:
        return other_partition(path, arn, partition, region)
    if home == region:
        return []
    return [Problem(rule, path, arn, f"is in {home}", f"name one in {region}")]


def other_account(rule: str, path: str, arn: str, account: object) -> list[Problem]:
    """Return the problem of a resource's ARN that names another account than `account`, if both are known."""
    owner = arn.split(":")[4]
    if not isinstance(account, AccountId) or owner == account:
        return []
    return [Problem(rule, path, arn, f"is in account {owner}, not in {account}", f"name one in {account}")]


def region_told(service: str) -> Region | None:
    """Return the Region that the name of a `service` tells, be it a custom service or one of AWS.

    A name of which only the id is known at deployment tells it as well.
    """
    for label in service.split("."):
        with suppress(Refused):
            return Region(label)
    return None
