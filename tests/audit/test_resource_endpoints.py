"""What names lead to endpoints of resource configurations, and which of the provider's names they answer."""

import pytest

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words

from .templates import Json, alias, endpoint, get_att, record, ref, stack, vantage, vpc, zone

NAME = "orders.example.com"
PROOF: Json = {"Type": "AWS::VpcLattice::DomainVerification", "Properties": {"DomainName": NAME}}
VERIFIED: Json = {"DomainVerificationId": get_att("Proof", "Id")}


def shared(**host: object) -> Facts:
    """Return a VPC with a shared host and an endpoint to it, of which some properties are given as ``endpoint``."""
    asked = host.pop("endpoint", {})
    assert isinstance(asked, dict)
    to_it = {"VpcEndpointType": "Resource", "ServiceName": ref("AWS::NoValue"), "SubnetIds": ["subnet-1"]}
    arn = get_att("Host", "Arn")
    told = {"EndpointId": ref("Ep"), "ResourceConfigurationArn": arn, "ServiceToken": "arn"}
    target = alias(get_att("Told", "DnsName"), get_att("Told", "HostedZoneId"))
    resources: dict[str, object] = {
        "Vpc": vpc("us"),
        "Zone": zone("internal.test", ref("Vpc")),
        "Proof": PROOF,
        "Host": {"Type": "AWS::VpcLattice::ResourceConfiguration", "Properties": host},
        "Ep": endpoint(ref("Vpc"), **{**to_it, "ResourceConfigurationArn": arn, **asked}),
        "Told": {"Type": "Custom::EndpointAssociation", "Properties": told},
        "Name": record(ref("Zone"), "db.internal.test", "A", AliasTarget=target),
    }
    return read([stack("us", resources)])


def resolved(preference: str | None, *domains: str, **host: object) -> Facts:
    """Return a host with a custom domain name and an endpoint with private DNS."""
    options: dict[str, object] = {"PrivateDnsPreference": preference} if preference else {}
    options |= {"PrivateDnsSpecifiedDomains": list(domains)} if domains else {}
    return shared(CustomDomainName=NAME, endpoint={"PrivateDnsEnabled": True, "DnsOptions": options}, **host)


def ask(facts: Facts, name: str = NAME) -> Answer:
    return resolve(facts, name, "A", vantage(facts, "us"))


def test_the_name_that_an_association_tells_is_the_endpoints() -> None:
    """A record that leads to an attribute of the custom resource leads to the endpoint it tells of."""
    facts = shared()
    assert () == facts.unread
    (found,) = ask(facts, "db.internal.test").final
    assert found.endpoint is not None
    assert "us/Ep" == in_words(found.endpoint.id)


@pytest.mark.parametrize(
    ("preference", "domains", "host"),
    [
        ("ALL_DOMAINS", (), {}),
        ("VERIFIED_DOMAINS_ONLY", (), VERIFIED),
        ("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", ("other.test",), VERIFIED),
        ("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", (NAME,), {}),
        ("SPECIFIED_DOMAINS_ONLY", (NAME,), {}),
    ],
)
def test_private_dns_answers_what_the_preference_lets_in(
    preference: str, domains: tuple[str, ...], host: dict[str, object]
) -> None:
    """The custom domain name leads to the endpoint."""
    answer = ask(resolved(preference, *domains, **host))
    assert (Status.NOERROR, ["us/Ep"]) == (answer.outcome, [in_words(one.value) for one in answer.final])


@pytest.mark.parametrize(
    ("preference", "domains"),
    [
        ("VERIFIED_DOMAINS_ONLY", ()),
        ("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", ("other.test",)),
        ("SPECIFIED_DOMAINS_ONLY", ("other.test",)),
    ],
)
def test_private_dns_answers_nothing_else(preference: str, domains: tuple[str, ...]) -> None:
    """A name that is neither verified nor specified makes no private zone."""
    assert () == resolved(preference, *domains).endpoint_zones


def test_a_verification_made_here_is_not_taken_for_done() -> None:
    """The answer says that it rests on a proof in public DNS, which no template shows."""
    trace = " ".join(ask(resolved("VERIFIED_DOMAINS_ONLY", **VERIFIED)).trace)
    assert "as if us/Proof had been verified" in trace
    brought = ask(resolved("VERIFIED_DOMAINS_ONLY", DomainVerificationId="dv-0123456789abcdef0"))
    assert "as if" not in " ".join(brought.trace)


def test_what_aws_chooses_is_not_told() -> None:
    """Without a preference it is not documented which names are answered."""
    assert Status.UNRESOLVED is ask(resolved(None, **VERIFIED)).outcome


def test_a_host_elsewhere_has_a_name_that_may_cover_others() -> None:
    """Of a host of no template here it is said that private DNS may answer; specified names are doubted one by one."""
    arn = "arn:aws:vpc-lattice:us-east-1:222222222222:resourceconfiguration/rcfg-0123456789abcdef0"
    asked = {"ResourceConfigurationArn": arn, "PrivateDnsEnabled": True}
    everything = shared(endpoint={**asked, "DnsOptions": {"PrivateDnsPreference": "ALL_DOMAINS"}})
    assert "its name is not known" in " ".join(ask(everything).trace)
    options = {"PrivateDnsPreference": "SPECIFIED_DOMAINS_ONLY", "PrivateDnsSpecifiedDomains": [NAME]}
    assert Status.UNRESOLVED is ask(shared(endpoint={**asked, "DnsOptions": options})).outcome


def test_without_private_dns_nothing_is_answered() -> None:
    """Private DNS is off unless it is asked for."""
    assert () == shared(CustomDomainName=NAME).endpoint_zones
