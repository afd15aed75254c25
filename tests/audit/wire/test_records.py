"""Records as messages carry them: values of every type, TTLs, chains, wildcards and negative answers."""

import pytest
from dns.rcode import Rcode

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.wire.served import Served
from constructs_pkg.audit.world import World

from ..templates import (
    Json,
    alias,
    endpoint,
    endpoint_alias,
    get_att,
    of_endpoint,
    one_cell,
    record,
    ref,
    stack,
    vpc,
    zone,
)
from .served import ask, lines, reasons, served

Z = ref("Zone")
PUBLIC = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.org"}}


def kept(seconds: object, one: Json) -> Json:
    """Return a record with another TTL."""
    properties = one["Properties"]
    assert isinstance(properties, dict)
    return {**one, "Properties": {**properties, "TTL": seconds}}


RESOURCES: dict[str, Json] = {
    "Db": kept("300", record(Z, "db.example.com", "A", "10.0.0.5")),
    "Www": kept("30", record(Z, "www.example.com", "CNAME", "short.example.com")),
    "Short": record(Z, "short.example.com", "A", AliasTarget=alias("db.example.com", Z)),
    "Out": record(Z, "out.example.com", "CNAME", "www.vendor.test"),
    "Dead": record(Z, "dead.example.com", "CNAME", "gone.example.com"),
    "Star": record(Z, "*.star.example.com", "TXT", '"any"'),
    "Ep": endpoint(ref("Vpc"), SubnetIds=[ref("One"), ref("Two")], IpAddressType="dualstack"),
    "V4": endpoint(ref("Vpc"), SubnetIds=[ref("One")]),
    "Old6": record(Z, "old.example.com", "AAAA", AliasTarget=endpoint_alias("V4")),
    "OldName": record(Z, "old-name.example.com", "CNAME", of_endpoint("V4", 1)),
    "Told": record(Z, "told.example.com", "A", ref("AddressParameter")),
    "One": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc")}},
    "Two": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc")}},
    "Orders": record(Z, "orders.example.com", "A", AliasTarget=endpoint_alias("Ep")),
    "Orders6": record(Z, "orders.example.com", "AAAA", AliasTarget=endpoint_alias("Ep")),
    "Named": kept("30", record(Z, "named.example.com", "CNAME", of_endpoint("Ep", 1))),
    "Host": {"Type": "AWS::EC2::Instance", "Properties": {}},
    "OnHost": kept("20", record(Z, "host.example.com", "A", get_att("Host", "PrivateIp"))),
    "Mail": record(Z, "mail.example.com", "MX", {"Fn::Join": ["", ["5 ", get_att("Host", "PrivateDnsName")]]}),
    "Eip": {"Type": "AWS::EC2::EIP"},
    "ByRef": record(Z, "ref.example.com", "A", ref("Eip")),
    "ByAttribute": record(Z, "attribute.example.com", "A", get_att("Eip", "PublicIp")),
    "Star2": record(Z, "\\052.two.example.com", "A", "10.0.0.7"),
    "Bad": record(Z, "bad.example.com", "A", "10.0.0"),
    "Late": kept({"Ref": "Ttl"}, record(Z, "late.example.com", "A", "10.0.0.8")),
    "Public": PUBLIC,
    "Blog": record(ref("Public"), "blog.example.org", "A", "203.0.113.1"),
}


@pytest.fixture(scope="module")
def what() -> Served:
    return served(one_cell(RESOURCES), "us", "internet")


VALUES = {
    "A": ("10.0.0.1", "10.0.0.1"),
    "AAAA": ("2001:0db8::0001", "2001:db8::1"),
    "CAA": ('0 issue "amazon.com"', '0 issue "amazon.com"'),
    "DS": (f"60485 5 1 {'AB' * 20}", f"60485 5 1 {'ab' * 20}"),
    "HTTPS": ("1 . alpn=h2", '1 . alpn="h2"'),
    "MX": ("10 mail.example.com", "10 mail.example.com."),
    "NAPTR": (
        '100 50 "u" "E2U+sip" "!^.*$!sip:a@example.com!" .',
        '100 50 "u" "E2U+sip" "!^.*$!sip:a@example.com!" .',
    ),
    "NS": ("ns.example.net", "ns.example.net."),
    "PTR": ("db.example.com", "db.example.com."),
    "SPF": ('"v=spf1 -all"', '"v=spf1 -all"'),
    "SRV": ("1 10 5269 xmpp.example.com.", "1 10 5269 xmpp.example.com."),
    "SSHFP": (f"4 2 {'0A' * 32}", f"4 2 {'0a' * 32}"),
    "SVCB": ("1 svc.example.com port=8080", '1 svc.example.com. port="8080"'),
    "TLSA": (f"3 1 1 {'0A' * 32}", f"3 1 1 {'0a' * 32}"),
    # Octal escapes, several strings, and 255 octets at most in each.
    "TXT": (f'"caf\\303\\251 \\"x\\"" "{"a" * 255}"', f'"caf\\195\\169 \\"x\\"" "{"a" * 255}"'),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_of_every_type_is_on_the_wire(kind: str) -> None:
    """Every type that Route 53 has comes as its data, names absolute, octal escapes read."""
    text, expected = VALUES[kind]
    what = served(one_cell({"One": record(Z, "t.example.com", kind, text)}), "us")
    response = ask(what, "us", "t.example.com", kind)
    assert [f"t.example.com. 60 IN {kind} {expected}"] == lines(response.answer)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("db.example.com", ["db.example.com. 300 IN A 10.0.0.5"]),
        ("short.example.com", ["short.example.com. 300 IN A 10.0.0.5"]),
        (
            "WWW.example.com",
            ["WWW.example.com. 30 IN CNAME short.example.com.", "short.example.com. 300 IN A 10.0.0.5"],
        ),
        ("x.two.example.com", ["x.two.example.com. 60 IN A 10.0.0.7"]),
        # What is known at deployment only may be nobody's to keep.
        ("late.example.com", ["late.example.com. 0 IN A 10.0.0.8"]),
    ],
)
def test_ttls_and_owners_are_those_of_the_records(what: Served, name: str, expected: list[str]) -> None:
    """A record has its TTL, an alias that of the record it leads to; a wildcard answers as the name that was asked."""
    assert expected == lines(ask(what, "us", name).answer)


def test_negative_answers_bring_the_soa_record(what: Served) -> None:
    """NXDOMAIN and NODATA have the SOA record of the zone, to be kept 15 minutes, at the end of a chain too."""
    soa = "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"
    for name, kind, rcode, answers in (
        ("gone.example.com", "A", Rcode.NXDOMAIN, 0),
        ("db.example.com", "TXT", Rcode.NOERROR, 0),
        ("star.example.com", "TXT", Rcode.NOERROR, 0),
        ("dead.example.com", "A", Rcode.NXDOMAIN, 1),
    ):
        response = ask(what, "us", name, kind)
        assert (rcode, answers) == (response.rcode(), len(response.answer))
        assert [f"example.com. 900 IN SOA {soa}"] == lines(response.authority)


def test_the_soa_record_of_the_assembly_goes_before_that_of_route_53() -> None:
    """A zone whose SOA record is in the assembly has that one; negative answers keep the lesser of its two times."""
    text = "ns.example.com. admin.example.com. 9 7200 900 1209600 60"
    what = served(one_cell({"Soa": kept("600", record(Z, "example.com", "SOA", text))}), "us")
    assert [f"example.com. 60 IN SOA {text}"] == lines(ask(what, "us", "gone.example.com").authority)
    assert [f"example.com. 600 IN SOA {text}"] == lines(ask(what, "us", "example.com", "SOA").answer)


def test_a_public_zone_names_stand_ins_for_its_name_servers(what: Served) -> None:
    """The name servers of a public zone are known at deployment: a stand-in is named, in SOA and NS alike."""
    name = "public-nameservers.us.private-cells.test."
    assert [f"example.org. 172800 IN NS {name}"] == lines(ask(what, "internet", "example.org", "NS").answer)
    assert name == ask(what, "internet", "gone.example.org").authority[0][0].to_text().split()[0]


def addresses(what: Served, words: str) -> list[str]:
    return sorted(str(one.v4) for standin in what.standins for one in standin.addresses if one.words.startswith(words))


def test_an_endpoint_is_answered_with_an_address_for_each_subnet(what: Served) -> None:
    """Alias and CNAME of an endpoint give the same addresses, 60 seconds to be kept, and tell what they stand for."""
    expected = addresses(what, "us/Ep")
    assert 2 == len(expected)
    response = ask(what, "us", "orders.example.com")
    assert [f"orders.example.com. 60 IN A {one}" for one in expected] == lines(response.answer)
    [told] = reasons(response)
    assert all(f"{one} stands for us/Ep (subnet us/" in told for one in expected)
    chain = lines(ask(what, "us", "named.example.com").answer)
    assert ["named.example.com. 30 IN CNAME ep.us.private-cells.test."] == chain[:1]
    assert [f"ep.us.private-cells.test. 60 IN A {one}" for one in expected] == chain[1:]


def test_ipv6_addresses_of_stand_ins_end_in_their_ipv4_addresses(what: Served) -> None:
    """AAAA is answered from 2001:db8::/32, with the number of the IPv4 address."""
    [rrset] = ask(what, "us", "orders.example.com", "AAAA").answer
    actual = sorted(rdata.to_text() for rdata in rrset)
    numbers = [[int(part) for part in one.split(".")] for one in addresses(what, "us/Ep")]
    assert sorted(f"2001:db8::{a * 256 + b:x}:{c * 256 + d:x}" for a, b, c, d in numbers) == actual


def test_an_endpoint_without_ipv6_addresses_is_given_none(what: Served) -> None:
    """Asked for AAAA, an alias of an IPv4 endpoint is NODATA, and a CNAME leads to nothing."""
    response = ask(what, "us", "old.example.com", "AAAA")
    assert (Rcode.NOERROR, [], 1) == (response.rcode(), response.answer, len(response.authority))
    expected = ["old-name.example.com. 60 IN CNAME v4.us.private-cells.test."]
    assert expected == lines(ask(what, "us", "old-name.example.com", "AAAA").answer)


def test_what_a_parameter_tells_has_no_stand_in() -> None:
    """An address that is a parameter of the stack is anybody's guess: SERVFAIL, no record, and the reason."""
    parameter = {"AddressParameter": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/address"}}
    resources = {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc")), "Told": RESOURCES["Told"]}
    what = served(read([stack("us", resources, Parameters=parameter)]), "us")
    response = ask(what, "us", "told.example.com")
    assert (Rcode.SERVFAIL, []) == (response.rcode(), response.answer)
    assert "SSM parameter /address" in reasons(response)[0]


def test_the_name_of_a_stand_in_can_be_asked_for(what: Served) -> None:
    """A client that follows a CNAME itself is answered, and every type it has not is NODATA."""
    response = ask(what, "us", "ep.us.private-cells.test")
    assert addresses(what, "us/Ep") == sorted(rdata.to_text() for rdata in response.answer[0])
    response = ask(what, "us", "ep.us.private-cells.test", "TXT")
    assert (Rcode.NOERROR, [], ["stands for us/Ep"]) == (response.rcode(), response.answer, reasons(response))


def test_the_name_of_a_stand_in_is_no_name_of_a_private_zone() -> None:
    """Where a private zone covers the name, the zone answers, as it would before public DNS."""
    what = served(one_cell({"Ep": RESOURCES["Ep"], "Orders": RESOURCES["Orders"]}, "private-cells.test"), "us")
    assert "ep.us.private-cells.test." in {one.name.to_text() for one in what.standins}
    assert Rcode.NXDOMAIN == ask(what, "us", "ep.us.private-cells.test").rcode()


def test_values_made_at_deployment_have_stand_ins(what: Served) -> None:
    """An instance's address, a name within a value, and an Elastic IP address however it is named each have theirs."""
    [address] = addresses(what, "us/Host PrivateIp")
    assert [f"host.example.com. 20 IN A {address}"] == lines(ask(what, "us", "host.example.com").answer)
    mail = lines(ask(what, "us", "mail.example.com", "MX").answer)
    assert ["mail.example.com. 60 IN MX 5 host-privatednsname.us.private-cells.test."] == mail
    [address] = addresses(what, "us/Eip")
    for name in ("ref.example.com", "attribute.example.com"):
        assert [f"{name}. 60 IN A {address}"] == lines(ask(what, "us", name).answer)


def test_what_public_dns_would_answer_is_refused(what: Served) -> None:
    """A name of nobody's is REFUSED with the reason, so that a client asks its next name server."""
    response = ask(what, "us", "www.vendor.test")
    assert (Rcode.REFUSED, []) == (response.rcode(), response.answer)
    assert "public DNS is not in the assembly" in reasons(response)[0]


def test_a_chain_that_leaves_the_assembly_fails_with_what_is_known(what: Served) -> None:
    """The CNAME comes with SERVFAIL and the reason, since the rcode is that of the last name (RFC 6604)."""
    response = ask(what, "us", "out.example.com")
    assert (Rcode.SERVFAIL, ["out.example.com. 60 IN CNAME www.vendor.test."]) == (
        response.rcode(),
        lines(response.answer),
    )
    assert "public DNS is not in the assembly" in reasons(response)[0]


def test_a_value_that_is_none_fails_with_the_reason(what: Served) -> None:
    """A value that is no value of its type is SERVFAIL and says which."""
    response = ask(what, "us", "bad.example.com")
    assert (Rcode.SERVFAIL, []) == (response.rcode(), response.answer)
    assert reasons(response)[0].startswith("'10.0.0' is no value of a record of type A")


def test_reasons_are_short_and_write_on_no_terminal() -> None:
    """A reason is at most 400 characters, with escape codes for control characters."""
    what = served(one_cell({"Bad": record(Z, "bad.example.com", "A", "\x1b[2J" + "x" * 900)}), "us")
    [told] = reasons(ask(what, "us", "bad.example.com"))
    assert 400 == len(told)
    assert "\x1b" not in told


def weighted(**weights: int) -> dict[str, Json]:
    return {
        f"W{key}": record(Z, "w.example.com", "A", f"10.0.1.{weight}", SetIdentifier=key, Weight=weight)
        for key, weight in weights.items()
    }


def test_a_weighted_record_is_drawn_for_each_question() -> None:
    """Over many questions each record answers about as often as its weight says."""
    what = served(one_cell(weighted(a=10, b=30)), "us")
    drawn = [lines(ask(what, "us", "w.example.com").answer) for _ in range(400)]
    heavy = drawn.count(["w.example.com. 60 IN A 10.0.1.30"])
    assert 400 == heavy + drawn.count(["w.example.com. 60 IN A 10.0.1.10"])
    # Three in four; ten standard deviations would be 87.
    assert 260 < heavy < 340


def test_the_draw_of_the_world_decides() -> None:
    """With a draw, the same record answers each time."""
    what = served(one_cell(weighted(a=10, b=30)), "us", world=World(draw=0.1))
    assert {"10.0.1.10"} == {ask(what, "us", "w.example.com").answer[0][0].to_text() for _ in range(20)}


def test_eight_of_many_multivalue_records_answer() -> None:
    """Of twelve multivalue records eight answer, by and by all of them; with a draw the same eight."""
    facts = one_cell(
        {
            f"M{number}": record(
                Z, "m.example.com", "A", f"10.0.2.{number}", SetIdentifier=str(number), MultiValueAnswer=True
            )
            for number in range(12)
        }
    )
    what = served(facts, "us")
    answers = [{rdata.to_text() for rdata in ask(what, "us", "m.example.com").answer[0]} for _ in range(50)]
    assert {8} == set(map(len, answers))
    assert 12 == len(set().union(*answers))
    what = served(facts, "us", world=World(draw=0.5))
    fixed = [{rdata.to_text() for rdata in ask(what, "us", "m.example.com").answer[0]} for _ in range(5)]
    assert all(one == fixed[0] for one in fixed)


def test_names_with_odd_octets_are_names_like_others(what: Served) -> None:
    """Dots and control characters within a label, and the star itself, are neither ends of labels nor special."""
    for name in (r"a\.b.example.com", r"\000.example.com", r"\200.example.com"):
        assert Rcode.NXDOMAIN == ask(what, "us", name).rcode()
    assert ["*.two.example.com. 60 IN A 10.0.0.7"] == lines(ask(what, "us", "*.two.example.com").answer)


def test_a_name_in_octal_is_the_one_that_is_asked() -> None:
    """Route 53 writes other characters of a name in octal; the octet itself is asked for."""
    what = served(one_cell({"One": record(Z, r"caf\351.example.com", "A", "10.0.0.1")}), "us")
    assert Rcode.NOERROR == ask(what, "us", r"caf\233.example.com").rcode()
