"""The options by which a command is told what is down and who asks."""

from __future__ import annotations

import click

DOWN = click.option(
    "--down", metavar="THING", multiple=True, help="What has failed: STACK/LOGICALID, or a health check's id."
)
CLIENT = click.option(
    "--client",
    metavar="REGION|CIDR|COUNTRY",
    multiple=True,
    help="Who asks a public zone, also as US-CA or 60.17,24.94; several go together.",
)
