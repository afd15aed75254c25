"""Each recipe makes what the vendor's own file makes, and its page says what is so."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from audit.templates import write_assembly
from click.testing import CliRunner

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.commands import main as commands
from constructs_pkg.preview import preview
from tools.recipes import Source

from .essence import essence
from .kinds import cloudformation_type
from .made import MADE, PAGES, SOURCES, planned

_EXAMPLE = re.compile(r"^```sh\nprivate-cells ([^\n]*)\n```\n\n```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


def resources(name: str) -> list[Mapping[str, Any]]:
    return [held for template in preview(planned(name)).values() for held in template["Resources"].values()]


def of_the_vendor(source: Source) -> dict[str, list[Mapping[str, Any]]]:
    """What the vendor's file makes, by CloudFormation's types."""
    made: dict[str, list[Mapping[str, Any]]] = {}
    for resource in source.resources:
        if resource.makes:
            made.setdefault(cloudformation_type(resource.type), []).extend(resource.makes)
    return made


def test_every_source_is_pinned_and_says_what_becomes_of_each_resource() -> None:
    """A source has a commit, a hash and a licence; each of its resources is made, part of another or left out."""
    for source in SOURCES.values():
        assert re.fullmatch(r"[0-9a-f]{40}", source.sample.commit), source.name
        assert re.fullmatch(r"[0-9a-f]{64}", source.sample.sha256), source.name
        assert source.licence and source.by in ("vendor", "AWS", "user") and source.input, source.name
        addresses = {resource.address for resource in source.resources}
        for resource in source.resources:
            fates = (bool(resource.makes), resource.part_of in addresses, bool(resource.left_out))
            assert 1 == sum(fates), f"{source.name} {resource.address}"


def test_sources_state_the_same_of_every_resource_of_a_type() -> None:
    """Of the resources of one type the same is stated, so that they can be told apart and compared."""
    for source in SOURCES.values():
        for kind, stated in of_the_vendor(source).items():
            assert 1 == len({tuple(one) for one in stated}), f"{source.name} {kind}"


def test_every_recipe_has_a_page_a_topology_and_a_source() -> None:
    """There is a page and a topology for each source that waits for nothing, and for no other."""
    assert sorted(MADE) == sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "README")
    assert sorted(MADE) == sorted(topology.stem for topology in PAGES.glob("*.yaml"))


@pytest.mark.parametrize("name", MADE)
def test_a_recipe_makes_the_types_and_counts_of_the_vendors_file(name: str) -> None:
    """It makes as many resources of each type as the vendor's file, and what it makes beside them is explained."""
    source = SOURCES[name]
    vendors = {kind: len(made) for kind, made in of_the_vendor(source).items()}
    ours_also = {kind: told["count"] for kind, told in source.ours_also.items()}
    assert Counter(vendors) + Counter(ours_also) == Counter(held["Type"] for held in resources(name))
    assert [] == [kind for kind, told in source.ours_also.items() if not told["why"]]


@pytest.mark.parametrize("name", MADE)
def test_a_recipe_agrees_with_the_vendors_file_in_its_key_properties(name: str) -> None:
    """What the vendor's file says of its resources holds for the recipe's."""
    source = SOURCES[name]
    for kind, stated in of_the_vendor(source).items():
        # Of a type of which nothing is stated, only the count is compared.
        keys = stated[0].keys()
        ours = [essence(held) for held in resources(name) if held["Type"] == kind] if keys else []
        left = [{key: one[key] for key in keys} for one in ours]
        missing = [one for one in stated if keys and not taken(one, left)]
        also = source.ours_also.get(kind, {}).get("count", 0) if keys else 0
        assert ([], also) == (missing, len(left)), f"{kind}: also {left}"


def taken(wanted: Mapping[str, Any], held: list[dict[str, Any]]) -> bool:
    """Take `wanted` out of `held`, and tell whether it was there."""
    found = wanted in held
    if found:
        held.remove(dict(wanted))
    return found


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the templates of every recipe, each under its name."""
    folder = tmp_path_factory.mktemp("recipes")
    for name in MADE:
        wanted = planned(name)
        places = {stack: cell for cell in wanted.cells for stack in (cell.network_stack, cell.links_stack)}
        stacks = [
            StackFact(stack, stack, places[stack].account, places[stack].region, template)
            for stack, template in preview(wanted).items()
        ]
        write_assembly(folder / name, stacks)
    return folder


@pytest.mark.parametrize("name", MADE)
def test_what_a_page_shows_of_a_command_is_what_it_prints(name: str, assemblies: Path) -> None:
    """Each command on a page that has its output below prints that; there is one where a link has names."""
    shown = _EXAMPLE.findall((PAGES / f"{name}.md").read_text(encoding="utf-8"))
    assert shown or not any(consumer.spec.names for cell in planned(name).cells for consumer in cell.consumers)
    for words, expected in shown:
        result = CliRunner().invoke(commands, [*shlex.split(words), "--assembly", str(assemblies / name)])
        assert (0, expected.strip()) == (result.exit_code, result.output.strip())


@pytest.mark.parametrize("name", MADE)
def test_nothing_is_found_in_a_recipe(name: str, assemblies: Path) -> None:
    """The findings have nothing to say about a recipe."""
    result = CliRunner().invoke(commands, ["check", str(assemblies / name)])
    assert (0, "") == (result.exit_code, "" if result.exit_code == 0 else result.output)
