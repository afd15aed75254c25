"""Names that lead to CloudFront, as the witness answers them.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html and
IsIPV6Enabled in https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html.
"""

from __future__ import annotations

import pytest

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.names import value_text
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.vantage import InternetVantage
from constructs_pkg.audit.world import World

from .findings.case import PUBLIC
from .findings.distribution_cases import CLOUDFRONT, alias, front
from .templates import Json, get_att, record, stack

INTERNET = InternetVantage()
WORDS = "public addresses of CloudFront (distribution us/Front)"


def answer(name: str, kind: str, resources: Json, world: World | None = None) -> tuple[Status, list[str], str]:
    """How a question of the internet ends, the values of the answer, and the way to it."""
    facts = read([stack("us", {"Public": PUBLIC, **resources})])
    found = resolve(facts, name, kind, INTERNET, world or World())
    return found.outcome, [value_text(one, INTERNET, {}) for one in found.final], " ".join(found.trace)


@pytest.mark.parametrize(
    ("kind", "ipv6", "expected"),
    [
        ("A", True, (Status.NOERROR, [WORDS])),
        ("A", False, (Status.NOERROR, [WORDS])),
        ("AAAA", True, (Status.NOERROR, [WORDS])),
        ("AAAA", False, (Status.NODATA, ["us/Front.DomainName"])),
        ("AAAA", {"Ref": "Ipv6"}, (Status.UNRESOLVED, ["us/Front.DomainName"])),
        ("HTTPS", True, (Status.NOERROR, ["us/Front.DomainName"])),
    ],
)
def test_an_alias_answers_with_cloudfronts_addresses(
    kind: str, ipv6: object, expected: tuple[Status, list[str]]
) -> None:
    """IPv4 addresses always, IPv6 addresses where the distribution has them on."""
    distribution = front("www.example.com", IPV6Enabled=ipv6)
    assert expected == answer("www.example.com", kind, {"Front": distribution, "A": alias("www.example.com", kind)})[:2]


def test_origin_failover_is_no_part_of_dns() -> None:
    """With the distribution's origin down the answer is the same, and the way to it says why."""
    bucket: Json = {"Type": "AWS::S3::Bucket"}
    made = {"Front": front("www.example.com"), "A": alias("www.example.com"), "Site": bucket}
    down = read([stack("us", {"Public": PUBLIC, **made})]).distributions[0].id
    healthy = answer("www.example.com", "A", made)
    assert healthy == answer("www.example.com", "A", made, World(down=frozenset({down})))
    assert "its origin failover changes no answer of DNS" in healthy[2]


def test_an_alias_of_a_distribution_elsewhere_is_not_guessed() -> None:
    """No template tells whether it answers IPv6."""
    target = {"DNSName": "d1.cloudfront.net", "HostedZoneId": CLOUDFRONT, "EvaluateTargetHealth": False}
    elsewhere = record({"Ref": "Public"}, "www.example.com", "A", AliasTarget=target)
    assert Status.UNRESOLVED is answer("www.example.com", "A", {"A": elsewhere})[0]


def test_a_distribution_tells_what_its_zone_is_called() -> None:
    """Records go into a zone by its id; the name stands in the distribution's metadata."""
    told = {"PrivateCells": {"public_zone": {"id": "Z0123456789ABCDEFGHIJ", "name": "Example.com."}}}
    target = {"DNSName": get_att("Front", "DomainName"), "HostedZoneId": CLOUDFRONT, "EvaluateTargetHealth": False}
    www = record("Z0123456789ABCDEFGHIJ", "www.example.com", "A", AliasTarget=target)
    facts = read([stack("us", {"Front": {**front("www.example.com"), "Metadata": told}, "A": www})])
    assert ["example.com"] == [zone.name for zone in facts.public_zones]
    assert Status.NOERROR is resolve(facts, "www.example.com", "A", INTERNET, World()).outcome
    # What else that zone holds, no template here shows.
    assert Status.UNRESOLVED is resolve(facts, "mail.example.com", "A", INTERNET, World()).outcome


def test_half_a_declaration_is_noted() -> None:
    """A zone without a name is not read."""
    told = {"PrivateCells": {"public_zone": {"id": "Z0123456789ABCDEFGHIJ"}}}
    facts = read([stack("us", {"Front": {**front(), "Metadata": told}})])
    assert [] == [*facts.public_zones]
    assert ["needs an id and a name"] == [note.split("public_zone ")[1][:22] for note in facts.unread]
