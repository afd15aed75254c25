from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.dig import dig_text
from constructs_pkg.audit.drawing.compose import picture_of
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import read_matrix
from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.value import in_words

from .templates import Json, endpoint, get_att, import_value, output, record, ref, stack, vantage, vpc, zone

SQS = "com.amazonaws.us-east-1.sqs"
PRIVATE = {"PrivateDnsEnabled": True}


def in_vpc(**resources: Json) -> Facts:
    return read([stack("us", {"Vpc": vpc("us"), **resources})])


def ask(facts: Facts, name: str, kind: str = "A", label: str = "us") -> Answer:
    return resolve(facts, name, kind, vantage(facts, label))


def outcome(answer: Answer) -> tuple[Status, list[str]]:
    return answer.outcome, [in_words(record.value) for record in answer.final]


def provider_and_consumer(name: object, **consumer: object) -> Facts:
    """Return a service with the private DNS name given, a VPC with an endpoint to it, and one without."""
    service = {"Type": "AWS::EC2::VPCEndpointService", "Properties": {"PrivateDnsName": name}}
    service_name = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", import_value("service")]]}
    to_it = endpoint(ref("Vpc"), ServiceName=service_name, **{**PRIVATE, **consumer})
    outputs = {"Id": output(get_att("Service", "ServiceId"), "service")}
    return read(
        [
            stack("provider", {"Vpc": vpc("provider"), "Service": service}, Outputs=outputs),
            stack("consumer", {"Vpc": vpc("consumer"), "Ep": to_it}),
        ]
    )


def test_names_below_a_private_dns_name_do_not_fall_through() -> None:
    """The zone of private DNS is a private zone: what it does not have is NXDOMAIN."""
    facts = in_vpc(Ep=endpoint(ref("Vpc"), ServiceName=SQS, **PRIVATE))
    assert (Status.NXDOMAIN, []) == outcome(ask(facts, "a.sqs.us-east-1.amazonaws.com"))


def test_a_wildcard_name_leaves_the_name_above_it_empty() -> None:
    """A service with a wildcard for its private DNS name has nothing at the name itself."""
    facts = in_vpc(Ep=endpoint(ref("Vpc"), ServiceName="com.amazonaws.us-east-1.execute-api", **PRIVATE))
    assert (Status.NODATA, []) == outcome(ask(facts, "execute-api.us-east-1.amazonaws.com"))
    assert (Status.NOERROR, ["us/Ep"]) == outcome(ask(facts, "api.execute-api.us-east-1.amazonaws.com"))


def test_private_dns_that_a_parameter_decides_is_not_told() -> None:
    """Whether the zone is there is known at deployment, and so is the answer."""
    late = {"PrivateDnsEnabled": ref("Late")}
    resources = {"Vpc": vpc("us"), "Ep": endpoint(ref("Vpc"), ServiceName=SQS, **late)}
    facts = read([stack("us", resources, Parameters={"Late": {"Type": "String"}})])
    answer = ask(facts, "sqs.us-east-1.amazonaws.com")
    assert (Status.UNRESOLVED, []) == outcome(answer)
    assert "whether endpoint us/Ep has private DNS is known at deployment" in answer.trace[-1]


def test_record_types_that_a_parameter_decides_are_not_told() -> None:
    """Which types the names have follows from the address type, and is as unknown as that."""
    endpoint_of = {"Vpc": vpc("us"), "Ep": endpoint(ref("Vpc"), ServiceName=SQS, IpAddressType=ref("Late"), **PRIVATE)}
    facts = read([stack("us", endpoint_of, Parameters={"Late": {"Type": "String"}})])
    found = [ask(facts, "sqs.us-east-1.amazonaws.com", kind).outcome for kind in ("A", "AAAA")]
    assert [Status.UNRESOLVED, Status.UNRESOLVED] == found


def test_dns_options_go_before_the_address_type() -> None:
    """A dualstack endpoint may have records of one type only."""
    options = {"IpAddressType": "dualstack", "DnsOptions": {"DnsRecordIpType": "ipv4"}}
    facts = in_vpc(Ep=endpoint(ref("Vpc"), ServiceName=SQS, **options, **PRIVATE))
    assert Status.NODATA is ask(facts, "sqs.us-east-1.amazonaws.com", "AAAA").outcome


def test_a_service_with_unknown_names_is_a_caveat() -> None:
    """The names of a service that is not in the tables may cover any name, which the trace says."""
    facts = in_vpc(Ep=endpoint(ref("Vpc"), **PRIVATE))
    answer = ask(facts, "api.example.com")
    assert Status.NOT_PRIVATE is answer.status
    assert "us/Ep" in answer.trace[0] and "may cover api.example.com" in answer.trace[0]


def test_two_zones_of_one_name_are_refused() -> None:
    """AWS has no private DNS beside a private zone of the same name on one VPC."""
    facts = in_vpc(
        Ep=endpoint(ref("Vpc"), ServiceName=SQS, **PRIVATE), Zone=zone("sqs.us-east-1.amazonaws.com", ref("Vpc"))
    )
    assert Status.UNRESOLVED is ask(facts, "sqs.us-east-1.amazonaws.com").outcome


def test_the_matrix_lists_the_private_name_of_a_service_of_the_assembly() -> None:
    """A provider's private DNS name is a row: the endpoint where it is brought along, public DNS elsewhere."""
    matrix = read_matrix(provider_and_consumer("api.example.com"))
    expected = [("api.example.com", "A", ["—", "endpoint consumer/Ep"])]
    assert expected == [(row.name, row.type, [cell.text for cell in row.cells]) for row in matrix.rows]


def test_the_matrix_leaves_out_the_names_of_aws() -> None:
    """Nobody of the assembly chose the names of AWS's services."""
    assert () == read_matrix(in_vpc(Ep=endpoint(ref("Vpc"), ServiceName=SQS, **PRIVATE))).rows


def test_a_consumer_without_private_dns_brings_no_name() -> None:
    """The provider's name alone makes no private zone."""
    assert () == read_matrix(provider_and_consumer("api.example.com", PrivateDnsEnabled=False)).rows


def test_a_service_without_a_private_name_has_none_to_bring() -> None:
    """Private DNS without a name of the service covers nothing, and may cover nothing."""
    answer = ask(provider_and_consumer({"Ref": "AWS::NoValue"}), "api.example.com", label="consumer")
    assert ("No private zone associated with consumer covers api.example.com: public DNS answers.",) == answer.trace


def test_the_picture_has_the_names_that_endpoints_bring_along() -> None:
    """The zone is drawn as the endpoint's; the names of AWS's services are not drawn."""
    facts = provider_and_consumer("api.example.com")
    panels = [zone for card in picture_of(facts).cells for zone in card.zones]
    assert [("api.example.com", "private DNS of endpoint consumer/Ep")] == [(one.name, one.note) for one in panels]


def test_the_picture_stands_a_zone_of_aws_over_a_listed_name() -> None:
    """A name that one VPC has in a zone of its own and another by private DNS is drawn in the first alone."""
    facts = read(
        [
            stack("us", {"Vpc": vpc("us"), "Ep": endpoint(ref("Vpc"), ServiceName=SQS, **PRIVATE)}),
            stack(
                "eu",
                {
                    "Vpc": vpc("eu"),
                    "Zone": zone("sqs.us-east-1.amazonaws.com", ref("Vpc")),
                    "A": record(ref("Zone"), "sqs.us-east-1.amazonaws.com", "A", "10.0.0.1"),
                },
            ),
        ]
    )
    assert [["endpoint us/Ep", "10.0.0.1"]] == [[cell.text for cell in row.cells] for row in read_matrix(facts).rows]
    assert [0, 1] == [len(card.zones) for card in picture_of(facts).cells]


def test_dig_shows_where_the_addresses_come_from() -> None:
    """dig names the endpoint or the service as the origin of addresses, and the zone as the endpoint's."""
    facts = in_vpc(Ep=endpoint(ref("Vpc"), ServiceName=SQS, SubnetIds=["subnet-1"], **PRIVATE))
    private = dig_text(ask(facts, "sqs.us-east-1.amazonaws.com"), vantage(facts, "us"), trace=False)
    assert "sqs.us-east-1.amazonaws.com.\t-\tIN\tA\t; us/Ep, from subnet-1" in private
    assert ";; ZONE: sqs.us-east-1.amazonaws.com. (made at deployment from us/Ep, private)" in private
    public = dig_text(ask(facts, "sns.us-east-1.amazonaws.com"), vantage(facts, "us"), trace=False)
    assert "sns.us-east-1.amazonaws.com.\t-\tIN\tA\t; public addresses of sns.us-east-1.amazonaws.com" in public


def handed(*, verified: bool, accepted: bool) -> Facts:
    """Return a service with a private DNS name and an endpoint whose connection its own deployment may accept."""
    proof = {"Type": "Custom::PrivateDnsVerification", "Properties": {"ServiceId": ref("Service")}}
    acceptance = {
        "Type": "Custom::ConnectionAcceptance",
        "Properties": {"EndpointId": ref("Ep"), "PrivateDns": "true"},
    }
    name = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", ref("Service")]]}
    resources = {
        "Vpc": vpc("us"),
        "Service": {"Type": "AWS::EC2::VPCEndpointService", "Properties": {"PrivateDnsName": "*.api.vendor.test"}},
        "Ep": endpoint(ref("Vpc"), ServiceName=name),
        **({"Proof": proof} if verified else {}),
        **({"Acceptance": acceptance} if accepted else {}),
    }
    return read([stack("us", resources)])


def test_acceptance_switches_private_dns_on() -> None:
    """What the deployment that accepts a connection switches on answers as if the endpoint said so itself."""
    answer = ask(handed(verified=True, accepted=True), "a.api.vendor.test")
    assert (Status.NOERROR, ["us/Ep"]) == outcome(answer)
    assert Status.NOERROR != ask(handed(verified=True, accepted=False), "a.api.vendor.test").outcome


def test_an_unverified_name_is_answered_with_a_caveat() -> None:
    """The trace says what a name that is not verified means; a verified one has no such sentence."""
    said = {
        verified: [
            line
            for line in ask(handed(verified=verified, accepted=True), "a.api.vendor.test").trace
            if "pendingVerification" in str(line)
        ]
        for verified in (True, False)
    }
    assert ([], 1) == (said[True], len(said[False]))


def test_service_defined_records_are_of_one_type_at_the_private_name() -> None:
    """With service-defined records the private name has A alone, while the endpoint's own names have both."""
    options = {"DnsOptions": {"DnsRecordIpType": "service-defined"}, "IpAddressType": "dualstack"}
    facts = in_vpc(Ep=endpoint(ref("Vpc"), ServiceName=SQS, **PRIVATE, **options))
    name = "sqs.us-east-1.amazonaws.com"
    assert [Status.NOERROR, Status.NODATA] == [ask(facts, name, kind).outcome for kind in ("A", "AAAA")]
    assert ("A", "AAAA") == facts.endpoints[0].record_types
