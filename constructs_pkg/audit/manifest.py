"""The manifest of a cloud assembly, and those of the assemblies nested in it: which stacks they name.

Source: https://github.com/aws/aws-cdk-cli, packages/@aws-cdk/cloud-assembly-schema (manifest.json), as
written by aws-cdk-lib 2.275.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from constructs_pkg.audit.facts import AssemblyError, StackFact
from constructs_pkg.audit.file_text import Allowance
from constructs_pkg.audit.template_file import checked_template, read_object

MANIFEST = "manifest.json"

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


class Assembly:
    """An assembly while its manifests are read, each of them once."""

    def __init__(self, root: Path, allowance: Allowance) -> None:
        self._root = root
        self._inside = root.resolve()
        self._allowance = allowance
        self._read: set[Path] = set()

    def stacks(self) -> Iterator[StackFile]:
        """Yield the stacks in the order of the manifests."""
        # Manifests that still have artifacts; a list, since assemblies may nest deeper than Python calls.
        opened = [self._artifacts(self._root)]
        while opened:
            found = next(opened[-1], None)
            if found is None:
                opened.pop()
            elif isinstance(found, Path):
                opened.append(self._artifacts(found))
            else:
                yield found

    def _artifacts(self, folder: Path) -> Iterator[StackFile | Path]:
        """Yield each stack of one manifest, and the folder of each assembly nested in it."""
        manifest = folder / MANIFEST
        if folder.resolve() in self._read:
            raise AssemblyError(f"{manifest}: the nested assembly contains itself, or is named twice")
        self._read.add(folder.resolve())
        artifacts = read_object(manifest, self._allowance)[0].get("artifacts", {})
        if not isinstance(artifacts, Mapping):
            raise AssemblyError(f"{manifest}: artifacts is not an object")
        for key, artifact in artifacts.items():
            if not isinstance(artifact, Mapping):
                raise AssemblyError(f"{manifest}: artifact {key} is not an object")
            properties = artifact.get("properties", {})
            properties = properties if isinstance(properties, Mapping) else {}
            if artifact.get("type") == _STACK:
                yield self._stack(folder, key, artifact, properties)
            elif artifact.get("type") == _NESTED:
                yield self._path(folder, key, properties, "directoryName")

    def _stack(
        self, folder: Path, key: str, artifact: Mapping[str, object], properties: Mapping[str, object]
    ) -> StackFile:
        file = self._path(folder, key, properties, "templateFile")
        account, region = _environment(folder / MANIFEST, key, artifact.get("environment"))
        name = properties.get("stackName")
        template, unread = read_object(file, self._allowance)
        stack = StackFact(
            id=key,
            name=name if isinstance(name, str) else key,
            account=account,
            region=region,
            template=checked_template(file, template),
            parameters=_parameters(properties.get("parameters")),
            unread=unread,
        )
        metadata, more = artifact.get("metadata"), "additionalMetadataFile"
        return StackFile(
            stack,
            file,
            key,
            metadata if isinstance(metadata, Mapping) else {},
            self._path(folder, key, artifact, more) if more in artifact else None,
        )

    def _path(self, folder: Path, artifact: str, properties: Mapping[str, object], key: str) -> Path:
        """Return the path that an artifact names under `key`, which lies in the assembly."""
        value = properties.get(key)
        if not isinstance(value, str):
            raise AssemblyError(f"{folder / MANIFEST}: artifact {artifact} has no {key}")
        if "\0" in value or not (folder / value).resolve().is_relative_to(self._inside):
            raise AssemblyError(f"{folder / MANIFEST}: artifact {artifact} has a {key} outside the assembly")
        return folder / value


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
