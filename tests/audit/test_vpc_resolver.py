import pytest

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Resource
from constructs_pkg.audit.vantage import vantage_named
from constructs_pkg.audit.world import World

from .templates import Json, get_att, record, ref, stack, vpc, zone


def with_servers(*servers: object, by: object = None, **properties: object) -> Facts:
    """Return a VPC with a private zone, and DHCP options that name the servers."""
    resources: dict[str, Json] = {
        "Vpc": vpc("us", **properties),
        "Zone": zone("example.com", ref("Vpc")),
        "A": record(ref("Zone"), "a.example.com", "A", "10.0.0.9"),
        "Options": {"Type": "AWS::EC2::DHCPOptions", "Properties": {"DomainNameServers": list(servers)}},
        "InVpc": {
            "Type": "AWS::EC2::VPCDHCPOptionsAssociation",
            "Properties": {"VpcId": ref("Vpc"), "DhcpOptionsId": by or ref("Options")},
        },
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), "CidrBlock": "10.0.1.0/24"}},
        "In": {
            "Type": "AWS::Route53Resolver::ResolverEndpoint",
            "Properties": {"Direction": "INBOUND", "IpAddresses": [{"SubnetId": ref("Subnet")}]},
        },
    }
    return read([stack("us", resources)])


def status(facts: Facts, origin: str = "us") -> Status:
    vantage = vantage_named(facts, origin)
    assert vantage is not None
    return resolve(facts, "a.example.com", "A", vantage).status


@pytest.mark.parametrize("server", ["AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253", "10.0.0.2"])
def test_the_resolver_has_several_addresses(server: str) -> None:
    """Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS."""
    assert Status.NOERROR is status(with_servers(server))


@pytest.mark.parametrize("server", ["10.0.0.3", "10.0.1.2", "8.8.8.8", "", "no address"])
def test_other_servers_answer_as_they_like(server: str) -> None:
    """What servers answer that are not the Resolver is not told."""
    assert Status.UNRESOLVED is status(with_servers(server))


@pytest.mark.parametrize("cidr", [{"Ref": "Cidr"}, "10.0.0.0/99", "10.0.0.0/32"])
def test_vpc_plus_two_needs_a_known_range(cidr: object) -> None:
    """Where the range of the VPC is not known before deployment, no address is known to be its Resolver."""
    assert Status.UNRESOLVED is status(with_servers("10.0.0.2", CidrBlock=cidr))


def test_options_are_found_by_attribute_too() -> None:
    """The attribute DhcpOptionsId is what Ref gives."""
    assert Status.UNRESOLVED is status(with_servers("10.0.9.9", by=get_att("Options", "DhcpOptionsId")))


def test_an_inbound_endpoint_without_dns_support_is_not_documented() -> None:
    """Whether an inbound endpoint answers where the VPC's Resolver does not is told nowhere."""
    facts = with_servers("AmazonProvidedDNS", EnableDnsSupport=False)
    found = [status(facts), status(facts, "on-premises:us/In")]
    assert [Status.NO_ANSWER, Status.UNRESOLVED] == found


def test_nobody_asks_through_an_inbound_endpoint_that_is_down() -> None:
    """The network behind it hears nothing, and the VPC itself is none the worse."""
    facts, world = with_servers("AmazonProvidedDNS"), World(down=frozenset({Resource("us", "In")}))
    asked = [vantage_named(facts, one) for one in ("us", "on-premises:us/In")]
    found = [resolve(facts, "a.example.com", "A", one, world).status for one in asked if one is not None]
    assert [Status.NOERROR, Status.NO_ANSWER] == found


def test_the_matrix_notes_other_servers() -> None:
    """A note tells which VPC asks other servers."""
    expected = "us has DHCP options (us/Options) that name the DNS servers 10.0.9.9"
    assert expected in read_matrix(with_servers("10.0.9.9")).notes
