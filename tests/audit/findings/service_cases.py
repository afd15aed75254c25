"""Cases of rules on endpoint services, limits, and what is not read."""

from collections.abc import Sequence
from dataclasses import replace

from constructs_pkg.audit.facts import StackFact

from ..templates import ACCOUNT, Json, get_att, import_value
from .case import Case, Z, balancer, cell, endpoint, permissions, record, ref, service, stack, subnet, vpc, zone

ARN = "arn:aws:iam::222222222222:root"

ROLE = {"Type": "AWS::IAM::Role"}


def both_sides(
    provider: Sequence[Json],
    consumer: Sequence[Json],
    account: str = ACCOUNT,
    region: str = "us-east-1",
    **more: object,
) -> list[StackFact]:
    """Return an endpoint service in the subnets of `provider`, and an endpoint of it in those of `consumer`."""
    there = {f"S{place}": one for place, one in enumerate(provider)}
    here = {f"S{place}": one for place, one in enumerate(consumer)}
    made = {
        "Vpc": vpc(),
        **there,
        "Nlb": balancer(*map(ref, there)),
        "Service": service(NetworkLoadBalancerArns=[ref("Nlb")]),
    }
    output = {"StackName": "a", "OutputName": "Id", "Region": "us-east-1"}
    if account != ACCOUNT:
        output["RoleArn"] = f"arn:aws:iam::{ACCOUNT}:role/reader"
    name = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", {"Fn::GetStackOutput": output}]]}
    taken = endpoint(ref("Vpc"), ServiceName=name, SubnetIds=[ref(one) for one in here], **more)
    return [
        stack("a", made, Outputs={"Id": {"Value": ref("Service")}}),
        stack("b", {"Vpc": vpc(), **here, "Ep": taken}, region, account),
    ]


def many(count: int) -> dict[str, Json]:
    return {f"R{place}": {"Type": "AWS::SNS::Topic"} for place in range(count)}


def named(*custom: Json, private_dns: bool = True, **names: Json) -> list[StackFact]:
    """Return a service with a private DNS name, an endpoint to it, and custom resources beside the service."""
    beside = {f"Custom{place}": one for place, one in enumerate(custom)}
    made = {"Service": service(**{"PrivateDnsName": "api.vendor.test", **names}), **beside}
    name = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", ref("Service")]]}
    taken = endpoint(ref("Vpc"), ServiceName=name, PrivateDnsEnabled=private_dns)
    return [stack("us", {"Vpc": vpc(), **made, "Ep": taken})]


def elsewhere(zone_name: str) -> list[StackFact]:
    """Return an endpoint with private DNS to a service that is not in the assembly, and a private zone."""
    name = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
    taken = endpoint(ref("Vpc"), ServiceName=name, PrivateDnsEnabled=True)
    return [stack("us", {"Vpc": vpc(), "Zone": zone(zone_name, ref("Vpc")), "Ep": taken})]


def declaring(name: str, stacks: list[StackFact]) -> list[StackFact]:
    """Return `stacks` with a private DNS name that the endpoint's metadata declares."""
    (one,) = stacks
    resources = dict(one.section("Resources"))
    taken = resources["Ep"]
    assert isinstance(taken, dict)
    said = {**taken, "Metadata": {"PrivateCells": {"private_dns_name": name}}}
    return [replace(one, template={**one.template, "Resources": {**resources, "Ep": said}})]


def verification(of: str) -> Json:
    return {"Type": "Custom::PrivateDnsVerification", "Properties": {"ServiceId": ref(of), "Name": "api.vendor.test"}}


CASES = (
    # https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html.
    Case(
        "private-dns-unverified",
        "a name that nothing verifies",
        named(),
        {"us/Ep": "Endpoint us/Ep has private DNS for api.vendor.test, which nothing in the assembly has verified"},
    ),
    Case("private-dns-unverified", "a name that the deployment verifies", named(verification("Service"))),
    Case("private-dns-unverified", "an endpoint without private DNS", named(private_dns=False)),
    Case(
        "private-dns-name-differs",
        "another name than the service's",
        declaring("other.vendor.test", named(verification("Service"))),
        {"us/Ep": "Endpoint us/Ep is declared to have other.vendor.test, its service has api.vendor.test."},
    ),
    Case(
        "private-dns-name-differs",
        "the service's name",
        declaring("API.vendor.test.", named(verification("Service"))),
    ),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
    Case(
        "provider-domain-covered",
        "a zone at the vendor's domain",
        declaring("api.vendor.test", elsewhere("vendor.test.")),
        {"us/Ep": "Private zone vendor.test (us/Zone) covers the domain of api.vendor.test, which endpoint us/Ep"},
    ),
    Case(
        "provider-domain-covered",
        "a zone for another domain",
        declaring("api.vendor.test", elsewhere("vendor.example.")),
    ),
    Case(
        "endpoint-name-taken",
        "a zone that has the declared name",
        declaring("api.vendor.test", elsewhere("api.vendor.test.")),
        {"us/Ep": "Endpoint us/Ep has the private DNS name api.vendor.test, which private zone"},
    ),
    # https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions.
    Case(
        "service-for-nobody",
        "no permissions",
        [stack("us", {"Service": service()})],
        {"us/Service": "Endpoint service us/Service allows no principal."},
    ),
    Case(
        "service-for-nobody",
        "an empty list",
        [stack("us", {"Service": service(), "P": permissions()})],
        {"us/Service": "allows no principal"},
    ),
    Case("service-for-nobody", "a principal", [stack("us", {"Service": service(), "P": permissions(ARN)})]),
    Case(
        "service-for-nobody",
        "principals that are chosen at deployment",
        [
            stack(
                "us",
                {
                    "Service": service(),
                    "P": {
                        "Type": "AWS::EC2::VPCEndpointServicePermissions",
                        "Properties": {"ServiceId": ref("Service"), "AllowedPrincipals": ref("Who")},
                    },
                },
                Parameters={"Who": {"Type": "CommaDelimitedList"}},
            )
        ],
    ),
    Case(
        "service-for-everybody",
        "everybody, with acceptance by default",
        [stack("us", {"Service": service(), "P": permissions("*")})],
        {"us/Service": "allows every principal of every account (*) to ask for a connection."},
    ),
    Case(
        "service-for-everybody",
        "an account",
        [stack("us", {"Service": service(AcceptanceRequired=False), "P": permissions(ARN)})],
    ),
    Case(
        "service-public",
        "everybody, and every connection is accepted",
        [stack("us", {"Service": service(AcceptanceRequired=False), "P": permissions("*")})],
        {"us/Service": "allows every principal of every account (*) and accepts every connection."},
    ),
    Case(
        "service-public",
        "everybody, with acceptance",
        [stack("us", {"Service": service(AcceptanceRequired=True), "P": permissions("*")})],
    ),
    # https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html#considerations-endpoint-services.
    Case(
        "zone-not-served",
        "no zone in common in one account",
        both_sides([subnet("us-east-1a")], [subnet("us-east-1b")]),
        {"b/Ep": "has subnets in us-east-1b, and its service a/Service stands in us-east-1a: none in common."},
    ),
    Case(
        "zone-not-served",
        "one zone of two",
        both_sides([subnet("us-east-1a")], [subnet("us-east-1a"), subnet("us-east-1b")]),
        {"b/Ep": "us-east-1b not among them"},
    ),
    Case(
        "zone-not-served",
        "zone IDs that differ under one name",
        both_sides([subnet(zone_id="use1-az1")], [subnet(zone_id="use1-az2")]),
        {"b/Ep": "use1-az2"},
    ),
    Case(
        "zone-not-served",
        "zone IDs that differ in another account",
        both_sides([subnet(zone_id="use1-az1")], [subnet(zone_id="use1-az2")], account="222222222222"),
        {"b/Ep": "none in common"},
    ),
    Case("zone-not-served", "the same zone", both_sides([subnet("us-east-1a")], [subnet("us-east-1a")])),
    Case(
        "zone-not-served",
        "names of zones in another account say nothing",
        both_sides([subnet("us-east-1a")], [subnet("us-east-1b")], account="222222222222"),
    ),
    Case(
        "zone-not-served",
        "a zone that is chosen at deployment",
        both_sides([subnet("us-east-1a")], [subnet({"Fn::Select": [0, {"Fn::GetAZs": ""}]})]),
    ),
    Case(
        "zone-not-served",
        "an endpoint in another Region has no zone in common",
        both_sides([subnet("us-east-1a")], [subnet("eu-west-1a")], region="eu-west-1", ServiceRegion="us-east-1"),
    ),
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html: 500 resources.
    Case(
        "limit-exceeded",
        "501 resources",
        [stack("us", many(501))],
        {"us": "has 501 resources, 100 % of the limit of 500"},
    ),
    Case("limit-exceeded", "500 resources", [stack("us", many(500))]),
    Case(
        "limit-near", "450 resources", [stack("us", many(450))], {"us": "has 450 resources, 90 % of the limit of 500"}
    ),
    Case("limit-near", "449 resources", [stack("us", many(449))]),
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html: names, mappings.
    Case(
        "limit-exceeded",
        "names of 256 characters, a mapping of 201 attributes and a value of 4,097 bytes",
        [
            stack("a", {"R" * 256: ROLE}),
            stack("b", {}, Mappings={"Hosts": {f"K{place}": {"A": "1"} for place in range(201)}}),
            stack("c", {}, Parameters={"Text": {"Type": "String", "Default": "é" * 2_049}}),
        ],
        {
            "a": "has 256 characters",
            "b": "Mapping Hosts of stack b has 201 attributes",
            "c": "The value of parameter Text of stack c has 4,098 bytes",
        },
    ),
    Case(
        "limit-exceeded",
        "names of 255 characters, a mapping of 200 attributes and a value of 4,096 bytes",
        [
            stack("a", {"R" * 255: ROLE}),
            stack("b", {}, Mappings={"Hosts": {f"K{place}": {"A": "1"} for place in range(200)}}),
            stack("c", {}, Parameters={"Text": {"Type": "String", "Default": "x" * 4_096}}),
        ],
    ),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: 400 values.
    Case(
        "limit-exceeded",
        "401 values of a record",
        cell({"A": record(Z, "a.example.com", "A", *(f"10.0.{place // 256}.{place % 256}" for place in range(401)))}),
        {"us/A": "Record a.example.com A has 401 values"},
    ),
    # https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html: 50, adjustable.
    Case(
        "quota-exceeded",
        "51 interface endpoints in a VPC",
        cell({f"E{place:02}": endpoint(ref("Vpc")) for place in range(51)}),
        {"us/E00": "VPC us has 51 interface endpoints, 102 % of the default quota of 50"},
    ),
    Case(
        "quota-exceeded",
        "50 interface endpoints in a VPC",
        cell({f"E{place:02}": endpoint(ref("Vpc")) for place in range(50)}),
    ),
    Case(
        "not-read",
        "a nested stack",
        [stack("us", {"Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {}}})],
        {"us/Nested": "us/Nested is a nested stack; its template is not read."},
    ),
    Case("not-read", "nothing but a cell", cell()),
    Case(
        "not-followed",
        "an import that nothing exports",
        cell({"A": record(Z, "a.example.com", "A", import_value("elsewhere"))}),
        {"us/A": "What a.example.com A answers with is not followed: elsewhere is exported by no stack"},
    ),
    Case(
        "not-followed",
        "an address that is known at deployment",
        cell({"I": {"Type": "AWS::EC2::Instance"}, "A": record(Z, "a.example.com", "A", get_att("I", "PrivateIp"))}),
    ),
)
