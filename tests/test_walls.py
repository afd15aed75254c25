"""The walls between the rooms of the library: who may import whom."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = "constructs_pkg"

CDK = frozenset({"aws_cdk", "constructs", "jsii", "cdk_nag"})
# What computes and does nothing else.
PURE = frozenset(
    {
        *(
            "__future__",
            "abc",
            "collections",
            "contextlib",
            "dataclasses",
            "datetime",
            "difflib",
            "enum",
            "functools",
            "hashlib",
        ),
        *("ipaddress", "itertools", "json", "math", "operator", "re", "string", "typing"),
    }
)
PARSING = frozenset({"pydantic", "pydantic_core"})


@dataclass(frozen=True)
class Room:
    """What a room may import.

    Attributes:
        ours: Rooms of the library, itself not counted.
        others: Modules of others; None for everything but the CDK.
    """

    ours: frozenset[str] = frozenset()
    others: frozenset[str] | None = PURE


ROOMS = {
    "values": Room(others=PURE | PARSING),
    "topology": Room(frozenset({"values"}), PURE | PARSING),
    # It takes the one file that it is asked to load.
    "topology.load": Room(frozenset({"topology", "values"}), PURE | {"pathlib", "tomllib", "yaml"}),
    "fragments": Room(frozenset({"values"}), PURE | {"importlib"}),
    # Code that runs in AWS Lambda, which has boto3 and what it is made of, and cfnresponse beside inline code.
    "fragments.handlers": Room(
        frozenset({"fragments"}),
        PURE | {"boto3", "botocore", "cfnresponse", "os", "random", "socket", "time"},
    ),
    "constructs": Room(frozenset({"fragments", "values"}), PURE | CDK | {"pathlib", "pydantic", "tempfile", "weakref"}),
    "naming": Room(),
    "preview": Room(frozenset({"fragments", "naming", "topology", "values"})),
    "stacks": Room(frozenset({"constructs", "naming", "topology", "values"}), PURE | CDK),
    "audit": Room(frozenset({"values"}), None),
    # Messages are made of answers without the machine; only these files listen, watch and take signals.
    "audit.wire": Room(frozenset({"audit"}), PURE | {"dns", "pathlib", "random", "struct"}),
    "audit.wire.sockets": Room(frozenset({"audit"}), PURE | {"errno", "socket"}),
    "audit.wire.server": Room(frozenset({"audit"}), PURE | {"asyncio", "dns", "struct"}),
    "audit.wire.running": Room(frozenset({"audit"}), PURE | {"asyncio", "os", "pathlib", "signal", "threading"}),
    # It ships with client applications: the standard library and dnspython. Decisions are made in pure files.
    "client": Room(others=PURE | {"asyncio", "dns", "logging", "queue", "socket", "ssl", "threading", "time"}),
    **{f"client.{name}": Room(frozenset({"client"})) for name in ("addresses", "answers", "bounds", "hostname")},
    **{f"client.{name}": Room(frozenset({"client"})) for name in ("preference", "race")},
    "commands": Room(frozenset({"audit"}), None),
    # It asks the rules by the code that AWS Lambda runs.
    "commands.acceptance": Room(frozenset({"audit", "commands", "fragments"}), None),
    # It checks the one document that providers and consumers share.
    "commands.handoff": Room(frozenset({"audit", "commands", "values"}), None),
    "testing": Room(frozenset({"audit"}), PURE | {"os", "pathlib"}),
    # The one module that needs what a library's user has to have for it.
    "testing.text_files": Room(others=PURE | {"syrupy"}),
    "node_runtime": Room(others=PURE | {"importlib", "os", "pathlib", "shutil", "sys"}),
    # The constructs are loaded when they are asked for.
    "facade": Room(frozenset({"constructs", "node_runtime"}), PURE | {"importlib"}),
    "app": Room(
        frozenset({"node_runtime", "preview", "stacks", "topology", "values"}), PURE | CDK | {"gc", "pathlib", "sys"}
    ),
}
CONSTRUCTS = frozenset(
    {
        "added_listener",
        "cdk_origins",
        "cdk_values",
        "cell",
        "cell_dashboard",
        "cell_handles",
        "cell_names",
        "cell_records",
        "cell_zones",
        "cidr_collection",
        "connection_reconciler",
        "connected_cluster",
        "database_proxy",
        "dns_firewall",
        "door",
        "edge_distribution",
        "endpoint_consumer",
        "endpoint_service",
        "health_signal",
        "global_resolver",
        "included",
        "lattice_service",
        "namespace",
        "notification_topic",
        "observed_handles",
        "origin_outputs",
        "placed_stack",
        "private_api",
        "private_names",
        "public_records",
        "public_zone",
        "resolver_endpoint",
        "resolver_rule",
        "resolver_settings",
        "resource_configuration",
        "service_network",
        "shared_group",
        "traffic_tree",
        "typed_resource",
        "vpc_link",
        "zone_association",
        "zone_authority",
        "zone_profile",
        "zone_records",
    }
)


@dataclass(frozen=True, order=True)
class Import:
    """One module that one file imports.

    Attributes:
        file: The file, from the checkout.
        room: The room the file is in.
        module: The module's full name.
    """

    file: str
    room: str
    module: str

    @property
    def imported_room(self) -> str | None:
        """The whole room the module is in; None if it is not the library's."""
        return room_of(self.module).split(".")[0] if self.module.split(".")[0] == PACKAGE else None


@cache
def imports() -> frozenset[Import]:
    """Everything that is imported anywhere in the library, inside functions and for type checkers too."""
    files = [ROOT / "app.py", *(ROOT / PACKAGE).rglob("*.py")]
    return frozenset(
        Import(str(file.relative_to(ROOT)), room_of(_module_name(file)), module)
        for file in files
        for module in _imported(file)
    )


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_only_the_rooms_below_it(name: str) -> None:
    """No file of a room imports a room that it may not know."""
    allowed = ROOMS[name].ours | {name}
    own = [each for each in imports() if each.room == name]
    assert own
    assert [] == sorted(each for each in own if each.imported_room and each.imported_room not in allowed)


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_nothing_else_from_outside(name: str) -> None:
    """No file of a room imports the CDK, or what reaches the machine, unless that is the room's task."""
    allowed = ROOMS[name].others
    outside = [each for each in imports() if each.room == name and each.imported_room is None]
    assert [] == sorted(each for each in outside if not _allowed(each.module.split(".")[0], allowed))


def test_only_stacks_translates() -> None:
    """One room alone knows both the plan and the constructs."""
    both = {"constructs", "topology"}
    known: dict[str, set[str]] = {}
    for each in imports():
        known.setdefault(each.file, set()).add(each.imported_room or "")
    translating = [file for file, rooms in known.items() if both <= rooms]
    assert translating
    assert [] == [file for file in translating if not file.startswith(f"{PACKAGE}/stacks/")]


def test_the_audit_has_limits_of_its_own() -> None:
    """The audit takes no rule from the values, so that one misreading cannot pass both sides."""
    assert [] == sorted(each for each in imports() if each.room == "audit" and each.module.endswith("_rules"))


def test_nothing_below_the_app_reads_the_environment() -> None:
    """No file of the library reads environment variables, but for where Node is and how wide the screen is.

    What runs in AWS Lambda is told there what only a deployment knows.
    """
    reading = {
        str(file.relative_to(ROOT / PACKAGE))
        for file in (ROOT / PACKAGE).rglob("*.py")
        if room_of(_module_name(file)) != "fragments.handlers"
        for node in ast.walk(_parsed(file))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "getenvb"}
    }
    assert {"audit/table.py", "node_runtime.py"} == reading


@pytest.mark.parametrize(
    "room", ["values", "topology", "fragments", "audit", "audit.wire", "client", "preview", "commands", "testing"]
)
def test_a_pure_room_runs_without_node(room: str) -> None:
    """Everything in a pure room can be loaded where there is no Node, and loads no CDK."""
    names = map(_module_name, (ROOT / PACKAGE).rglob("*.py"))
    # Handlers run nowhere but in AWS Lambda.
    modules = sorted(name for name in names if room_of(name) in {room, f"{room}.load"})
    environment = {name: value for name, value in os.environ.items() if name != "JSII_NODE"}
    program = (
        f"import importlib, json, sys; [importlib.import_module(name) for name in {modules}];"
        f"print(json.dumps(sorted({set(CDK)} & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**environment, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("", []) == (done.stderr, json.loads(done.stdout or "null"))


def room_of(module: str) -> str:
    """The room that a module of the library is in."""
    inside = module.removeprefix(f"{PACKAGE}.")
    if module == PACKAGE:
        return "facade"
    if inside in CONSTRUCTS:
        return "constructs"
    # The most specific room: that of a file goes before that of its folder.
    parents = [inside.rsplit(".", count)[0] for count in range(inside.count(".") + 1)]
    found = [name for name in parents if name in ROOMS]
    assert found, f"{module} is in no room of this file"
    return found[0]


def _module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(_parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by a relative path"
            module = node.module or ""
            # What a package gives may be a module of it.
            yield from (
                f"{module}.{alias.name}" if _is_module(f"{module}.{alias.name}") else module for alias in node.names
            )


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _allowed(module: str, allowed: frozenset[str] | None) -> bool:
    return module not in CDK if allowed is None else module in allowed
