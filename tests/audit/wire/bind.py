"""BIND's `named` as a resolver on a free loopback port, with a view for each address that asks.

Its root zone is one of its own with nothing in it, so that it asks nobody else.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dns.exception
import dns.message
import dns.query

from .programs import program

_OPTIONS = """\
options {{
    directory "{folder}";
    listen-on port {port} {{ 127.0.0.1; }};
    listen-on-v6 {{ none; }};
    pid-file none;
    session-keyfile none;
    recursion yes;
    allow-query {{ any; }};
    allow-recursion {{ any; }};
    query-source address 127.0.0.1;
    servfail-ttl 0;
    zero-no-soa-ttl no;
    dnssec-validation no;
    empty-zones-enable no;
    minimal-responses yes;
    notify no;
}};
controls {{ }};
"""
_ROOT = """\
. 900 IN SOA nobody.invalid. nobody.invalid. 1 7200 900 1209600 86400
. 900 IN NS nobody.invalid.
nobody.invalid. 900 IN A 192.0.2.1
"""
_ZONE = 'zone "{name}" {{ type primary; file "{file}"; check-integrity no; check-names ignore; }};'


@contextmanager
def named(views: Mapping[str, Mapping[str, str]], folder: Path) -> Iterator[int]:
    """Give the port of a server with the zone files of each view, by the address that asks for it."""
    binary = folder / "named"
    # A copy, since Ubuntu's AppArmor lets the installed one read no folder of a test.
    shutil.copy2(program("named"), binary)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "named.conf"
    config.write_text(_OPTIONS.format(folder=folder, port=port) + "".join(_view(folder, *one) for one in views.items()))
    log = folder / "named.log"
    with log.open("w") as output:
        command = [str(binary), "-g", "-4", "-n", "1", "-c", str(config)]
        with subprocess.Popen(command, stdout=output, stderr=output) as process:
            try:
                _await(process, port, log)
                assert "not loaded" not in log.read_text(), log.read_text()
                yield port
            finally:
                process.terminate()


def _view(folder: Path, address: str, zones: Mapping[str, str]) -> str:
    lines = []
    for name, content in {**zones, ".": _ROOT}.items():
        file = folder / f"{address}-{name}.zone"
        file.write_text(content)
        lines.append(_ZONE.format(name=name, file=file))
    return f'view "{address}" {{ match-clients {{ {address}; }}; {" ".join(lines)} }};\n'


def _await(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    query = dns.message.make_query("ready.invalid", "A")
    for _ in range(100):
        assert process.poll() is None, log.read_text()
        try:
            dns.query.tcp(query, "127.0.0.1", port=port, timeout=1)
        except (OSError, EOFError, dns.exception.Timeout):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
