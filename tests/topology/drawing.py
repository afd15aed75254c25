"""How the strategies draw, and the place in the world that everything in one topology shares."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

Item = TypeVar("Item")
Wish = dict[str, Any]

ACCOUNTS = ("111111111111", "222222222222", "333333333333")

# Regions of each partition, with what their Availability Zones' ids begin with.
REGIONS = {
    "aws": {"us-east-1": "use1", "us-west-2": "usw2", "eu-west-1": "euw1"},
    "aws-cn": {"cn-north-1": "cnn1", "cn-northwest-1": "cnnw1"},
    "aws-us-gov": {"us-gov-west-1": "usgw1", "us-gov-east-1": "usge1"},
}


@dataclass
class World:
    """What one topology is drawn with."""

    random: Random
    partition: str = "aws"
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    seen: set[str] = field(default_factory=set)

    @property
    def regions(self) -> list[str]:
        return list(REGIONS[self.partition])

    def one(self, *options: Item) -> Item:
        return self.random.choice(options)

    def number(self, lowest: int, highest: int) -> int:
        return self.random.randint(lowest, highest)

    def chance(self, percent: int = 30) -> bool:
        return self.number(0, 99) >= 100 - percent

    def some(self, options: Sequence[Item], least: int = 0, most: int | None = None) -> list[Item]:
        count = self.number(least, min(len(options), len(options) if most is None else most))
        return self.random.sample(options, count)

    def maybe(self, percent: int = 30, **fields: Any) -> Wish:
        """Each field by itself is there or not; a callable is called when it is."""
        return {key: value() if callable(value) else value for key, value in fields.items() if self.chance(percent)}

    def first(self, thing: str) -> bool:
        """Whether `thing` is asked about for the first time."""
        known = thing in self.seen
        self.seen.add(thing)
        return not known

    def serial(self) -> int:
        return next(self.numbers)

    def id(self, kind: str) -> str:
        return f"{kind}-{self.serial():017x}"

    def zone_id(self) -> str:
        return f"Z{self.serial():012d}"
