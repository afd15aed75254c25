"""Asks cases as the programs of a machine do: with `dig` and the C library, whose resolv.conf names the server.

Runs as the only program in a network and mount namespace of its own, where port 53 is free and /etc can be
covered: ``unshare --map-root-user --net --mount python -m audit.wire.in_namespace CASE...``. Writes a line of
JSON for each case.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from ..case_table import Case, all_cases
from .loopback_server import answering
from .served import respond_to, served_case

ADDRESS = "127.0.0.2"
FILES = {
    "resolv.conf": f"nameserver {ADDRESS}\noptions timeout:1 attempts:1\n",
    "nsswitch.conf": "hosts: dns\n",
}
DIG = ("dig", "+time=1", "+tries=1", "+nocmd", "+noall", "+comments", "+answer", "+authority")


def main() -> None:
    wanted = set(sys.argv[1:])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in FILES.items():
            file = Path(folder, name)
            file.write_text(content)
            subprocess.run(["mount", "--bind", str(file), os.path.realpath(f"/etc/{name}")], check=True)
        for case in all_cases():
            if case.id in wanted:
                print(json.dumps(asked(case)), flush=True)


def asked(case: Case) -> dict[str, object]:
    """Return what dig shows and what the C library finds."""
    what, complaints = served_case(case), list[str]()

    def respond(wire: bytes, stream: bool) -> bytes | None:
        return respond_to(wire, what, case.ask["from"], stream)

    with answering(respond, complaints.append, ADDRESS, 53):
        done = subprocess.run([*DIG, case.ask["name"], case.ask["type"]], capture_output=True, text=True, check=False)
        found = found_by_library(case) if case.ask["type"] in ("A", "AAAA") else None
    return {"case": case.id, "dig": done.stdout, "library": found, "complaints": complaints}


def found_by_library(case: Case) -> list[str] | str:
    """Return the addresses, or the name of the error."""
    family = socket.AF_INET6 if case.ask["type"] == "AAAA" else socket.AF_INET
    try:
        found = socket.getaddrinfo(f"{case.ask['name'].rstrip('.')}.", None, family, socket.SOCK_STREAM)
    except socket.gaierror as error:
        return next(name for name in dir(socket) if name.startswith("EAI_") and getattr(socket, name) == error.errno)
    return sorted(str(entry[4][0]) for entry in found)


if __name__ == "__main__":
    main()
