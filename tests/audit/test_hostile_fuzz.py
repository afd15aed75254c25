import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import AssemblyError, load
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix

from .hostile import anything, mutated, problems, write

# How many examples: `make test` takes Hypothesis' own number, `make fuzz` as many as there is time for.
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))


def loaded(place: Path) -> Facts | None:
    try:
        return load(place)
    except AssemblyError as error:
        assert len(str(error).splitlines()) == 1
        return None


@SETTINGS
@given(st.lists(mutated(), min_size=1, max_size=2))
def test_a_broken_template_is_read_or_refused_by_every_command(templates: list[dict[str, object]]) -> None:
    """A real template in which something is broken ends in answers or in one line, whatever is asked."""
    with TemporaryDirectory() as folder:
        place = write(Path(folder), {f"t{number}": one for number, one in enumerate(templates)})
        assert [] == problems(place)


@SETTINGS
@given(st.lists(mutated(), min_size=1, max_size=2))
def test_every_name_of_a_broken_template_has_a_status(templates: list[dict[str, object]]) -> None:
    """Where a broken template can be read, each of its names is answered or unresolved with a reason."""
    with TemporaryDirectory() as folder:
        facts = loaded(write(Path(folder), {f"t{number}": one for number, one in enumerate(templates)}))
    answers = [cell.answer for row in read_matrix(facts).rows for cell in row.cells] if facts is not None else []
    assert [] == [one for one in answers if one.status is Status.UNRESOLVED and not one.trace]


@SETTINGS
@given(anything)
def test_any_json_is_read_or_refused_by_every_command(document: object) -> None:
    """A file of any JSON in place of a template or a manifest ends in answers or in one line."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a").mkdir()
        (Path(folder) / "a" / "a.template.json").write_text(json.dumps(document))
        (Path(folder) / "b").mkdir()
        (Path(folder) / "b" / "manifest.json").write_text(json.dumps(document))
        found = [*problems(Path(folder) / "a"), *problems(Path(folder) / "b")]
    assert [] == found


@SETTINGS
@given(st.binary(max_size=200), st.sampled_from(["t.template.json", "t.yaml", "t.template", "manifest.json"]))
def test_any_bytes_are_read_or_refused_by_every_command(content: bytes, name: str) -> None:
    """A file of any bytes ends in answers or in one line."""
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        assert [] == problems(Path(folder))


@SETTINGS
@given(st.text(alphabet="!&*<>?:-[]{},'\"#|%@`\n ab12~.\u202e", max_size=120))
def test_any_yaml_is_read_or_refused_by_every_command(text: str) -> None:
    """Text made of all that means something in YAML ends in answers or in one line."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "t.yaml").write_text(text, encoding="utf-8")
        assert [] == problems(Path(folder))
