"""VPCs and hosted zones, read from the resources that make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import VpcFact, ZoneFact
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import ListOf, Literal, MapOf, Value, in_words, literal_flag, literal_text

# A byte of a name as Route 53 writes it.
_ESCAPED = re.compile(r"\\([0-3][0-7]{2})")


def normal_name(text: str) -> str:
    r"""Return a domain name as the facts write it: lower case, no trailing dot, ``*`` for ``\052``.

    An escape in octal stays where the character could not be told from others: a dot, a space, a byte of UTF-8.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html.
    """
    name = _ESCAPED.sub(_plain, text) if "\\" in text else text
    return name.lower().removesuffix(".")


def _plain(escaped: re.Match[str]) -> str:
    character = chr(int(escaped[1], 8))
    return character if "!" <= character <= "~" and character not in ".\\" else escaped[0]


def zone_id(value: Value) -> Value:
    """Return a hosted zone's id without the ``/hostedzone/`` that Route 53's API writes before it."""
    text = literal_text(value)
    return Literal(text.removeprefix("/hostedzone/")) if text is not None else value


def name_tag(properties: Properties) -> str | None:
    """Return the literal ``Name`` tag of a resource, or None."""
    tags = properties.get("Tags")
    names = [
        literal_text(tag.get("Value"))
        for tag in (tags.items if isinstance(tags, ListOf) else ())
        if isinstance(tag, MapOf) and literal_text(tag.get("Key")) == "Name"
    ]
    return next(iter(names), None)


def read_vpcs(reading: Reading) -> Iterator[VpcFact]:
    """Yield the VPCs of the assembly.

    By default a VPC has DNS support and no DNS hostnames:
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html.
    """
    for resource, vpc in reading.resources("AWS::EC2::VPC"):
        yield VpcFact(
            id=resource,
            account=vpc.stack.account,
            region=vpc.stack.region,
            name=name_tag(vpc),
            cidr=vpc.get("CidrBlock"),
            dns_support=literal_flag(vpc.get("EnableDnsSupport"), default=True),
            dns_hostnames=literal_flag(vpc.get("EnableDnsHostnames"), default=False),
        )


def read_signed_zones(reading: Reading) -> Iterator[Value]:
    """Yield the ids of the zones that are signed.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-dnssec.html.
    """
    for _, signing in reading.resources("AWS::Route53::DNSSEC"):
        zone = signing.identifier("HostedZoneId")
        if zone is not None:
            yield zone_id(zone)


def read_zones(reading: Reading) -> Iterator[ZoneFact]:
    """Yield the zones made in the assembly; a zone without VPCs is public.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-hostedzone.html.
    """
    for resource, zone in reading.resources("AWS::Route53::HostedZone"):
        public = zone.get("VPCs") in (None, ListOf(()))
        entries = [] if public else [(entry.identifier("VPCId"), entry) for entry in zone.entries("VPCs")]
        vpcs = {vpc: literal_text(entry.get("VPCRegion")) for vpc, entry in entries if vpc is not None}
        name = zone.identifier("Name")
        text = literal_text(name)
        wrong = why_no_name(text) if text is not None else None
        if wrong is not None:
            zone.note(f"has a Name that {wrong}; nothing is answered from it")
        if name is not None and text is None:
            zone.note(f"is a {'public' if public else 'private'} zone whose name is {in_words(name)}")
        yield ZoneFact(
            id=resource,
            name=normal_name(text) if text is not None and wrong is None else None,
            vpcs=tuple(vpcs),
            regions=tuple((vpc, region) for vpc, region in vpcs.items() if region is not None),
            public=public,
        )
