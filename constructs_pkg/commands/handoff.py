"""`private-cells handoff`: what a provider hands over, written from its deployment, and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from constructs_pkg.commands.assembly import refuse
from constructs_pkg.commands.output import OUTPUT, write

LARGEST_FILE = 4_000_000


@click.group()
def handoff() -> None:
    """Write and check what a provider hands over to its consumers."""


@handoff.command("write")
@click.argument("outputs", type=click.Path(path_type=Path))
@click.option("--service", metavar="NAME", help="The service's name or key, where there are several.")
@OUTPUT
def write_(outputs: Path, service: str | None, output: Path | None) -> None:
    """Write the handoff of a service from the outputs of its deployment.

    OUTPUTS is the file that `cdk deploy --outputs-file` writes; the service's stack has a Handoff output where
    publish_handoff_to is given.
    """
    found = list(_documents(_json(outputs), service))
    if not found:
        refuse(f"{outputs}: has no handoff{f' of {service}' if service else ''}; give the service publish_handoff_to")
    if len(found) > 1:
        refuse(f"{outputs}: has {len(found)} handoffs; choose one with --service")
    _refuse_problems(outputs, found[0])
    write(json.dumps(found[0], indent=2) + "\n", output)


@handoff.command("check")
@click.argument("document", type=click.Path(path_type=Path))
def check_(document: Path) -> None:
    """Check a handoff: its version, and each of its values.

    The exit code is 0 where it can be read by a topology, and 2 where it cannot.
    """
    _refuse_problems(document, _json(document))
    click.echo(f"{document}: is a handoff that topologies can read")


@handoff.command("page")
@click.argument("document", type=click.Path(path_type=Path))
@click.option("--customer", metavar="NAME", required=True, help="What people call the customer.")
@click.option("--account", metavar="ID", required=True, help="The customer's account, 12 digits.")
@click.option("--region", metavar="REGION", help="The Region of its endpoint.  [default: the service's]")
@click.option("--host-name", metavar="NAME", help="The name that is kept for its endpoint.")
@click.option("--json", "as_json", is_flag=True, help="As JSON in place of a page.")
@OUTPUT
def page_(
    document: Path,
    customer: str,
    account: str,
    region: str | None,
    host_name: str | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Write what one customer needs to connect: the service, and an endpoint in Terraform, the CDK and the CLI.

    DOCUMENT is the handoff of the service. The exit code is 2 where it or an option cannot be read.
    """
    from constructs_pkg.commands.onboarding import Customer, facts, page
    from constructs_pkg.values.dns import DnsName
    from constructs_pkg.values.place import AccountId, Region
    from constructs_pkg.values.problem import Refused

    held = _json(document)
    _refuse_problems(document, held)
    try:
        home = Region(region or held["region"])
        known = Customer(_title(customer), AccountId(account), home, DnsName(host_name) if host_name else None)
    except Refused as refused:
        refuse(str(refused.at("")))
    supported = {held["region"], *held.get("supported_regions", ())}
    if known.region not in supported:
        refuse(f"{known.region}: is no Region of the service; it takes {', '.join(sorted(supported))}")
    text = json.dumps(facts(held, known), indent=2) + "\n" if as_json else page(held, known)
    write(text, output)


def _title(name: str) -> str:
    if not name.isprintable() or not name.strip():
        refuse(f"{name!r}: is no customer's name")
    return name


def _json(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_FILE:
            refuse(f"{file}: is over {LARGEST_FILE} bytes")
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    except (ValueError, RecursionError) as error:
        refuse(f"{file}: no JSON: {error}")


def _documents(outputs: Any, service: str | None) -> Iterator[dict[str, Any]]:
    """Yield each handoff among the outputs of stacks, by the service's name or the key in the output's."""
    stacks = outputs.values() if isinstance(outputs, dict) else ()
    for stack in stacks:
        for name, value in stack.items() if isinstance(stack, dict) else ():
            if "OutputsHandoff" not in name or not isinstance(value, str):
                continue
            try:
                document = json.loads(value)
            except ValueError:
                continue
            if not isinstance(document, dict):
                continue
            key = name.split("OutputsHandoff")[0].removeprefix("Service")
            if service is None or service in (document.get("service_name"), key) or service.replace("-", "") == key:
                yield document


def _refuse_problems(file: Path, document: Any) -> None:
    from constructs_pkg.values.handoff import Handoff
    from constructs_pkg.values.problem import InvalidInput
    from constructs_pkg.values.spec import parse

    if not isinstance(document, dict):
        refuse(f"{file}: does not hold a mapping; ask the provider for its handoff again")
    try:
        parse(Handoff, document)
    except InvalidInput as error:
        first, *others = error.lines
        for line in others:
            click.echo(f"private-cells: {file}: {line}", err=True)
        refuse(f"{file}: {first}")
