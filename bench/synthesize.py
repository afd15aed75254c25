"""Runs one measured Python program: `python -m bench.synthesize library|handwritten CELLS FOLDER`."""

from __future__ import annotations

import atexit
import json
import resource
import sys
from importlib import import_module
from pathlib import Path

_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Synthesize the cells into the folder.

    The last line of output tells the peaks of resident memory, in bytes, of this process and of its Node.
    """
    # What is registered first runs last, when Node has ended and its use of memory is known.
    atexit.register(_report_memory)
    program, count, assembly = sys.argv[1:]
    import_module(f"bench.{program}").build(int(count), Path(assembly)).synth()


def _report_memory() -> None:
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"peaks": [peak * _BYTES_PER_UNIT for peak in peaks]}), flush=True)


if __name__ == "__main__":
    main()
