"""Traffic policy documents of Route 53 read as traffic trees.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse
from constructs_pkg.values.traffic_policy_ways import COMMON, VALUE, Fields, WaysReading
from constructs_pkg.values.traffic_tree import TrafficTreeSpec

# The newer format has Local Zones in addition, which are refused by their names.
FORMATS = ("2015-10-01", "2023-05-09")

AWS_TYPES = (
    "application-load-balancer",
    "cloudfront",
    "elastic-beanstalk",
    "elastic-load-balancer",
    "network-load-balancer",
    "s3-website",
)

_KEY = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,60}[A-Za-z0-9])?\Z")


@dataclass(frozen=True)
class ReadPolicy:
    """A document read as a tree.

    Attributes:
        spec: The tree.
        warnings: What is let through.
        places: Where in the document each part of the tree is written, by its path in the tree.
    """

    spec: TrafficTreeSpec
    warnings: tuple[Problem, ...]
    places: Mapping[str, str]

    def at_document(self, problem: Problem) -> Problem:
        """Return `problem` of the tree at its place in the document."""
        return _at_document(problem, self.places)


def read_traffic_policy(
    document: Mapping[str, Any], name: str, ttl: int | None = None, path: str = "document"
) -> ReadPolicy:
    """Return the traffic policy `document` as a tree at `name`.

    Rules and endpoints keep their ids. A branch's key is the place it stands for, or what it leads to.

    Args:
        document: The document, parsed.
        name: The tree's name.
        ttl: Seconds that resolvers may keep an answer. Default: 60.
        path: Where the document stands, put before each place in it. Default: ``document``.

    Raises:
        InvalidInput: with every problem, at its place in the document, if it is none or has what a tree has not.
    """
    reading = _Reading(document)
    fields = {"name": name, **reading.fields(), **({} if ttl is None else {"ttl": ttl})}
    told = [problem.under(path) for problem in reading.problems]
    if any(problem.severity == "error" for problem in told):
        raise InvalidInput(told)
    places = {key: f"{path}.{place}" if path else place for key, place in reading.places.items()}
    try:
        spec = parse(TrafficTreeSpec, fields)
    except InvalidInput as invalid:
        raise InvalidInput(_at_document(problem, places) for problem in invalid.problems) from None
    return ReadPolicy(spec, tuple(told), places)


def _at_document(problem: Problem, places: Mapping[str, str]) -> Problem:
    around = [path for path in places if f"{problem.path}.".startswith(f"{path}.")]
    if not around:
        return problem
    longest = max(around, key=len)
    rest = "".join(f".{_WORDS.get(part, part)}" for part in problem.path[len(longest) :].strip(".").split(".") if part)
    return replace(problem, path=f"{places[longest]}{rest}")


_WORDS = {
    "weight": "Weight",
    "region": "Region",
    "bias": "Bias",
    "country": "Country",
    "continent": "Continent",
    "subdivision": "Subdivision",
    "health_check_id": "HealthCheck",
    "evaluate_target_health": "EvaluateTargetHealth",
    "rule": "RuleReference",
    "endpoint": "EndpointReference",
    "values[0]": "Value",
}


class _Reading(WaysReading):
    def fields(self) -> Fields:
        held = self.document
        known = ("AWSPolicyFormatVersion", "RecordType", "StartEndpoint", "StartRule", "Endpoints", "Rules")
        self.known(held, known, "")
        version = held.get("AWSPolicyFormatVersion")
        if version not in FORMATS:
            limit = "is no known format" if version else "is missing"
            self.say("policy-format", "AWSPolicyFormatVersion", version or "", limit, f"write {FORMATS[0]}")
        if not held.get("RecordType"):
            self.say("missing-key", "RecordType", "", "is missing", "add it")
        self.places |= {"type": "RecordType", "start_rule": "StartRule", "start_endpoint": "StartEndpoint"}
        return {
            "type": held.get("RecordType"),
            "start_rule": held.get("StartRule"),
            "start_endpoint": held.get("StartEndpoint"),
            "endpoints": self._each("Endpoints", "endpoints", self._endpoint),
            "rules": self._each("Rules", "rules", self._rule),
        }

    def _each(self, section: str, name: str, read: Callable[[Mapping[str, Any], str, str], Fields]) -> Fields:
        held = self.document.get(section, {})
        if not isinstance(held, Mapping):
            self.say("wrong-type", section, type(held).__name__, "is no object", "write {ID: definition}")
            return {}
        found = {}
        for key, value in held.items():
            path, place = f"{name}.{key}", f"{section}.{key}"
            self.places[path] = place
            if not isinstance(key, str) or not _KEY.match(key):
                limit = "cannot be part of a domain name, which it becomes with an underscore before it"
                fix = "use at most 62 letters, digits, inner hyphens and underscores"
                self.say("malformed-policy-id", place, "", limit, fix)
            elif not isinstance(value, Mapping):
                self.say("wrong-type", place, type(value).__name__, "is no object", "write its definition")
            else:
                found[key] = read(value, place, path)
        return found

    def _endpoint(self, held: Mapping[str, Any], place: str, path: str) -> Fields:
        self.known(held, ("Type", "Value", "Region"), place)
        kind, value = held.get("Type"), held.get("Value")
        if value in (None, ""):
            self.say("missing-key", f"{place}.Value", "", "is missing", "add it")
            return {}
        if kind == VALUE:
            return {"values": [value]}
        if kind not in AWS_TYPES:
            self.unknown_word("endpoint-type", f"{place}.Type", kind, (VALUE, *AWS_TYPES))
            return {}
        region = held.get("Region")
        self.places[f"{path}.aws"] = place
        return {"aws": {"type": kind, "value": value, **({"region": region} if region else {})}}

    def _rule(self, held: Mapping[str, Any], place: str, path: str) -> Fields:
        kind = held.get("RuleType")
        if not isinstance(kind, str) or kind not in _RULES:
            self.unknown_word("rule-type", f"{place}.RuleType", kind, tuple(_RULES))
            return {}
        if kind == "failover":
            return self._failover(held, place, path)
        policy, section, own = _RULES[kind]
        self.known(held, ("RuleType", section), place)
        items = held.get(section)
        if not isinstance(items, list) or not items or not all(isinstance(item, Mapping) for item in items):
            self.say("missing-key", f"{place}.{section}", "", "is no list of ways", "write where each leads")
            return {}
        branches: Fields = {}
        for number, item in enumerate(items):
            where = f"{place}.{section}[{number}]"
            self.known(item, (*COMMON, *own), where)
            branch = {**self.common(item, where), **getattr(self, f"_{policy}")(item, where)}
            key = _free(_key_of(policy, branch), branches)
            branches[key] = branch
            self.places[f"{path}.branches.{key}"] = where
        return {"policy": policy, "branches": branches}

    def _failover(self, held: Mapping[str, Any], place: str, path: str) -> Fields:
        self.known(held, ("RuleType", "Primary", "Secondary"), place)
        found: Fields = {"policy": "failover"}
        for section in ("Primary", "Secondary"):
            way, where = held.get(section), f"{place}.{section}"
            if not isinstance(way, Mapping):
                self.say("missing-key", where, "", "is missing", "write where it leads")
                continue
            self.known(way, COMMON, where)
            self.places[f"{path}.{section.lower()}"] = where
            found[section.lower()] = self.common(way, where)
        return found


_RULES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "failover": ("failover", "", ()),
    "geo": ("geolocation", "Locations", ("IsDefault", "Continent", "Country", "Subdivision")),
    "geoproximity": ("geoproximity", "GeoproximityLocations", ("Region", "Latitude", "Longitude", "Bias")),
    "latency": ("latency", "Regions", ("Region",)),
    "multivalue": ("multivalue", "Items", ()),
    "weighted": ("weighted", "Items", ("Weight",)),
}


def _key_of(policy: str, branch: Fields) -> str:
    """Return what tells a branch from the others of its rule: its place, or else what it leads to."""
    if policy == "geolocation":
        parts = [branch.get(key) for key in ("continent", "country", "subdivision")]
        found = "-".join(str(part).lower() for part in parts if part).replace("*", "default")
    elif policy in ("latency", "geoproximity"):
        found = str(branch.get("region") or "")
    else:
        found = str(branch.get("endpoint") or branch.get("rule") or "")
    return found if _KEY.match(found) else "way"


def _free(key: str, taken: Mapping[str, object]) -> str:
    number = 2
    found = key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found
