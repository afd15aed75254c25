"""The emulator as a process of its own, on a free port of loopback, ended with the one that started it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from emulator.lifetime import STAY

ROOT = Path(__file__).parents[1]
LOOPBACK = "127.0.0.1"
STARTS_WITHIN = 30.0
"""Seconds."""


_WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotStarted(Exception):
    """The emulator does not answer; the message is the end of what it printed."""


@contextmanager
def running(log: Path) -> Iterator[str]:
    """Run the emulator on a free port, so that two runs never meet, and yield its URL.

    Args:
        log: The file that what it prints goes to.

    Raises:
        NotStarted: It does not answer within `STARTS_WITHIN`.
    """
    process, url = start(log, free_port())
    try:
        yield url
    finally:
        stop(process)


def start(log: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    """Start the emulator and wait until it answers; it ends with this process unless it is `released`.

    Raises:
        NotStarted: Somebody else has the port, or it does not answer within `STARTS_WITHIN`.
    """
    if not is_free(port):
        raise NotStarted(f"port {port} of {LOOPBACK} is taken")
    url = f"http://{LOOPBACK}:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "emulator"],
            cwd=ROOT,
            env={**without_aws(os.environ), "GATEWAY_PORT": str(port)},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, url, log)
    except BaseException:
        stop(process)
        raise
    return process, url


def release(process: subprocess.Popen[bytes]) -> None:
    """Let the emulator outlive this process."""
    assert process.stdin is not None
    process.stdin.write(STAY)
    process.stdin.close()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End an emulator that this process started."""
    process.terminate()
    process.wait(timeout=30)
    if process.stdin is not None:
        process.stdin.close()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        printed = log.read_text(encoding="utf-8", errors="replace")
        # It says itself that it has the port: an answer alone may be that of another, who took it meanwhile.
        if f"Running on {url} " in printed and answers(url):
            return
        if process.poll() is not None or time.monotonic() > until:
            raise NotStarted(printed[-2000:])
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Tell whether an emulator answers at `url`."""
    try:
        with _WITHOUT_PROXY.open(f"{url}/_ministack/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def is_free(port: int) -> bool:
    """Tell whether nothing listens on a port of loopback."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        port: int = taken.getsockname()[1]
        return port


def without_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without anything that could lead to a real account."""
    return {name: value for name, value in environment.items() if not name.startswith(("AWS_", "CDK_DEFAULT_"))}
