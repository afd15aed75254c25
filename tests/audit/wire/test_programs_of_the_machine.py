"""`dig` and the C library of this machine, pointed at the server by resolv.conf, see what the table says."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dns.edns
import dns.message
import dns.name
import dns.rdata
import pytest
from dns.flags import Flag
from dns.rcode import Rcode

from ..case_table import Case, all_cases
from .programs import namespace, program
from .served import served_case
from .test_cases import differences, presented, status_of

TESTS = Path(__file__).parents[2]
PLAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]+\.?", re.IGNORECASE)


def share() -> dict[str, Case]:
    """Return the first case of each kind: what is asked where in which world, and what the answer is like."""
    found: dict[tuple[object, ...], Case] = {}
    for case in all_cases():
        asked = (case.ask["type"], case.ask["from"].partition(":")[0], *sorted(case.world))
        values = {value.partition(":")[0] for value in case.answer.get("values", ()) if "/" in value}
        found.setdefault(
            (*asked, *sorted(case.answer.keys() - {"masks"}), case.answer["status"], *sorted(values)), case
        )
    return {case.id: case for case in found.values()}


SHARE = share()


@pytest.fixture(scope="module")
def seen() -> Mapping[str, Mapping[str, Any]]:
    """What dig and the C library have seen of each case."""
    for needed in ("dig", "ip"):
        program(needed)
    done = subprocess.run(
        [*namespace(), sys.executable, "-m", "audit.wire.in_namespace", *SHARE],
        cwd=TESTS,
        env={**os.environ, "PYTHONPATH": f"{TESTS}:{TESTS.parent}", "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    return {one["case"]: one for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("case", SHARE.values(), ids=SHARE)
def test_dig_shows_what_the_case_says(case: Case, seen: Mapping[str, Mapping[str, Any]]) -> None:
    """The status, the flags, the sections and the reason that dig prints are those of the case."""
    assert [] == seen[case.id]["complaints"]
    if case.answer["status"] == "NO-ANSWER":
        assert "no servers could be reached" in seen[case.id]["dig"]
        return
    assert [] == list(differences(case, served_case(case), read_by(seen[case.id]["dig"])))


# The C library asks for no name but of letters, digits and hyphens.
BY_LIBRARY = [
    case for case in SHARE.values() if case.ask["type"] in ("A", "AAAA") and PLAIN.fullmatch(case.ask["name"])
]


@pytest.mark.parametrize("case", BY_LIBRARY, ids=[case.id for case in BY_LIBRARY])
def test_the_c_library_finds_what_the_case_says(case: Case, seen: Mapping[str, Mapping[str, Any]]) -> None:
    """`getaddrinfo` returns the addresses, or the error that belongs to the status."""
    found, answer = seen[case.id]["library"], case.answer
    match status_of(case):
        case "NOERROR":
            what = served_case(case)
            values = [presented(case, what, value) for value in answer.get("values", answer.get("one_of", ()))]
            chosen = [one for one in values if one <= set(found)]
            assert set().union(*chosen) == set(found)
            assert len(chosen) == (len(values) if "values" in answer else answer.get("pick", 1))
        case "NXDOMAIN":
            assert "EAI_NONAME" == found
        case "NODATA":
            # Behind a CNAME glibc tells it as it does NXDOMAIN.
            assert ("EAI_NONAME" if answer.get("through") else "EAI_NODATA") == found
        case _:
            assert "EAI_AGAIN" == found


def read_by(shown: str) -> dns.message.Message:
    """Return the message that dig shows."""
    message = dns.message.Message()
    status, flags = re.search(r"status: (\w+)", shown), re.search(r"flags: ([a-z ]+);", shown)
    assert status is not None and flags is not None, shown
    message.flags = Flag(sum(Flag[word.upper()] for word in flags[1].split()))
    errors: list[dns.edns.Option] = [
        dns.edns.EDEOption(dns.edns.EDECode(int(code)), text)
        for code, text in re.findall(r"^; EDE: (\d+) \([^)]*\): \((.*)\)$", shown, re.M)
    ]
    message.use_edns(0, options=errors)
    message.set_rcode(Rcode.from_text(status[1]))
    section = message.additional
    for line in shown.splitlines():
        if line.startswith(";; ") and line.endswith(" SECTION:"):
            section = message.answer if "ANSWER" in line else message.authority
        elif line and not line.startswith(";"):
            owner, ttl, _, kind, value = line.split(None, 4)
            rdata = dns.rdata.from_text("IN", kind, value)
            rrset = message.find_rrset(section, dns.name.from_text(owner), rdata.rdclass, rdata.rdtype, create=True)
            rrset.add(rdata, int(ttl))
    return message
