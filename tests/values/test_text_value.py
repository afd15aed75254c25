"""Plain text as a value: the strings it is cut into say the same."""

import dns.rdata
from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.values.record import Record, RecordType
from constructs_pkg.values.record_values import normal_value
from constructs_pkg.values.spec import parse
from constructs_pkg.values.text_value import text_value


def test_plain_text_is_quoted() -> None:
    """Short text is one character string; quotes and octets beyond ASCII are octal, as cfn-lint takes quotes alone."""
    assert '"v=spf1 -all"' == text_value("v=spf1 -all")
    assert '"say \\042hi\\042 \\\\o/"' == text_value('say "hi" \\o/')
    assert '"\\303\\274"' == text_value("\u00fc")
    assert '""' == text_value("")


def test_long_text_is_cut() -> None:
    """A character string has at most 255 octets (RFC 1035 section 3.3), and is not longer as it is written either."""
    assert f'"{"a" * 255}" "a"' == text_value("a" * 256)
    quotes = "\\042" * 63
    assert f'"{quotes}" "\\042x"' == text_value('"' * 64 + "x")


@given(st.text(max_size=600))
def test_the_strings_say_the_text(text: str) -> None:
    """Any text becomes a value that Route 53 takes, and that another reader of master files reads alike."""
    value = text_value(text)
    assert value == normal_value(RecordType.TXT, value)
    # A master file writes an octet in decimal (RFC 1035 section 5.1), Route 53 in octal.
    strings = dns.rdata.from_text("IN", "TXT", _decimal(value)).strings  # type: ignore[attr-defined]
    assert all(len(string) <= 255 for string in strings)
    assert text.encode() == b"".join(strings)


def test_a_record_takes_plain_text() -> None:
    """The `text` of a record is its values; values in their zone-file form stay as they are."""
    record = parse(Record, {"name": "@", "type": "TXT", "text": ["one", 'two "2"']})
    assert ('"one"', '"two \\0422\\042"') == record.values
    assert ('"as it is"',) == parse(Record, {"name": "@", "type": "TXT", "values": ['"as it is"']}).values


def _decimal(value: str) -> str:
    out, rest = "", value
    while rest:
        if rest[0] == "\\" and rest[1].isdigit():
            out, rest = out + f"\\{int(rest[1:4], 8):03d}", rest[4:]
        elif rest[0] == "\\":
            out, rest = out + rest[:2], rest[2:]
        else:
            out, rest = out + rest[0], rest[1:]
    return out
