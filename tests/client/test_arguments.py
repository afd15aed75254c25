"""Arguments that a client cannot keep."""

import pytest

from constructs_pkg.client import AsyncPrivateFirst, PrivateFirst, RefusedInput


@pytest.mark.parametrize("made", [PrivateFirst, AsyncPrivateFirst])
def test_all_problems_are_told_at_once(made: type[PrivateFirst] | type[AsyncPrivateFirst]) -> None:
    """One error, a line for each problem: its rule, the value and the fix."""
    with pytest.raises(RefusedInput) as raised:
        made("a/b", 0, private_name="-", connect_within=0, retry_private_after=-1, lifetime=float("nan"))
    assert [
        "bad-bound: connect_within 0 is not over 0 seconds; give it a time",
        "bad-bound: retry_private_after -1 is not over 0 seconds; give it a time",
        "bad-bound: lifetime nan is not over 0 seconds; give it a time",
        "malformed-public-name: 'a/b' is no hostname; write labels of 1 to 63 letters, digits and inner hyphens, 253 "
        "characters at most",
        "malformed-private-name: '-' is no hostname; write labels of 1 to 63 letters, digits and inner hyphens, 253 "
        "characters at most",
        "bad-port: 0 is no port; give one from 1 to 65535",
    ] == str(raised.value).splitlines()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"connect_within": 15.0}, "bad-bound: connect_within 15.0 leaves nothing of lifetime 15.0"),
        ({"private_name": "API.example.com."}, "same-name: api.example.com is both names"),
    ],
)
def test_arguments_that_contradict_each_other_are_refused(arguments: dict[str, float], expected: str) -> None:
    """What leaves the other kind of addresses no chance is a mistake."""
    with pytest.raises(RefusedInput, match=f"^{expected}"):
        PrivateFirst("api.example.com", 443, **arguments)  # type: ignore[arg-type]


def test_making_a_client_reads_and_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the configuration of the machine nor the network is touched before a connection is wanted."""

    def touched(*arguments: object, **named: object) -> None:
        raise AssertionError("touched")

    monkeypatch.setattr("dns.resolver.BaseResolver.__init__", touched)
    monkeypatch.setattr("socket.socket", touched)
    monkeypatch.setattr("threading.Thread.start", touched)
    PrivateFirst("api.example.com", 443, private_name="api.example-pl.com")
    AsyncPrivateFirst("api.example.com", 443)
