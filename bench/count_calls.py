"""Counts what crosses between Python and Node: `python -m bench.count_calls library|handwritten CELLS`.

Prints a list: for 1 to CELLS cells, the requests that a synthesis sends to the CDK, by kind, and the callbacks it gets.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jsii._kernel.providers.process import _NodeProcess
from jsii._kernel.types import Callback

from bench.cells import write_topology


def main() -> None:
    """Count and print."""
    program, most = sys.argv[1:]
    build = import_module(f"bench.{program}").build
    # The first synthesis also sends what a process sends once, such as the loading of packages.
    _count(build, 1)
    print(json.dumps([_count(build, cells) for cells in range(1, int(most) + 1)]))


def _count(build: Any, cells: int) -> dict[str, int]:
    crossings: Counter[str] = Counter(callback=0)
    send: Any = _NodeProcess.send

    def counted(process: Any, request: Any, response_type: Any) -> Any:
        crossings[type(request).__name__.removesuffix("Request").lower()] += 1
        response = send(process, request, response_type)
        crossings["callback"] += isinstance(response, Callback)
        return response

    write_topology(cells)
    with tempfile.TemporaryDirectory() as assembly, patch.object(_NodeProcess, "send", counted):
        build(cells, Path(assembly)).synth()
    return dict(sorted(crossings.items()))


if __name__ == "__main__":
    main()
