"""What the routing policies that look at a place share, and the policy by latency.

In a private zone the place is that of the VPC's Region, whoever asks:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
"""

from __future__ import annotations

from collections.abc import Sequence

from constructs_pkg.audit.choice import Asking, Choice, identifier
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.places import REGIONS, Place, distance
from constructs_pkg.audit.value import Literal, MapOf, Value, in_words, literal_text
from constructs_pkg.audit.world import NotTold

# How much nearer the nearest must be to be told from the next: Regions are known by their city only.
_CLEARLY = 0.9

_Records = Sequence[RecordFact]


def by_latency(records: _Records, asking: Asking) -> Choice:
    """Choose the record of the Region with the lowest latency, in a private zone of the closest Region.

    Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html and
    .../routing-policy-latency-phz.html. AWS measures latencies and does not publish them.
    """
    asker = region_asking(asking, "latency")
    candidates = asking.healthy(records)
    ills = asking.ills(records)
    if len(candidates) == 1:
        return only(candidates[0], records, "latency", ills)
    regions = [_text(record, "Region") for record in candidates]
    client = asking.world.client
    if not asking.private and client is not None and client.country == "CN" and "cn-north-1" in regions:
        return best(candidates[regions.index("cn-north-1")], f"answers all questions from within China{ills}")
    if asker is None:
        raise NotTold(f"latency routing depends on the {_asker(asking)}, of which no Region is known")
    if asker in regions:
        return best(candidates[regions.index(asker)], f"is of the asker's own Region {asker}{ills}")
    if not asking.private:
        raise NotTold(f"no latency record is of {asker}, and AWS does not publish the latency to the other Regions")
    here = place_of(asker).point
    nearest = nearest_of([distance(here, place_of(region).point) for region in regions], "Regions")
    return best(candidates[nearest], f"is of the Region closest to {asker}{ills}")


def best(record: RecordFact, why: str) -> Choice:
    """Return the choice of one record, and why it is the best."""
    return Choice((record,), f"{identifier(record)} {why}.")


def only(record: RecordFact, records: _Records, policy: str, ills: str) -> Choice:
    """Return the choice of the one candidate that there is."""
    if len(records) == 1:
        return Choice((record,), f"{identifier(record)} is the only {policy} record.")
    return Choice((record,), f"Of {len(records)} {policy} records {identifier(record)} answers{ills}.")


def _asker(asking: Asking) -> str:
    return "VPC" if asking.private else "client"


def region_asking(asking: Asking, policy: str) -> str | None:
    """Return the Region that counts as the asker's.

    Private zones in AWS GovCloud (US) have no such policy:
    https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-r53.html.
    """
    if not asking.private:
        return asking.world.client.region if asking.world.client is not None else None
    if asking.region is not None and asking.region.startswith("us-gov-"):
        raise NotTold(f"private zones in AWS GovCloud (US) have no {policy} routing")
    return asking.region


def place_of(region: str) -> Place:
    """Return where a Region is."""
    if region not in REGIONS:
        raise NotTold(f"where Region {region} is is not known here")
    return REGIONS[region]


def nearest_of(distances: Sequence[float], what: str) -> int:
    """Return the position of the least distance, if it is clearly the least."""
    ordered = sorted(range(len(distances)), key=lambda position: distances[position])
    first, second = ordered[:2]
    if distances[first] > _CLEARLY * distances[second] or distances[first] == distances[second]:
        raise NotTold(f"two {what} are about as close, and AWS does not tell how it measures")
    return first


def _text(record: RecordFact, field: str) -> str:
    value = record.field(field)
    text = literal_text(value)
    if text is None:
        raise NotTold(f"{field} of {identifier(record)} is {in_words(value) if value is not None else 'missing'}")
    return text


def parts_of(record: RecordFact, field: str) -> dict[str, Value]:
    """Return the parts of a policy field that is an object, all known before deployment."""
    value = record.field(field)
    if not isinstance(value, MapOf):
        raise NotTold(f"{field} of {identifier(record)} is not known before deployment")
    late = next((item for _, item in value.items if not isinstance(item, Literal | MapOf)), None)
    if late is not None:
        raise NotTold(f"{field} of {identifier(record)} is {in_words(late)}")
    return dict(value.items)
