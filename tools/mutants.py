"""Changes the code that decides on connections in one place at a time, and asks whether the tests notice.

``python -m tools.mutants [--jobs N] [module ...]`` makes a mutant of each comparison, boolean, constant, sum, condition
and statement of the modules, runs the tests of acceptance on it in a process of its own, and prints who survived. It
fails below 95 % killed, and where `tests/acceptance/mutants.txt` does not list exactly the survivors, with reasons.

The modules are those that decide on connections, or write what was decided. `custom_resource` and `lent_client`, which
they call, serve other functions as well and decide nothing; they are tested with those.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import resource
import signal
import sys
import time
from pathlib import Path

import pytest

from tools.mutations import mutants

ROOT = Path(__file__).parents[1]
HANDLERS = ROOT / "constructs_pkg" / "fragments" / "handlers"
TESTS = ROOT / "tests" / "acceptance"
LIST = TESTS / "mutants.txt"
# The modules, each with the tests that kill most of its mutants: they run first.
MODULES = {
    "acceptance_rules": ("test_rules.py",),
    "reconciliation": ("test_decisions.py", "test_reconcile.py", "test_share.py"),
    "connection": ("test_untold.py", "test_reconcile.py", "test_decisions.py"),
    "connections": ("test_calls.py", "test_unreached.py", "test_untold.py", "test_reconcile.py"),
    "calls": ("test_calls.py", "test_unreached.py"),
    "customer_names": ("test_zone.py", "test_names.py"),
    "customer_blocks": ("test_blocks.py",),
    "reconcile_connections": ("test_handler.py", "test_decisions.py", "test_reconcile.py"),
    "memberships": ("test_memberships.py",),
    "drain_connections": ("test_drain.py",),
    "lines": ("test_drain.py",),
}
# A history finds what a case misses, but takes minutes; a process of its own would not see the mutant.
SUITE = sorted({name for names in MODULES.values() for name in names})
OPTIONS = ("-s", "--assert=plain", "-pno:terminal", "-pno:randomly", "-pno:xdist", "-pno:cacheprovider")
# Of the processor, which the tests take for one or two: a mutant may never end.
SECONDS = 10
LEAST_KILLED = 0.95


class Mutating:
    """Runs the tests that pytest has collected on every mutant, instead of once.

    Attributes:
        killed: How many mutants a test noticed.
        endless: How many of those were still running at the end of their time.
        survived: What tells of those that none noticed.
    """

    def __init__(self, modules: list[str], jobs: int) -> None:
        self.modules = modules
        self.jobs = jobs
        self.killed = 0
        self.endless = 0
        self.survived: list[str] = []
        self._running: dict[int, str] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests on the code as it is, then on each mutant, some side by side."""
        _warm()
        for module in self.modules:
            tree = ast.parse((HANDLERS / f"{module}.py").read_text(encoding="utf-8"))
            likely = sorted(session.items, key=lambda item: item.path.name not in MODULES[module])
            if os.waitstatus_to_exitcode(os.waitpid(_forked(session, likely, module, tree), 0)[1]):
                raise pytest.UsageError("the tests fail without any mutant")
            for line, changed in mutants(tree):
                self._running[_forked(session, likely, module, changed)] = f"{module}.{line}"
                self._wait(self.jobs - 1)
        self._wait(0)
        return True

    def _wait(self, most: int) -> None:
        """Wait until no more processes than `most` run."""
        while len(self._running) > most:
            child, status = os.wait()
            line = self._running.pop(child)
            if ended := os.waitstatus_to_exitcode(status):
                self.killed += 1
                self.endless += ended < 0
            else:
                self.survived.append(line)
                print(f"survived: {line}", flush=True)


def main(asked: list[str]) -> int:
    """Run the tests on every mutant, and return how the process is to end."""
    parser = argparse.ArgumentParser(description="Changes the code that decides on connections, place by place.")
    parser.add_argument("modules", nargs="*", help=f"default: all of {', '.join(MODULES)}", metavar="module")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes run side by side (default: 2)")
    given = parser.parse_args(asked)
    begun = time.monotonic()
    run = Mutating(given.modules or list(MODULES), given.jobs)
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]
    ended = pytest.main([*OPTIONS, *(str(TESTS / name) for name in SUITE)], plugins=[run])
    if ended or not run.killed:
        print(f"the tests did not run: {ended!r}")
        return 1
    known = _listed()
    made = run.killed + len(run.survived)
    new = [line for line in run.survived if line not in known]
    gone = [line for line in known if line not in run.survived] if not given.modules else []
    print(*(f"no longer survives: {line}" for line in gone), sep="\n")
    print(
        f"{run.killed} of {made} killed ({run.killed / made:.1%}), {run.endless} of them because they never ended, "
        f"in {time.monotonic() - begun:.0f} s; {len(new)} survivors without a reason"
    )
    return int(run.killed / made < LEAST_KILLED or bool(new) or bool(gone))


def _forked(session: pytest.Session, items: list[pytest.Item], module: str, tree: ast.Module) -> int:
    """Return the process that runs `items` with `tree` for a module, and ends with 0 only if all of them pass."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        _replace(module, tree)
        code = int(_fails(session, items))
    finally:
        os._exit(code)


def _fails(session: pytest.Session, items: list[pytest.Item]) -> bool:
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return True
    return False


def _warm() -> None:
    """Read once what every process needs."""
    from acceptance.running import Cloud  # type: ignore[import-not-found,unused-ignore]

    cloud = Cloud()
    cloud.ec2.describe_vpc_endpoint_connections  # noqa: B018
    cloud.route53.list_cidr_blocks  # noqa: B018


def _replace(module: str, changed: ast.Module) -> None:
    """Make everybody who reads or has imported `module` find `changed`."""
    text, file = f"{ast.unparse(changed)}\n", HANDLERS / f"{module}.py"
    read = Path.read_text

    def reading(path: Path, *given: str | None, **named: str | None) -> str:
        return text if path == file else read(path, *given, **named)

    Path.read_text = reading  # type: ignore[method-assign,assignment]
    held = sys.modules.get(f"constructs_pkg.fragments.handlers.{module}")
    if held is None:
        return
    before = dict(held.__dict__)
    exec(compile(changed, str(file), "exec", dont_inherit=True), held.__dict__)
    for test in [each for name, each in sys.modules.items() if name.split(".")[0] == TESTS.name]:
        for name, value in list(vars(test).items()):
            if name in before and value is before[name]:
                setattr(test, name, held.__dict__[name])


def _listed() -> list[str]:
    """The survivors that are known: a line each, and below it, indented, why nobody can tell."""
    text = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    return [line for line in text.splitlines() if re.match(r"\w", line)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
