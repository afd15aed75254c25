"""One template file, in JSON or YAML, and the shape CloudFormation asks of a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from constructs_pkg.audit.facts import AssemblyError
from constructs_pkg.audit.file_text import LARGEST_FILE, LARGEST_YAML, Allowance
from constructs_pkg.audit.json_text import parse_json
from constructs_pkg.audit.parsed import NotParsed, Parsed

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
LONGEST_ID = 255

YAML_SUFFIXES = (".yaml", ".yml")

# Repeated keys that are named.
_MOST_NAMED = 5


def read_object(file: Path, allowance: Allowance) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """Return the object in a file, and a sentence on what of it could not be taken as it stands."""
    try:
        parsed = _parsed(file, allowance)
    except NotParsed as reason:
        raise AssemblyError(f"{file}: {reason}") from reason
    if not isinstance(parsed.content, dict):
        raise AssemblyError(f"{file}: is not {'a YAML mapping' if file.suffix in YAML_SUFFIXES else 'a JSON object'}")
    if parsed.repeated_sections:
        section = parsed.repeated_sections[0]
        raise AssemblyError(f"{file}: {section} stands twice, and which one counts is not defined; keep one")
    if not parsed.repeated:
        return parsed.content, ()
    more = len(parsed.repeated) - _MOST_NAMED
    keys = ", ".join(parsed.repeated[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return parsed.content, (f"has objects with a key twice, of which the last is read: {keys}",)


def _parsed(file: Path, allowance: Allowance) -> Parsed:
    """Parse a file by its suffix; ``.template`` may be either, and only JSON begins with a brace."""
    if file.suffix in YAML_SUFFIXES:
        return _yaml(allowance.read(file, LARGEST_YAML))
    text = allowance.read(file, LARGEST_FILE)
    if file.suffix != ".json" and not text.lstrip().startswith("{"):
        if len(text) > LARGEST_YAML:
            raise NotParsed(f"is over {LARGEST_YAML} characters, the most that is read of YAML")
        return _yaml(text)
    return parse_json(text)


def _yaml(text: str) -> Parsed:
    # The parser takes longer to load than most assemblies to read, and those of the CDK are JSON.
    from constructs_pkg.audit.yaml_text import parse_yaml

    return parse_yaml(text)


def checked_template(file: Path, template: Mapping[str, object]) -> Mapping[str, object]:
    """Return `template`, once its sections are seen to have the shape CloudFormation asks for.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html.

    Raises:
        AssemblyError: if a section or a resource has another shape; `file` is where it stands.
    """
    for section in ("Resources", "Parameters", "Outputs"):
        entries = template.get(section, {})
        if not isinstance(entries, Mapping):
            raise AssemblyError(f"{file}: {section} is not an object")
        for key, entry in entries.items():
            if len(key) > LONGEST_ID:
                raise AssemblyError(f"{file}: {section} has a name of more than {LONGEST_ID} characters: {key[:50]}…")
            if not isinstance(entry, Mapping) and not key.startswith("Fn::"):
                raise AssemblyError(f"{file}: {section}.{key} is not an object")
    for key, entry in resources_of(template):
        if not isinstance(entry.get("Type"), str):
            raise AssemblyError(f"{file}: Resources.{key} has no Type")
        if not isinstance(entry.get("Properties", {}), Mapping):
            raise AssemblyError(f"{file}: Resources.{key}.Properties is not an object")
    return template


def resources_of(template: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the resources of a template; what a transform has yet to unfold is left out."""
    resources = template.get("Resources", {})
    for key, entry in resources.items() if isinstance(resources, Mapping) else ():
        if isinstance(entry, Mapping) and not key.startswith("Fn::"):
            yield key, entry
