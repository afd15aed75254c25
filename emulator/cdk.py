"""The CDK's own command line, with the emulator in place of AWS."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from emulator.clients import environment
from emulator.server import ROOT

EXECUTION_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"


# What does not hang on each other: most of a deployment is waiting.
AT_ONCE = "4"


class CdkFailed(Exception):
    """A command of the CDK failed; the message is what it printed."""


@dataclass(frozen=True)
class Place:
    """An account and a Region."""

    account: str
    region: str

    def __str__(self) -> str:
        """Return it as the CDK writes an environment."""
        return f"aws://{self.account}/{self.region}"


@dataclass(frozen=True)
class Cdk:
    """Commands against one emulator.

    Attributes:
        url: The emulator's.
        operator: The account whose credentials are used; the others trust it.
    """

    url: str
    operator: str

    def bootstrap(self, places: Iterable[Place]) -> None:
        """Bootstrap every place, with the credentials of its own account, trusting the operator's."""
        trust = ["--trust", self.operator, "--cloudformation-execution-policies", EXECUTION_POLICY]
        for _, found in groupby(sorted(set(places), key=str), key=lambda place: place.account):
            of_account = list(found)
            self._run(["bootstrap", *map(str, of_account), *trust], of_account[0])

    def synthesize(self, topology: Path, assembly: Path) -> None:
        """Synthesize a topology into a folder."""
        self._run(["synth", "--quiet", "--context", f"topology={topology}", "--output", str(assembly)])

    def deploy(self, assembly: Path, stacks: Sequence[str] = (), parameters: Mapping[str, str] | None = None) -> str:
        """Deploy stacks of an assembly, all by default, and return what was printed.

        Args:
            assembly: The folder that was synthesized.
            stacks: Their names; only these are deployed, not those they depend on.
            parameters: Values of stack parameters, by ``STACK:PARAMETER``.
        """
        chosen = [*stacks, "--exclusively"] if stacks else ["--all"]
        given = [word for name, value in (parameters or {}).items() for word in ("--parameters", f"{name}={value}")]
        return self._run(
            [
                *("deploy", "--app", str(assembly), *chosen, *given, "--require-approval", "never"),
                *("--progress", "events", "--concurrency", AT_ONCE),
            ]
        )

    def deploy_pausing(self, assembly: Path, stack: str) -> None:
        """Deploy a stack and leave it as it is where that fails."""
        self._run(
            ["deploy", "--app", str(assembly), stack, "--exclusively", "--require-approval", "never", "--no-rollback"]
        )

    def roll_back(self, assembly: Path, stack: str) -> None:
        """Bring a stack whose deployment failed back to how it stood."""
        self._run(["rollback", "--app", str(assembly), stack])

    def destroy(self, assembly: Path, stacks: Sequence[str] = ()) -> str:
        """Destroy stacks of an assembly, all by default, and return what was printed."""
        chosen = [*stacks, "--exclusively"] if stacks else ["--all"]
        return self._run(["destroy", "--app", str(assembly), *chosen, "--force", "--concurrency", AT_ONCE])

    def _run(self, arguments: list[str], place: Place | None = None) -> str:
        place = place or Place(self.operator, "us-east-1")
        # A bootstrap must not find an app here: it would synthesize it first.
        folder = tempfile.gettempdir() if arguments[0] == "bootstrap" else str(ROOT)
        done = subprocess.run(
            [str(ROOT / "node_modules" / ".bin" / "cdk"), *arguments],
            cwd=folder,
            env=environment(self.url, place.account, place.region),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CdkFailed(f"cdk {' '.join(arguments)}\n{done.stdout}")
        return done.stdout


def places_of(assembly: Path) -> dict[str, Place]:
    """Return where each stack of an assembly is deployed, in the order of deployment."""
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    found = {}
    for key, artifact in manifest["artifacts"].items():
        if artifact["type"] == "aws:cloudformation:stack":
            account, region = artifact["environment"].removeprefix("aws://").split("/")
            found[artifact["properties"].get("stackName", key)] = Place(account, region)
    return found
