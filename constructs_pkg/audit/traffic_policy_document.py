"""A traffic policy document as the records that Route 53 makes of it.

Route 53 makes a tree of records, of which it shows the first ones only:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/traffic-flow.html. The format is that of
https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from constructs_pkg.audit.facts import AliasFact, RecordFact
from constructs_pkg.audit.value import (
    DeployTime,
    ListOf,
    Literal,
    MapOf,
    Resource,
    Value,
    in_words,
    literal_flag,
    literal_text,
)

_FORMATS = ("2015-10-01", "2023-05-09")

# The list of a rule's branches, by the rule's type.
_LISTS = {
    "geo": "Locations",
    "geoproximity": "GeoproximityLocations",
    "latency": "Regions",
    "multivalue": "Items",
    "weighted": "Items",
}

# https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
_CLOUDFRONT = "Z2FDTNDATAQYW2"
_AWS_TYPES = (
    "application-load-balancer",
    "cloudfront",
    "elastic-beanstalk",
    "elastic-load-balancer",
    "network-load-balancer",
    "s3-website",
)

_PLAIN = re.compile(r"[a-z0-9_-]{1,40}")


class NotInterpreted(Exception):
    """The document is none, or not known enough; the message is the end of a sentence on it."""


@dataclass
class PolicyRecords:
    """Makes the records of one policy record.

    Attributes:
        source: The policy record.
        zone: Its zone.
        name: Its name.
        ttl: Its TTL.
        document: The document, late parts in their places.
        notes: The ends of sentences on what is not certain.
    """

    source: Resource
    zone: Value
    name: str
    ttl: Value | None
    document: Value
    notes: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def made(self) -> tuple[list[RecordFact], list[RecordFact]]:
        """Return the records at the name itself, and those that Route 53 hides.

        Raises:
            NotInterpreted: if Route 53 refuses the document, or it is not known enough.
        """
        held = self.document
        if not isinstance(held, MapOf):
            raise NotInterpreted("is no object")
        version = literal_text(held.get("AWSPolicyFormatVersion"))
        if version not in _FORMATS:
            raise NotInterpreted(f"is of no known format ({version})")
        start, endpoint = (literal_text(held.get(key)) for key in ("StartRule", "StartEndpoint"))
        if (start is None) == (endpoint is None):
            raise NotInterpreted("does not begin with one rule or endpoint")
        if start is None:
            return [self._record(self.name, MapOf((("EndpointReference", Literal(endpoint)),)), None, ())], []
        self._names[start] = self.name
        first = list(self._rule(start))
        hidden: list[RecordFact] = []
        known = 1
        while known < len(self._names):
            key = list(self._names)[known]
            hidden += self._rule(key)
            known += 1
        self._refuse_loops((*first, *hidden))
        return first, hidden

    @property
    def kind(self) -> str:
        """The type of its records.

        Raises:
            NotInterpreted: if it is not told.
        """
        kind = literal_text(self.document.get("RecordType")) if isinstance(self.document, MapOf) else None
        if kind is None:
            raise NotInterpreted("has no literal RecordType")
        return kind.upper()

    def _rule(self, key: str) -> Iterator[RecordFact]:
        rule = self._of("Rules", key)
        kind = literal_text(rule.get("RuleType"))
        if kind == "failover":
            for role in ("Primary", "Secondary"):
                way = rule.get(role)
                if isinstance(way, MapOf):
                    policy = (("Failover", Literal(role.upper())),)
                    yield self._record(self._names[key], way, Literal(role.lower()), policy)
            return
        ways = rule.get(_LISTS.get(kind or "", "")) if kind in _LISTS else None
        if not isinstance(ways, ListOf) or not all(isinstance(way, MapOf) for way in ways.items):
            raise NotInterpreted(f"has rule {key}, of type {kind} and without its list of branches")
        seen: set[str] = set()
        for way in ways.items:
            assert isinstance(way, MapOf)
            identifier = _free(_identifier(way), seen)
            seen.add(identifier)
            yield self._record(self._names[key], way, Literal(identifier), _POLICIES[kind or ""](way))

    def _of(self, section: str, key: str) -> MapOf:
        held = self.document.get(section) if isinstance(self.document, MapOf) else None
        found = held.get(key) if isinstance(held, MapOf) else None
        if not isinstance(found, MapOf):
            raise NotInterpreted(f"has no {key} among its {section}")
        return found

    def _record(
        self, name: str, way: MapOf, identifier: Value | None, policy: tuple[tuple[str, Value], ...]
    ) -> RecordFact:
        rule, reference = (literal_text(way.get(key)) for key in ("RuleReference", "EndpointReference"))
        if (rule is None) == (reference is None):
            raise NotInterpreted("has a branch that does not lead to one rule or endpoint")
        alias: AliasFact | None = None
        values: tuple[Value, ...] = ()
        if rule is not None:
            alias = AliasFact(Literal(self._name_of(rule)), self.zone, self._evaluates(way, f"rule {rule}"))
        else:
            endpoint = self._of("Endpoints", reference or "")
            kind, value = literal_text(endpoint.get("Type")), endpoint.get("Value")
            if value is None or kind not in ("value", *_AWS_TYPES):
                raise NotInterpreted(f"has endpoint {reference}, of type {kind} and without a value")
            if kind == "value":
                values = (value,)
            else:
                evaluates = None if kind == "cloudfront" else self._evaluates(way, f"endpoint {reference}")
                alias = AliasFact(value, _zone_of(kind), evaluates)
        return RecordFact(
            source=self.source,
            zone=self.zone,
            name=name,
            type=self.kind,
            ttl=self.ttl if alias is None else None,
            values=values,
            alias=alias,
            set_identifier=identifier,
            policy=policy,
            health_check=way.get("HealthCheck"),
        )

    def _name_of(self, rule: str) -> str:
        """Return the name of a hidden rule's records, which nobody can ask for."""
        self._of("Rules", rule)
        if rule not in self._names:
            shown = rule.lower() if _PLAIN.fullmatch(rule.lower()) else f"number {len(self._names)}"
            taken = f"rule {shown} of {self.name}" in self._names.values()
            self._names[rule] = f"rule {shown}{f' ({len(self._names)})' if taken else ''} of {self.name}"
        return self._names[rule]

    def _evaluates(self, way: MapOf, what: str) -> Value | None:
        told = way.get("EvaluateTargetHealth")
        if told is None:
            self.notes.append(
                f"does not say whether it evaluates the health of {what}, and AWS documents no default; it is answered "
                "as if it did not"
            )
        return told

    def _refuse_loops(self, records: tuple[RecordFact, ...]) -> None:
        ways: dict[str, set[str]] = {}
        for record in records:
            target = literal_text(record.alias.dns_name) if record.alias and record.alias.zone == self.zone else None
            if target is not None:
                ways.setdefault(record.name, set()).add(target)
        while ends := {name for targets in ways.values() for name in targets if name not in ways}:
            ways = {name: left for name, targets in ways.items() if (left := targets - ends)}
        if ways:
            raise NotInterpreted("has rules that lead back to themselves")


def _free(identifier: str, taken: set[str]) -> str:
    number, found = 2, identifier
    while found in taken:
        found, number = f"{identifier}-{number}", number + 1
    return found


def _identifier(way: MapOf) -> str:
    return literal_text(way.get("RuleReference")) or literal_text(way.get("EndpointReference")) or ""


def _zone_of(kind: str) -> Value:
    return Literal(_CLOUDFRONT) if kind == "cloudfront" else DeployTime(f"the hosted zone of AWS for {kind} names")


def _weighted(way: MapOf) -> tuple[tuple[str, Value], ...]:
    return (("Weight", way.get("Weight") or Literal(None)),)


def _latency(way: MapOf) -> tuple[tuple[str, Value], ...]:
    return (("Region", way.get("Region") or Literal(None)),)


def _geolocation(way: MapOf) -> tuple[tuple[str, Value], ...]:
    if literal_flag(way.get("IsDefault"), default=False):
        return (("GeoLocation", MapOf((("CountryCode", Literal("*")),))),)
    named = (("ContinentCode", "Continent"), ("CountryCode", "Country"), ("SubdivisionCode", "Subdivision"))
    places = ((key, way.get(word)) for key, word in named)
    return (("GeoLocation", MapOf(tuple((key, value) for key, value in places if value is not None))),)


def _geoproximity(way: MapOf) -> tuple[tuple[str, Value], ...]:
    parts: list[tuple[str, Value]] = [("Bias", way.get("Bias") or Literal(0))]
    region = way.get("Region")
    latitude, longitude = way.get("Latitude"), way.get("Longitude")
    if latitude is not None and longitude is not None:
        parts.append(("Coordinates", MapOf((("Latitude", latitude), ("Longitude", longitude)))))
    elif region is not None:
        text = literal_text(region) or in_words(region)
        local = text.startswith("aws:local-zone")
        parts.append(("LocalZoneGroup" if local else "AWSRegion", Literal(text.removeprefix("aws:route53:"))))
    return (("GeoProximityLocation", MapOf(tuple(parts))),)


def _multivalue(_: MapOf) -> tuple[tuple[str, Value], ...]:
    return (("MultiValueAnswer", Literal(True)),)


_POLICIES: dict[str, Callable[[MapOf], tuple[tuple[str, Value], ...]]] = {
    "geo": _geolocation,
    "geoproximity": _geoproximity,
    "latency": _latency,
    "multivalue": _multivalue,
    "weighted": _weighted,
}
