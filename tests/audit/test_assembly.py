import pytest

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.facts import AliasFact, RecordFact, VpcFact, ZoneFact
from constructs_pkg.audit.value import DeployTime, Literal, MapOf, Resource

from .templates import (
    ACCOUNT,
    ZONE_ID,
    Json,
    alias,
    cell,
    endpoint,
    get_att,
    import_value,
    one_cell,
    record,
    ref,
    stack,
    vpc,
    zone,
)

VPC, ZONE = Resource("us", "Vpc"), Resource("us", "Zone")


def test_reads_a_vpc() -> None:
    """A VPC has its place, its Name tag, its CIDR and its DNS settings."""
    facts = read([stack("us", {"Vpc": vpc("blue")})])
    expected = VpcFact(VPC, ACCOUNT, "us-east-1", "blue", Literal("10.0.0.0/16"), True, True)
    assert (expected,) == facts.vpcs


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, (True, False)),
        ({"EnableDnsHostnames": "true", "EnableDnsSupport": False}, (False, True)),
        ({"EnableDnsHostnames": ref("Late")}, (True, None)),
    ],
)
def test_knows_what_a_vpc_does_unless_told(properties: Json, expected: tuple[bool | None, bool | None]) -> None:
    """DNS support is on by default and DNS hostnames are off; what a parameter says is not known."""
    resource = {"Type": "AWS::EC2::VPC", "Properties": properties}
    fact = read([stack("us", {"Vpc": resource}, Parameters={"Late": {"Type": "String"}})]).vpcs[0]
    assert expected == (fact.dns_support, fact.dns_hostnames)


def test_tells_private_zones_from_public_ones() -> None:
    """A zone with VPCs is private, by Ref or by attribute, in any case and with a trailing dot."""
    resources = {
        "Vpc": vpc(),
        "Private": zone("Example.COM.", get_att("Vpc", "VpcId"), "vpc-0123456789abcdef0", ref("Vpc")),
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.org"}},
        "Empty": zone("example.net"),
    }
    facts = read([stack("us", resources)])
    vpcs = (VPC, Literal("vpc-0123456789abcdef0"))
    regions = tuple((one, "us-east-1") for one in vpcs)
    expected = ZoneFact(Resource("us", "Private"), "example.com", vpcs, regions=regions)
    expected_public = [
        ZoneFact(Resource("us", "Public"), "example.org", (), public=True),
        ZoneFact(Resource("us", "Empty"), "example.net", (), public=True),
    ]
    assert ((expected,), expected_public) == (facts.zones, list(facts.public_zones))


def test_follows_a_links_stack_to_the_vpc_and_zone_of_its_network_stack() -> None:
    """Records and endpoints find their zone and VPC through exports."""
    resources = {
        "Ep": endpoint(import_value("us-network:VpcId"), SubnetIds=["subnet-1"]),
        "Db": record(import_value("us-network:ZoneId"), "db.example.com", "A", "10.0.0.5"),
    }
    facts = read(cell("us", "us-east-1", resources))
    service = Literal("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")
    expected_endpoint = EndpointFact(
        Resource("us-links", "Ep"),
        ACCOUNT,
        "us-east-1",
        Resource("us-network", "Vpc"),
        service,
        False,
        (Literal("subnet-1"),),
    )
    assert (expected_endpoint,) == facts.endpoints
    assert [Resource("us-network", "Zone")] == [one.zone for one in facts.records]


def test_leaves_out_gateway_endpoints() -> None:
    """An endpoint that does not say what it is, is a gateway endpoint and has no DNS names."""
    resource = {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": ref("Vpc"), "ServiceName": "s3"}}
    expected = ()
    assert expected == one_cell({"Ep": resource}).endpoints


def test_reads_a_record_with_all_its_fields() -> None:
    """Name and type come in one form; the routing policy's fields stay as they are."""
    fields = {"SetIdentifier": "blue", "Weight": 10, "HealthCheckId": ref("Check"), "TTL": "30"}
    check: Json = {"Type": "AWS::Route53::HealthCheck", "Properties": {}}
    facts = one_cell({"Db": {**record(ref("Zone"), "DB.Example.com.", "a", "10.0.0.5", **fields)}, "Check": check})
    expected = RecordFact(
        source=Resource("us", "Db"),
        zone=ZONE,
        name="db.example.com",
        type="A",
        ttl=Literal("60"),
        values=(Literal("10.0.0.5"),),
        set_identifier=Literal("blue"),
        policy=(("Weight", Literal(10)),),
        health_check=Resource("us", "Check"),
    )
    assert (expected,) == facts.records


def test_reads_alias_targets() -> None:
    """An alias keeps its target's name and zone, the latter in the form of the zone's own id."""
    fields = {"AliasTarget": alias("b.example.com", get_att("Zone", "Id"))}
    fact = one_cell({"A": record(ref("Zone"), "a.example.com", "A", **fields)}).records[0]
    assert AliasFact(Literal("b.example.com"), ZONE, Literal(True)) == fact.alias


def test_reads_the_entries_of_a_record_set_group() -> None:
    """The entries of a group are records in the group's zone, or in their own."""
    location = {"AWSRegion": "us-east-1", "Bias": 10}
    entries = [
        {"Name": "a.example.com", "Type": "A", "GeoProximityLocation": location, "SetIdentifier": "us"},
        {"Name": "b.example.com", "Type": "A", "HostedZoneId": f"/hostedzone/{ZONE_ID}"},
    ]
    properties = {"HostedZoneId": ref("Zone"), "RecordSets": entries}
    facts = one_cell({"Group": {"Type": "AWS::Route53::RecordSetGroup", "Properties": properties}})
    proximity = MapOf((("AWSRegion", Literal("us-east-1")), ("Bias", Literal(10))))
    expected = [
        ("a.example.com", ZONE, 0, (("GeoProximityLocation", proximity),)),
        ("b.example.com", Literal(ZONE_ID), 1, ()),
    ]
    assert expected == [(one.name, one.zone, one.entry, one.policy) for one in facts.records]


@pytest.mark.parametrize("written", ["*.example.com", "\\052.example.com."])
def test_writes_a_wildcard_one_way(written: str) -> None:
    """Route 53's escape for an asterisk is the asterisk."""
    facts = one_cell({"A": record(ref("Zone"), written, "A", "10.0.0.1")})
    expected = ["*.example.com"]
    assert expected == [one.name for one in facts.records]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("\\137dmarc.example.com", "_dmarc.example.com"),
        ("\\101.example.com", "a.example.com"),
        ("a\\040b.example.com", "a\\040b.example.com"),
        ("a\\056b.example.com", "a\\056b.example.com"),
    ],
)
def test_writes_an_escaped_character_one_way(written: str, expected: str) -> None:
    """A name is the same with a character and with its octal escape; one that a label cannot show stays escaped."""
    facts = one_cell({"A": record(ref("Zone"), written, "TXT", '"v"')})
    assert [expected] == [one.name for one in facts.records]


def test_reads_what_templates_declare_of_a_zone_they_know_by_id() -> None:
    """Metadata gives a zone brought by id its name and VPCs, put together from all stacks."""

    def declaring(name: str, *vpcs: str) -> Json:
        return {"PrivateCells": {"zones": {ZONE_ID: {"name": "Example.com", "vpcs": list(vpcs)}}}}

    stacks = [
        stack("a", {"A": record(ZONE_ID, "a.example.com", "A", "10.0.0.1")}, Metadata=declaring("a", "vpc-1")),
        stack("b", Metadata=declaring("b", "vpc-1", "vpc-2")),
    ]
    facts = read(stacks)
    expected = ZoneFact(Literal(ZONE_ID), "example.com", (Literal("vpc-1"), Literal("vpc-2")), declared=True)
    assert ((expected,), ()) == (facts.zones, facts.unread)


def test_does_not_choose_between_two_declared_names() -> None:
    """A zone declared under two names has none."""
    stacks = [stack(name, Metadata={"PrivateCells": {"zones": {ZONE_ID: {"name": name, "vpcs": []}}}}) for name in "ab"]
    facts = read(stacks)
    expected = [None]
    assert expected == [one.name for one in facts.zones]
    assert (f"zone {ZONE_ID} is declared under several names: a, b",) == facts.unread


def test_keeps_a_zone_that_only_its_records_name() -> None:
    """A zone known by id only has no name and no VPC, and a note says so."""
    facts = read([stack("a", {"A": record(ZONE_ID, "a.example.com", "A", "10.0.0.1")})])
    assert (ZoneFact(Literal(ZONE_ID), None, ()),) == facts.zones
    assert [f"zone {ZONE_ID} is known by its id only"] == [one.split(",")[0] for one in facts.unread]


def test_leaves_a_zone_given_by_name_to_the_deployment() -> None:
    """HostedZoneName is looked up when CloudFormation deploys, so it names no zone of the assembly."""
    properties = {"HostedZoneName": "example.com.", "Name": "a.example.com", "Type": "A", "TTL": "60"}
    facts = one_cell({"A": {"Type": "AWS::Route53::RecordSet", "Properties": properties}})
    expected = DeployTime("the hosted zone named example.com", f"{ACCOUNT}/us-east-1")
    assert [expected] == [one.zone for one in facts.records]


def test_says_nothing_of_records_in_a_public_zone_of_the_assembly() -> None:
    """Records of a public zone are facts, and nothing about them is unread."""
    public = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.org"}}
    facts = read([stack("a", {"Public": public, "A": record(ref("Public"), "example.org", "A", "192.0.2.1")})])
    expected = (1, (), ())
    assert expected == (len(facts.records), facts.zones, facts.unread)


CIDR = {"Fn::Cidr": ["a", "b", "c"]}
NOT_FOLLOWED = "Fn::Cidr is not followed"
LATE = "known at deployment (parameter Late)"
GROUP = {"Type": "AWS::Route53::RecordSetGroup", "Properties": {"RecordSets": ref("Late")}}


@pytest.mark.parametrize(
    ("resource", "sentence"),
    [
        (record(CIDR, "a.b", "A"), f"X has an unresolved HostedZoneId: {NOT_FOLLOWED}"),
        (record(ref("Zone"), ref("Late"), "A"), f"X has a Name that is {LATE}; it is not read"),
        (record(ref("Zone"), CIDR, "A"), f"X has an unresolved Name: {NOT_FOLLOWED}"),
        (
            {"Type": "AWS::Route53::RecordSet"},
            "X has neither HostedZoneId nor a literal HostedZoneName; it is not read",
        ),
        (GROUP, "X has RecordSets that are no list in the template; they are not read"),
        (zone("b.c", CIDR), f"X.VPCs[0] has an unresolved VPCId: {NOT_FOLLOWED}"),
        (zone(ref("Late"), ref("Vpc")), f"X is a private zone whose name is {LATE}"),
        (endpoint(CIDR), f"X has an unresolved VpcId: {NOT_FOLLOWED}"),
        (
            endpoint("vpc-1", VpcEndpointType=ref("Late")),
            f"X is an endpoint whose type is {LATE}; it is not read",
        ),
        ({**vpc(), "Condition": "Production"}, "X exists under condition Production only; it is read as if it did"),
        (
            {"Type": "AWS::EC2::VPC", "Properties": {"Fn::Transform": {"Name": "x"}}},
            "X has properties from an intrinsic function, which is not followed",
        ),
        ({"Type": "AWS::CloudFormation::Stack"}, "X is a nested stack; its template is not read"),
    ],
)
def test_notes_what_it_does_not_read(resource: Json, sentence: str) -> None:
    """What cannot be told before deployment is a sentence among the facts, not a guess."""
    resources = {"Vpc": vpc(), "Zone": zone("example.com", ref("Vpc")), "X": resource}
    assert f"us/{sentence}" in read([stack("us", resources, Parameters={"Late": {"Type": "String"}})]).unread


def test_notes_transforms() -> None:
    """What a transform adds at deployment is not in the template, and a note says so."""
    resources = {"Fn::ForEach::Vpcs": ["Name", ["a"], {}]}
    expected = (
        "stack us has a Transform; what it changes at deployment is not seen",
        "stack us unfolds Fn::ForEach::Vpcs at deployment; its resources are not read",
    )
    assert expected == read([stack("us", resources, Transform="AWS::LanguageExtensions")]).unread


def test_finds_facts_by_what_they_belong_to() -> None:
    """Facts come with indexes by id, VPC and zone."""
    facts = one_cell({"A": record(ref("Zone"), "a.example.com", "A", "10.0.0.1"), "Ep": endpoint(ref("Vpc"))})
    expected = (facts.vpcs[0], facts.zones[0], facts.zones, facts.records, facts.endpoints[0])
    found = (
        facts.vpc_by_id[VPC],
        facts.zone_by_id[ZONE],
        facts.zones_of_vpc[VPC],
        facts.records_of_zone[ZONE],
        facts.endpoint_by_id[Resource("us", "Ep")],
    )
    assert expected == found
