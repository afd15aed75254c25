"""The cells written by hand with the CDK's L2 constructs."""

from __future__ import annotations

from pathlib import Path

import aws_cdk as cdk

from bench import cells
from bench.handwritten_links import LinksStack
from bench.handwritten_network import NetworkStack


def build(count: int, assembly: Path) -> cdk.App:
    """Return the app with the stacks of `count` cells."""
    app = cdk.App(outdir=str(assembly), context=cells.context())
    place = cdk.Environment(account=cells.ACCOUNT, region=cells.REGION)
    for number in range(count):
        key = cells.key(number)
        network = NetworkStack(app, f"bench-{key}-network", number, env=place, termination_protection=True)
        links = LinksStack(app, f"bench-{key}-links", number, network.vpc, network.zone, env=place)
        links.add_stack_dependency(network)
    return app
