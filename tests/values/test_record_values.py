import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.record_values import normal_value

GOOD = [
    ("A", "10.0.0.10", "10.0.0.10"),
    ("AAAA", "FD00:0:0::10", "fd00::10"),
    ("CAA", '0 issue "ca.example.net; account=123456"', '0 issue "ca.example.net; account=123456"'),
    ("CAA", '128 Example-Tag ";"', '128 example-tag ";"'),
    ("CNAME", "DB.example.com.", "db.example.com"),
    ("MX", "010   mail.example.com.", "10 mail.example.com"),
    ("MX", "0 .", "0 ."),
    ("NAPTR", '100 10 "s" "SIP+D2T" "" _sip._tcp.a.com', '100 10 "s" "SIP+D2T" "" _sip._tcp.a.com'),
    ("NAPTR", r'1 1 "u" "E2U+sip" "!^(\\+44)$!sip:\\1@a.com!" .', r'1 1 "u" "E2U+sip" "!^(\\+44)$!sip:\\1@a.com!" .'),
    ("NS", "ns.example.com", "ns.example.com"),
    ("PTR", "host.example.com.", "host.example.com"),
    ("SPF", '"v=spf1 -all"', '"v=spf1 -all"'),
    ("SRV", "10 5 5432 db.example.com", "10 5 5432 db.example.com"),
    ("HTTPS", '1 . alpn="h2,h3"', '1 . alpn="h2,h3"'),
    ("HTTPS", "0 Web.example.com.", "0 web.example.com"),
    ("SVCB", "16  A.com port=1   ipv4hint=10.0.0.1,10.0.0.2", "16 a.com ipv4hint=10.0.0.1,10.0.0.2 port=1"),
    ("SVCB", '1 . key65333="a b" no-default-alpn ipv6hint=::1', '1 . ipv6hint=::1 key65333="a b" no-default-alpn'),
    ("SSHFP", "4 2 0123456789ABCDEF", "4 2 0123456789abcdef"),
    ("TLSA", "3 1 1 0123456789ABCDEF", "3 1 1 0123456789abcdef"),
    ("TXT", '"one"  "two""three"', '"one" "two" "three"'),
    ("TXT", r'"a \"quote\", a \\ and \344"', r'"a \"quote\", a \\ and \344"'),
    ("TXT", '""', '""'),
]

BAD = [
    ("A", "fd00::10", "fd00::10 is an address of type AAAA"),
    ("A", "10.0.0", "10.0.0 is not an IP address"),
    ("A", "10.0.0.10 10.0.0.11", "it needs 1 part"),
    ("A", "", "it needs 1 part"),
    ("AAAA", "fe80::1%eth0", "fe80::1%eth0 has a scope"),
    ("CAA", '256 issue "a"', "256 is no number from 0 to 255"),
    ("CAA", '0 is_sue "a"', "is_sue is no tag such as issue"),
    ("CAA", "0 issue a", "a is not in double quotes"),
    ("CNAME", "a..b", "a..b has an empty label"),
    ("CNAME", "a b", "it needs 1 part"),
    ("HTTPS", "1", "it needs a priority and a target"),
    ("HTTPS", '1 . alpn="h2', "it needs a priority and a target"),
    ("HTTPS", "65536 .", "65536 is no number from 0 to 65535"),
    ("HTTPS", "1 a..b", "a..b has an empty label"),
    ("HTTPS", "0 a.example.com alpn=h2", "priority 0 makes it an alias, which has no parameters"),
    ("HTTPS", "1 . alpn=h2 alpn=h3", "alpn is given twice"),
    ("HTTPS", "1 . alpn=", "alpn= is no parameter such as alpn=h2"),
    ("SVCB", "1 . ALPN=h2", "ALPN=h2 is no parameter such as alpn=h2"),
    ("SVCB", "1 . port=70000", "70000 is no number from 0 to 65535"),
    ("SVCB", "1 . ipv4hint=10.0.0.10,fd00::1", "fd00::1 is an address of type AAAA"),
    ("SSHFP", "4 2 012", "012 is no hexadecimal number of whole octets"),
    ("SSHFP", "4 256 01", "256 is no number from 0 to 255"),
    ("TLSA", "3 1 01", "it needs 4 parts"),
    ("MX", "mail.example.com", "it needs 2 parts"),
    ("MX", "65536 mail.example.com", "65536 is no number from 0 to 65535"),
    ("MX", "-1 mail.example.com", "-1 is no number from 0 to 65535"),
    ("NAPTR", "100 10 s SIP+D2T . a.com", "s is not in double quotes"),
    ("NS", ".", ". is no name"),
    ("SRV", "10 5 db.example.com", "it needs 4 parts"),
    ("TXT", "some text", "some is not in double quotes"),
    ("TXT", '"open', "it needs 1 part"),
    ("TXT", ' "edge"', "it needs 1 part"),
    ("TXT", '"edge" ', "it needs 1 part"),
    ("TXT", '"\u00e9"', "must be a backslash and three octal digits"),
    ("TXT", r'"\400"', "must be a backslash and three octal digits"),
    ("TXT", '"a\tb"', "must be a backslash and three octal digits"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), GOOD)
def test_a_value_is_taken_in_the_form_of_its_type(kind: str, text: str, expected: str) -> None:
    """What Route 53 documents is taken, and equal values come out alike."""
    assert expected == normal_value(RecordType(kind), text)


@pytest.mark.parametrize(("kind", "text", "reason"), BAD)
def test_a_value_of_another_form_is_refused_with_the_reason(kind: str, text: str, reason: str) -> None:
    """The message says what the value is not and shows one that is."""
    with pytest.raises(Refused) as caught:
        normal_value(RecordType(kind), text)
    expected = ("value-not-of-type", True, True)
    assert expected == (caught.value.rule, reason in caught.value.limit, caught.value.fix.startswith("write it as "))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\'), max_size=255))
def test_any_printable_text_can_be_quoted(text: str) -> None:
    """Quotes around printable ASCII make a TXT value."""
    expected = f'"{text}"'
    assert expected == normal_value(RecordType.TXT, expected)


@given(st.sampled_from(RecordType), st.text(max_size=40))
def test_a_normal_value_is_its_own_normal_form(kind: RecordType, text: str) -> None:
    """Whatever is taken once is taken again unchanged; the rest is refused, never a crash."""
    try:
        expected = normal_value(kind, text)
    except Refused:
        return
    assert expected == normal_value(kind, expected)
