"""The cells as this library makes them: what `app.py` does, from the topology's file to the templates."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from bench import cells
from constructs_pkg.node_runtime import require_node

if TYPE_CHECKING:
    from aws_cdk import App


def build(count: int, assembly: Path) -> App:
    """Return the app with the stacks of `count` cells, whose topology has been written."""
    gc.disable()
    require_node()
    import aws_cdk as cdk

    from constructs_pkg.preview import check_sizes
    from constructs_pkg.stacks import PLANNED_ZONES
    from constructs_pkg.stacks import build as build_stacks
    from constructs_pkg.topology import load, plan
    from constructs_pkg.values.problem import refuse_errors

    app = cdk.App(outdir=str(assembly), context=cells.context())
    cdk.Validations.of(app).acknowledge(PLANNED_ZONES)
    wanted = plan(load(cells.topology_file(count)))
    refuse_errors(check_sizes(wanted))
    build_stacks(app, wanted)
    return app
