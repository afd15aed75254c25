"""Where a finding stands in the files of an assembly: the template, the line, and the construct."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from constructs_pkg.audit.facts import AssemblyError
from constructs_pkg.audit.file_text import Allowance
from constructs_pkg.audit.findings.finding import Place
from constructs_pkg.audit.manifest import StackFile
from constructs_pkg.audit.template_file import read_object

# As the CDK writes them: https://docs.aws.amazon.com/cdk/v2/guide/constructs.html#constructs-tree and
# packages/@aws-cdk/cloud-assembly-schema of https://github.com/aws/aws-cdk-cli.
_PATH = "aws:cdk:path"
_LOGICAL_ID = "aws:cdk:logicalId"


@dataclass(frozen=True)
class Whereabouts:
    """Where something stands in the files of an assembly.

    Attributes:
        file: The template.
        line: From 1; the first line of the resource, or 1 for what is said of a whole stack.
        construct: The path of the construct that made it, None where the assembly does not tell.
    """

    file: Path
    line: int
    construct: str | None


class Files:
    """The files of an assembly, read again only where something is found in them."""

    def __init__(self, files: Iterable[StackFile]) -> None:
        self._files = {one.stack.id: one for one in files}
        self._texts: dict[str, str] = {}
        self._constructs: dict[str, Mapping[str, str]] = {}

    @property
    def sizes(self) -> Mapping[str, int]:
        """The sizes of the templates in bytes, by stack."""
        return {stack: one.template.stat().st_size for stack, one in self._files.items()}

    def whereabouts(self, place: Place) -> Whereabouts:
        """Return where a place is in the files."""
        file = self._files[place.stack]
        if place.logical_id is None:
            return Whereabouts(file.template, 1, None)
        construct = self._constructs_of(file).get(place.logical_id)
        return Whereabouts(file.template, self._line(file, place.logical_id), construct)

    def _line(self, file: StackFile, logical_id: str) -> int:
        """Return the line of a resource: that of its key, which no deeper key of that name is left of."""
        if file.stack.id not in self._texts:
            self._texts[file.stack.id] = Allowance().read(file.template)
        text = self._texts[file.stack.id]
        begin = max(text.find("Resources"), 0)
        # In JSON the key is quoted and an object follows; in YAML it stands alone on its line.
        quoted, bare = re.escape(json.dumps(logical_id)), re.escape(logical_id)
        key = re.compile(rf"^([ \t]*)(?:.*?{quoted}\s*:\s*\{{|[\"']?{bare}[\"']?\s*:\s*(?:#.*)?$)", re.MULTILINE)
        found = [(len(one[1]), one.end()) for one in key.finditer(text, begin)]
        return text.count("\n", 0, min(found)[1]) + 1 if found else 1

    def _constructs_of(self, file: StackFile) -> Mapping[str, str]:
        """Return the paths of a stack's constructs, by logical id."""
        if file.stack.id not in self._constructs:
            found: dict[str, str] = {}
            for metadata in (_read(file.metadata_file), file.metadata):
                for path, entries in metadata.items():
                    for entry in entries if isinstance(entries, list) else ():
                        if isinstance(entry, Mapping) and entry.get("type") == _LOGICAL_ID:
                            found[str(entry.get("data"))] = path.removeprefix("/")
            for logical_id, resource in file.stack.section("Resources").items():
                own = resource.get("Metadata") if isinstance(resource, Mapping) else None
                written = own.get(_PATH) if isinstance(own, Mapping) else None
                if isinstance(written, str):
                    found[logical_id] = written
            self._constructs[file.stack.id] = found
        return self._constructs[file.stack.id]


def _read(file: Path | None) -> Mapping[str, object]:
    """Return what a file says of constructs; nothing where it cannot be read, as findings do without."""
    try:
        return read_object(file, Allowance())[0] if file is not None else {}
    except AssemblyError:
        return {}
