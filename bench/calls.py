"""Counts what crosses between Python and Node: `python -m bench.calls library|handwritten CELLS FOLDER`.

Prints, for 0 to CELLS cells, the requests that a synthesis sends to the CDK, by kind, and the callbacks it gets.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

from jsii._kernel.providers.process import _NodeProcess  # type: ignore[attr-defined]
from jsii._kernel.types import Callback

CALLBACK = "callback"


def main() -> None:
    """Count and print."""
    program, cells, assembly = sys.argv[1:]
    build = import_module(f"bench.{program}").build
    # The first synthesis also sends what a process sends once, such as the loading of packages.
    build(1, Path(assembly, "first")).synth()
    counts = []
    send = _NodeProcess.send
    for number in range(1, int(cells) + 1):
        crossings: Counter[str] = Counter()

        def counted(process: Any, request: Any, response_type: Any, crossings: Counter[str] = crossings) -> Any:
            crossings[type(request).__name__.removesuffix("Request")] += 1
            response = send(process, request, response_type)
            crossings[CALLBACK] += isinstance(response, Callback)
            return response

        _NodeProcess.send = counted
        build(number, Path(assembly, str(number))).synth()
        _NodeProcess.send = send
        counts.append(crossings)
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
