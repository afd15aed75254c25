"""`private-cells check`: what in an assembly AWS refuses, what cannot work, and what is probably not meant."""

from __future__ import annotations

import json
from pathlib import Path

import click

from constructs_pkg.commands.assembly import ASSEMBLY, refuse

FOUND = 1


@click.command()
@ASSEMBLY
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="Lines for a person, a document for a program, or SARIF 2.1.0 for a code host.",
)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "note"]),
    default="error",
    show_default=True,
    help="The lowest that makes the exit code 1.",
)
@click.option("--rule", "only", metavar="RULE", multiple=True, help="Ask this rule only; several go together.")
@click.option("--ignore", "ignored", metavar="RULE", multiple=True, help="Do not ask this rule.")
def check(assembly: Path, form: str, severity: str, only: tuple[str, ...], ignored: tuple[str, ...]) -> None:
    """Find what AWS will refuse, what cannot work, and what is probably not meant.

    ASSEMBLY is the folder that was synthesized, a folder of templates in JSON or YAML, or one template.

    The exit code is 0 where nothing is as bad as --severity, 1 where something is, and 2 where the assembly
    cannot be read. Every rule is listed in docs/findings.md.
    """
    from constructs_pkg.audit.assembly import AssemblyError
    from constructs_pkg.audit.findings.finding import Severity
    from constructs_pkg.audit.findings.registry import RULES
    from constructs_pkg.audit.findings.report import report_on

    known = {rule.id for rule in RULES}
    unknown = [one for one in (*only, *ignored) if one not in known]
    if unknown:
        refuse(f"{unknown[0]}: no such rule; docs/findings.md lists them")
    try:
        report = report_on(assembly, only, ignored)
    except AssemblyError as error:
        refuse(str(error))
    if form == "json":
        from constructs_pkg.audit.findings.document import as_document

        click.echo(json.dumps(as_document(report), indent=2))
    elif form == "sarif":
        from constructs_pkg.audit.findings.sarif import as_sarif

        click.echo(json.dumps(as_sarif(report, RULES), indent=2))
    else:
        from constructs_pkg.audit.findings.text import lines_of

        for line in lines_of(report):
            click.echo(line)
    if report.fails(Severity(severity)):
        raise SystemExit(FOUND)
