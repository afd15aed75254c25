"""Times what needs no CDK: `python -m bench.pure TOPOLOGY`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from constructs_pkg.preview import check_sizes, preview
from constructs_pkg.topology import load, plan


def main() -> None:
    """Print the seconds that each step takes."""
    seconds: dict[str, float] = {}

    def timed(step: Callable[[Any], Any], given: Any) -> Any:
        started = time.perf_counter()
        result = step(given)
        seconds[step.__name__] = time.perf_counter() - started
        return result

    planned = timed(plan, timed(load, sys.argv[1]))
    timed(preview, planned)
    timed(check_sizes, planned)
    assert "jsii" not in sys.modules, "this was to need no CDK"
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
