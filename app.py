"""Composes the cells of a topology into stacks: ``cdk synth -c topology=FILE -c cells=us,eu``."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from constructs_pkg.node_runtime import require_node


def main() -> None:
    """Plan the topology named in the context and synthesize its stacks.

    Context:
        topology: The topology's YAML or TOML file.
        cells: Keys of the cells to synthesize, separated by commas. Default: all.
    """
    # What a synthesis makes lives until it ends: nothing would be collected.
    gc.disable()
    require_node()
    import aws_cdk as cdk

    from constructs_pkg.preview import check_sizes
    from constructs_pkg.stacks import PLANNED_ZONES, build
    from constructs_pkg.topology import load, plan, select
    from constructs_pkg.values.problem import InvalidInput, refuse_errors

    app = cdk.App()
    cdk.Validations.of(app).acknowledge(PLANNED_ZONES)
    file = app.node.try_get_context("topology")
    chosen = app.node.try_get_context("cells")
    if not file:
        sys.exit("no topology: name its file with -c topology=FILE or in cdk.json")
    try:
        wanted = plan(load(Path(file)))
        if chosen is not None:
            wanted = select(wanted, _keys(chosen))
        refuse_errors(check_sizes(wanted))
        for warning in wanted.warnings:
            print(warning.line, file=sys.stderr)
        stacks = build(app, wanted)
    except InvalidInput as invalid:
        sys.exit(f"{file} {invalid.verdict}:\n{invalid}")
    print(f"Planned {len(wanted.cells)} cells in {len(stacks)} stacks.", file=sys.stderr)
    app.synth()


def _keys(chosen: object) -> list[str]:
    keys = chosen if isinstance(chosen, list) else str(chosen).split(",")
    return [str(key).strip() for key in keys if str(key).strip()]


if __name__ == "__main__":
    main()
