"""Draws docs/images/<example>.svg for every example, from templates synthesized for it: `python tools/pictures.py`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from constructs_pkg.commands import main as private_cells

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    images = ROOT / "docs" / "images"
    images.mkdir(parents=True, exist_ok=True)
    for topology in sorted((ROOT / "examples").glob("*/topology.yaml")):
        picture = images / f"{topology.parent.name}.svg"
        with tempfile.TemporaryDirectory() as assembly:
            synthesize(topology, Path(assembly))
            private_cells(["diagram", assembly, "--output", str(picture)], standalone_mode=False)
        print(picture.relative_to(ROOT), flush=True)


def synthesize(topology: Path, assembly: Path) -> None:
    """Run app.py as the CDK's command line does; its validation of templates changes none of them."""
    context = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    environment = {
        "CDK_CONTEXT_JSON": json.dumps({**context, "topology": str(topology.relative_to(ROOT))}),
        "CDK_OUTDIR": str(assembly),
        "CDK_VALIDATION": "false",
    }
    subprocess.run([sys.executable, "app.py"], cwd=ROOT, env={**os.environ, **environment}, check=True)


if __name__ == "__main__":
    main()
