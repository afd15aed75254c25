"""A running server's world and assembly can be changed."""

from pathlib import Path

import dns.message
import pytest

from constructs_pkg.audit.asked_world import NotUnderstood
from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.wire.controls import Wish, changed
from constructs_pkg.audit.wire.serving import Serving
from constructs_pkg.audit.wire.watching import look_of

from ..templates import Json, endpoint, endpoint_alias, record, ref, stack, vpc, write_assembly, zone
from .served import lines, reasons

Z = ref("Zone")
RESOURCES: dict[str, Json] = {
    "Vpc": vpc("us"),
    "Zone": zone("example.com", ref("Vpc")),
    "Check": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {"Type": "TCP"}}},
    "One": record(
        Z, "f.example.com", "A", "10.0.0.1", SetIdentifier="1", Failover="PRIMARY", HealthCheckId=ref("Check")
    ),
    "Two": record(Z, "f.example.com", "A", "10.0.0.2", SetIdentifier="2", Failover="SECONDARY"),
    "Ep": endpoint(ref("Vpc"), SubnetIds=["subnet-0"]),
    "Orders": record(Z, "orders.example.com", "A", AliasTarget=endpoint_alias("Ep")),
}


class Told:
    """A server of an assembly, what it answers, and what it told."""

    def __init__(self, folder: Path, wish: Wish | None = None) -> None:
        self.folder = write_assembly(folder, [stack("us", RESOURCES)])
        self.told: list[str] = []
        self.serving = Serving(folder, load(folder), ["us"], wish or Wish(), self.told.append)

    def ask(self, name: str) -> dns.message.Message:
        query = dns.message.make_query(name, "A", use_edns=0)
        wire = self.serving.respond("us", query.to_wire(), False)
        return dns.message.from_wire(wire or b"")

    def value(self, name: str) -> str:
        return str(self.ask(name).answer[0][0])


@pytest.fixture
def server(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_things_go_down_and_up(server: Told) -> None:
    """The next answer after a line is that of the changed world."""
    assert "10.0.0.1" == server.value("f.example.com")
    assert server.serving.obey("down us/Check\n")
    assert "10.0.0.2" == server.value("f.example.com")
    assert server.serving.obey(" up  health-check:us/Check ")
    assert "10.0.0.1" == server.value("f.example.com")
    server.serving.obey("down health-check:us/Check")
    server.serving.obey("up us/Check")
    assert "10.0.0.1" == server.value("f.example.com")
    expected = [
        "down: us/Check; client: nobody; draw: random",
        "down: nothing; client: nobody; draw: random",
        "down: health-check:us/Check; client: nobody; draw: random",
        "down: nothing; client: nobody; draw: random",
    ]
    assert expected == server.told


def test_what_is_not_understood_changes_nothing(server: Told) -> None:
    """A line that names nothing is answered with one sentence, and the world stays."""
    for line in ("down us/Nothing", "up us/Check", "draw 2", "draw x", "sing", "down", "client mars"):
        assert server.serving.obey(line)
    assert 7 == len(server.told)
    assert "us/Nothing: the assembly has no such thing" in server.told[0]
    assert "us/Check: is not down; down: nothing" == server.told[1]
    assert "draw 2: is neither random nor a number from 0 up to 1" == server.told[2]
    assert "sing: is none of down, up, draw, client, world, stand-ins, reload, quit" == server.told[4]
    assert "down: say what, such as down App/Check" == server.told[5]
    server.serving.obey("world")
    assert "down: nothing; client: nobody; draw: random" == server.told[-1]


def test_lines_say_who_asks_and_what_is_drawn() -> None:
    """Client and draw are set, and taken back."""
    wish = changed(changed(Wish(), "client DE 60.17,24.94"), "draw 0.25")
    assert Wish((), ("DE", "60.17,24.94"), 0.25) == wish
    assert Wish() == changed(changed(wish, "client nobody"), "draw random")


def test_an_empty_line_does_nothing_and_quit_ends(server: Told) -> None:
    """Only `quit` ends a server."""
    assert server.serving.obey("\n")
    assert not server.serving.obey("quit\n")
    assert [] == server.told


def test_a_server_needs_a_world_that_there_is(tmp_path: Path) -> None:
    """A thing that is down from the start has to be in the assembly."""
    with pytest.raises(NotUnderstood):
        Told(tmp_path, Wish(down=("us/Nothing",)))


def test_an_assembly_is_read_again(server: Told) -> None:
    """After it was written anew, answers are those of the new one, and stand-ins are the same."""
    before = server.value("orders.example.com")
    server.serving.obey("down us/Check")
    changed_resources = {
        **{key: one for key, one in RESOURCES.items() if key not in ("Check", "One", "Two")},
        "F": record(Z, "f.example.com", "A", "10.0.0.3"),
        **{f"Ep{number}": endpoint(ref("Vpc"), SubnetIds=["subnet-0"]) for number in range(9)},
    }
    write_assembly(server.folder, [stack("us", changed_resources)])
    server.serving.obey("reload")
    assert ("10.0.0.3", before) == (server.value("f.example.com"), server.value("orders.example.com"))
    told = ["us/Check is not in the assembly any more, and so not down", f"read {server.folder} again"]
    assert told == server.told[1:]


def test_an_assembly_that_cannot_be_read_changes_nothing(server: Told) -> None:
    """While it is half written the former one is served."""
    (server.folder / "manifest.json").write_text("{")
    server.serving.reread()
    assert "10.0.0.1" == server.value("f.example.com")
    assert server.told[0].startswith("still serving the assembly as it was: ")


def test_a_vantage_that_is_gone_is_refused(server: Told) -> None:
    """Where the assembly has the VPC no more, its questions are refused with the reason."""
    write_assembly(server.folder, [stack("eu", {"Vpc": vpc("eu")})])
    server.serving.reread()
    response = server.ask("f.example.com")
    assert ([], ["the assembly has no vantage us any more"]) == (lines(response.answer), reasons(response))


def test_the_legend_tells_all_stand_ins(server: Told) -> None:
    """Each line has both addresses, the name and what they stand for."""
    address = server.value("orders.example.com")
    server.serving.obey("stand-ins")
    [line] = server.told
    assert line.startswith(f"{address}  2001:db8::")
    assert line.endswith("  ep.us.private-cells.test  us/Ep (subnet subnet-0)")


def test_a_change_of_an_assembly_is_seen(server: Told) -> None:
    """Two looks differ once a file was written or taken away, and only then."""
    first = look_of(server.folder)
    assert first == look_of(server.folder)
    (server.folder / "us.template.json").write_text("{}")
    second = look_of(server.folder)
    (server.folder / "us.template.json").unlink()
    assert 3 == len({first, second, look_of(server.folder)})


@pytest.mark.parametrize("name", ["app.template.json", "app.template.yaml", "app.template"])
def test_a_change_of_one_template_is_seen(tmp_path: Path, name: str) -> None:
    """A template is looked at by itself, and in its folder, whatever it is written in."""
    file = tmp_path / name
    file.write_text("{}")
    before = [look_of(file), look_of(tmp_path)]
    file.write_text("{ }")
    assert [True, True] == [one != other for one, other in zip(before, (look_of(file), look_of(tmp_path)), strict=True)]
