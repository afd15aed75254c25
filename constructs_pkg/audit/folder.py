"""The files of an assembly: which stacks it holds, and their templates, in JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from constructs_pkg.audit.facts import AssemblyError, StackFact
from constructs_pkg.audit.file_text import Allowance
from constructs_pkg.audit.labels import unique_labels
from constructs_pkg.audit.manifest import MANIFEST, Assembly, StackFile
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.template_file import YAML_SUFFIXES, checked_template, read_object, resources_of

__all__ = ["MOST_STACKS", "StackFile", "checked_template", "read_stack_files", "read_stacks", "resources_of"]

# A bound of this room; an account has 2,000 stacks in a Region unless its quota is raised:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html.
MOST_STACKS = 10_000

# What a file is called that holds a template, and what one may be called.
_TEMPLATES = (".template.json", ".template.yaml", ".template.yml", ".template")
_POSSIBLE = (".json", *YAML_SUFFIXES)


def read_stacks(place: Path) -> tuple[StackFact, ...]:
    """Return the stacks of an assembly; see `read_stack_files`."""
    return tuple(one.stack for one in read_stack_files(place))


def read_stack_files(place: Path) -> tuple[StackFile, ...]:
    """Return the stacks of an assembly, those of its nested assemblies included, with their files.

    A folder without a manifest is read as templates: every file that is called one (``*.template.json``,
    ``*.template.yaml``, ``*.template``), or where there is none, every JSON or YAML file that has resources.
    A file is read as one template. Their account and Region are not known.

    Raises:
        AssemblyError: if the folder, the manifest or a template cannot be read, holds no stack, or holds more
            than `MOST_STACKS`.
    """
    try:
        found = list(_found(place))
    except (OSError, RuntimeError, ValueError) as error:
        # What a path can be that no file system has: a loop of links, a character that no name may have.
        raise AssemblyError(f"{place}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not found:
        raise AssemblyError(f"{place}: holds no stacks")
    ids = unique_labels([_names(one) for one in found])
    return tuple(replace(one, stack=replace(one.stack, id=label)) for one, label in zip(found, ids, strict=True))


def _names(one: StackFile) -> tuple[str, ...]:
    name, account, region = one.stack.name, one.stack.account, one.stack.region
    return name, f"{name}@{region or one.artifact}", f"{name}@{account}/{region}", f"{name}@{one.artifact}"


def _found(place: Path) -> Iterator[StackFile]:
    allowance = Allowance()
    if place.is_dir():
        manifested = (place / MANIFEST).is_file()
        each = Assembly(place, allowance).stacks() if manifested else _plain(place, allowance)
    elif place.is_file():
        each = iter(_templates([place], allowance))
    else:
        raise AssemblyError(f"{place}: no such folder; synthesize first, or name the folder of the assembly")
    for number, one in enumerate(each):
        if number >= MOST_STACKS:
            raise AssemblyError(f"{place}: holds more than {MOST_STACKS} stacks, the most that is read; name a part")
        yield one


def _plain(folder: Path, allowance: Allowance) -> Iterator[StackFile]:
    files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    # The parent stack's facts name a nested stack; its template says nothing without its parameters.
    called = [one for one in files if one.name.endswith(_TEMPLATES) and ".nested.template." not in one.name]
    yield from _templates(
        called or [one for one in files if one.name.endswith(_POSSIBLE)], allowance, all_are=bool(called)
    )


def _templates(files: Iterable[Path], allowance: Allowance, *, all_are: bool = True) -> Iterator[StackFile]:
    """Yield a stack for each file; for those with resources, where not every file need be a template."""
    for file in files:
        template, unread = read_object(file, allowance)
        if all_are or "Resources" in template:
            # A file's name may hold bytes that are no text.
            name = presented(file.name)
            for suffix in (*_TEMPLATES, *_POSSIBLE):
                name = name.removesuffix(suffix)
            stack = StackFact(name, name, None, None, checked_template(file, template), unread=unread)
            yield StackFile(stack, file, file.name)
