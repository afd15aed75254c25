from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words

from .templates import Json, endpoint, get_att, of_endpoint, one_cell, record, ref, stack, vantage, vpc, zone

Z = ref("Zone")


def ask(resources: Json, name: str = "a.example.com", kind: str = "A") -> Answer:
    facts = one_cell(resources)
    return resolve(facts, name, kind, vantage(facts, "us"))


def subnets(answer: Answer) -> list[str]:
    return [in_words(subnet) for record in answer.final for subnet in record.subnets]


def zonal(after: object) -> Json:
    first = {"Fn::Select": [0, {"Fn::Split": [".", of_endpoint("Ep", 1)]}]}
    return {
        "A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), "AvailabilityZone": "us-east-1a"}},
        "B": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), "AvailabilityZone": "us-east-1b"}},
        "Ep": endpoint(ref("Vpc"), SubnetIds=[ref("A"), ref("B"), "subnet-unknown"]),
        "Record": record(Z, "a.example.com", "CNAME", {"Fn::Join": ["", [first, after]]}),
    }


def test_a_zonal_name_leads_to_the_subnets_of_its_zone() -> None:
    """Of an endpoint's subnets those count that are in the zone, or may be."""
    assert ["us/A", "subnet-unknown"] == subnets(ask(zonal("-us-east-1a.vpce-svc-0.us-east-1.vpce.amazonaws.com")))


def test_what_is_no_zone_is_not_taken_for_one() -> None:
    """A name with anything else after its first label is not zonal."""
    assert ["us/A", "us/B", "subnet-unknown"] == subnets(ask(zonal("-blue.vpce-svc-0.us-east-1.vpce.amazonaws.com")))


def test_records_without_addresses_have_no_subnets() -> None:
    """The name of a load balancer in a TXT record gives no address."""
    balancer = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Subnets": ["subnet-1"]}}
    text = record(Z, "a.example.com", "TXT", get_att("Lb", "DNSName"))
    assert [] == subnets(ask({"Lb": balancer, "Record": text}, kind="TXT"))


def test_an_interface_without_a_primary_address_gets_one() -> None:
    """Of listed addresses none is the primary one unless it says so."""
    listed = {"SubnetId": "subnet-1", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.8", "Primary": "false"}]}
    resources = {
        "Eni": {"Type": "AWS::EC2::NetworkInterface", "Properties": listed},
        "Record": record(Z, "a.example.com", "A", get_att("Eni", "PrimaryPrivateIpAddress")),
    }
    assert ["subnet-1"] == subnets(ask(resources))


def test_zones_and_vpcs_of_custom_resources_stay_what_they_are() -> None:
    """Two uses of one attribute of a custom resource are one value, so a zone is found by it."""
    found = get_att("Find", "VpcId")
    resources = {
        "Find": {"Type": "Custom::Find", "Properties": {"ServiceToken": "arn:aws:lambda:us-east-1:111111111111:f:f"}},
        "Vpc": vpc("us"),
        "Zone": zone("example.com", found),
        "A": record(Z, "a.example.com", "A", "10.0.0.1"),
        "Ep": endpoint(found),
    }
    facts = read([stack("us", resources)])
    label = "attribute VpcId of custom resource us/Find"
    answer = resolve(facts, "a.example.com", "A", vantage(facts, label))
    assert (Status.NOERROR, 2) == (answer.status, len(facts.region_of_vpc))
