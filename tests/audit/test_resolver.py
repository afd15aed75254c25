import pytest

from constructs_pkg.audit.answer import Answer, Status, policy_label
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.question import MOST_QUESTIONS
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import Literal, Resource, in_words
from constructs_pkg.audit.vantage import vantages_of

from .templates import (
    ZONE_ID,
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
    two_cells,
    vantage,
    vpc,
    zone,
)

Z = ref("Zone")


def ask(facts: Facts, name: str, kind: str = "A", label: str = "us") -> Answer:
    return resolve(facts, name, kind, vantage(facts, label))


def values(answer: Answer) -> list[str]:
    return [in_words(one.value) for one in answer.final]


def test_answers_from_the_zone_of_the_vpc_that_asks() -> None:
    """The same name answers with each cell's own record."""
    facts = read(two_cells())
    expected = (["10.0.0.5"], ["10.1.0.5"])
    assert expected == (values(ask(facts, "db.example.com")), values(ask(facts, "DB.example.com.", "a", "eu")))


def test_never_falls_through_to_public_dns() -> None:
    """A name the covering zone does not have is NXDOMAIN, whatever public DNS has."""
    facts = read(two_cells())
    expected = [Status.NXDOMAIN, Status.NXDOMAIN]
    assert expected == [ask(facts, name, label="eu").status for name in ("only.example.com", "www.example.com")]


def test_leaves_names_that_no_zone_covers_to_public_dns() -> None:
    """Only where no private zone of the VPC matches does public DNS answer; labels match whole."""
    answer = ask(read(two_cells()), "badexample.com")
    sentence = "No private zone associated with us covers badexample.com: public DNS answers."
    expected = Answer("badexample.com", "A", Status.NOT_PRIVATE, (), (sentence,))
    assert expected == answer


def test_the_most_specific_zone_answers_alone() -> None:
    """A zone below another hides the other's records under it."""
    resources = {
        "Below": zone("eu.example.com", ref("Vpc")),
        "Hidden": record(Z, "a.eu.example.com", "A", "10.0.0.1"),
        "Seen": record(ref("Below"), "b.eu.example.com", "A", "10.0.0.2"),
    }
    facts = one_cell(resources)
    expected = (Status.NXDOMAIN, ["10.0.0.2"])
    assert expected == (ask(facts, "a.eu.example.com").status, values(ask(facts, "b.eu.example.com")))


def test_a_name_with_other_types_has_no_data() -> None:
    """A name that has no record of the type asked for exists, so it is not NXDOMAIN."""
    facts = one_cell({"A": record(Z, "a.example.com", "A", "10.0.0.1")})
    expected = Status.NODATA
    assert expected == ask(facts, "a.example.com", "AAAA").status


def test_a_wildcard_answers_under_the_name_asked() -> None:
    """A wildcard's records answer for a name below it, as records of that name."""
    answer = ask(one_cell({"A": record(Z, "*.example.com", "A", "10.0.0.1")}), "any.where.example.com")
    expected = [("any.where.example.com", Literal("10.0.0.1"))]
    assert expected == [(one.name, one.value) for one in answer.records]


def test_follows_cnames_as_the_same_vpc() -> None:
    """A CNAME's target is asked again from the VPC, in whichever zone covers it."""
    resources = {
        "Other": zone("other.test", ref("Vpc")),
        "A": record(Z, "a.example.com", "CNAME", "B.Other.test."),
        "B": record(ref("Other"), "b.other.test", "CNAME", "c.example.com"),
        "C": record(Z, "c.example.com", "A", "10.0.0.1", "10.0.0.2"),
    }
    answer = ask(one_cell(resources), "a.example.com")
    expected = (Status.NOERROR, ["10.0.0.1", "10.0.0.2"])
    assert expected == (answer.status, values(answer))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("gone.example.com", Status.NXDOMAIN),
        ("text.example.com", Status.NODATA),
        ("www.vendor.test", Status.NOERROR),
        ("a.example.com", Status.SERVFAIL),
    ],
)
def test_a_cname_ends_as_its_target_ends(target: str, expected: Status) -> None:
    """The status is the last name's; a target outside the private zones is public DNS's to answer."""
    resources = {
        "A": record(Z, "a.example.com", "CNAME", target),
        "Text": record(Z, "text.example.com", "TXT", '"x"'),
    }
    answer = ask(one_cell(resources), "a.example.com")
    assert expected == answer.status
    assert [target] == [in_words(one.value) for one in answer.records]


def test_does_not_follow_a_cname_that_is_asked_for() -> None:
    """A question for CNAME is answered by the CNAME."""
    facts = one_cell({"A": record(Z, "a.example.com", "CNAME", "a.example.com")})
    answer = ask(facts, "a.example.com", "CNAME")
    expected = (Status.NOERROR, [None])
    assert expected == (answer.status, [one.leads_to for one in answer.records])


def test_an_alias_leads_to_a_record_of_its_own_zone() -> None:
    """Aliases are followed inside their zone, by type, and through other aliases."""
    resources = {
        "A": record(Z, "a.example.com", "A", AliasTarget=alias("b.example.com.", Z)),
        "B": record(Z, "b.example.com", "A", AliasTarget=alias("c.example.com", get_att("Zone", "Id"))),
        "C": record(Z, "c.example.com", "A", "10.0.0.1"),
    }
    answer = ask(one_cell(resources), "a.example.com")
    expected = (Status.NOERROR, ["10.0.0.1"])
    assert expected == (answer.status, values(answer))


def test_an_alias_of_a_cname_is_followed_as_a_cname() -> None:
    """An alias of type CNAME answers with what the CNAME it points at leads to."""
    resources = {
        "A": record(Z, "a.example.com", "CNAME", AliasTarget=alias("b.example.com", Z)),
        "B": record(Z, "b.example.com", "CNAME", "c.example.com"),
        "C": record(Z, "c.example.com", "A", "10.0.0.1"),
    }
    expected = ["10.0.0.1"]
    assert expected == values(ask(one_cell(resources), "a.example.com"))


CIDR = {"Fn::Cidr": ["a", "b", "c"]}


@pytest.mark.parametrize(
    ("target", "expected", "reason"),
    [
        (alias("a.example.com", Z), Status.SERVFAIL, "a.example.com A leads back to itself."),
        (alias("b.example.com", Z), Status.UNRESOLVED, "The zone has no record b.example.com A for the alias."),
        (
            alias("b.other.test", ref("Other")),
            Status.UNRESOLVED,
            "The target is a record of another zone, which Route 53 does not take for an alias.",
        ),
        (alias(CIDR, Z), Status.UNRESOLVED, "The alias target is unresolved: Fn::Cidr is not followed."),
        ({}, Status.UNRESOLVED, "The alias target is unresolved: the alias target is incomplete."),
    ],
)
def test_an_alias_that_leads_nowhere_says_so(target: Json, expected: Status, reason: str) -> None:
    """A looping, dangling, crossing or unresolved alias is no answer, and the trace has the reason."""
    resources = {
        "Other": zone("other.test", ref("Vpc")),
        "A": record(Z, "a.example.com", "A", AliasTarget=target),
        "B": record(ref("Other"), "b.other.test", "A", "10.0.0.1"),
    }
    answer = ask(one_cell(resources), "a.example.com")
    assert (expected, reason) == (answer.status, answer.trace[-1])


def test_an_alias_of_an_endpoint_is_shown_by_the_endpoint() -> None:
    """Addresses that AWS gives at deployment are the endpoint's, by stack and logical id."""
    resources = {
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": ref("Vpc")}},
        "Ep": endpoint(ref("Vpc"), SubnetIds=[ref("Subnet")]),
        "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
        "C": record(Z, "c.example.com", "CNAME", of_endpoint("Ep", 1)),
    }
    facts = one_cell(resources)
    answers = [ask(facts, "a.example.com"), ask(facts, "c.example.com")]
    sentence = "a.example.com is an alias of endpoint us/Ep (subnets us/Subnet); AWS gives its addresses at deployment."
    assert [Resource("us", "Ep")] * 2 == [one.records[0].endpoint and one.records[0].endpoint.id for one in answers]
    assert sentence == answers[0].trace[-1]


def test_an_alias_of_another_resource_is_shown_by_the_resource() -> None:
    """The target of an alias that no record and no endpoint is, stands as it is in the template."""
    load_balancer = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {}}
    target = alias(get_att("Nlb", "DNSName"), get_att("Nlb", "CanonicalHostedZoneID"))
    facts = one_cell({"Nlb": load_balancer, "A": record(Z, "a.example.com", "A", AliasTarget=target)})
    expected = ["us/Nlb.DNSName"]
    assert expected == values(ask(facts, "a.example.com"))


def test_leaves_a_weighted_choice_open_without_a_draw() -> None:
    """Records that chance may choose are all returned, each with its policy and set identifier."""
    resources = {
        "Blue": record(Z, "a.example.com", "A", "10.0.0.1", SetIdentifier="blue", Weight=30),
        "Green": record(Z, "a.example.com", "A", "10.0.0.2", SetIdentifier="green", Weight=10),
        "Red": record(Z, "a.example.com", "A", "10.0.0.3", SetIdentifier="red", Weight=0),
    }
    answer = ask(one_cell(resources), "a.example.com")
    expected = [("weighted blue 30", "10.0.0.1"), ("weighted green 10", "10.0.0.2")]
    assert expected == [(one.policy, in_words(one.value)) for one in answer.records]
    expected_rest = (1, ["weighted red 0"])
    assert expected_rest == (answer.pick, [policy_label(one) for one in answer.passed_over])
    assert "One of 2 weighted records answers: blue 30/40, green 10/40." in answer.trace


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"Failover": "PRIMARY"}, "failover one PRIMARY"),
        ({"Region": "us-east-1"}, "latency one us-east-1"),
        ({"GeoLocation": {"CountryCode": "DE"}}, "geolocation one CountryCode=DE"),
        ({"GeoProximityLocation": {"Bias": 5}}, "geoproximity one Bias=5"),
        ({"MultiValueAnswer": True}, "multivalue one"),
        ({"MultiValueAnswer": False}, None),
        ({"CidrRoutingConfig": {"LocationName": "*"}}, "IP-based one LocationName=*"),
        ({}, None),
    ],
)
def test_names_the_routing_policy_of_a_record(fields: Json, expected: str | None) -> None:
    """A record's policy is told by the one field that makes it, in the words of the AWS pages."""
    one = record(Z, "a.example.com", "A", "10.0.0.1", SetIdentifier="one", **fields)
    assert [expected] == [policy_label(found) for found in one_cell({"A": one}).records]


def test_needs_both_dns_settings_of_the_vpc() -> None:
    """What a VPC without DNS hostnames gets for a name in a private zone is not documented."""
    resources = {
        "Vpc": vpc("us", EnableDnsHostnames=False),
        "Zone": zone("example.com", ref("Vpc")),
        "A": record(Z, "a.example.com", "A", "10.0.0.1"),
    }
    answer = ask(read([stack("us", resources)]), "a.example.com")
    sentence = (
        "us has enableDnsHostnames off, and private zones such as example.com (us/Zone) need both DNS settings of a "
        "VPC on; what is answered without them is not documented."
    )
    assert (Status.UNRESOLVED, (sentence,)) == (answer.status, answer.trace)


def test_answers_at_a_vpc_known_by_its_id_from_a_declared_zone() -> None:
    """A VPC and a zone that are only ids answer as the template declares them."""
    declared = {"PrivateCells": {"zones": {ZONE_ID: {"name": "example.com", "vpcs": ["vpc-1"]}}}}
    facts = read([stack("a", {"A": record(ZONE_ID, "a.example.com", "A", "10.0.0.1")}, Metadata=declared)])
    answer = ask(facts, "a.example.com", label="vpc-1")
    expected = (
        f"Private zone example.com ({ZONE_ID}), as its template declares, is the most specific one "
        "associated with vpc-1 that covers a.example.com."
    )
    assert (["10.0.0.1"], expected) == (values(answer), answer.trace[0])


def test_does_not_choose_between_two_zones_of_one_name_on_one_vpc() -> None:
    """What Route 53 refuses to associate is unresolved here."""
    answer = ask(one_cell({"Twin": zone("example.com", ref("Vpc"))}), "a.example.com")
    expected = "us/Zone and us/Twin are both called example.com; Route 53 refuses two such zones on one VPC."
    assert (Status.UNRESOLVED, (expected,)) == (answer.status, answer.trace)


def test_warns_of_a_zone_whose_name_is_not_known() -> None:
    """An associated zone of unknown name may cover any name, and the trace says so."""
    late = {"Late": {"Type": "String"}}
    resources = {"Vpc": vpc("us"), "Zone": zone(ref("Late"), ref("Vpc"))}
    answer = ask(read([stack("us", resources, Parameters=late)]), "a.test")
    expected = "Zone us/Zone is associated with us, and its name is not known: it may cover a.test."
    assert expected == answer.trace[0]


def test_does_not_look_below_a_delegation() -> None:
    """A name that NS records hand to other name servers is unresolved."""
    facts = one_cell({"Ns": record(Z, "sub.example.com", "NS", "ns.vendor.test")})
    expected = Status.UNRESOLVED
    assert expected == ask(facts, "a.sub.example.com").status


def test_answers_for_the_records_route_53_makes() -> None:
    """The apex of a zone has an SOA record whose value Route 53 gives."""
    answer = ask(one_cell({}), "example.com", "SOA")
    expected = ["known at deployment (made by Route 53 with the zone)"]
    assert expected == values(answer)


def test_a_record_without_values_is_unresolved() -> None:
    """A record that has neither values nor an alias target answers nothing."""
    expected = Status.UNRESOLVED
    assert expected == ask(one_cell({"A": record(Z, "a.example.com", "A")}), "a.example.com").status


def test_a_tree_of_candidates_ends_at_the_bound() -> None:
    """Weighted aliases that branch at every name are followed as far as the bound on questions."""
    resources = {
        f"R{level}x{branch}": record(
            Z,
            f"n{level}.example.com",
            "A",
            AliasTarget=alias(f"n{level + 1}.example.com", Z),
            SetIdentifier=str(branch),
            Weight=1,
        )
        for level in range(20)
        for branch in range(2)
    }
    resources["End"] = record(Z, "n20.example.com", "A", "10.0.0.1")
    answer = ask(one_cell(resources), "n0.example.com")
    assert any("the chain to it is too long" in one for one in answer.trace)
    assert len(answer.trace) < 3 * MOST_QUESTIONS


def test_knows_every_vpc_as_a_vantage_under_its_own_label() -> None:
    """VPCs made here come first, by Name tag or stack; then VPCs that are only ids."""
    stacks = [
        stack("one", {"Vpc": vpc("blue"), "Zone": zone("a.test", ref("Vpc"), "vpc-1")}),
        stack("two", {"Vpc": vpc("blue")}),
        stack("three", {"Vpc": vpc()}),
        stack("four", {"A": vpc(), "B": vpc(), "Ep": endpoint(ref("Late"))}, Parameters={"Late": {"Type": "String"}}),
    ]
    expected = ["one", "two", "three", "four/A", "four/B", "vpc-1", "parameter Late"]
    assert expected == [one.label for one in vantages_of(read(stacks))]
