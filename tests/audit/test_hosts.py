"""Names that the Resolver of a VPC has for instances, without any zone."""

import pytest

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words

from .templates import Json, ref, stack, vantage, vpc, zone


def instance(**properties: object) -> Json:
    return {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": ref("Subnet"), **properties}}


def ask(name: str, kind: str = "A", region: str = "us-east-1", subnet: Json | None = None, **resources: Json) -> Answer:
    """Ask VPC ``us``, which has a subnet, from a stack that also has VPC ``other``."""
    place = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), **(subnet or {})}}
    network = {"Vpc": vpc("us"), "Other": vpc("other"), "Subnet": place}
    facts = read([stack("us", {**network, "Host": instance(PrivateIpAddress="10.0.1.5"), **resources}, region)])
    return resolve(facts, name, kind, vantage(facts, "us"))


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("us-east-1", "ip-10-0-1-5.ec2.internal"),
        ("us-east-1", "IP-10-0-1-5.EC2.internal."),
        ("eu-west-1", "ip-10-0-1-5.eu-west-1.compute.internal"),
    ],
)
def test_an_instance_has_a_name_of_its_address_and_region(region: str, name: str) -> None:
    """Only the first Region has names without its own in them."""
    answer = ask(name, region=region)
    assert (Status.NOERROR, ["10.0.1.5"]) == (answer.outcome, [in_words(one.value) for one in answer.final])


def test_such_a_name_has_no_other_records() -> None:
    """An IP name returns the private IPv4 address only."""
    assert Status.NODATA is ask("ip-10-0-1-5.ec2.internal", "AAAA").outcome


@pytest.mark.parametrize(
    "name",
    [
        "ip-10-0-1-6.ec2.internal",
        "ip-10-0-1-5.eu-west-1.compute.internal",
        "www.ip-10-0-1-5.ec2.internal",
        "ec2.internal",
        "5.1.0.10.in-addr.arpa",
    ],
)
def test_other_names_of_the_resolvers_own_domains_are_not_told(name: str) -> None:
    """What the Resolver has for an address without an instance in the templates is known to nobody here."""
    assert Status.UNRESOLVED is ask(name).outcome


@pytest.mark.parametrize(
    ("subnet", "options"),
    [
        ({}, {"PrivateDnsNameOptions": {"HostnameType": "resource-name"}}),
        ({"PrivateDnsNameOptionsOnLaunch": {"HostnameType": "resource-name"}}, {}),
        ({}, {"PrivateDnsNameOptions": "resource-name"}),
        ({"VpcId": ref("Other")}, {}),
    ],
)
def test_an_instance_that_is_named_otherwise_or_elsewhere_is_not_known_by_its_address(
    subnet: Json, options: dict[str, object]
) -> None:
    """A name of the instance's id stands for its address, and another VPC's instance is not this VPC's."""
    host = instance(PrivateIpAddress="10.0.1.5", **options)
    assert Status.UNRESOLVED is ask("ip-10-0-1-5.ec2.internal", subnet=subnet, Host=host).outcome


@pytest.mark.parametrize(
    ("name", "zone_name", "expected"),
    [
        ("ip-10-0-1-5.ec2.internal", "ec2.internal", Status.NXDOMAIN),
        ("ip-10-0-1-5.ec2.internal", "internal", Status.NOERROR),
        ("5.1.0.10.in-addr.arpa", "0.10.in-addr.arpa", Status.NXDOMAIN),
        ("5.1.0.10.in-addr.arpa", "1.0.10.in-addr.arpa", Status.NXDOMAIN),
        ("5.1.0.10.in-addr.arpa", "10.in-addr.arpa", Status.UNRESOLVED),
        ("5.1.9.10.in-addr.arpa", "10.in-addr.arpa", Status.NXDOMAIN),
    ],
)
def test_a_private_zone_takes_the_resolvers_own_domain_unless_it_is_less_specific(
    name: str, zone_name: str, expected: Status
) -> None:
    """Of a zone and a rule of the Resolver's own, such as 0.10.in-addr.arpa for 10.0.0.0/16, the more specific wins."""
    assert expected is ask(name, Zone=zone(zone_name, ref("Vpc"))).outcome
