"""`make local` and `make local-down`: the examples, deployed by the real CDK command line into the emulator.

`python -m emulator.local up|down`; LOCAL_PORT is the emulator's port, 4566 unless told.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from pathlib import Path

import yaml
from rich.console import Console

from emulator.cdk import Cdk, CdkFailed, places_of
from emulator.clients import client
from emulator.inventory import take
from emulator.report import write
from emulator.server import LOOPBACK, ROOT, NotStarted, answers, start

FOLDER = ROOT / ".local"
OPERATOR = "111111111111"
CUSTOMERS_LINKS = ("saas-acme-links", "saas-globex-links")
PROVIDERS_LINKS = "saas-provider-links"


def main() -> None:
    """Bring everything up or take it down."""
    command = sys.argv[1:]
    if command not in (["up"], ["down"]):
        sys.exit("usage: python -m emulator.local up|down")
    try:
        up(Console(highlight=False)) if command == ["up"] else down()
    except (CdkFailed, NotStarted) as failed:
        sys.exit(str(failed))


def up(console: Console) -> None:
    """Start the emulator unless it runs, deploy the examples two-regions and saas, and show what exists."""
    url = f"http://{LOOPBACK}:{os.environ.get('LOCAL_PORT', '4566')}"
    FOLDER.mkdir(exist_ok=True)
    if answers(url):
        sys.exit(f"something answers at {url} already: make local-down, or choose another port with LOCAL_PORT")
    console.print(f"Starting the emulator at {url} ...")
    process, _ = start(FOLDER / "emulator.log", int(url.rpartition(":")[2]))
    (FOLDER / "pid").write_text(str(process.pid), encoding="utf-8")
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
    pid = FOLDER / "pid"
    if pid.exists():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid.read_text(encoding="utf-8")), signal.SIGTERM)
    shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
