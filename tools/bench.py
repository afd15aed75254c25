"""Times app.py on every example, each run in a fresh process: `python tools/bench.py [RUNS]`."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BYTES_PER_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{'example':24}{'stacks':>8}{'resources':>11}{'best of ' + str(runs):>12}")
    for topology in sorted((ROOT / "examples").glob("*/topology.yaml")):
        with tempfile.TemporaryDirectory() as assembly:
            seconds = min(synthesize(topology, Path(assembly)) for _ in range(runs))
            stacks, resources = count(Path(assembly))
        print(f"{topology.parent.name:24}{stacks:8}{resources:11}{seconds:10.2f} s", flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _BYTES_PER_RSS_UNIT
    print(f"largest process: {peak / 2**20:.0f} MiB")


def synthesize(topology: Path, assembly: Path) -> float:
    """Return the seconds that a synthesis of `topology` into `assembly` takes, start of Node included."""
    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    environment = {
        "CDK_CONTEXT_JSON": json.dumps({**context, "topology": str(topology.relative_to(ROOT))}),
        "CDK_OUTDIR": str(assembly),
    }
    started = time.perf_counter()
    subprocess.run([sys.executable, "app.py"], cwd=ROOT, env={**os.environ, **environment}, check=True)
    return time.perf_counter() - started


def count(assembly: Path) -> tuple[int, int]:
    templates = [json.loads(path.read_text()) for path in assembly.rglob("*.template.json")]
    return len(templates), sum(len(template.get("Resources", {})) for template in templates)


if __name__ == "__main__":
    main()
