"""What cannot be made while the old one stands."""

from ..templates import Json, record, ref, vpc, zone
from .pairs import in_one_stack, of, resource


def subnet(cidr: str, az: str = "us-east-1a", vpc_id: object = "vpc-1") -> Json:
    return resource("AWS::EC2::Subnet", VpcId=vpc_id, CidrBlock=cidr, AvailabilityZone=az)


def fails(old: Json, new: Json, name: str) -> tuple[str, ...]:
    return of(in_one_stack(old, new), f"App/{name}").fails


def test_a_record_under_another_logical_id_exists_already() -> None:
    """CloudFormation makes the new record before it deletes the old one, and Route 53 has but one."""
    made = record("Z1", "a.example.com", "A", "10.0.0.1")
    expected = ("a.example.com A exists already, made by Old: making it fails, or deleting the old one takes it away",)
    assert expected == fails({"Old": made}, {"New": made}, "Old")


def test_a_record_in_a_group_exists_already() -> None:
    """A record set that takes over what a group had meets it as well."""
    entry = {"Name": "a.example.com", "Type": "A", "TTL": "60", "ResourceRecords": ["10.0.0.1"]}
    group = resource("AWS::Route53::RecordSetGroup", HostedZoneId="Z1", RecordSets=[entry])
    alone = record("Z1", "a.example.com", "A", "10.0.0.1")
    assert "made by Group" in fails({"Group": group}, {"Record": alone}, "Record")[0]


def test_a_record_of_another_policy_waits_for_the_old_one_to_go() -> None:
    """Route 53 has one routing policy at a name and type, and the old record is deleted last."""
    simple = record("Z1", "a.example.com", "A", "10.0.0.1")
    weighted = record("Z1", "a.example.com", "A", "10.0.0.1", Weight=1, SetIdentifier="one")
    expected = (
        "Route 53 refuses the weighted record of a.example.com while Old has its simple A record: delete that one "
        "first, in a deployment of its own",
    )
    assert expected == fails({"Old": simple}, {"New": weighted}, "New")
    assert "refuses the simple record" in fails({"Old": weighted}, {"New": simple}, "New")[0]


def test_a_cname_waits_for_other_records_to_go() -> None:
    """A CNAME stands alone at its name, whichever of them is new."""
    address, cname = record("Z1", "a.example.com", "A", "10.0.0.1"), record("Z1", "a.example.com", "CNAME", "b.com")
    expected = (
        "Route 53 refuses the CNAME record of a.example.com while Old has its A record: delete that one first, "
        "in a deployment of its own",
    )
    assert expected == fails({"Old": address}, {"New": cname}, "New")
    assert "refuses the A record" in fails({"Old": cname}, {"New": address}, "New")[0]


def test_a_record_that_can_stand_beside_the_others_is_made() -> None:
    """Another type, and another record of the same policy, are no obstacle."""
    one, two = (record("Z1", "a.example.com", "A", "10.0.0.1", Weight=1, SetIdentifier=name) for name in ("1", "2"))
    text = record("Z1", "a.example.com", "TXT", '"hello"')
    assert () == fails({"Old": one}, {"Old": one, "New": two}, "New")
    assert () == fails({"Old": one}, {"Old": one, "New": text}, "New")


def test_a_record_that_changes_its_policy_in_place_may_make_room_in_time() -> None:
    """What is updated under its logical id is not deleted last."""
    simple = record("Z1", "a.example.com", "A", "10.0.0.1")
    one, two = (record("Z1", "a.example.com", "A", "10.0.0.1", Weight=1, SetIdentifier=name) for name in ("1", "2"))
    assert () == fails({"Old": simple}, {"Old": one, "New": two}, "New")


def test_a_record_in_a_new_zone_meets_nothing() -> None:
    """A zone that is made anew is empty."""

    def made(prefix: str) -> dict[str, Json]:
        return {
            f"{prefix}Zone": zone("example.com", "vpc-1"),
            f"{prefix}Record": record(ref(f"{prefix}Zone"), "a", "A"),
        }

    assert () == fails(made("Old"), made("New"), "OldRecord")


def test_a_record_of_a_replaced_zone_meets_nothing() -> None:
    """A zone that is replaced under its logical id is empty as well."""
    old, new = (
        {
            "Zone": resource("AWS::Route53::HostedZone", Name="example.com", DelegationSetId=one),
            "Record": record(ref("Zone"), "a.example.com", "A", "10.0.0.1"),
        }
        for one in ("N1", "N2")
    )
    assert () == fails(old, new, "Record")


def test_a_second_zone_of_the_name_cannot_have_the_same_vpc() -> None:
    """Route 53 refuses two zones of one name on one VPC."""
    old, new = {"Vpc": vpc(), "Old": zone("a.com", ref("Vpc"))}, {"Vpc": vpc(), "New": zone("a.com", ref("Vpc"))}
    assert ("Route 53 refuses a second zone a.com on App/Vpc while Old stands",) == fails(old, new, "Old")


def test_a_second_zone_of_the_name_may_have_another_vpc() -> None:
    """The same name on different VPCs is the whole idea of a cell."""
    old, new = {"Old": zone("a.com", "vpc-1")}, {"New": zone("a.com", "vpc-2")}
    assert () == fails(old, new, "New")


def test_a_subnet_cannot_take_addresses_before_they_are_free() -> None:
    """A subnet that only changes its Availability Zone cannot be replaced: its range is taken by itself."""
    old, new = {"A": subnet("10.0.0.0/24")}, {"A": subnet("10.0.0.0/24", "us-east-1b")}
    assert ("EC2 refuses 10.0.0.0/24 while the old one has 10.0.0.0/24",) == fails(old, new, "A")


def test_subnets_cannot_change_places() -> None:
    """Ranges that overlap another subnet's old range are refused."""
    old = {"A": subnet("10.0.0.0/24"), "B": subnet("10.0.1.0/24")}
    new = {"A": subnet("10.0.1.0/25"), "B": subnet("10.0.3.0/24")}
    found = in_one_stack(old, new)
    expected = (("EC2 refuses 10.0.1.0/25 while B has 10.0.1.0/24",), ())
    assert expected == (of(found, "App/A").fails, of(found, "App/B").fails)


def test_a_subnet_of_a_new_vpc_may_have_any_range() -> None:
    """A VPC that is made anew is empty."""
    old, new = (
        {"Vpc": vpc(Ipv4IpamPoolId=pool), "A": subnet("10.0.0.0/24", vpc_id=ref("Vpc"))} for pool in ("one", "two")
    )
    assert () == fails(old, new, "A")


def test_a_custom_name_stands_in_the_way_of_its_own_replacement() -> None:
    """Two load balancers cannot have one name, so a named one cannot be replaced under it."""
    kind = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    old, new = ({"It": resource(kind, Name="front", Scheme=one)} for one in ("internal", "internet-facing"))
    assert ("the name front is taken by the old one: give it another name, or none",) == fails(old, new, "It")
    renamed = {"It": resource(kind, Name="back", Scheme="internet-facing")}
    assert () == fails(old, renamed, "It")


def test_a_zone_stays_private_or_public() -> None:
    """Route 53 does not turn one into the other, so an update in place fails."""
    public = resource("AWS::Route53::HostedZone", Name="a.com")
    private = zone("a.com", "vpc-1")
    assert ("a private zone cannot become a public one",) == fails({"Z": private}, {"Z": public}, "Z")
    assert ("a public zone cannot become a private one",) == fails({"Z": public}, {"Z": private}, "Z")
