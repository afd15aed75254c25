"""Stand-ins are stable, different, and never what an assembly states itself."""

from ipaddress import IPv4Address, IPv4Network, IPv6Network

from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.wire.rdata import Unpresentable
from constructs_pkg.audit.wire.sections import AnswerSection
from constructs_pkg.audit.wire.standins import BLOCKS, StandIns

from ..templates import Json, endpoint, endpoint_alias, of_endpoint, one_cell, record, ref

Z = ref("Zone")
# RFC 5737 section 3 and RFC 3849 section 2.
DOCUMENTATION = [IPv4Network(block) for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]


REGIONAL = of_endpoint("Ep", 1)
ZONAL: dict[str, Json] = {
    "Ep": endpoint(ref("Vpc"), SubnetIds=["subnet-0", "subnet-1"]),
    "Regional": record(Z, "regional.example.com", "CNAME", REGIONAL),
    "Zonal": record(
        Z,
        "zonal.example.com",
        "CNAME",
        {
            "Fn::Join": [
                "",
                [
                    {"Fn::Select": [0, {"Fn::Split": [".", REGIONAL]}]},
                    "-us-east-1a.",
                    {"Fn::Select": [1, {"Fn::Split": [".", REGIONAL]}]},
                ],
            ]
        },
    ),
}


def endpoints(*names: str, subnets: int = 1) -> Facts:
    resources: dict[str, Json] = {}
    for name in names:
        resources[name] = endpoint(ref("Vpc"), SubnetIds=[f"subnet-{number}" for number in range(subnets)])
        resources[f"{name}Record"] = record(Z, f"{len(resources)}.example.com", "A", AliasTarget=endpoint_alias(name))
    return one_cell(resources)


def given_to(*facts: Facts) -> dict[str, IPv4Address]:
    standins = StandIns()
    for one in facts:
        standins.add(one)
    return {address.words: address.v4 for standin in standins for address in standin.addresses}


def test_addresses_are_of_documentation() -> None:
    """No address is one that anybody has."""
    standins = StandIns()
    standins.add(endpoints("Ep", subnets=3))
    addresses = [address for standin in standins for address in standin.addresses]
    assert 3 == len({one.v4 for one in addresses})
    assert all(any(one.v4 in block for block in DOCUMENTATION) for one in addresses)
    assert all(one.v6 in IPv6Network("2001:db8::/32") for one in addresses)
    assert DOCUMENTATION == list(BLOCKS)


@settings(max_examples=30, deadline=None)
@given(st.permutations(["A", "B", "C", "D", "E"]))
def test_the_order_of_an_assembly_does_not_matter(names: list[str]) -> None:
    """The same things have the same addresses in whichever order they stand."""
    assert given_to(endpoints("A", "B", "C", "D", "E")) == given_to(endpoints(*names))


def test_nothing_moves_while_an_assembly_changes() -> None:
    """What has an address keeps it when others come and go."""
    before = given_to(endpoints("A", "B"))
    after = given_to(endpoints("A", "B"), endpoints("B", *(f"New{number}" for number in range(200))))
    assert before.items() <= after.items()
    assert len(after) == len(set(after.values()))


def test_addresses_that_the_assembly_states_are_left_alone() -> None:
    """An address that a record states stands for nothing else."""
    [address] = given_to(endpoints("Ep")).values()
    facts = one_cell(
        {
            "Ep": endpoint(ref("Vpc"), SubnetIds=["subnet-0"]),
            "Record": record(Z, "ep.example.com", "A", AliasTarget=endpoint_alias("Ep")),
            "Stated": record(Z, "stated.example.com", "A", str(address)),
        }
    )
    assert address not in given_to(facts).values()


def test_a_zonal_name_has_a_stand_in_of_its_own() -> None:
    """The name of one Availability Zone is another one than the Regional name, with one address."""
    standins = StandIns()
    standins.add(one_cell(ZONAL))
    assert [1, 2] == sorted(len(one.addresses) for one in standins)
    assert 2 == len({one.name for one in standins})


def test_a_zonal_name_leads_to_the_address_of_its_subnet() -> None:
    """Where templates tell which subnet is in the zone, the zonal name has that one of the endpoint's addresses."""
    subnets = {
        key: {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc"), "AvailabilityZone": zone}}
        for key, zone in (("One", "us-east-1a"), ("Two", "us-east-1b"))
    }
    ep = {"Ep": endpoint(ref("Vpc"), SubnetIds=[ref("One"), ref("Two")])}
    standins = StandIns()
    standins.add(one_cell({**ZONAL, **ep, **subnets}))
    zonal, regional = sorted(standins, key=lambda one: len(one.addresses))
    assert ["us/Ep (subnet us/One)", "us/Ep (subnet us/Two)"] == [one.words for one in regional.addresses]
    assert regional.addresses[:1] == zonal.addresses


def test_long_names_make_labels_that_dns_allows() -> None:
    """Ids of up to 255 characters become labels of 63 octets at most, and stay different."""
    first, second = "L" * 200 + "1", "L" * 200 + "2"
    standins = StandIns()
    standins.add(endpoints(first, second))
    assert 2 == len({one.name for one in standins})
    assert all(len(label) <= 63 for one in standins for label in one.name.labels)


def test_names_that_would_be_the_same_are_kept_apart() -> None:
    """Ids that differ in case only have different names."""
    standins = StandIns()
    standins.add(endpoints("Ep", "EP"))
    assert 2 == len({one.name for one in standins})


def test_where_no_address_is_left_none_is_made_up() -> None:
    """After all 762 documentation addresses are given, an answer that needs one more cannot be given."""
    facts = endpoints(*(f"Ep{number}" for number in range(7)), subnets=127)
    standins = StandIns()
    standins.add(facts)
    given = [address.v4 for standin in standins for address in standin.addresses]
    assert (762, 762) == (len(given), len(set(given)))
    late = standins.of(facts, facts.endpoints[0].service_name or facts.endpoints[0].id)
    section = AnswerSection(facts, standins, random=None)  # type: ignore[arg-type]
    try:
        section.write_addresses(late, "A", late.name)
    except Unpresentable as error:
        assert str(error).startswith("no documentation address is left to stand for com.amazonaws.vpce")
    else:
        raise AssertionError("an address was made up")
