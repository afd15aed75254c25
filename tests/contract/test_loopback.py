"""Nothing here can reach AWS: loopback alone, dummy credentials, nothing of the environment."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from emulator.clients import NotLoopback, client, environment
from emulator.server import NotStarted, free_port, is_free, start, without_aws

from .cloud import PROVIDER, REGION, Cloud

ELSEWHERE = [
    "https://ec2.us-east-1.amazonaws.com",
    "http://127.0.0.1.example.com:4566",
    "http://127.0.0.1@example.com:4566",
    "http://0.0.0.0:4566",
    "http://localhost:4566",
    "http://10.0.0.1:4566",
    "",
]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_client_of_anything_else_is_refused(url: str) -> None:
    """Only 127.0.0.1 itself, no name for it."""
    with pytest.raises(NotLoopback):
        client(url, "ec2", PROVIDER, REGION)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_an_environment_for_anything_else_is_refused(url: str) -> None:
    """The CDK's command line is not started for it."""
    with pytest.raises(NotLoopback):
        environment(url, PROVIDER, REGION)


def test_nothing_of_aws_is_passed_on() -> None:
    """A profile, a session or an endpoint of the caller's is gone; what leads to the emulator stands instead."""
    given = {
        "PATH": "/bin",
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_EC2": "https://ec2.us-east-1.amazonaws.com",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.2",
        "CDK_DEFAULT_ACCOUNT": "999999999999",
    }
    made = environment("http://127.0.0.1:1", PROVIDER, REGION, given)
    assert {"PATH": "/bin"} == without_aws(given)
    assert not {name for name in given if name != "PATH"} & made.keys()
    assert (os.devnull, os.devnull) == (made["AWS_CONFIG_FILE"], made["AWS_SHARED_CREDENTIALS_FILE"])
    assert (PROVIDER, "not-a-secret") == (made["AWS_ACCESS_KEY_ID"], made["AWS_SECRET_ACCESS_KEY"])


def test_a_client_reads_no_profile(cloud: Cloud, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever the environment and its files say, the client is the emulator's, and its account the one asked for."""
    config = tmp_path / "config"
    config.write_text("[profile production]\nendpoint_url = http://127.0.0.1:1\nregion = eu-west-1\n", encoding="utf-8")
    settings = {
        "AWS_CONFIG_FILE": str(config),
        "AWS_PROFILE": "production",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "AWS_ACCESS_KEY_ID": "999999999999",
        "HTTP_PROXY": "http://127.0.0.1:1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    identity = client(cloud.url, "sts", "123123123123", REGION).get_caller_identity()
    assert "123123123123" == identity["Account"]


def test_the_emulator_listens_on_loopback_alone(cloud: Cloud) -> None:
    """Nobody reaches it by another address of this machine, which another 127 address shows too."""
    port = int(cloud.url.rpartition(":")[2])
    with socket.socket() as other:
        other.bind(("127.0.0.2", port))
    assert not is_free(port)


def test_a_port_that_is_taken_is_not_shared(cloud: Cloud, tmp_path: Path) -> None:
    """A second emulator there does not start, nor does it take the first for itself."""
    port = int(cloud.url.rpartition(":")[2])
    with pytest.raises(NotStarted, match=f"port {port} of 127.0.0.1 is taken"):
        start(tmp_path / "log", port)


def test_a_free_port_is_free() -> None:
    """And not the one that somebody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not is_free(taken.getsockname()[1])
    assert is_free(free_port())
