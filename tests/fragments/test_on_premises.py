"""What stacks show for DNS servers on premises, read by those servers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from constructs_pkg.fragments.on_premises import on_premises_outputs
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.on_premises import OnPremisesName
from constructs_pkg.values.spec import parse

FORWARDED = parse(OnPremisesName, {"name": "example-api.com", "forward_to": ["10.24.34.53", "10.24.35.53"]})
RECORDED = parse(OnPremisesName, {"name": "example-api-pl.com"})
ENDPOINT = DnsName("vpce-1234-abcd.vpce-svc-5678.us-east-1.vpce.amazonaws.com")


def shown(name: OnPremisesName) -> dict[str, str]:
    return {key: value["Value"] for key, value in on_premises_outputs((name,), ENDPOINT).items()}


def checked(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {program}: apt-get install bind9 unbound")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr


def test_a_server_asks_the_vpc_first() -> None:
    """BIND and Unbound forward the name, and ask public DNS themselves where nobody answers."""
    assert {
        "OnPremisesBind example-api.com": 'zone "example-api.com" '
        "{ type forward; forward first; forwarders { 10.24.34.53; 10.24.35.53; }; };",
        "OnPremisesUnbound example-api.com": "forward-zone:\n"
        '  name: "example-api.com"\n'
        "  forward-addr: 10.24.34.53\n"
        "  forward-addr: 10.24.35.53\n"
        "  forward-first: yes",
    } == shown(FORWARDED)


def test_a_record_leads_to_the_endpoint() -> None:
    """A record for a response policy zone leads from the name to the endpoint's regional one."""
    assert {"OnPremisesRecord example-api-pl.com": f"example-api-pl.com 60 IN CNAME {ENDPOINT}."} == shown(RECORDED)


def test_a_record_is_finished_at_deployment() -> None:
    """The endpoint's name is put into the line where CloudFormation makes the stack."""
    (found,) = on_premises_outputs((RECORDED,), Late({"Ref": "Name"})).values()
    assert {"Fn::Join": ["", ["example-api-pl.com 60 IN CNAME ", Late({"Ref": "Name"}), "."]]} == found["Value"]


def test_bind_takes_the_statement(tmp_path: Path) -> None:
    """BIND reads the statement."""
    file = tmp_path / "named.conf"
    file.write_text(shown(FORWARDED)["OnPremisesBind example-api.com"])
    checked("named-checkconf", str(file))


def test_bind_takes_the_record(tmp_path: Path) -> None:
    """BIND reads the record in a response policy zone."""
    zone, file = tmp_path / "policy.zone", tmp_path / "named.conf"
    head = "$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n"
    zone.write_text(f"{head}{shown(RECORDED)['OnPremisesRecord example-api-pl.com']}\n")
    file.write_text(
        f'options {{ response-policy {{ zone "policy"; }}; }};\nzone "policy" {{ type primary; file "{zone}"; }};\n'
    )
    checked("named-checkconf", "-z", str(file))


def test_unbound_takes_the_clause(tmp_path: Path) -> None:
    """Unbound reads the clause."""
    file = tmp_path / "unbound.conf"
    base = f'server:\n  chroot: ""\n  directory: "{tmp_path}"\n  username: ""\n'
    file.write_text(f"{base}{shown(FORWARDED)['OnPremisesUnbound example-api.com']}\n")
    checked("unbound-checkconf", str(file))
