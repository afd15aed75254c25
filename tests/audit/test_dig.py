from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.audit.presented import presented
from constructs_pkg.commands import main

from .templates import alias, endpoint, endpoint_alias, record, ref, stack, vpc, write_assembly, zone

Z = ref("Zone")
CHECK = {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {"Type": "TCP"}}}
PUBLIC = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}}

RESOURCES = {
    "Vpc": vpc("us"),
    "Zone": zone("example.com", ref("Vpc")),
    "Ep": endpoint(ref("Vpc")),
    "Check": CHECK,
    "Db": record(Z, "db.example.com", "A", "10.0.0.5"),
    "Www": record(Z, "www.example.com", "CNAME", "db.example.com"),
    "Orders": record(Z, "orders.example.com", "A", AliasTarget=endpoint_alias("Ep")),
    "Short": record(Z, "short.example.com", "A", AliasTarget=alias("db.example.com", Z)),
    "One": record(
        Z, "f.example.com", "A", "10.0.0.1", SetIdentifier="1", Failover="PRIMARY", HealthCheckId=ref("Check")
    ),
    "Two": record(Z, "f.example.com", "A", "10.0.0.2", SetIdentifier="2", Failover="SECONDARY"),
    "W1": record(Z, "w.example.com", "A", "10.0.1.1", SetIdentifier="1", Weight=1),
    "W2": record(Z, "w.example.com", "A", "10.0.1.2", SetIdentifier="2", Weight=1),
    "Public": PUBLIC,
    "Blog": record(ref("Public"), "blog.example.com", "A", "203.0.113.1"),
    "Fr": record(
        ref("Public"), "g.example.com", "A", "203.0.113.2", SetIdentifier="fr", GeoLocation={"CountryCode": "FR"}
    ),
}


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    return write_assembly(tmp_path, [stack("us", RESOURCES)])


def dig(assembly: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["dig", *arguments, "--assembly", str(assembly)])


def test_writes_an_answer_as_dig_does(assembly: Path) -> None:
    """Header, question and answer are dig's; the zone is a comment."""
    expected = (
        "; <<>> private-cells <<>> www.example.com A from us\n"
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR\n"
        ";; QUERY: 1, ANSWER: 2\n"
        "\n"
        ";; QUESTION SECTION:\n"
        ";www.example.com.\t\tIN\tA\n"
        "\n"
        ";; ANSWER SECTION:\n"
        "www.example.com.\t60\tIN\tCNAME\tdb.example.com.\n"
        "db.example.com.\t60\tIN\tA\t10.0.0.5\n"
        "\n"
        ";; ZONE: example.com. (us/Zone, private)\n"
    )
    result = dig(assembly, "www.example.com", "--from", "us")
    assert (0, expected) == (result.exit_code, result.stdout)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["short.example.com", "--from", "us"], "short.example.com.\t60\tIN\tA\t10.0.0.5"),
        (["orders.example.com", "--from", "us"], "orders.example.com.\t-\tIN\tA\t; us/Ep"),
        (["gone.example.com", "--from", "us"], "status: NXDOMAIN"),
        (["db.example.com", "txt", "--from", "us"], ";; NODATA: the name exists and has no such record"),
        (["blog.example.com", "--from", "us"], ";; MASKED: public zone example.com. (us/Public) has the name"),
        (["blog.example.com", "--from", "internet"], "blog.example.com.\t60\tIN\tA\t203.0.113.1"),
        (["f.example.com", "--from", "us"], "f.example.com.\t60\tIN\tA\t10.0.0.1"),
        (["f.example.com", "--from", "us"], ";; POLICY: 1 other record not chosen"),
        (["f.example.com", "--from", "us", "--down", "health-check:us/Check"], "IN\tA\t10.0.0.2"),
        (["f.example.com", "--from", "us/Vpc", "--down", "us/Check"], "IN\tA\t10.0.0.2"),
        (["w.example.com", "--from", "us"], ";; CHANCE: an answer has 1 of these 2"),
        (["w.example.com", "--from", "us", "--draw", "0.7"], "ANSWER: 1\n"),
        (["g.example.com", "--from", "internet"], ";; WHY: Which record of g.example.com answers is not told"),
        (["g.example.com", "--from", "internet", "--client", "FR"], "IN\tA\t203.0.113.2"),
        (["g.example.com", "--from", "internet", "--client", "DE"], "status: NOERROR"),
        (["db.example.com", "--from", "us", "--trace"], ";;   db.example.com exists and has A records."),
        (["a.vendor.test", "--from", "us"], "status: UNRESOLVED"),
    ],
)
def test_answers_what_is_asked(assembly: Path, arguments: list[str], expected: str) -> None:
    """Vantage, world and client decide the answer, and the exit code is 0 whatever it is."""
    result = dig(assembly, *arguments)
    assert 0 == result.exit_code
    assert expected in result.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["db.example.com", "--from", "eu"], "private-cells: --from eu: no such vantage; there are internet, us\n"),
        (["a..b", "--from", "us"], "private-cells: 'a..b' is not a legal name: it has an empty label\n"),
        (
            ["db.example.com", "--from", "us", "--down", "us/Nothing"],
            "private-cells: us/Nothing: the assembly has no such thing; name it STACK/LOGICALID, or a health check by "
            "its id\n",
        ),
        (
            ["db.example.com", "--from", "us", "--client", "mars"],
            "private-cells: mars: is none of a Region, a network, a country such as DE or US-CA, or a latitude and "
            "longitude\n",
        ),
    ],
)
def test_says_in_one_line_what_it_does_not_understand(assembly: Path, arguments: list[str], expected: str) -> None:
    """A vantage, thing or client that there is not is refused with exit code 2."""
    result = dig(assembly, *arguments)
    assert (2, "", expected) == (result.exit_code, result.stdout, result.stderr)


def test_says_that_parts_of_the_assembly_are_not_read(tmp_path: Path) -> None:
    """What is not looked at may change the answer, so that nobody takes it for more than it is."""
    rule = {"Type": "AWS::Route53Resolver::ResolverRuleAssociation", "Properties": {"VPCId": ref("Vpc")}}
    assembly = write_assembly(tmp_path, [stack("us", {**RESOURCES, "Rule": rule})])
    expected = ";; NOTE: 1 of the assembly's parts are not read; private-cells names lists them\n"
    assert dig(assembly, "db.example.com", "--from", "us").stdout.endswith(expected)


def test_says_why_there_is_no_answer(tmp_path: Path) -> None:
    """A VPC without its Resolver, and a place that no geolocation record covers, are told as the reason."""
    public = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.net"}}
    german = record(ref("Pub"), "g.example.net", "A", "192.0.2.1", GeoLocation={"CountryCode": "DE"}, SetIdentifier="1")
    off = stack("off", {"Vpc": vpc("off", EnableDnsSupport=False), "Pub": public, "A": german})
    assembly = write_assembly(tmp_path, [off])
    assert ";; WHY: off has enableDnsSupport off" in dig(assembly, "a.example.net", "--from", "off").stdout
    found = dig(assembly, "g.example.net", "--from", "internet", "--client", "JP").stdout
    assert ";; WHY: No geolocation record covers JP, AS, and there is no default." in found
    assert "the name exists and has no such record" not in found


def test_a_name_cannot_write_on_the_terminal() -> None:
    """Control characters come out as the escape codes of RFC 1035, tabs and line ends as well."""
    expected = "a\\027[2Jb\\009\\010"
    assert expected == presented("a\x1b[2Jb\t\n")
