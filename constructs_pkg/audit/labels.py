"""Short labels that tell things apart: the shortest candidate that nothing else is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.value import Value, in_words


def unique_labels(candidates: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one label for each item, all different.

    Args:
        candidates: The labels of each item, the preferred one first. Items whose label another item
            also has move on to their next; where candidates run out, a number tells them apart.
    """
    turn = [0] * len(candidates)
    labels = [names[0] for names in candidates]
    for _ in range(max((len(names) for names in candidates), default=0)):
        count = Counter(labels)
        for position, names in enumerate(candidates):
            if count[labels[position]] > 1 and turn[position] + 1 < len(names):
                turn[position] += 1
                labels[position] = names[turn[position]]
    return _numbered(labels)


def endpoint_labels(facts: Facts) -> Mapping[Value, str]:
    """Return what people call each interface endpoint: its ``Name`` tag if nothing else has it, else its id.

    The CDK gives an endpoint the name of its VPC, which is no name of its own.
    """
    taken = {vpc.name for vpc in facts.vpcs}
    candidates = [
        (one.name, in_words(one.id)) if one.name and one.name not in taken else (in_words(one.id),)
        for one in facts.endpoints
    ]
    labels = unique_labels(candidates)
    return {endpoint.id: label for endpoint, label in zip(facts.endpoints, labels, strict=True)}


def _numbered(labels: Sequence[str]) -> tuple[str, ...]:
    taken: set[str] = set()
    numbered: list[str] = []
    for label in labels:
        chosen, number = label, 2
        while chosen in taken:
            chosen, number = f"{label} ({number})", number + 1
        taken.add(chosen)
        numbered.append(chosen)
    return tuple(numbered)
