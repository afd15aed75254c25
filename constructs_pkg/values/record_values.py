"""Whether a value has the form of its record type, as Route 53 writes it.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html. The form differs from
a zone file's: text is always in quotes, an octet is escaped as three octal digits, a name is fully qualified.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.record import RecordType

# https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecord.html
LONGEST_VALUE = 4_000

# RFC 1035 section 3.3: a character string is at most 255 octets.
LONGEST_TEXT = 255

_TEXT = r'"(?:[^"\\]|\\.)*"'
_WORD = re.compile(rf'{_TEXT}|[^ \t"]+')
_WORDS = re.compile(rf'(?! )(?:{_TEXT}[ \t]*|[^ \t"]+(?:[ \t]+|\Z))+(?<! )')
_ESCAPED = re.compile(r"\\(?:[0-3][0-7]{2}|[^0-9])")
_UNPRINTABLE = re.compile(r"[^ -~]|\\")

_LONGEST_SHOWN = 60


def normal_value(kind: RecordType, value: str) -> str:
    """Return `value` in the form in which equal values of `kind` are alike.

    Raises:
        Refused: ``value-not-of-type`` if it has not the form of `kind`; ``value-too-long``; ``text-too-long``.
    """
    if len(value) > LONGEST_VALUE:
        limit = f"is over {LONGEST_VALUE} characters ({len(value)})"
        raise Refused("value-too-long", _shown(value), limit, "shorten it")
    if kind in (RecordType.HTTPS, RecordType.SVCB):
        return _service_binding(kind, value)
    parts, example = _FORMS[kind]
    words = _WORD.findall(value) if _WORDS.fullmatch(value) else []
    if kind in (RecordType.TXT, RecordType.SPF):
        parts *= max(len(words), 1)
    fix = f"write it as {example}"
    if len(words) != len(parts):
        limit = f"is no {kind} value: it needs {len(parts)} part{'s' if len(parts) > 1 else ''}"
        raise Refused("value-not-of-type", _shown(value), limit, fix)
    try:
        return " ".join(part(word) for part, word in zip(parts, words, strict=True))
    except _Unfit as unfit:
        raise Refused("value-not-of-type", _shown(value), f"is no {kind} value: {unfit}", fix) from None


class _Unfit(ValueError):
    """Says what a part of a value is not."""


def _shown(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}..."


def _address(kind: RecordType) -> Callable[[str], str]:
    def check(word: str) -> str:
        try:
            address = IpAddress(word)
        except Refused as refused:
            raise _Unfit(f"{word} {refused.limit}") from None
        if address.record_type != kind:
            raise _Unfit(f"{word} is an address of type {address.record_type}")
        return address

    return check


def _number(highest: int) -> Callable[[str], str]:
    def check(word: str) -> str:
        if not re.fullmatch(r"[0-9]{1,5}", word) or int(word) > highest:
            raise _Unfit(f"{word} is no number from 0 to {highest}")
        return str(int(word))

    return check


def _name(word: str) -> str:
    try:
        return DnsName(word)
    except Refused as refused:
        raise _Unfit(f"{word} {refused.limit}") from None


def _name_or_none(word: str) -> str:
    return word if word == "." else _name(word)


def _tag(word: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", word):
        raise _Unfit(f"{word} is no tag such as issue")
    return word.lower()


def _text(word: str) -> str:
    if not re.fullmatch(_TEXT, word):
        raise _Unfit(f"{word} is not in double quotes")
    octets = _ESCAPED.sub("x", word[1:-1])
    if _UNPRINTABLE.search(octets):
        raise _Unfit(f"{word} has an octet that must be a backslash and three octal digits, such as \\344")
    if len(octets) > LONGEST_TEXT:
        limit = f"is over {LONGEST_TEXT} octets ({len(octets)})"
        raise Refused("text-too-long", _shown(word), limit, 'split it into "one part" "and another"')
    return word


def _hexadecimal(word: str) -> str:
    if not re.fullmatch(r"([0-9A-Fa-f]{2})+", word):
        raise _Unfit(f"{word} is no hexadecimal number of whole octets")
    return word.lower()


def _service_binding(kind: RecordType, value: str) -> str:
    """Return `value` in its normal form: a priority, a target, and parameters in the order of their keys (RFC 9460)."""
    words = _BINDING_WORD.findall(value) if _BINDING.fullmatch(value) else []
    try:
        if len(words) < 2:
            raise _Unfit("it needs a priority and a target")
        priority, target = _SHORT(words[0]), _name_or_none(words[1])
        parameters = [_parameter(word) for word in words[2:]]
        keys = sorted(word.split("=")[0] for word in parameters)
        if priority == "0" and keys:
            raise _Unfit("priority 0 makes it an alias, which has no parameters")
        if twice := next((key for key, after in pairwise(keys) if key == after), None):
            raise _Unfit(f"{twice} is given twice")
    except _Unfit as unfit:
        fix = 'write it as 1 . alpn="h2,h3" port=8443'
        raise Refused("value-not-of-type", _shown(value), f"is no {kind} value: {unfit}", fix) from None
    return " ".join([priority, target, *sorted(parameters)])


def _parameter(word: str) -> str:
    key, equals, given = word.partition("=")
    if not re.fullmatch(r"[a-z0-9-]{1,63}", key) or (equals and not given):
        raise _Unfit(f"{word} is no parameter such as alpn=h2")
    for part in given.strip('"').split(",") if key in _PARAMETERS else ():
        _PARAMETERS[key](part)
    return word


_SHORT = _number(0xFFFF)

# A parameter's value may be in quotes: https://datatracker.ietf.org/doc/html/rfc9460#section-2.1
_BINDING_WORD = re.compile(rf'[^ \t"]+(?:{_TEXT})?')
_BINDING = re.compile(rf"{_BINDING_WORD.pattern}(?:[ \t]+{_BINDING_WORD.pattern})*")
_PARAMETERS = {"port": _SHORT, "ipv4hint": _address(RecordType.A), "ipv6hint": _address(RecordType.AAAA)}

_FORMS: dict[RecordType, tuple[tuple[Callable[[str], str], ...], str]] = {
    RecordType.A: ((_address(RecordType.A),), "10.0.0.10"),
    RecordType.AAAA: ((_address(RecordType.AAAA),), "fd00::10"),
    RecordType.CAA: ((_number(0xFF), _tag, _text), '0 issue "amazon.com"'),
    RecordType.CNAME: ((_name,), "db.example.com"),
    RecordType.MX: ((_SHORT, _name_or_none), "10 mail.example.com"),
    RecordType.NAPTR: (
        (_SHORT, _SHORT, _text, _text, _text, _name_or_none),
        '100 10 "s" "SIP+D2T" "" _sip._tcp.example.com',
    ),
    RecordType.NS: ((_name,), "ns-1.example.com"),
    RecordType.PTR: ((_name,), "host.example.com"),
    RecordType.SPF: ((_text,), '"v=spf1 -all"'),
    RecordType.SRV: ((_SHORT, _SHORT, _SHORT, _name_or_none), "10 5 5432 db.example.com"),
    RecordType.SSHFP: ((_number(0xFF), _number(0xFF), _hexadecimal), "4 2 0123456789abcdef"),
    RecordType.TLSA: ((_number(0xFF), _number(0xFF), _number(0xFF), _hexadecimal), "3 1 1 0123456789abcdef"),
    RecordType.TXT: ((_text,), '"some text"'),
}
