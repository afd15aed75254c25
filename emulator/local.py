"""`make local` and `make local-down`: the examples, deployed by the real CDK command line into the emulator.

`python -m emulator.local up|down`; LOCAL_PORT is the emulator's port, 4566 unless told.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import yaml
from rich.console import Console

from emulator.cdk import Cdk, CdkFailed, places_of
from emulator.clients import client
from emulator.inventory import take
from emulator.report import write
from emulator.server import LOOPBACK, ROOT, NotStarted, is_free, release, start, stop

FOLDER = ROOT / ".local"
PID = FOLDER / "pid"
OPERATOR = "111111111111"
CUSTOMERS_LINKS = ("saas-acme-links", "saas-globex-links")
PROVIDERS_LINKS = "saas-provider-links"

ENDS_WITHIN = 10.0
"""Seconds."""

PIPED_WIDTH = 200
"""Columns, where nobody's terminal tells how many there are: ids and names are long."""


def main() -> None:
    """Bring everything up or take it down."""
    command = sys.argv[1:]
    if command not in (["up"], ["down"]):
        sys.exit("usage: python -m emulator.local up|down")
    # Ended by a signal, everything is put away as it is after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        up(_console()) if command == ["up"] else down()
    except KeyboardInterrupt:
        sys.exit("Stopped, and the emulator with it.")
    except (CdkFailed, NotStarted) as failed:
        sys.exit(str(failed))


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)


def _port() -> int:
    given = os.environ.get("LOCAL_PORT") or "4566"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        sys.exit(f"LOCAL_PORT={given} is not a port: give a number from 1 to 65535")
    return int(given)


def up(console: Console) -> None:
    """Start the emulator, deploy the examples two-regions and saas, and show what exists; all of it or nothing."""
    port = _port()
    if _emulator() is not None:
        sys.exit("The emulator of this checkout runs already: make local-down ends it.")
    if not is_free(port):
        sys.exit(f"Port {port} of {LOOPBACK} is taken: choose another, such as make local LOCAL_PORT={port + 1}")
    FOLDER.mkdir(exist_ok=True)
    console.print(f"Starting the emulator at http://{LOOPBACK}:{port} ...")
    process, url = start(FOLDER / "emulator.log", port)
    try:
        _deploy(console, url)
        PID.write_text(f"{process.pid} {port}", encoding="utf-8")
        release(process)
    except BaseException:
        PID.unlink(missing_ok=True)
        stop(process)
        raise


def _deploy(console: Console, url: str) -> None:
    cdk = Cdk(url, OPERATOR)
    regions, saas = FOLDER / "two-regions", FOLDER / "saas"
    console.print("Synthesizing two-regions and saas ...")
    cdk.synthesize(ROOT / "examples" / "two-regions" / "topology.yaml", regions)
    cdk.synthesize(ROOT / "examples" / "saas" / "topology.yaml", saas)
    places = [*places_of(regions).values(), *places_of(saas).values()]
    console.print("Bootstrapping the accounts and Regions ...")
    cdk.bootstrap(places)
    console.print("Deploying two-regions ...")
    cdk.deploy(regions)
    _deploy_saas(console, cdk, saas)
    console.print()
    write(console, take(url, places))
    console.print(
        f"Point the AWS CLI at it: AWS_ENDPOINT_URL={url} AWS_ACCESS_KEY_ID={OPERATOR} AWS_SECRET_ACCESS_KEY=x"
        " AWS_REGION=us-east-1, and no AWS_PROFILE."
    )
    console.print("make local-down removes all.")


def _deploy_saas(console: Console, cdk: Cdk, assembly: Path) -> None:
    """Deploy the provider, hand its service's name over, deploy the customers and accept their connections."""
    places = places_of(assembly)
    networks = [stack for stack in places if stack.endswith("-network")]
    console.print("Deploying the networks of saas, and its provider ...")
    cdk.deploy(assembly, [*networks, PROVIDERS_LINKS])
    at = places[PROVIDERS_LINKS]
    ec2 = client(cdk.url, "ec2", at.account, at.region)
    (service,) = ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
    console.print(f"The provider hands its service's name over: {service['ServiceName']}")
    cdk.synthesize(_handed_over(service["ServiceName"]), assembly)
    console.print("Deploying the customers ...")
    cdk.deploy(assembly, CUSTOMERS_LINKS, {"saas-globex-links:ApiServiceName": service["ServiceName"]})
    waiting = ec2.describe_vpc_endpoint_connections()["VpcEndpointConnections"]
    for one in waiting:
        console.print(f"{one['VpcEndpointId']} of account {one['VpcEndpointOwner']} is {one['VpcEndpointState']}.")
    console.print("The provider accepts.")
    ids = [one["VpcEndpointId"] for one in waiting]
    ec2.accept_vpc_endpoint_connections(ServiceId=service["ServiceId"], VpcEndpointIds=ids)


def _handed_over(service_name: str) -> Path:
    """Return the topology of saas with the name that the provider gave to the customer Acme."""
    topology = yaml.safe_load((ROOT / "examples" / "saas" / "topology.yaml").read_text(encoding="utf-8"))
    topology["links"]["acme-api"]["service_name"] = service_name
    file = FOLDER / "saas.yaml"
    file.write_text(yaml.safe_dump(topology, sort_keys=False), encoding="utf-8")
    return file


def down() -> None:
    """Stop the emulator, which keeps nothing, and remove what was written."""
    process = _emulator()
    if process is not None:
        os.kill(process, signal.SIGTERM)
        until = time.monotonic() + ENDS_WITHIN
        while _emulator() is not None and time.monotonic() < until:
            time.sleep(0.1)
    shutil.rmtree(FOLDER, ignore_errors=True)


def _emulator() -> int | None:
    """Return the process of the emulator that this checkout left running; one that has lost its port is not it."""
    try:
        process, port = map(int, PID.read_text(encoding="utf-8").split())
        os.kill(process, 0)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None
    return None if is_free(port) else process


if __name__ == "__main__":
    main()
