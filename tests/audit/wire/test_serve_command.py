"""``private-cells serve`` as a person runs it: a process that listens, obeys, and stops."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dns.message
import dns.query
import pytest
from click.testing import CliRunner

from constructs_pkg.commands import main

from ..templates import record, ref, stack, vpc, write_assembly, zone

ROOT = Path(__file__).parents[3]
# A bound for every test here: the server stops by itself.
SECONDS = "60"
PUBLIC = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.org"}}
CHECK = {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {"Type": "TCP"}}}
RESOURCES = {
    "Vpc": vpc("us"),
    "Zone": zone("example.com", ref("Vpc")),
    "Check": CHECK,
    "One": record(
        ref("Zone"), "f.example.com", "A", "10.0.0.1", SetIdentifier="1", Failover="PRIMARY", HealthCheckId=ref("Check")
    ),
    "Two": record(ref("Zone"), "f.example.com", "A", "10.0.0.2", SetIdentifier="2", Failover="SECONDARY"),
    "Public": PUBLIC,
    "Blog": record(ref("Public"), "f.example.org", "A", "203.0.113.1"),
}


class Running:
    """A server's process, and where its vantages listen."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.places: dict[str, tuple[str, int]] = {}
        self._read = b""
        assert "Serving on this machine alone; Ctrl-C stops." == self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        while b"\n" not in self._read:
            ready, _, _ = select.select([self.process.stdout], [], [], 30)
            assert ready, "the server tells nothing"
            self._read += os.read(self.process.stdout.fileno(), 4096)
        line, _, self._read = self._read.partition(b"\n")
        return line.decode()

    def know(self, *labels: str) -> "Running":
        for label in labels:
            found = re.fullmatch(r"  ([0-9.]+):([0-9]+)  (.*)", self.line())
            assert found is not None and label == found[3]
            self.places[label] = (found[1], int(found[2]))
        return self

    def tell(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()
        return self.line()

    def value(self, label: str, name: str, stream: bool = False) -> str:
        address, port = self.places[label]
        query = dns.message.make_query(name, "A")
        ask = dns.query.tcp if stream else dns.query.udp
        response = ask(query, address, timeout=5, port=port)
        return str(response.answer[0][0])


@contextmanager
def running(assembly: Path, arguments: Sequence[str]) -> Iterator[Running]:
    command = [sys.executable, "-u", "-m", "constructs_pkg.commands", "serve", str(assembly), "--for", SECONDS]
    with subprocess.Popen(
        [*command, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    return write_assembly(tmp_path / "cdk.out", [stack("us", RESOURCES)])


def test_answers_until_it_is_told_to_quit(assembly: Path) -> None:
    """Each vantage is answered where the first lines say; lines change the world; `quit` ends with code 0."""
    with running(assembly, ["--port", "0"]) as server:
        server.know("us", "internet")
        assert ("127.0.0.2", "127.0.0.3") == tuple(address for address, _ in server.places.values())
        for stream in (False, True):
            assert "10.0.0.1" == server.value("us", "f.example.com", stream)
            assert "203.0.113.1" == server.value("internet", "f.example.org", stream)
        assert "down: us/Check; client: nobody; draw: random" == server.tell("down us/Check")
        assert "10.0.0.2" == server.value("us", "f.example.com")
        out, err = server.process.communicate(b"quit\n", timeout=30)
        assert (0, b"", b"") == (server.process.returncode, out, err)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_on_a_signal(assembly: Path, number: signal.Signals) -> None:
    """Ctrl-C and a polite kill end it with code 0 and no traceback, and the port is free again."""
    with running(assembly, ["--port", "0", "--from", "us"]) as server:
        address, port = server.know("us").places["us"]
        server.process.send_signal(number)
        out, err = server.process.communicate(timeout=30)
        assert (0, b"", b"") == (server.process.returncode, out, err)
    with running(assembly, ["--port", str(port), "--address", address, "--from", "us"]) as server:
        assert {"us": (address, port)} == server.know("us").places


def test_stops_by_itself(assembly: Path) -> None:
    """`--for` is an end, with code 0, also where standard input is closed."""
    began = time.monotonic()
    command = [sys.executable, "-m", "constructs_pkg.commands", "serve", str(assembly), "--port", "0", "--for", "0.5"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert (0, "") == (done.returncode, done.stderr)
    assert time.monotonic() - began > 0.5


@pytest.mark.parametrize("how", ["hangup", "change"])
def test_reads_the_assembly_again(assembly: Path, how: str) -> None:
    """On SIGHUP, and when its files have changed, the answers are those of the new assembly."""
    with running(assembly, ["--port", "0", "--from", "us"]) as server:
        server.know("us")
        assert "10.0.0.1" == server.value("us", "f.example.com")
        write_assembly(
            assembly, [stack("us", {**RESOURCES, "One": record(ref("Zone"), "g.example.com", "A", "10.9.0.9")})]
        )
        if how == "hangup":
            server.process.send_signal(signal.SIGHUP)
        assert f"read {assembly} again" == server.line()
        assert "10.9.0.9" == server.value("us", "g.example.com")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--from", "eu"], "private-cells: --from eu: no such vantage; there are internet, us\n"),
        (
            ["--address", "0.0.0.0"],
            "private-cells: --address 0.0.0.0: is not of this machine alone; give one of 127.0.0.0/8, or ::1\n",
        ),
        (
            ["--down", "us/Nothing"],
            "private-cells: us/Nothing: the assembly has no such thing; name it STACK/LOGICALID, or a health check by "
            "its id\n",
        ),
    ],
)
def test_says_in_one_line_what_it_does_not_understand(assembly: Path, arguments: list[str], expected: str) -> None:
    """A vantage, thing or address that cannot be is refused with exit code 2, and nothing is listened on."""
    result = CliRunner().invoke(main, ["serve", str(assembly), "--for", "0.1", *arguments])
    assert (2, "", expected) == (result.exit_code, result.stdout, result.stderr)


def test_an_assembly_without_vantages_is_refused(tmp_path: Path) -> None:
    """Where nobody can ask, there is nothing to serve."""
    assembly = write_assembly(tmp_path, [stack("us", {"Topic": {"Type": "AWS::SNS::Topic"}})])
    result = CliRunner().invoke(main, ["serve", str(assembly), "--for", "0.1"])
    assert (2, f"private-cells: {assembly}: has neither VPCs nor public zones, so that nobody can ask\n") == (
        result.exit_code,
        result.stderr,
    )
