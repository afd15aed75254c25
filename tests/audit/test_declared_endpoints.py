"""What the metadata of an endpoint declares: its service's private DNS name, and where its subnets are."""

from dataclasses import replace

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.dig import dig_text
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words

from .templates import endpoint, output, record, ref, stack, vantage, vpc, zone

SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
NAME = "api.vendor.test"


def declaring(said: object, **given: object) -> Facts:
    taken = endpoint(ref("Vpc"), **{"ServiceName": SERVICE, "PrivateDnsEnabled": True, **given})
    return read([stack("us", {"Vpc": vpc("us"), "Ep": {**taken, "Metadata": {"PrivateCells": said}}})])


def ask(facts: Facts, name: str = NAME) -> Answer:
    return resolve(facts, name, "A", vantage(facts, "us"))


def test_a_declared_name_answers_with_the_endpoint() -> None:
    """The vendor's name leads to the endpoint, and every view says that this is a declaration."""
    facts = declaring({"private_dns_name": "API.vendor.test."})
    answer = ask(facts)
    assert (Status.NOERROR, ["us/Ep"]) == (answer.outcome, [in_words(one.value) for one in answer.final])
    assert any("as its template declares" in sentence for sentence in answer.trace)
    assert "private, as declared)" in dig_text(answer, vantage(facts, "us"), trace=False)


def test_a_declared_name_is_a_row_of_the_matrix() -> None:
    """Names of services elsewhere are listed where a template declares them."""
    assert [NAME] == [row.name for row in read_matrix(declaring({"private_dns_name": NAME})).rows]


def test_other_names_of_the_vendor_stay_public() -> None:
    """The zone of private DNS is for the one name: its neighbours are answered by public DNS."""
    facts = declaring({"private_dns_name": NAME})
    assert Status.NOT_PRIVATE is ask(facts, "www.vendor.test").status


def test_without_private_dns_the_declaration_says_nothing() -> None:
    """An endpoint whose private DNS is off brings no zone, whatever is declared."""
    assert Status.NOT_PRIVATE is ask(declaring({"private_dns_name": NAME}, PrivateDnsEnabled=False)).status


def test_what_is_no_name_is_noted_and_not_read() -> None:
    """A declaration that is no literal domain name is among what was not read."""
    facts = declaring({"private_dns_name": "a..b", "availability_zones": ["us-east-1a"]})
    assert (None, True) == (facts.endpoints[0].declared_name, any("private_dns_name" in note for note in facts.unread))


def test_a_zonal_name_leads_to_the_subnet_declared_there() -> None:
    """Of brought subnets, those that are declared to be in another zone are left out."""
    entry = {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": ["Ep", "DnsEntries"]}]}]}]}
    first = {"Fn::Select": [0, {"Fn::Split": [".", entry]}]}
    zonal = {
        "Fn::Join": ["", [first, "-us-east-1b.vpce-svc-", {"Fn::Select": [1, {"Fn::Split": [".vpce-svc-", entry]}]}]]
    }
    taken = endpoint(ref("Vpc"), ServiceName=SERVICE, SubnetIds=["subnet-1", "subnet-2", "subnet-3"])
    said = {"availability_zones": {"subnet-1": "us-east-1a", "subnet-2": "us-east-1b"}}
    made = {
        "Vpc": vpc("us"),
        "Ep": {**taken, "Metadata": {"PrivateCells": said}},
        "Zone": zone("kafka.test.", ref("Vpc")),
        "Name": record(ref("Zone"), "b.kafka.test.", "CNAME", zonal),
    }
    (answer,) = ask(read([stack("us", made)]), "b.kafka.test").final
    assert ["subnet-2", "subnet-3"] == [in_words(subnet) for subnet in answer.subnets]


def test_a_parameter_is_followed_to_the_output_it_is_declared_to_be_given() -> None:
    """A Profile whose id crosses by a parameter is the one of the other stack; without that stack it is not known."""
    profile = {"Type": "AWS::Route53Profiles::Profile", "Properties": {"Name": "shared"}}
    held = {
        "Type": "AWS::Route53Profiles::ProfileResourceAssociation",
        "Properties": {
            "Name": "zone",
            "ProfileId": ref("Profile"),
            "ResourceArn": {"Fn::Join": ["", ["arn:aws:route53:::hostedzone/", ref("Zone")]]},
        },
    }
    hub = {
        "Hub": vpc("hub"),
        "Zone": zone("example.test.", ref("Hub")),
        "Name": record(ref("Zone"), "a.example.test.", "A", "10.0.0.9"),
        "Profile": profile,
        "Held": held,
    }
    joined = {
        "Type": "AWS::Route53Profiles::ProfileAssociation",
        "Properties": {"Name": "it", "ProfileId": ref("ProfileId"), "ResourceId": ref("Vpc")},
    }
    first = stack("hub", hub, Outputs={"Id": output(ref("Profile"))})
    second = stack("us", {"Vpc": vpc("us"), "It": joined}, Parameters={"ProfileId": {"Type": "String"}})
    said = {"stack": first.name, "account": first.account, "region": first.region, "output": "Id"}
    metadata = {"PrivateCells": {"parameters": {"ProfileId": said}}}
    declared = replace(second, template={**second.template, "Metadata": metadata})
    assert Status.NOERROR is ask(read([first, declared]), "a.example.test").status
    for stacks in ([first, second], [declared]):
        assert Status.NOT_PRIVATE is ask(read(stacks), "a.example.test").status
