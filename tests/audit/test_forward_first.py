"""Networks on premises whose resolvers ask public DNS where their forwarders are silent."""

import pytest

from constructs_pkg.audit.answer import Status

from .templates import Json, record, ref
from .test_hybrid import HEAD_OFFICE, ask, declared, hub, values

PUBLIC: Json = {
    "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}},
    "Outside": record(ref("Public"), "www.example.com", "A", "203.0.113.12"),
}


# ``forward first`` in https://bind9.readthedocs.io/en/latest/reference.html: what forwarders answer counts, NXDOMAIN
# too; only where none answers the server resolves by itself.
@pytest.mark.parametrize(
    ("first", "name", "down", "expected"),
    [
        (["example.com"], "www.example.com", (), ["10.0.0.10"]),
        (["example.com"], "www.example.com", (HEAD_OFFICE,), ["203.0.113.12"]),
        (["example.com"], "www.example.com", ("us/In",), ["203.0.113.12"]),
        (["example.com"], "nobody.example.com", (), Status.NXDOMAIN),
        (["example.org"], "www.example.com", (HEAD_OFFICE,), Status.SERVFAIL),
        ([], "www.example.com", (HEAD_OFFICE,), Status.SERVFAIL),
    ],
)
def test_public_dns_answers_where_nobody_else_does(
    first: list[str], name: str, down: tuple[str, ...], expected: list[str] | Status
) -> None:
    """A silent forwarder is made up for by public DNS, an answer of it is not."""
    answer = ask(hub(PUBLIC, {"head-office": declared(first=first)}), name, HEAD_OFFICE, *down)
    assert expected == (values(answer) if isinstance(expected, list) else answer.outcome)


def test_the_way_is_told() -> None:
    """The trace says that the link is down and that public DNS was asked instead."""
    facts = hub(PUBLIC, {"head-office": declared(first=["example.com"])})
    told = " ".join(ask(facts, "www.example.com", HEAD_OFFICE, HEAD_OFFICE).trace)
    assert "gets no answer. Head office asks public DNS itself. Public zone example.com" in told
