"""The command line, ``private-cells``: questions to a synthesized assembly, answered from its templates.

Nothing here starts Node or imports the CDK; what a command needs is imported when it runs.
"""

from __future__ import annotations

import click

from constructs_pkg.commands.acceptance import acceptance
from constructs_pkg.commands.check import check
from constructs_pkg.commands.diagram import diagram
from constructs_pkg.commands.diff import diff
from constructs_pkg.commands.dig import dig
from constructs_pkg.commands.handoff import handoff
from constructs_pkg.commands.matrix import matrix
from constructs_pkg.commands.names import names
from constructs_pkg.commands.serve import serve


@click.group()
def main() -> None:
    """Read what a synthesized assembly of private cells will do."""


for command in (acceptance, check, diagram, diff, dig, handoff, matrix, names, serve):
    main.add_command(command)
