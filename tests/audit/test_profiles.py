"""Zones, rules and endpoints that Route 53 Profiles bring, where the table of cases does not reach."""

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.value import in_words

from .asking import ask, decided
from .templates import (
    brought_by,
    endpoint,
    get_att,
    one_cell,
    profile_in,
    record,
    ref,
    rule,
    rule_in,
    stack,
    vpc,
    zone,
)

V = ref("Vpc")
WEST = {"Ip": "192.168.0.53"}
EAST = {"Ip": "192.168.1.53"}
PROFILE = {"Type": "AWS::Route53Profiles::Profile", "Properties": {"Name": "shared"}}
IN_PROFILE = {"Profile": PROFILE, "InProfile": profile_in(V, ref("Profile"))}


def test_a_profile_brings_its_rules() -> None:
    """A rule that is associated with a Profile counts in the Profile's VPCs."""
    brought = {"Rule": rule("corp.test", WEST), "With": brought_by(ref("Profile"), get_att("Rule", "Arn"))}
    assert (Status.FORWARDED, "us/Rule") == decided(ask(one_cell({**IN_PROFILE, **brought}), "db.corp.test"))


def test_a_rule_of_the_vpc_goes_before_one_of_its_profile() -> None:
    """Of two rules for one domain the local one counts."""
    rules = {"Local": rule("corp.test", WEST), "Shared": rule("corp.test", EAST), "In": rule_in(V, ref("Local"))}
    facts = one_cell({**IN_PROFILE, **rules, "With": brought_by(ref("Profile"), get_att("Shared", "Arn"))})
    assert (Status.FORWARDED, "us/Local") == decided(ask(facts, "db.corp.test"))


def test_a_profiles_rule_and_a_zone_of_the_vpc_of_one_name_tell_nothing() -> None:
    """A rule goes before a zone, and what is local before a Profile: AWS does not say which of both counts."""
    shared = {"Shared": rule("example.com", EAST), "With": brought_by(ref("Profile"), get_att("Shared", "Arn"))}
    answer = ask(one_cell({**IN_PROFILE, **shared}), "db.example.com")
    assert (Status.UNRESOLVED, True) == (answer.outcome, answer.trace[-1].endswith("which counts is not documented."))


def test_a_rule_of_the_vpc_goes_before_a_profiles_zone_of_that_name() -> None:
    """Both what is local and what is a rule goes first."""
    resources = {
        "Other": vpc("other"),
        "Shared": zone("corp.test", ref("Other")),
        "With": brought_by(ref("Profile"), {"Fn::Sub": "arn:aws:route53:::hostedzone/${Shared}"}),
        "Rule": rule("corp.test", WEST),
        "In": rule_in(V, ref("Rule")),
    }
    assert (Status.FORWARDED, "us/Rule") == decided(ask(one_cell({**IN_PROFILE, **resources}), "db.corp.test"))


def test_a_profile_brings_zones_and_rules_by_their_literal_arns() -> None:
    """An ARN written out leads to the zone that the template declares, and to a rule known by its id."""
    declared = {"zones": {"Z0123": {"name": "corp.test", "vpcs": []}}}
    resources = {
        "Vpc": vpc("us"),
        **IN_PROFILE,
        "WithZone": brought_by(ref("Profile"), "arn:aws:route53:::hostedzone/Z0123"),
        "WithRule": brought_by(
            ref("Profile"), "arn:aws:route53resolver:us-east-1:111111111111:resolver-rule/rslvr-rr-0123"
        ),
        "Db": record("Z0123", "db.corp.test", "A", "10.0.0.5"),
    }
    answer = ask(read([stack("us", resources, Metadata={"PrivateCells": declared})]), "db.corp.test")
    caveat = "Rule rslvr-rr-0123 is associated with us, and its domain is not known: it may forward db.corp.test."
    assert ((Status.NOERROR, "Z0123"), caveat) == (decided(answer), answer.trace[0])


def test_a_profile_from_elsewhere_casts_doubt() -> None:
    """What another account's Profile brings stands in no template."""
    facts = one_cell({"In": profile_in(V, "rp-0123")})
    caveat = (
        "Profile rp-0123 is associated with us, and is not in the assembly: a zone or rule of it may cover "
        "db.example.com."
    )
    note = "Profile rp-0123 is not in the assembly; not all that it brings is known"
    assert (caveat, (note,)) == (ask(facts, "db.example.com").trace[0], facts.unread)


def test_a_profile_brings_the_private_names_of_an_endpoint() -> None:
    """The VPCs of a Profile get the endpoint of a hub for the AWS service's name."""
    sqs = endpoint(ref("Hub"), ServiceName="com.amazonaws.us-east-1.sqs", PrivateDnsEnabled=True, IpAddressType="ipv4")
    arn = {"Fn::Sub": "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint/${Sqs}"}
    facts = one_cell({**IN_PROFILE, "Hub": vpc("hub"), "Sqs": sqs, "With": brought_by(ref("Profile"), arn)})
    answer = ask(facts, "sqs.us-east-1.amazonaws.com")
    assert (Status.NOERROR, ["us/Sqs"]) == (answer.outcome, [in_words(one.value) for one in answer.final])
