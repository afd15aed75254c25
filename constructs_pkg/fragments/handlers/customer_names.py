"""Names of connected customers, in a zone that holds nothing else, each record marked as the function's own.

Beside the record of a customer stands a TXT record that tells whose it is; a name without it is left alone.
Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from constructs_pkg.fragments.handlers.calls import ONCE, again
from constructs_pkg.fragments.handlers.lines import log
from constructs_pkg.fragments.handlers.reconciliation import Step

# A batch has 1,000 values at most, of which an UPSERT counts twice: two records a name.
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests-changeresourcerecordsets
NAMES_AT_ONCE = 100

MARK = "_private-cells"
KIND = "CNAME"


@dataclass(frozen=True)
class Held:
    """What the zone holds under one customer's name.

    Attributes:
        record: The record set of the name; None where there is none.
        mark: The record set that says whose it is; None where there is none.
    """

    record: dict[str, Any] | None = None
    mark: dict[str, Any] | None = None

    def endpoint(self, owner: str) -> str | None:
        """Return the endpoint it is of, if it is the function's own for the service `owner`."""
        if self.mark is None or (self.record and self.record["Type"] != KIND):
            return None
        start = f'"service={owner} endpoint='
        values = (one["Value"] for one in self.mark.get("ResourceRecords", []))
        return next((value[len(start) : -1] for value in values if value.startswith(start)), None)


def keep_names(
    settings: Mapping[str, Any], service_id: str, zone_id: str, decided: Iterable[Step], staying: Collection[str]
) -> None:
    """Make the zone hold a name for each customer that is connected, and no other name of the function's own.

    Args:
        settings: ``zone``, the zone's name; ``ttl``; ``customers``, the labels of accounts; ``labels``, those of rules.
        service_id: The service.
        zone_id: The zone.
        decided: What was decided of each connection, the oldest first.
        staying: The endpoints that are connected after the run.
    """
    route53 = boto3.client("route53", config=ONCE)
    zone = settings["zone"]
    held, marked = names_there(route53, zone_id, zone, service_id)
    if not marked:
        log("zone-not-marked", zone=zone_id, reason=f"{MARK}.{zone} does not say that the zone is of {service_id}")
        return
    wanted = dict(desired(settings, decided, staying))
    changes: dict[str, list[dict[str, Any]]] = {}
    for label, (endpoint, dns_name) in sorted(wanted.items()):
        found = held.get(label, Held())
        if found != Held() and found.endpoint(service_id) is None:
            log(
                "foreign-record",
                name=f"{label}.{zone}",
                reason="it stands there and is not marked as this function's own",
            )
            continue
        right = customer_records(label, zone, dns_name, service_id, endpoint, settings["ttl"])
        if [found.record, found.mark] != right:
            changes[label] = [{"Action": "UPSERT", "ResourceRecordSet": one} for one in right]
    # Who is connected and has no name of its own keeps the one it had.
    nameless = set(staying) - {endpoint for endpoint, _ in wanted.values()}
    for label in sorted(held.keys() - wanted.keys()):
        of_endpoint = held[label].endpoint(service_id)
        if of_endpoint is not None and of_endpoint not in nameless:
            gone = [one for one in (held[label].record, held[label].mark) if one is not None]
            changes[label] = [{"Action": "DELETE", "ResourceRecordSet": one} for one in gone]
    change_names(route53, zone_id, changes)


def desired(
    settings: Mapping[str, Any], decided: Iterable[Step], staying: Collection[str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the labels that the zone is to hold, with endpoint and name; of several endpoints the oldest has it."""
    taken: dict[str, str] = {}
    for step in decided:
        one = step.connection
        label = settings["labels"].get(step.accepting_rule) or settings["customers"].get(one.account)
        if not label or not one.dns_name or one.endpoint_id not in staying:
            continue
        first = taken.setdefault(label, one.endpoint_id)
        if first != one.endpoint_id:
            log("name-shared", label=label, endpoint=one.endpoint_id, reason=f"{first} has it, which is older")
            continue
        yield label, (one.endpoint_id, one.dns_name)


def customer_records(
    label: str, zone: str, dns_name: str, service_id: str, endpoint: str, ttl: int
) -> list[dict[str, Any]]:
    """Return the record of a customer's name and the one that says whose it is, as Route 53 lists them."""
    mark = f'"service={service_id} endpoint={endpoint}"'
    return [
        _record(f"{label}.{zone}.", KIND, ttl, dns_name),
        _record(f"{MARK}.{label}.{zone}.", "TXT", ttl, mark),
    ]


def names_there(route53: Any, zone_id: str, zone: str, service_id: str) -> tuple[dict[str, Held], bool]:
    """Return what the zone holds by label, and whether it says that it is the service's."""
    held: dict[str, Held] = {}
    marked = False
    for one in _listed(route53, zone_id):
        inside = one["Name"].removesuffix(f"{zone}.").removesuffix(".")
        if inside == MARK:
            marked = one["Type"] == "TXT" and one.get("ResourceRecords") == [{"Value": f'"service={service_id}"'}]
        elif inside.startswith(f"{MARK}."):
            label = inside.removeprefix(f"{MARK}.")
            held[label] = Held(held.get(label, Held()).record, one)
        elif inside:
            held[inside] = Held(one, held.get(inside, Held()).mark)
    return held, marked


def change_names(route53: Any, zone_id: str, changes: Mapping[str, list[dict[str, Any]]]) -> None:
    """Make the changes of some names at a time; one that is refused holds up no other."""
    labels = list(changes)
    for start in range(0, len(labels), NAMES_AT_ONCE):
        some = labels[start : start + NAMES_AT_ONCE]
        try:
            _change_names(route53, zone_id, [one for label in some for one in changes[label]])
        except ClientError as error:
            if len(some) == 1:
                log("name-failed", name=some[0], reason=str(error))
            elif error.response["Error"]["Code"] == "InvalidChangeBatch":
                for label in some:
                    change_names(route53, zone_id, {label: changes[label]})
            else:
                log("names-failed", names=len(some), reason=str(error))


def _change_names(route53: Any, zone_id: str, batch: list[dict[str, Any]]) -> None:
    again(route53.change_resource_record_sets, HostedZoneId=zone_id, ChangeBatch={"Changes": batch})
    for one in batch:
        log(
            "name-changed",
            action=one["Action"],
            name=one["ResourceRecordSet"]["Name"],
            type=one["ResourceRecordSet"]["Type"],
        )


def _listed(route53: Any, zone_id: str) -> Iterator[dict[str, Any]]:
    asked: dict[str, Any] = {"HostedZoneId": zone_id, "MaxItems": "300"}
    while True:
        page = again(route53.list_resource_record_sets, **asked)
        yield from page["ResourceRecordSets"]
        if not page["IsTruncated"]:
            return
        asked |= {key.replace("Next", "Start"): page[key] for key in page if key.startswith("NextRecord")}


def _record(name: str, kind: str, ttl: int, value: str) -> dict[str, Any]:
    return {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}
