"""A certificate of its own authority, made where it is needed: ECDSA on P-256 (FIPS 186-4), X.509 v3 (RFC 5280) in DER.

It is for tests on loopback alone: the arithmetic leaks its key through time.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

# FIPS 186-4 appendix D.1.2.3.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
Point = tuple[int, int] | None

EC_PUBLIC_KEY, P256, ECDSA_SHA256 = "2a8648ce3d0201", "2a8648ce3d030107", "2a8648ce3d040302"
COMMON_NAME, BASIC, KEY_USAGE, ALTERNATIVE = "550403", "551d13", "551d0f", "551d11"
SUBJECT_KEY, AUTHORITY_KEY = "551d0e", "551d23"


def write_certificate(file: Path, name: str) -> Path:
    """Write a key and a certificate for a DNS name that is its own authority, good for a day."""
    key = secrets.randbelow(N - 1) + 1
    public = b"\x04" + b"".join(each.to_bytes(32, "big") for each in _point(_times(key, G)))
    algorithm, now = _sequence(_oid(ECDSA_SHA256)), datetime.now(UTC)
    holder = _sequence(_der(0x31, _sequence(_oid(COMMON_NAME), _der(0x0C, b"Loopback"))))
    validity = _sequence(*(_der(0x17, f"{now + timedelta(days=each):%y%m%d%H%M%SZ}".encode()) for each in (-1, 1)))
    key_info = _sequence(_sequence(_oid(EC_PUBLIC_KEY), _oid(P256)), _bits(public))
    key_id = hashlib.sha256(public).digest()[:20]
    extensions = _sequence(
        _extension(BASIC, _sequence(_der(0x01, b"\xff")), critical=True),
        # digitalSignature and keyCertSign.
        _extension(KEY_USAGE, _der(0x03, b"\x02\x84"), critical=True),
        _extension(ALTERNATIVE, _sequence(_der(0x82, name.encode()))),
        _extension(SUBJECT_KEY, _der(0x04, key_id)),
        _extension(AUTHORITY_KEY, _sequence(_der(0x80, key_id))),
    )
    body = _sequence(
        _der(0xA0, _number(2)),
        _number(secrets.randbits(63)),
        algorithm,
        holder,
        validity,
        holder,
        key_info,
        _der(0xA3, extensions),
    )
    certificate = _sequence(body, algorithm, _bits(_signature(key, body)))
    private = _sequence(
        _number(1), _der(0x04, key.to_bytes(32, "big")), _der(0xA0, _oid(P256)), _der(0xA1, _bits(public))
    )
    file.write_text(_pem("EC PRIVATE KEY", private) + _pem("CERTIFICATE", certificate), encoding="ascii")
    return file


def _signature(key: int, message: bytes) -> bytes:
    while True:
        once = secrets.randbelow(N - 1) + 1
        r = _point(_times(once, G))[0] % N
        s = pow(once, -1, N) * (int.from_bytes(hashlib.sha256(message).digest(), "big") + r * key) % N
        if r and s:
            return _sequence(_number(r), _number(s))


def _times(count: int, point: Point) -> Point:
    total: Point = None
    while count:
        if count & 1:
            total = _sum(total, point)
        point, count = _sum(point, point), count >> 1
    return total


def _sum(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % P == 0:
        return None
    slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, P) if one == other else (y2 - y1) * pow(x2 - x1, -1, P)
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def _point(point: Point) -> tuple[int, int]:
    assert point is not None
    return point


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x80 + (size.bit_length() + 7) // 8]) + _octets(size)
    return bytes([tag]) + length + content


def _octets(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _sequence(*parts: bytes) -> bytes:
    return _der(0x30, b"".join(parts))


def _number(value: int) -> bytes:
    return _der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _oid(octets: str) -> bytes:
    return _der(0x06, bytes.fromhex(octets))


def _bits(content: bytes) -> bytes:
    return _der(0x03, b"\x00" + content)


def _extension(oid: str, value: bytes, critical: bool = False) -> bytes:
    return _sequence(_oid(oid), *([_der(0x01, b"\xff")] if critical else []), _der(0x04, value))


def _pem(label: str, content: bytes) -> str:
    text = base64.b64encode(content).decode()
    lines: Iterable[str] = (text[place : place + 64] for place in range(0, len(text), 64))
    return f"-----BEGIN {label}-----\n" + "".join(f"{line}\n" for line in lines) + f"-----END {label}-----\n"
