"""The emulator ends with the process that started it, however that one ends, and two runs do not meet."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from emulator.clients import client
from emulator.server import ROOT, is_free, running, without_aws

from .cloud import PROVIDER, REGION

PROC = Path("/proc")

STARTER = """
import signal, sys, time
from pathlib import Path
from emulator.server import free_port, release, running, start

# What runs in a shell's background is given a deaf ear for interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
log, ends = Path(sys.argv[1]), sys.argv[2]
if ends == "released":
    process, url = start(log, free_port())
    release(process)
    print(process.pid, url, flush=True)
else:
    with running(log) as url:
        print(0, url, flush=True)
        if ends == "fails":
            raise SystemExit("failed")
        time.sleep(60)
"""


def started(tmp_path: Path, ends: str) -> tuple[subprocess.Popen[str], int, int]:
    """Return a process that has started an emulator, the emulator's own process where it tells, and its port."""
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path / "log"), ends],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert starter.stdout is not None
    process, url = starter.stdout.readline().split()
    return starter, int(process), int(url.rpartition(":")[2])


def is_free_soon(port: int) -> bool:
    """Tell whether nothing listens on a port, now or within some seconds."""
    until = time.monotonic() + 10
    while not is_free(port) and time.monotonic() < until:
        time.sleep(0.05)
    return is_free(port)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda end: end.name)
def test_it_ends_with_its_starter(tmp_path: Path, end: signal.Signals) -> None:
    """Killed, asked to end or interrupted; also while nobody has yet noticed the starter's end."""
    starter, _, port = started(tmp_path, "waits")
    assert not is_free(port)
    starter.send_signal(end)
    assert is_free_soon(port)
    starter.communicate(timeout=10)


def test_it_ends_when_its_starter_fails(tmp_path: Path) -> None:
    """An error inside is no reason to stay."""
    starter, _, port = started(tmp_path, "fails")
    starter.communicate(timeout=40)
    assert (1, True) == (starter.returncode, is_free(port))


def test_it_stays_when_it_is_released(tmp_path: Path) -> None:
    """Then it ends by its own process id alone."""
    starter, process, port = started(tmp_path, "released")
    starter.communicate(timeout=10)
    time.sleep(0.5)
    assert not is_free(port)
    subprocess.run(["kill", str(process)], check=True)
    assert is_free_soon(port)


def test_two_do_not_meet(tmp_path: Path) -> None:
    """What one holds the other has not, of every kind of service that the CDK uses."""
    with running(tmp_path / "one.log") as one, running(tmp_path / "two.log") as two:
        assert one != two
        client(one, "s3", PROVIDER, REGION).create_bucket(Bucket="shared-name")
        client(one, "ec2", PROVIDER, REGION).create_vpc(CidrBlock="10.9.0.0/16")
        client(one, "ssm", PROVIDER, REGION).put_parameter(Name="/shared", Value="one", Type="String")
        assert [] == client(two, "s3", PROVIDER, REGION).list_buckets()["Buckets"]
        blocks = [vpc["CidrBlock"] for vpc in client(two, "ec2", PROVIDER, REGION).describe_vpcs()["Vpcs"]]
        assert "10.9.0.0/16" not in blocks
        assert [] == client(two, "ssm", PROVIDER, REGION).describe_parameters()["Parameters"]


def test_a_run_finds_nothing_of_the_one_before(tmp_path: Path) -> None:
    """The emulator keeps nothing."""
    for number in range(2):
        with running(tmp_path / f"{number}.log") as url:
            s3 = client(url, "s3", PROVIDER, REGION)
            assert [] == s3.list_buckets()["Buckets"]
            s3.create_bucket(Bucket="kept")


@pytest.mark.skipif(not PROC.exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM], ids=lambda end: end.name)
def test_its_functions_end_with_it(tmp_path: Path, end: signal.Signals) -> None:
    """A function's process, which lives on for the next call, does not outlive the emulator."""
    starter, process, port = started(tmp_path, "released")
    starter.communicate(timeout=10)
    code = "import os\ndef handler(event, context):\n    return os.getpid()\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("index.py", code)
    function = client(f"http://127.0.0.1:{port}", "lambda", PROVIDER, REGION)
    function.create_function(
        FunctionName="pid",
        Runtime="python3.14",
        Role=f"arn:aws:iam::{PROVIDER}:role/any",
        Handler="index.handler",
        Code={"ZipFile": archive.getvalue()},
    )
    worker = int(function.invoke(FunctionName="pid")["Payload"].read())
    assert lives(worker)
    subprocess.run(["kill", f"-{end.value}", str(process)], check=True)
    assert is_free_soon(port)
    until = time.monotonic() + 10
    while lives(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not lives(worker)


def lives(process: int) -> bool:
    """Tell whether a process runs; one that has ended and is not yet noticed does not."""
    try:
        # The state stands behind the name: https://manpages.debian.org/proc_pid_stat.5.
        return (PROC / str(process) / "stat").read_text(encoding="utf-8").rpartition(") ")[2][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_environment_of_the_emulator_is_its_own() -> None:
    """Without AWS's variables, it finds no account but those it makes up."""
    assert {"HOME": "/root"} == without_aws({"HOME": "/root", "AWS_PROFILE": "production", "AWS_REGION": "eu-west-1"})
