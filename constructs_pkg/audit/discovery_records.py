"""The records that AWS Cloud Map makes of an instance.

Sources: https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html,
https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html and
https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckConfig.html (aliases evaluate their target).
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.attributes import known_attribute
from constructs_pkg.audit.discovery_service import DiscoveredService
from constructs_pkg.audit.facts import AliasFact, RecordFact
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import DeployTime, Literal, MapOf, Resource, Value, in_words, literal_text

_ATTRIBUTE_OF = {"A": "AWS_INSTANCE_IPV4", "AAAA": "AWS_INSTANCE_IPV6", "CNAME": "AWS_INSTANCE_CNAME"}

# "The values of priority and weight are both set to 1 and can't be changed."
_PRIORITY_AND_WEIGHT = "1 1"


def of_instance(
    reading: Reading, service: DiscoveredService, instance: Resource, called: str, told: MapOf
) -> Iterator[RecordFact]:
    """Yield the records of an instance `called` so, of which the attributes are `told`."""
    alias = told.get("AWS_ALIAS_DNS_NAME")
    ill = None
    if service.checked and literal_text(told.get("AWS_INIT_HEALTH_STATUS")) == "UNHEALTHY":
        ill = f"instance {called} is registered as unhealthy"
    for entry, (kind, ttl) in enumerate(service.ttls):
        if kind == "SRV":
            yield from _srv(reading, service, instance, called, told, ill)
        elif alias is not None:
            zone = DeployTime("the zone of a load balancer", in_words(instance))
            target = AliasFact(alias, zone, Literal(True))
            yield _record(service, instance, kind, called, entry=entry, alias=target)
        else:
            value = told.get(_ATTRIBUTE_OF.get(kind, ""))
            if value is not None:
                values = (known_attribute(reading, value),)
                check = instance if service.checked else None
                yield _record(
                    service, instance, kind, called, entry=entry, ttl=ttl, values=values, check=check, ill=ill
                )


def of_run_time(service: DiscoveredService, source: Resource, late: DeployTime) -> Iterator[RecordFact]:
    """Yield a record of each type of a service whose instances only the deployment knows."""
    for entry, (kind, ttl) in enumerate(service.ttls):
        yield _record(service, source, kind, "at run time", entry=entry, ttl=ttl, values=(late,))


def _srv(
    reading: Reading, service: DiscoveredService, instance: Resource, called: str, told: MapOf, ill: str | None
) -> Iterator[RecordFact]:
    host, port = f"{called}.{service.name}".lower(), told.get("AWS_INSTANCE_PORT")
    ttl = dict(service.ttls)["SRV"]
    text = literal_text(port)
    value: Value = Literal(f"{_PRIORITY_AND_WEIGHT} {text} {host}") if text is not None else (port or Literal(None))
    check = instance if service.checked else None
    yield _record(service, instance, "SRV", called, entry=0, ttl=ttl, values=(value,), check=check, ill=ill)
    for entry, kind in enumerate(("A", "AAAA"), start=1):
        address = told.get(_ATTRIBUTE_OF[kind])
        if address is not None:
            yield RecordFact(
                source=instance,
                zone=service.zone.id,
                name=host,
                type=kind,
                ttl=ttl,
                values=(known_attribute(reading, address),),
                entry=entry,
            )


def _record(
    service: DiscoveredService,
    source: Resource,
    kind: str,
    called: str,
    *,
    entry: int,
    ttl: Value | None = None,
    values: tuple[Value, ...] = (),
    alias: AliasFact | None = None,
    check: Resource | None = None,
    ill: str | None = None,
) -> RecordFact:
    # "Currently, all records have the same weight."
    policy = ("Weight", Literal(1)) if service.weighted else ("MultiValueAnswer", Literal(True))
    return RecordFact(
        source=source,
        zone=service.zone.id,
        name=service.name,
        type=kind,
        ttl=ttl,
        values=values,
        alias=alias,
        set_identifier=Literal(called),
        policy=(policy,),
        health_check=check,
        entry=entry,
        unhealthy=ill,
    )
