"""Files that are no files, manifests that lead astray, and text that is none."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from constructs_pkg.audit import file_text, folder
from constructs_pkg.audit.assembly import AssemblyError, load

from .hostile import problems
from .templates import record, ref, stack, vpc, write_assembly

TEMPLATE = json.dumps({"Resources": {"Vpc": vpc()}})


def refusal(place: Path) -> str:
    assert [] == problems(place)
    with pytest.raises(AssemblyError) as caught:
        load(place)
    return str(caught.value).removeprefix(str(place)).removeprefix("/")


def manifest(folder: Path, **artifacts: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    return folder


def of_stack(file: str) -> dict[str, object]:
    return {
        "type": "aws:cloudformation:stack",
        "environment": "aws://1/us-east-1",
        "properties": {"templateFile": file},
    }


def of_assembly(directory: str) -> dict[str, object]:
    return {"type": "cdk:cloud-assembly", "properties": {"directoryName": directory}}


@pytest.fixture
def usual_depth() -> Iterator[None]:
    """Python's own limit on nested calls, which a test library may have raised."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"Resources": {"A": NaN}}', "no JSON: NaN is no number"),
        ('{"Resources": -Infinity}', "no JSON: -Infinity is no number"),
        ('{"Resources": 1e999}', "no JSON: a number too large to calculate with"),
        ('{"Resources": 1' + "0" * 5_000 + "}", "no JSON: a number of more than 400 digits"),
        ('{"Resources": "\\ud800"}', "no JSON: a text has half of a surrogate pair"),
        ('{"a": ' * 5_000, "no JSON that is read: it is nested too deeply"),
        ('{"Resources": {}, "Resources": {}}', "Resources stands twice, and which one counts is not defined; keep one"),
        ("[" * 100_000, "no JSON that is read: it is nested too deeply"),
        ("", "no JSON: Expecting value: line 1 column 1 (char 0)"),
        ("\0", "no JSON: Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_what_no_json_can_be_is_refused(tmp_path: Path, text: str, reason: str, usual_depth: None) -> None:
    """Python's own liberties with JSON are none of a template's."""
    (tmp_path / "t.template.json").write_text(text)
    assert f"t.template.json: {reason}" == refusal(tmp_path)


def test_a_byte_order_mark_is_no_part_of_a_template(tmp_path: Path) -> None:
    """A template that an editor began with a byte order mark is read as if it had none."""
    (tmp_path / "t.template.json").write_bytes(b"\xef\xbb\xbf" + TEMPLATE.encode())
    assert 1 == len(load(tmp_path).vpcs)


def test_what_is_no_utf_8_is_refused_with_its_place(tmp_path: Path) -> None:
    """Bytes that are no text are refused with where they stand."""
    (tmp_path / "t.template.json").write_bytes(b'{"a": "\xff"}')
    assert "t.template.json: is not UTF-8 text: invalid start byte at byte 7" == refusal(tmp_path)


def test_a_key_given_twice_is_read_last_and_noted(tmp_path: Path) -> None:
    """CloudFormation takes the last of two equal keys; the facts do, and say so."""
    (tmp_path / "t.template.json").write_text(
        '{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": '
        '{"CidrBlock": "10.0.0.0/16", "CidrBlock": "10.1.0.0/16"}}}}'
    )
    facts = load(tmp_path)
    expected = (
        "Literal(value='10.1.0.0/16')",
        ("stack t has objects with a key twice, of which the last is read: CidrBlock",),
    )
    assert expected == (str(facts.vpcs[0].cidr), facts.unread)
    assert [] == problems(tmp_path)


@pytest.mark.parametrize("name", ["t.template.json", "manifest.json"])
def test_a_named_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    """A pipe that nobody writes into does not hold a command up."""
    os.mkfifo(tmp_path / name)
    asked = Thread(target=lambda: problems(tmp_path), daemon=True)
    asked.start()
    asked.join(30)
    assert not asked.is_alive()
    assert f"{name}: is no regular file" == refusal(tmp_path)


def test_a_device_is_not_read(tmp_path: Path) -> None:
    """A link to a device that never ends is refused."""
    (tmp_path / "t.template.json").symlink_to("/dev/zero")
    assert "t.template.json: is no regular file" == refusal(tmp_path)


def test_a_folder_called_like_a_template_is_refused(tmp_path: Path) -> None:
    """A folder in place of a template is named for what it is."""
    (tmp_path / "t.template.json").mkdir()
    assert "t.template.json: is a folder" == refusal(tmp_path)


def test_links_that_go_round_are_refused(tmp_path: Path) -> None:
    """Links that lead to each other end in an error, as a template and as the assembly itself."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "t.template.json").symlink_to(tmp_path / "a" / "u.template.json")
    (tmp_path / "a" / "u.template.json").symlink_to(tmp_path / "a" / "t.template.json")
    (tmp_path / "b").symlink_to(tmp_path / "b")
    expected = (
        "t.template.json: Too many levels of symbolic links",
        ": no such folder; synthesize first, or name the folder of the assembly",
    )
    assert expected == (refusal(tmp_path / "a"), refusal(tmp_path / "b"))


def test_a_manifest_with_links_that_go_round_is_refused(tmp_path: Path) -> None:
    """A template file that is a loop of links ends in an error."""
    (tmp_path / "t.json").symlink_to(tmp_path / "t.json")
    assert 1 == len(refusal(manifest(tmp_path, A=of_stack("t.json"))).splitlines())


@pytest.mark.parametrize("path", ["../outside.json", "/etc/passwd", "link.json", "a/../../outside.json", "x\0y"])
def test_a_manifest_names_nothing_outside_its_folder(tmp_path: Path, path: str) -> None:
    """Neither a path nor a link leads out of the assembly."""
    (tmp_path / "outside.json").write_text(TEMPLATE)
    place = manifest(tmp_path / "cdk.out", A=of_stack(path))
    (place / "link.json").symlink_to(tmp_path / "outside.json")
    assert "manifest.json: artifact A has a templateFile outside the assembly" == refusal(place)


def test_a_nested_assembly_lies_in_the_assembly(tmp_path: Path) -> None:
    """The folder above is no nested assembly."""
    place = manifest(tmp_path / "cdk.out", A=of_assembly(".."))
    assert "manifest.json: artifact A has a directoryName outside the assembly" == refusal(place)


def test_an_assembly_nested_in_itself_is_refused(tmp_path: Path) -> None:
    """Assemblies that contain each other end in an error."""
    place = manifest(tmp_path, A=of_assembly("inner"))
    manifest(tmp_path / "inner", B=of_assembly("deeper"))
    (tmp_path / "inner" / "deeper").symlink_to(tmp_path)
    reason = "inner/deeper/manifest.json: the nested assembly contains itself, or is named twice"
    assert reason == refusal(place)


def test_an_assembly_named_again_and_again_is_read_once(tmp_path: Path) -> None:
    """Forty levels that each name the next one twice are refused at the first that comes again."""
    for level in range(40):
        folder = tmp_path.joinpath(*["n"] * level)
        manifest(folder, A=of_assembly("n"), B=of_assembly("n"))
    manifest(tmp_path.joinpath(*["n"] * 40))
    assert refusal(tmp_path).endswith("the nested assembly contains itself, or is named twice")


def test_a_file_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file larger than the bound is refused before it is parsed, and the bound is named."""
    (tmp_path / "t.template.yaml").write_text("a: " + "x" * 4_000_000)
    assert "t.template.yaml: is over 4000000 bytes, the most that is read of one file" == refusal(tmp_path)


def test_an_assembly_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files together have a bound as well: one large file named often does not help."""
    monkeypatch.setattr(file_text.Allowance.__init__, "__defaults__", (1_000,))
    place = manifest(tmp_path, **{f"A{number}": of_stack("t.json") for number in range(20)})
    (place / "t.json").write_text(TEMPLATE)
    reason = refusal(place)
    assert reason.endswith(": the assembly is over 1000 bytes, the most that is read; name a part")


def test_more_stacks_than_the_bound_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of stacks has a bound, which the error names."""
    monkeypatch.setattr(folder, "MOST_STACKS", 2)
    write_assembly(tmp_path, [stack("a"), stack("b"), stack("c")])
    assert ": holds more than 2 stacks, the most that is read; name a part" == refusal(tmp_path)


def test_a_file_name_that_is_no_text_is_shown_as_bytes(tmp_path: Path) -> None:
    """A name of bytes that are no text, or that would control a terminal, is escaped."""
    (tmp_path / os.fsdecode(b"\xff\x1b[2J.template.json")).write_text(TEMPLATE)
    assert [] == problems(tmp_path)
    assert ["\\237\\179\\191\\027[2J"] == [one.name for one in load(tmp_path).stacks]


def test_a_name_longer_than_any_logical_id_is_refused(tmp_path: Path) -> None:
    """A logical id has at most 255 characters, and the error does not repeat a longer one."""
    (tmp_path / "t.template.json").write_text(json.dumps({"Resources": {"x" * 100_000: vpc()}}))
    reason = f"t.template.json: Resources has a name of more than 255 characters: {'x' * 50}…"
    assert reason == refusal(tmp_path)


def test_a_name_that_is_no_domain_name_is_noted(tmp_path: Path) -> None:
    """Records whose names no DNS can carry are left out, with the reason."""
    names = {"A": "a..b", "B": "x" * 64 + ".b", "C": "a." * 200 + "b", "D": "a\x1bb", "E": "x" * 100_000}
    write_assembly(tmp_path, [stack("s", {key: record("Z1", name, "A", "10.0.0.1") for key, name in names.items()})])
    expected = (
        "s/A has a Name that has an empty label; it is not read",
        "s/B has a Name that has a label of more than 63 octets; it is not read",
        "s/C has a Name that is longer than 253 octets; it is not read",
        "s/D has a Name that has control characters; it is not read",
        "s/E has an unresolved Name: a text of more than 65536 characters",
    )
    assert expected == load(tmp_path).unread
    assert [] == problems(tmp_path)


def test_a_reference_as_long_as_a_book_is_not_repeated(tmp_path: Path) -> None:
    """A reason quotes the beginning and the end of what it is about."""
    write_assembly(tmp_path, [stack("s", {"R": record(ref("x" * 1_000_000), "a.b", "A", "10.0.0.1")})])
    assert max(map(len, load(tmp_path).unread)) < 6_000
