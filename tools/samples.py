"""Obtains templates of public repositories at pinned commits and has every command read each of them.

``SAMPLES_FROM`` says where repositories are: https://github.com/{owner}/{name} unless it is set, or a folder of
mirrors such as /mirrors/{owner}+{name}/repo.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import yaml
from click.testing import CliRunner

from constructs_pkg.audit.assembly import AssemblyError, load
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.commands import main as commands

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tests" / "samples" / "sources.yaml"
CACHE = ROOT / ".samples"
GITHUB = "https://github.com/{owner}/{name}"

_MIRROR = "git -c uploadpack.allowFilter=true -c uploadpack.allowAnySHA1InWant=true upload-pack"

# `check` ends with 1 where it has findings, and 2 is a refusal.
_ANSWERED = (0, 1)
_NEVER_ENDS = ("serve",)


@dataclass(frozen=True)
class Sample:
    repository: str
    commit: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Outcome:
    sample: Sample
    counts: tuple[int, ...]
    problem: str | None


COUNTED = ("VPCs", "Zones", "Public zones", "Records", "Endpoints", "Services", "Names", "Unread")


def samples() -> Iterator[Sample]:
    for source in yaml.safe_load(SOURCES.read_text()):
        for path, sha256 in source["files"].items():
            yield Sample(source["repository"], source["commit"], path, sha256)


def obtained(sample: Sample, where: str) -> Path:
    """Return the sample's file, fetched if it is not there yet; its name keeps the suffix that tells its format."""
    file = CACHE / sample.repository / sample.commit / sample.path
    if not file.is_file():
        git = CACHE / sample.repository / "git"
        if not git.is_dir():
            _git(git, "init", "--quiet", "--bare", str(git))
            owner, name = sample.repository.split("/")
            _git(git, "remote", "add", "origin", where.format(owner=owner, name=name))
            # Only the files that are read cross the line; a mirror in a folder lets that happen if it is told to.
            _git(git, "config", "remote.origin.uploadpack", _MIRROR)
        if subprocess.run(["git", "-C", str(git), "cat-file", "-e", sample.commit], capture_output=True).returncode:
            _git(git, "fetch", "--quiet", "--depth", "1", "--filter=blob:none", "origin", sample.commit)
        content = _git(git, "cat-file", "blob", f"{sample.commit}:{sample.path}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    if hashlib.sha256(file.read_bytes()).hexdigest() != sample.sha256:
        raise SystemExit(f"{sample.repository} {sample.path}: is not what sources.yaml pins")
    return file


def _git(git: Path, *arguments: str) -> bytes:
    git.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["git", "-C", str(git), *arguments], capture_output=True)
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments)}: {done.stderr.decode().strip()}")
    return done.stdout


def read(sample: Sample, file: Path) -> Outcome:
    try:
        facts = load(file)
    except AssemblyError as error:
        return Outcome(sample, (0,) * len(COUNTED), str(error))
    problems = [f"{name}: {problem}" for name in commands.commands if (problem := _asked(name, file)) is not None]
    return Outcome(sample, _counts(facts), "; ".join(problems) or None)


def _counts(facts: Facts) -> tuple[int, ...]:
    kinds = (facts.vpcs, facts.zones, facts.public_zones, facts.records, facts.endpoints, facts.services)
    return (*map(len, kinds), len(read_matrix(facts).rows), len(facts.unread))


def _asked(name: str, file: Path) -> str | None:
    """Run a command on the file wherever it takes an assembly; return what went wrong."""
    parameters = commands.commands[name].params
    paths = [one for one in parameters if isinstance(one, click.Argument) and isinstance(one.type, click.Path)]
    if name in _NEVER_ENDS or not paths:
        return None
    result = CliRunner().invoke(commands, [name, *[str(file)] * len(paths)])
    if isinstance(result.exception, SystemExit | None) and result.exit_code in _ANSWERED:
        return None
    return str(result.stderr.strip() or repr(result.exception))


def main(*words: str) -> int:
    where = os.environ.get("SAMPLES_FROM") or GITHUB
    outcomes = []
    print(f"| Repository | Template | {' | '.join(COUNTED)} |\n|---|---|{'---:|' * len(COUNTED)}")
    for sample in samples():
        if all(word in f"{sample.repository} {sample.path}" for word in words):
            outcome = read(sample, obtained(sample, where))
            outcomes.append(outcome)
            told = outcome.problem or " | ".join(map(str, outcome.counts))
            print(f"| {sample.repository} | {sample.path} | {told} |", flush=True)
    wrong = [one for one in outcomes if one.problem is not None]
    repositories = {one.sample.repository for one in outcomes}
    print(f"\n{len(outcomes)} templates of {len(repositories)} repositories, {len(wrong)} with an error")
    return 1 if wrong or not outcomes else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
