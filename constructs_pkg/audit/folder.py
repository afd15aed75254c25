"""The files of an assembly: which stacks it holds, and their templates as JSON.

Source: https://github.com/aws/aws-cdk-cli, packages/@aws-cdk/cloud-assembly-schema (manifest.json), as
written by aws-cdk-lib 2.275.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from constructs_pkg.audit.facts import AssemblyError, StackFact
from constructs_pkg.audit.labels import unique_labels

_STACK = "aws:cloudformation:stack"
_NESTED = "cdk:cloud-assembly"
_UNKNOWN = ("unknown-account", "unknown-region")


@dataclass(frozen=True)
class StackFile:
    """A stack and the files it is read from.

    Attributes:
        template: The template's file.
        artifact: What the manifest calls the stack; without a manifest the file's name.
        metadata: What the manifest says of the stack's constructs, by their paths.
        metadata_file: The file with what else is said of them, None where there is none.
    """

    stack: StackFact
    template: Path
    artifact: str
    metadata: Mapping[str, object] = field(default_factory=dict)
    metadata_file: Path | None = None


def read_stacks(folder: Path) -> tuple[StackFact, ...]:
    """Return the stacks of an assembly; see `read_stack_files`."""
    return tuple(one.stack for one in read_stack_files(folder))


def read_stack_files(folder: Path) -> tuple[StackFile, ...]:
    """Return the stacks of an assembly, those of its nested assemblies included, with their files.

    A folder without a manifest is read as templates: every ``*.template.json``, or where there is none,
    every ``*.json`` that has resources. Their account and Region are not known.

    Raises:
        AssemblyError: if the folder, the manifest or a template cannot be read, or holds no stack.
    """
    if not folder.is_dir():
        raise AssemblyError(f"{folder}: no such folder; synthesize first, or name the folder of the assembly")
    found = list(_assembly(folder, ()) if (folder / "manifest.json").is_file() else _plain(folder))
    if not found:
        raise AssemblyError(f"{folder}: holds no stacks")
    ids = unique_labels([_names(one) for one in found])
    return tuple(replace(one, stack=replace(one.stack, id=label)) for one, label in zip(found, ids, strict=True))


def _names(one: StackFile) -> tuple[str, ...]:
    name, account, region = one.stack.name, one.stack.account, one.stack.region
    return name, f"{name}@{region or one.artifact}", f"{name}@{account}/{region}", f"{name}@{one.artifact}"


def _assembly(folder: Path, above: tuple[Path, ...]) -> Iterator[StackFile]:
    manifest = folder / "manifest.json"
    artifacts = _read(manifest).get("artifacts", {})
    here = folder.resolve()
    if here in above:
        raise AssemblyError(f"{manifest}: the nested assembly contains itself")
    if not isinstance(artifacts, Mapping):
        raise AssemblyError(f"{manifest}: artifacts is not an object")
    for key, artifact in artifacts.items():
        if not isinstance(artifact, Mapping):
            raise AssemblyError(f"{manifest}: artifact {key} is not an object")
        properties = artifact.get("properties", {})
        properties = properties if isinstance(properties, Mapping) else {}
        if artifact.get("type") == _STACK:
            file = _text(manifest, key, properties, "templateFile")
            account, region = _environment(manifest, key, artifact.get("environment"))
            name = properties.get("stackName")
            stack = StackFact(
                id=key,
                name=name if isinstance(name, str) else key,
                account=account,
                region=region,
                template=checked_template(folder / file, _read(folder / file)),
                parameters=_parameters(properties.get("parameters")),
            )
            more = artifact.get("additionalMetadataFile")
            metadata = artifact.get("metadata")
            yield StackFile(
                stack,
                folder / file,
                key,
                metadata if isinstance(metadata, Mapping) else {},
                folder / more if isinstance(more, str) else None,
            )
        elif artifact.get("type") == _NESTED:
            yield from _assembly(folder / _text(manifest, key, properties, "directoryName"), (*above, here))


def _plain(folder: Path) -> Iterator[StackFile]:
    files = sorted(folder.glob("*.template.json"))
    # The parent stack's facts name a nested stack; its template says nothing without its parameters.
    files = [file for file in files if not file.name.endswith(".nested.template.json")]
    for file in files or sorted(folder.glob("*.json")):
        template = _read(file)
        if files or "Resources" in template:
            name = file.name.removesuffix(".json").removesuffix(".template")
            yield StackFile(StackFact(name, name, None, None, checked_template(file, template)), file, file.name)


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


def _read(file: Path) -> Mapping[str, object]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"no JSON: {error}"
        raise AssemblyError(f"{file}: {reason}") from error
    if not isinstance(content, dict):
        raise AssemblyError(f"{file}: is not a JSON object")
    return content


def _text(manifest: Path, artifact: str, properties: Mapping[str, object], key: str) -> str:
    value = properties.get(key)
    if not isinstance(value, str):
        raise AssemblyError(f"{manifest}: artifact {artifact} has no {key}")
    return value


def _environment(manifest: Path, artifact: str, environment: object) -> tuple[str | None, str | None]:
    parts = environment.removeprefix("aws://").split("/") if isinstance(environment, str) else []
    if len(parts) != 2:
        raise AssemblyError(f"{manifest}: artifact {artifact} has no environment aws://account/region")
    account, region = (None if part in _UNKNOWN else part for part in parts)
    return account, region


def _parameters(values: object) -> Mapping[str, str]:
    if not isinstance(values, Mapping):
        return {}
    return {key: value for key, value in values.items() if isinstance(value, str)}
