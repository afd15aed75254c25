"""What all tests share: an environment without AWS, and applications with the context of cdk.json."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import aws_cdk as cdk
    from examples.synthesis import Template

# What `make fuzz` runs with, again and again.
settings.register_profile("soak", max_examples=2_000, print_blob=True)

_OF_THE_CDK = ("CDK_DEFAULT_ACCOUNT", "CDK_DEFAULT_REGION", "CDK_CONTEXT_JSON", "CDK_OUTDIR", "CDK_VALIDATION")


def pytest_configure() -> None:
    """Leave no AWS account in reach and let the CDK run on the checkout's Node, before anything imports it."""
    for name in [name for name in os.environ if name.startswith("AWS_") or name in _OF_THE_CDK]:
        del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    node = Path(sys.executable).with_name("node")
    if node.exists():
        os.environ.setdefault("JSII_NODE", str(node))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write what tests recorded to be read after a run, such as how widely generated inputs are spread."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that is skipped for want of something has failed: what it needs is to be installed there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def app(tmp_path: Path) -> cdk.App:
    """A new application with the context of cdk.json, which a bare App ignores."""
    from examples.synthesis import new_app

    return new_app(tmp_path / "cdk.out")


@pytest.fixture
def stack(app: cdk.App) -> cdk.Stack:
    """A new stack in a concrete account and Region."""
    import aws_cdk as cdk

    return cdk.Stack(app, "Stack", env=cdk.Environment(account="111111111111", region="us-east-1"))


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of an example's assembly, synthesized once and validated by the CDK: read it only."""
    from examples.synthesis import planned, synthesize

    made: dict[str, Path] = {}

    def folder_of(example: str) -> Path:
        if example not in made:
            folder = tmp_path_factory.mktemp(example) / "cdk.out"
            synthesize(planned(example), folder, validated=True)
            made[example] = folder
        return made[example]

    return folder_of


@pytest.fixture(scope="session")
def synthesized(assembly: Callable[[str], Path]) -> Callable[[str], dict[str, Template]]:
    """The templates of an example by the names of their stacks, synthesized once."""
    from examples.synthesis import templates_in

    return lambda example: templates_in(assembly(example))
