"""What the tests of this folder do with an emulator: topologies deployed, and what came of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from emulator.cdk import Cdk, Place, places_of
from emulator.clients import client
from emulator.inventory import Inventory, take
from emulator.server import ROOT
from emulator.stacks import Stack, stack_at

OPERATOR, CUSTOMER, PROVIDER = "111111111111", "222222222222", "333333333333"

Topology = dict[str, Any]


def example(name: str) -> Topology:
    """Return an example's topology."""
    text = (ROOT / "examples" / name / "topology.yaml").read_text(encoding="utf-8")
    topology: Topology = yaml.safe_load(text)
    return topology


@dataclass
class Deployment:
    """Deployments to one emulator.

    Attributes:
        folder: Where topologies and assemblies are written.
        places: Where each stack that was synthesized belongs.
        assemblies: What was synthesized, by the topology's text: each is synthesized once.
    """

    cdk: Cdk
    folder: Path
    places: dict[str, Place] = field(default_factory=dict)
    assemblies: dict[str, Path] = field(default_factory=dict)

    def synthesize(self, topology: Topology) -> Path:
        """Return the folder of the assembly of `topology`, whose accounts and Regions are bootstrapped."""
        text = json.dumps(topology)
        if text not in self.assemblies:
            number = len(self.assemblies)
            file, assembly = self.folder / f"{number}.yaml", self.folder / f"assembly-{number}"
            file.write_text(text, encoding="utf-8")
            self.cdk.synthesize(file, assembly)
            found = places_of(assembly)
            self.cdk.bootstrap(set(found.values()) - set(self.places.values()))
            self.places |= found
            self.assemblies[text] = assembly
        return self.assemblies[text]

    def deploy(
        self, assembly: Path, stacks: Sequence[str] = (), parameters: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Deploy and return for each stack that was deployed what became of it: ``deployed`` or ``no changes``."""
        printed = self.cdk.deploy(assembly, stacks, parameters).splitlines()
        ended = [line.removeprefix("✅").strip() for line in printed if line.startswith("✅")]
        return {
            line.removesuffix("(no changes)").strip(): "no changes" if line.endswith("(no changes)") else "deployed"
            for line in ended
        }

    def stack(self, name: str) -> Stack:
        """Return a stack as it stands."""
        return stack_at(self.cdk.url, self.places[name], name)

    def stacks(self, assembly: Path) -> dict[str, Stack]:
        """Return all stacks of an assembly as they stand."""
        return {name: self.stack(name) for name in places_of(assembly)}

    def inventory(self) -> Inventory:
        """Return everything that exists where stacks were synthesized for."""
        return take(self.cdk.url, self.places.values())

    def client(self, service: str, stack: str) -> Any:
        """Return a client where `stack` is deployed."""
        place = self.places[stack]
        return client(self.cdk.url, service, place.account, place.region)
