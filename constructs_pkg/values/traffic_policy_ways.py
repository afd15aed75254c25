"""Where the branches of a rule lead, read from a traffic policy document.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from constructs_pkg.values.problem import Problem, Severity

VALUE = "value"
REGION_PREFIX = "aws:route53:"

REFERENCES = ("EndpointReference", "RuleReference")
COMMON = (*REFERENCES, "EvaluateTargetHealth", "HealthCheck")

Fields = dict[str, Any]

_WHOLE = re.compile(r"-?[0-9]+")


@dataclass
class WaysReading:
    """A traffic policy document while it is read.

    Attributes:
        document: The document.
        problems: What is wrong with it so far.
        places: Where in the document each part of the tree is written, by its path in the tree.
    """

    document: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def common(self, way: Mapping[str, Any], where: str) -> Fields:
        """Return where a way of any rule leads, and how its health is told."""
        endpoint, rule = (way.get(key) for key in REFERENCES)
        if bool(endpoint) == bool(rule):
            limit = "are both given" if endpoint else "are missing"
            self.say("policy-reference", where, "", f"{' and '.join(REFERENCES)} {limit}", "give one of them")
        endpoints, rules = (self._section(name) for name in ("Endpoints", "Rules"))
        if endpoint:
            self._reference(f"{where}.EndpointReference", endpoint, endpoints, rules, "RuleReference")
        elif rule:
            self._reference(f"{where}.RuleReference", rule, rules, endpoints, "EndpointReference")
        held = endpoints if endpoint else rules
        named = endpoint or rule
        target = held.get(named) if isinstance(named, str) else None
        found = {
            "endpoint": endpoint,
            "rule": None if endpoint else rule,
            "health_check_id": way.get("HealthCheck") or None,
            "evaluate_target_health": self._evaluates(way, where, target),
        }
        return {key: value for key, value in found.items() if value is not None}

    def _section(self, name: str) -> Mapping[str, Any]:
        held = self.document.get(name)
        return held if isinstance(held, Mapping) else {}

    def _reference(
        self, where: str, given: object, known: Mapping[str, Any], others: Mapping[str, Any], other: str
    ) -> None:
        if isinstance(given, str) and given in known:
            return
        if isinstance(given, str) and given in others:
            fix = f"write it as {other}"
            self.say("policy-reference", where, given, f"is a {other.removesuffix('Reference').lower()}", fix)
            return
        self.unknown_word("policy-reference", where, given, tuple(known))

    def _evaluates(self, way: Mapping[str, Any], where: str, target: object) -> bool | None:
        kind = target.get("Type") if isinstance(target, Mapping) else None
        of_values = kind == VALUE
        if "EvaluateTargetHealth" not in way:
            # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html: CloudFront has none either.
            if of_values or kind == "cloudfront" or target is None:
                return None
            limit = "is not said, and AWS documents no default; it is read as false"
            self.say(
                "target-health-not-said", f"{where}.EvaluateTargetHealth", "", limit, "say true or false", "warning"
            )
            return False
        told = self._flag(way["EvaluateTargetHealth"], f"{where}.EvaluateTargetHealth")
        return None if of_values and not told else told

    def _flag(self, given: object, where: str) -> bool:
        text = str(given).lower()
        if text not in ("true", "false"):
            self.say("wrong-type", where, repr(given), "is neither true nor false", "write true or false")
        return text == "true"

    def _number(self, given: object, where: str) -> int | None:
        if not _WHOLE.fullmatch(str(given)):
            self.say("wrong-type", where, repr(given), "is no whole number", "write digits")
            return None
        return int(str(given))

    def _weighted(self, item: Mapping[str, Any], where: str) -> Fields:
        if "Weight" not in item:
            self.say("missing-key", f"{where}.Weight", "", "is missing", "add it")
            return {}
        return {"weight": self._number(item["Weight"], f"{where}.Weight")}

    def _latency(self, item: Mapping[str, Any], where: str) -> Fields:
        return {"region": self._region(item, where)}

    def _region(self, item: Mapping[str, Any], where: str) -> object:
        if not item.get("Region"):
            self.say("missing-key", f"{where}.Region", "", "is missing", "name a Region")
        return item.get("Region")

    def _geoproximity(self, item: Mapping[str, Any], where: str) -> Fields:
        if "Latitude" in item or "Longitude" in item:
            limit, fix = "has coordinates, which no tree has", "name the closest Region"
            self.say("geoproximity-coordinates", where, "", limit, fix)
            return {}
        region = str(self._region(item, where) or "")
        if region.startswith("aws:") and not region.startswith(REGION_PREFIX):
            limit, fix = "is no Region: trees have no Local Zones", "name the closest Region"
            self.say("geoproximity-local-zone", f"{where}.Region", region, limit, fix)
            return {}
        bias = self._number(item.get("Bias", 0), f"{where}.Bias")
        return {"region": region.removeprefix(REGION_PREFIX), "bias": bias}

    def _geolocation(self, item: Mapping[str, Any], where: str) -> Fields:
        names = {key.lower(): item[key] for key in ("Continent", "Country", "Subdivision") if item.get(key)}
        if "IsDefault" in item and self._flag(item["IsDefault"], f"{where}.IsDefault"):
            if names:
                limit = "is given beside a place"
                self.say("policy-location", f"{where}.IsDefault", "true", limit, "leave one of them out")
            return {"country": "*"}
        return names

    def _multivalue(self, item: Mapping[str, Any], where: str) -> Fields:
        if "RuleReference" in item:
            limit, fix = "leads to a rule, and multivalue rules lead to endpoints only", "name an endpoint"
            self.say("multivalue-rule-reference", f"{where}.RuleReference", str(item["RuleReference"]), limit, fix)
        return {}

    def known(self, held: Mapping[str, Any], known: Iterable[str], place: str) -> None:
        """Note the keys of what is held at `place` that are not `known`."""
        for key in held:
            if key not in known:
                close = _closest(str(key), known)
                fix = f"did you mean {close!r}?" if close else f"known keys: {', '.join(sorted(known))}"
                self.say("unknown-key", f"{place}.{key}".strip("."), "", "is not a known key", fix)

    def unknown_word(self, rule: str, where: str, given: object, known: tuple[str, ...]) -> None:
        """Note what is `given` and none of the `known` words, under `rule`."""
        close = _closest(str(given), known)
        fix = f"did you mean {close!r}?" if close else f"write one of: {', '.join(known)}" if known else "add it"
        self.say(rule, where, "" if given is None else given, "is missing" if given is None else "is not known", fix)

    def say(self, rule: str, path: str, value: object, limit: str, fix: str, severity: Severity = "error") -> None:
        """Note a problem."""
        self.problems.append(Problem(rule, path, str(value), limit, fix, severity))


def _closest(given: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that is meant: the one that `given` begins with, or one that is much like it."""
    begun = [word for word in known if len(word) > 2 and given.startswith(word)]
    return max(begun, key=len) if begun else next(iter(get_close_matches(given, known, n=1)), None)
