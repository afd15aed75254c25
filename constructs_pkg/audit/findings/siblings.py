"""Records without a health check among others of their name that have one.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.targets import target_words
from constructs_pkg.audit.findings.watched import Watch, Watches
from constructs_pkg.audit.value import literal_text

# By these anybody may be answered with any record of the name.
_SHARED = ("Weight", "Region", "MultiValueAnswer", "GeoProximityLocation")


def _unchecked(evidence: Evidence) -> Iterator[Found]:
    watches = Watches(evidence)
    for field in _SHARED:
        for _, records in evidence.policy_groups(field):
            known = [(record, watches.of(record)) for record in records]
            checked = next((record for record, watch in known if watch is Watch.MAYBE), None)
            for record, watch in known:
                if checked is not None and watch is not Watch.MAYBE and not _is_last_resort(record):
                    why = "has no health check" if watch is Watch.NEVER else "leads to what is not all checked"
                    wrong = (
                        f"{record.name} {record.type} ({target_words(record)}) {why}, other than "
                        f"{target_words(checked)}: it is answered while it is down."
                    )
                    yield Found(place_of(record), wrong)


def _is_last_resort(record: RecordFact) -> bool:
    """Tell whether a record is answered only where all others are unhealthy, or its weight is known only later."""
    weight = record.field("Weight")
    return weight is not None and literal_text(weight) in ("0", None)


RULES = (
    Rule(
        "unchecked-sibling",
        Severity.WARNING,
        "A record has no health check while others of its name have one: it is answered even when it is down.",
        "Give it a health check as well, or the weight 0 where it is the last resort.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html",
        _unchecked,
    ),
)
