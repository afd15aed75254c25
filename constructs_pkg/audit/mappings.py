"""``Fn::FindInMap``: values that a template keeps in its Mappings.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html,
and for the default value .../intrinsic-function-reference-findinmap-enhancements.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import Unresolved, Value, in_words, literal_text, malformed

if TYPE_CHECKING:
    from constructs_pkg.audit.evaluation import Evaluation


def find_in_map(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::FindInMap`` where the name of the map and both keys are known before deployment."""
    if not (isinstance(argument, list) and len(argument) in (3, 4)):
        return malformed("Fn::FindInMap", "a map and two keys")
    keys = [run.value(one, stack) for one in argument[:3]]
    found: object = stack.section("Mappings")
    for key in keys:
        name = literal_text(key)
        if name is None:
            return Unresolved(f"Fn::FindInMap has a key that is {in_words(key)}")
        if not isinstance(found, Mapping) or name not in found:
            return _default(run, argument, stack, " ".join(map(in_words, keys)))
        found = found[name]
    return run.value(found, stack)


def _default(run: Evaluation, argument: list[object], stack: StackFact, sought: str) -> Value:
    options = argument[3] if len(argument) == 4 else None
    if isinstance(options, Mapping) and "DefaultValue" in options:
        return run.value(options["DefaultValue"], stack)
    return Unresolved(f"Fn::FindInMap {sought}: stack {stack.id} has no such entry in its Mappings")
