"""DNS names of interface endpoints, recognised in the expressions that make them.

``DnsEntries`` of an endpoint is a list of ``ZONEID:name``; its first item is the Regional name by the
CDK's convention. A zonal name is the Regional one with ``-<az>`` after its first label. Source:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html and the CloudFormation
schema of AWS::EC2::VPCEndpoint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.value import Computed, ListOf, Literal, Resource, Value, literal_text, only_resource

# A hyphen and a zone's name, such as us-east-1a or the Local Zone us-west-2-lax-1a:
# https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html.
_ZONE = re.compile(r"-(?P<zone>[a-z]{2,4}(?:-[a-z]+)+-[0-9]+(?:-[a-z]+-[0-9]+)?[a-z])(?:\.|$)")


def endpoint_of(facts: Facts, value: Value) -> EndpointFact | None:
    """Return the one interface endpoint whose attributes `value` is made of, or None."""
    found = only_resource(value)
    return facts.endpoint_by_id.get(found) if found is not None else None


def availability_zone(value: Value) -> str | None:
    """Return the Availability Zone of a zonal name: it stands after the Regional name's first label."""
    match value:
        case Computed("Fn::Join", (Literal(""), ListOf(items))):
            for first, after in pairwise(items):
                found = _ZONE.match(literal_text(after) or "")
                if found is not None and _is_first_label(first):
                    return found["zone"]
    return None


def _is_first_label(value: Value) -> bool:
    match value:
        case Computed("Fn::Select", (Literal(0), Computed("Fn::Split", (Literal("."), _)))):
            return True
    return False


def peculiarities(value: Value) -> tuple[str, ...]:
    """Return what sets a name of an endpoint apart from its Regional name, such as ``-us-east-1a``."""
    zone = availability_zone(value)
    return (f"-{zone}",) if zone is not None else tuple(dict.fromkeys(_peculiarities(value)))


def _peculiarities(value: Value) -> Iterator[str]:
    match value:
        case Computed("Fn::Select", (Literal(index), Resource(_, _, "DnsEntries"))) if index != 0:
            yield f"DNS entry {index}"
        case Computed("Fn::Join", (_, ListOf(items))):
            for item in items:
                text = literal_text(item)
                if text is not None and text.strip("."):
                    yield text
                else:
                    yield from _peculiarities(item)
        case Computed(_, arguments):
            for argument in arguments:
                yield from _peculiarities(argument)
        case _:
            return
