"""Names that answer otherwise, and from where."""

import pytest

from constructs_pkg.audit.changes.turn import NameChange, Turn
from constructs_pkg.audit.facts import StackFact

from ..templates import Json, endpoint, endpoint_alias, record, ref, stack, two_cells, vpc, zone
from .pairs import changes


def cell(name: str, region: str = "us-east-1", /, **records: Json) -> StackFact:
    """Return a stack with a VPC, its zone example.com, and records in it."""
    network = {"Vpc": vpc(name), "Zone": zone("example.com", ref("Vpc"))}
    return stack(name, {**network, **records}, region)


def host(name: str, *values: str, kind: str = "A", **fields: object) -> Json:
    return record(ref("Zone"), f"{name}.example.com.", kind, *values, **fields)


def names(old: list[StackFact], new: list[StackFact]) -> list[NameChange]:
    return list(changes(old, new).names)


def test_a_name_that_answers_otherwise() -> None:
    """The answers before and after stand in the words of the matrix."""
    found = names([cell("us", A=host("a", "10.0.0.1"))], [cell("us", A=host("a", "10.0.0.2"))])
    expected = NameChange("a.example.com", "A", ("us",), Turn.CHANGED, "10.0.0.1", "10.0.0.2", lost=False)
    assert [expected] == found


def test_a_name_that_is_taken_away_goes_dark() -> None:
    """The private zone answers for the name that it no longer has, so public DNS is not asked."""
    found = names([cell("us", A=host("a", "10.0.0.1"))], [cell("us")])
    assert [NameChange("a.example.com", "A", ("us",), Turn.DARK, "10.0.0.1", "NXDOMAIN", lost=True)] == found


def test_a_name_that_loses_one_type() -> None:
    """The other type's record keeps the name, which has no data of this type."""
    both = {"A": host("a", "10.0.0.1"), "Six": host("a", "fd00::1", kind="AAAA")}
    found = names([cell("us", **both)], [cell("us", A=both["A"])])
    assert [NameChange("a.example.com", "AAAA", ("us",), Turn.DARK, "fd00::1", "NODATA", lost=True)] == found


def test_a_name_that_is_added_appears() -> None:
    """A new name is told with where it answers."""
    found = names([cell("us")], [cell("us", A=host("a", "10.0.0.1"))])
    assert [NameChange("a.example.com", "A", ("us",), Turn.APPEARS, "NXDOMAIN", "10.0.0.1", lost=False)] == found


def test_a_name_whose_zone_goes_is_answered_by_public_dns() -> None:
    """Without the private zone the question leaves the VPC."""
    old = cell("us", A=host("a", "10.0.0.1"))
    found = names([old], [stack("us", {"Vpc": vpc("us")})])
    assert [NameChange("a.example.com", "A", ("us",), Turn.PUBLIC, "10.0.0.1", "public DNS", lost=True)] == found


def test_a_zone_that_comes_over_a_vpc_masks_public_names() -> None:
    """Names of the zone that this VPC got from public DNS before are NXDOMAIN where the zone lacks them."""
    other = cell("eu", "eu-west-1", A=host("a", "10.0.0.1"))
    old = [stack("us", {"Vpc": vpc("us")}), other]
    found = names(old, [cell("us"), other])
    assert [NameChange("a.example.com", "A", ("us",), Turn.DARK, "public DNS", "NXDOMAIN", lost=True)] == found


def test_a_cname_that_leads_nowhere_is_dark() -> None:
    """A name is lost with what its CNAME leads to."""
    www = host("www", "a.example.com", kind="CNAME")
    found = names([cell("us", A=host("a", "10.0.0.1"), W=www)], [cell("us", W=www)])
    assert [("a.example.com", True), ("www.example.com", True)] == [(one.name, one.lost) for one in found]


def test_a_name_of_a_replaced_endpoint_is_made_anew() -> None:
    """The record follows the new endpoint, and clients get other addresses under the same words."""

    def consumer(vpc_id: str) -> StackFact:
        return cell("us", Ep=endpoint(vpc_id), A=host("a", AliasTarget=endpoint_alias("Ep")))

    (found,) = names([consumer("vpc-1")], [consumer("vpc-2")])
    assert (Turn.RENEWED, False) == (found.turn, found.lost)
    assert f"{found.before.replace('vpc-1', 'vpc-2')} (a new one)" == found.after


def test_a_name_of_a_renamed_endpoint_is_made_anew() -> None:
    """Another logical id of the endpoint is another endpoint, and the same answer in words."""

    def consumer(logical_id: str) -> StackFact:
        made = endpoint(ref("Vpc"), Tags=[{"Key": "Name", "Value": "orders"}])
        return cell("us", **{logical_id: made, "A": host("a", AliasTarget=endpoint_alias(logical_id))})

    (found,) = names([consumer("Old")], [consumer("New")])
    assert (Turn.RENEWED, "endpoint orders", "endpoint orders (a new one)") == (found.turn, found.before, found.after)


def test_a_vpc_is_one_place_however_it_is_called() -> None:
    """Another Name tag of the VPC changes no answer."""
    old, new = cell("us", A=host("a", "10.0.0.1")), cell("us", A=host("a", "10.0.0.1"))
    renamed = {**new.section("Resources"), "Vpc": vpc("Virginia")}
    assert [] == names([old], [stack("us", renamed)])


def test_a_vpc_made_anew_under_another_logical_id_is_the_same_place() -> None:
    """A rename of everything is told as such; the names answer as before."""

    def made(prefix: str) -> StackFact:
        return stack(
            "us",
            {
                f"{prefix}Vpc": vpc("us"),
                f"{prefix}Zone": zone("example.com", ref(f"{prefix}Vpc")),
                f"{prefix}A": record(ref(f"{prefix}Zone"), "a.example.com", "A", "10.0.0.1"),
            },
        )

    assert [] == names([made("Old")], [made("New")])


def test_a_vpc_from_elsewhere_is_asked_on_both_sides() -> None:
    """A VPC that only a zone named still asks when the zone is gone."""
    old = stack("us", {"Zone": zone("example.com", "vpc-1"), "A": host("a", "10.0.0.1")})
    new = stack("us", {"Zone": zone("example.com", "vpc-2"), "A": host("a", "10.0.0.1")})
    found = {(one.vantages, one.turn) for one in names([old], [new])}
    assert {(("vpc-1",), Turn.PUBLIC), (("vpc-2",), Turn.APPEARS)} == found


def test_names_of_a_vpc_that_goes_are_lost() -> None:
    """Nobody asks there any more."""
    both = [cell("us", A=host("a", "10.0.0.1")), cell("eu", "eu-west-1")]
    found = names(both, both[1:])
    expected = NameChange("a.example.com", "A", ("us",), Turn.VPC_GONE, "10.0.0.1", "the VPC goes", lost=True)
    assert [expected] == found


def test_names_of_a_new_vpc_are_told_as_such() -> None:
    """A new cell brings its names along, and loses none."""
    both = [cell("eu", "eu-west-1"), cell("us", A=host("a", "10.0.0.1"))]
    (found,) = names(both[:1], both)
    assert (Turn.VPC_NEW, ("us",), False) == (found.turn, found.vantages, found.lost)


def test_places_with_the_same_change_stand_together() -> None:
    """What changes alike at several vantages is one line."""

    def both(value: str) -> list[StackFact]:
        return [cell("us", A=host("a", value)), cell("eu", "eu-west-1", A=host("a", value))]

    (found,) = names(both("10.0.0.1"), both("10.0.0.2"))
    assert ("us", "eu") == found.vantages


def test_what_is_lost_comes_first() -> None:
    """A reader sees names that go dark before those that appear."""
    old, new = cell("us", Z=host("z", "10.0.0.1")), cell("us", A=host("a", "10.0.0.1"))
    assert [Turn.DARK, Turn.APPEARS] == [one.turn for one in names([old], [new])]


@pytest.mark.parametrize(("weight", "identifier"), [(20, "blue"), (10, "green")])
def test_a_routing_policy_changes_the_answer(weight: int, identifier: str) -> None:
    """Weights are part of what a name answers with."""
    old = cell("us", A=host("a", "10.0.0.1", Weight=10, SetIdentifier="blue"))
    new = cell("us", A=host("a", "10.0.0.1", Weight=weight, SetIdentifier=identifier))
    assert [Turn.CHANGED] == [one.turn for one in names([old], [new])]


def test_nothing_changes_between_an_assembly_and_itself() -> None:
    """Every answer is like itself."""
    assert not changes(two_cells(), two_cells()).any


def test_a_public_name_is_asked_from_the_internet() -> None:
    """The names of public zones change for everybody outside."""
    public = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.org"}}
    before, after = (
        [stack("us", {"Zone": public, "A": record(ref("Zone"), "www.example.org.", "A", address)})]
        for address in ("192.0.2.1", "192.0.2.2")
    )
    expected = NameChange("www.example.org", "A", ("the internet",), Turn.CHANGED, "192.0.2.1", "192.0.2.2", lost=False)
    assert [expected] == names(before, after)


def test_a_name_is_asked_from_on_premises() -> None:
    """A network behind an inbound endpoint gets what the VPC gets."""
    inbound = {
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), "CidrBlock": "10.0.0.0/24"}},
        "Inbound": {
            "Type": "AWS::Route53Resolver::ResolverEndpoint",
            "Properties": {"Direction": "INBOUND", "IpAddresses": [{"SubnetId": ref("Subnet")}]},
        },
    }
    found = names([cell("us", A=host("a", "10.0.0.1"), **inbound)], [cell("us", A=host("a", "10.0.0.2"), **inbound)])
    asked = ("us", "the VPC of inbound endpoint us/Inbound")
    assert [NameChange("a.example.com", "A", asked, Turn.CHANGED, "10.0.0.1", "10.0.0.2", lost=False)] == found
