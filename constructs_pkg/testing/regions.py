"""Where an answer is: what of it is in another Region than the VPC that asked."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from constructs_pkg.audit.answer import Answer, AnswerRecord
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.places import REGIONS
from constructs_pkg.audit.value import Value, in_words, literal_text, only_resource
from constructs_pkg.audit.vantage import VpcVantage


class Regions:
    """Tells the Regions that answers come from."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._stacks = {stack.id: stack.region for stack in facts.stacks}

    def elsewhere(self, answer: Answer, vantage: VpcVantage) -> str | None:
        """Return what of an answer is in another Region, in a few words; None where nothing is known to be.

        That the VPC's own Region is not known is told too, since nothing can be compared with it.
        """
        own = self._facts.region_of_vpc.get(vantage.vpc)
        if own is None:
            return "its Region is not known: give its stack an environment" if answer.final else None
        found = (one for record in answer.final for one in self._elsewhere(record, vantage.vpc, own))
        return next(found, None)

    def _elsewhere(self, record: AnswerRecord, vpc: Value, own: str) -> Iterator[str]:
        endpoint, resource, text = record.endpoint, only_resource(record.value), literal_text(record.value)
        if endpoint is not None:
            for what, region in (("endpoint", endpoint.region), ("endpoint's service", endpoint.service_region)):
                if region not in (None, own):
                    yield f"the {what} is in {region}"
        elif resource is not None:
            there = self._stacks.get(resource.stack)
            if there not in (None, own):
                yield f"{in_words(resource)} is in {there}"
        elif text is not None and record.type in ("A", "AAAA"):
            yield from self._address(text, vpc, own)
        elif text is not None:
            yield from (f"{one} is another Region" for one in text.lower().split(".") if one in REGIONS and one != own)

    def _address(self, text: str, vpc: Value, own: str) -> Iterator[str]:
        """Yield where an address is that is in no VPC of the own Region, and in one of another."""
        holding = [one for one in self._facts.vpcs if _within(text, one.cidr)]
        if not any(one.id == vpc or one.region == own for one in holding):
            yield from (f"{text} is in {one.region}" for one in holding if one.region is not None)


def _within(address: str, block: Value | None) -> bool:
    try:
        return ip_address(address) in ip_network(literal_text(block) or "", strict=False)
    except ValueError:
        return False
