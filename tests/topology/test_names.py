"""A name goes into the zone that is meant, written in whichever way."""

import pytest

from constructs_pkg.topology.names import place
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import RecordName, ZoneName
from constructs_pkg.values.export import subnet_export, vpc_export, zone_export
from constructs_pkg.values.problem import Refused

ONE = ("example.com",)
NESTED = ("example.com", "db.example.com", "example.net")


@pytest.mark.parametrize(
    ("name", "zone", "zones", "expected"),
    [
        ("foo", None, ONE, ("example.com", "foo.example.com")),
        ("FOO", None, ONE, ("example.com", "foo.example.com")),
        ("foo.bar", None, ONE, ("example.com", "foo.bar.example.com")),
        ("foo.example.com", None, ONE, ("example.com", "foo.example.com")),
        ("foo.example.com.", None, ONE, ("example.com", "foo.example.com")),
        ("@", None, ONE, ("example.com", "example.com")),
        ("example.com", None, ONE, ("example.com", "example.com")),
        ("*", None, ONE, ("example.com", "*.example.com")),
        ("x.db.example.com", None, NESTED, ("db.example.com", "x.db.example.com")),
        ("db.example.com", None, NESTED, ("db.example.com", "db.example.com")),
        ("x.example.com", None, NESTED, ("example.com", "x.example.com")),
        ("x", "example.net", NESTED, ("example.net", "x.example.net")),
        ("x.example.net", "example.net", NESTED, ("example.net", "x.example.net")),
        ("@", "db.example.com", NESTED, ("db.example.com", "db.example.com")),
    ],
)
def test_placed(name: str, zone: str | None, zones: tuple[str, ...], expected: tuple[str, str]) -> None:
    """The closest zone is taken, or the only one, or the one that is named; no zone is suffixed twice."""
    known = [PrivateZone(name=ZoneName(each)) for each in zones]
    found, full = place(RecordName(name), ZoneName(zone) if zone else None, known)
    assert expected == (found.name, full)


@pytest.mark.parametrize(
    ("name", "zones", "rule"),
    [
        ("foo", NESTED, "ambiguous-zone"),
        ("foo", (), "no-zone"),
        ("foo.test.", ONE, "record-outside-zone"),
        ("foo.test.", NESTED, "record-outside-zone"),
        (f"{'a' * 63}." * 3 + "a" * 60, ONE, "name-too-long"),
    ],
)
def test_not_placed(name: str, zones: tuple[str, ...], rule: str) -> None:
    """A name that could go into several zones, or into none, is refused."""
    with pytest.raises(Refused) as caught:
        place(RecordName(name), None, [PrivateZone(name=ZoneName(each)) for each in zones])
    assert rule == caught.value.rule


def test_name_of_one_zone_is_not_put_below_another() -> None:
    """A full name in one of the zones is not suffixed with the other one that is named for it."""
    with pytest.raises(Refused, match=r"record-outside-zone: x\.example\.net is outside zone example\.com"):
        place(
            RecordName("x.example.net"), ZoneName("example.com"), [PrivateZone(name=ZoneName(each)) for each in NESTED]
        )


def test_exports_are_named_by_slots_and_zones() -> None:
    """Export names hold only what CloudFormation allows, and no two zones share one."""
    assert "net-us-network:VpcId" == vpc_export("net-us-network")
    assert "net-us-network:Subnet-T0-Z1" == subnet_export("net-us-network", 0, 1)
    assert "net-us-network:Zone:Ua:b-c:com" == zone_export("net-us-network", "_a.b-c.com")
