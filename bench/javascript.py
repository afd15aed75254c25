"""Node and the CDK for JavaScript: the very packages that the Python ones carry inside, unpacked."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tarfile
import tempfile
from importlib.util import find_spec
from pathlib import Path

from bench.cells import CACHE

_PYTHON_PACKAGES = ("aws_cdk", "constructs", "aws_cdk/cloud_assembly_schema")


def environment(*, validation: bool = False) -> dict[str, str]:
    """Return the environment of every measured process: the same Node, the same CDK, its own validation on or off."""
    given = {**os.environ, "JSII_NODE": node(), "NODE_PATH": str(node_modules()), "CDK_VALIDATION": "false"}
    # What is installed has its bytecode: an environment that keeps none would have every run compile the library.
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    if validation:
        del given["CDK_VALIDATION"]
    return given


def node() -> str:
    """Return the Node that all programs run on."""
    return os.environ.get("JSII_NODE") or str(Path(sys.executable).with_name("node"))


def node_modules() -> Path:
    """Return a folder with the packages that Node looks for, unpacked when first asked for."""
    archives = [_archive(package) for package in _PYTHON_PACKAGES]
    folder = CACHE / "+".join(archive.name.removesuffix(".jsii.tgz") for archive in archives) / "node_modules"
    if not folder.is_dir():
        CACHE.mkdir(exist_ok=True)
        unpacked = Path(tempfile.mkdtemp(dir=CACHE))
        for archive in archives:
            _unpack(archive, unpacked / "node_modules")
        try:
            unpacked.rename(folder.parent)
        except OSError:
            # Another process was faster.
            shutil.rmtree(unpacked)
    return folder


def _archive(package: str) -> Path:
    # Looking for a package below another would import that one and start Node.
    top, *below = package.split("/")
    spec = find_spec(top)
    assert spec is not None and spec.origin is not None, f"{top} is not installed"
    return next(Path(spec.origin).parent.joinpath(*below, "_jsii").glob("*.tgz"))


def _unpack(archive: Path, node_modules: Path) -> None:
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        with tarfile.open(archive) as file:
            file.extractall(folder, filter="data")
        package = Path(folder, "package")
        name = json.loads((package / "package.json").read_text(encoding="utf-8"))["name"]
        (node_modules / name).parent.mkdir(parents=True, exist_ok=True)
        package.rename(node_modules / name)
