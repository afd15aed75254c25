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

ROOT = Path(__file__).parents[1]
LOOPBACK = "127.0.0.1"
STARTS_WITHIN = 30.0
"""Seconds."""


_WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotStarted(Exception):
    """The emulator does not answer; the message is the end of what it printed."""


@contextmanager
def running(log: Path, port: int | None = None) -> Iterator[str]:
    """Run the emulator and yield its URL.

    Args:
        log: The file that what it prints goes to.
        port: Its port. Default: a free one, so that two runs never meet.

    Raises:
        NotStarted: It does not answer within `STARTS_WITHIN`.
    """
    process, url = start(log, port or free_port(), ends_with=os.getpid())
    try:
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def start(log: Path, port: int, ends_with: int | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Start the emulator and wait until it answers; it ends when the process `ends_with` does."""
    url = f"http://{LOOPBACK}:{port}"
    given = {**without_aws(os.environ), "GATEWAY_PORT": str(port), "EMULATOR_ENDS_WITH": str(ends_with or "")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "emulator"],
            cwd=ROOT,
            env=given,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until = time.monotonic() + STARTS_WITHIN
    while not answers(url):
        if process.poll() is not None or time.monotonic() > until:
            process.terminate()
            raise NotStarted(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.1)
    return process, url


def answers(url: str) -> bool:
    """Tell whether an emulator answers at `url`."""
    try:
        with _WITHOUT_PROXY.open(f"{url}/_ministack/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        port: int = taken.getsockname()[1]
        return port


def without_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without anything that could lead to a real account."""
    return {name: value for name, value in environment.items() if not name.startswith(("AWS_", "CDK_DEFAULT_"))}
