"""Programs of the machine that tests need, by the Debian package that brings each."""

import shutil
import subprocess

import pytest

PACKAGES = {
    "dig": "bind9-dnsutils",
    "ip": "iproute2",
    "named": "bind9",
    "unbound": "unbound",
    "unshare": "util-linux",
}
# Where Debian has what only root runs by name.
PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin"


def program(name: str) -> str:
    """Return the path of a program, or skip the test that needs it."""
    found = shutil.which(name) or shutil.which(name, path=PATH)
    if found is None:
        pytest.skip(f"{name} is not installed; Debian's package {PACKAGES[name]} brings it")
    return found


def namespace() -> list[str]:
    """Return the words before a command that runs it alone on a network of its own, or skip."""
    command = [program("unshare"), "--map-root-user", "--net", "--mount"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets no process unshare its network; it has package util-linux")
    return command
