"""Cases of rules on zones, cells and what they hide from each other."""

from constructs_pkg.audit.facts import StackFact

from ..templates import Json, endpoint_alias, import_value, output, rule, rule_in
from .case import PUBLIC, Case, P, Z, cell, conditional, endpoint, public, record, ref, stack, vpc, zone

SQS = {"ServiceName": "com.amazonaws.us-east-1.sqs", "PrivateDnsEnabled": True}


def clone(name: str, region: str, resources: Json, cidr: str = "10.0.0.0/16") -> StackFact:
    network = {"Vpc": vpc(name, CidrBlock=cidr), "Zone": zone("example.com", ref("Vpc"))}
    return stack(name, {**network, **resources}, region)


def host(name: str, *addresses: str) -> Json:
    return record(Z, f"{name}.example.com", "A", *addresses)


def declared(vpcs: list[str]) -> StackFact:
    declaration = {"zones": {"Z1": {"name": "example.com", "vpcs": vpcs}}}
    return stack("us", {"A": record("Z1", "a.example.com", "A", "10.0.0.1")}, Metadata={"PrivateCells": declaration})


def dhcp(*servers: str) -> Json:
    options = {"VpcId": ref("Vpc"), "DhcpOptionsId": ref("Options")}
    return {
        "Options": {"Type": "AWS::EC2::DHCPOptions", "Properties": {"DomainNameServers": list(servers)}},
        "Association": {"Type": "AWS::EC2::VPCDHCPOptionsAssociation", "Properties": options},
    }


def delegation(*servers: object) -> Json:
    return record(P, "sub.example.com", "NS", *servers)


CASES = (
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html.
    Case(
        "zones-of-one-name",
        "two zones of one stack",
        cell({"Second": zone("Example.com.", ref("Vpc"))}),
        {"us/Second": "us/Zone and us/Second are all called example.com and associated with VPC us."},
    ),
    Case(
        "zones-of-one-name",
        "a zone of another stack, by an imported VPC",
        [
            stack(
                "net",
                {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc"))},
                Outputs={"Vpc": output(ref("Vpc"), "net:Vpc")},
            ),
            stack("app", {"Zone": zone("example.com", import_value("net:Vpc"))}),
        ],
        {"app/Zone": "net/Zone and app/Zone are all called example.com"},
    ),
    Case(
        "zones-of-one-name",
        "each on a VPC of its own",
        [clone("us", "us-east-1", {}), clone("eu", "eu-west-1", {})],
    ),
    Case("zones-of-one-name", "one below the other", cell({"Second": zone("a.example.com", ref("Vpc"))})),
    Case("zones-of-one-name", "one under a condition", cell({"Second": conditional(zone("example.com", ref("Vpc")))})),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
    Case(
        "vpc-dns-off",
        "EnableDnsHostnames is off by default",
        [
            stack(
                "us",
                {
                    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
                    "Zone": zone("example.com", ref("Vpc")),
                },
            )
        ],
        {"us/Vpc": "VPC us has EnableDnsHostnames off, and nobody there is answered from example.com."},
    ),
    Case(
        "vpc-dns-off",
        "a setting is chosen at deployment",
        [
            stack(
                "us",
                {"Vpc": vpc("us", EnableDnsSupport=ref("Dns")), "Zone": zone("example.com", ref("Vpc"))},
                Parameters={"Dns": {"Type": "String"}},
            )
        ],
    ),
    Case("vpc-dns-off", "no zone is on the VPC", [stack("us", {"Vpc": vpc("us", EnableDnsSupport=False)})]),
    Case(
        "endpoint-dns-off",
        "private DNS in a VPC without DNS support",
        [stack("us", {"Vpc": vpc("us", EnableDnsSupport=False), "Ep": endpoint(ref("Vpc"), **SQS)})],
        {"us/Ep": "Endpoint us/Ep has PrivateDnsEnabled, and VPC us has EnableDnsSupport off."},
    ),
    Case("endpoint-dns-off", "both settings are on", cell({"Ep": endpoint(ref("Vpc"), **SQS)})),
    Case(
        "endpoint-name-taken",
        "two endpoints of one service with private DNS",
        cell({"Ep": endpoint(ref("Vpc"), **SQS), "Two": endpoint(ref("Vpc"), **SQS)}),
        {"us/Two": "Endpoint us/Two has the private DNS name sqs.us-east-1.amazonaws.com, which endpoint us/Ep has"},
    ),
    Case(
        "endpoint-name-taken",
        "a private zone of that name",
        cell({"Ep": endpoint(ref("Vpc"), **SQS), "Own": zone("sqs.us-east-1.amazonaws.com", ref("Vpc"))}),
        {"us/Ep": "which private zone sqs.us-east-1.amazonaws.com (us/Own) has in VPC us already."},
    ),
    Case(
        "endpoint-name-taken",
        "the second endpoint has no private DNS",
        cell({"Ep": endpoint(ref("Vpc"), **SQS), "Two": endpoint(ref("Vpc"), **{**SQS, "PrivateDnsEnabled": False})}),
    ),
    Case(
        "zone-without-vpc",
        "a zone is declared with no VPC",
        [declared([])],
        {"us/A": "Private zone example.com (Z1) is declared with no VPC"},
    ),
    Case("zone-without-vpc", "a zone is declared with a VPC", [declared(["vpc-0123456789abcdef0"])]),
    # Overlapping namespaces, on the same page.
    Case(
        "public-name-hidden",
        "a public name that the private zone lacks",
        cell({"Public": PUBLIC, "A": record(P, "www.example.com", "A", "203.0.113.1")}),
        {"us/Zone": "hides 1 public name from us and has no answer of its own: www.example.com."},
    ),
    Case(
        "public-name-hidden",
        "the private zone has the name",
        cell({"Public": PUBLIC, "A": record(P, "www.example.com", "A", "203.0.113.1"), "B": host("www", "10.0.0.1")}),
    ),
    Case(
        "public-name-hidden",
        "verification records are not asked for in a VPC",
        cell({"Public": PUBLIC, "A": record(P, "_x.example.com", "CNAME", "y.acm-validations.aws")}),
    ),
    Case(
        "public-name-hidden",
        "the private zone covers another name",
        [
            stack(
                "us",
                {
                    "Vpc": vpc(),
                    "Zone": zone("in.example.com", ref("Vpc")),
                    "Public": PUBLIC,
                    "A": record(P, "www.example.com", "A", "203.0.113.1"),
                },
            )
        ],
    ),
    Case(
        "record-hidden-by-zone",
        "a more specific zone covers the name in every VPC",
        cell({"Sub": zone("sub.example.com", ref("Vpc")), "A": host("a.sub", "10.0.0.1")}),
        {"us/A": "a.sub.example.com A in zone example.com (us/Zone) is answered nowhere"},
    ),
    Case(
        "record-hidden-by-zone",
        "the more specific zone is on another VPC",
        cell({"Other": vpc(), "Sub": zone("sub.example.com", ref("Other")), "A": host("a.sub", "10.0.0.1")}),
    ),
    Case(
        "record-below-delegation",
        "an address below a delegated name",
        public({"Ns": delegation("ns1.example.net"), "A": record(P, "a.sub.example.com", "A", "203.0.113.1")}),
        {"us/A": "a.sub.example.com A is at or below sub.example.com, which its zone example.com (us/Public)"},
    ),
    Case(
        "record-below-delegation",
        "glue and the DS record of the delegation",
        public(
            {
                "Ns": delegation("ns1.sub.example.com."),
                "A": record(P, "ns1.sub.example.com", "A", "203.0.113.1"),
                "Ds": record(P, "sub.example.com", "DS", "1 13 2 00"),
            }
        ),
    ),
    Case(
        "public-zone-not-delegated",
        "the parent zone has no NS record",
        public({"Sub": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "sub.example.com"}}}),
        {"us/Sub": "Public zone sub.example.com (us/Sub) is not delegated to by example.com (us/Public)"},
    ),
    Case(
        "public-zone-not-delegated",
        "the parent zone delegates",
        public(
            {
                "Sub": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "sub.example.com"}},
                "Ns": {
                    "Type": "AWS::Route53::RecordSet",
                    "Properties": {
                        "HostedZoneId": P,
                        "Name": "sub.example.com",
                        "Type": "NS",
                        "TTL": "300",
                        "ResourceRecords": {"Fn::GetAtt": ["Sub", "NameServers"]},
                    },
                },
            }
        ),
    ),
    Case(
        "endpoint-in-another-vpc",
        "nothing joins the VPCs",
        cell(
            {
                "Hub": vpc("hub"),
                "Ep": endpoint(ref("Hub")),
                "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
            }
        ),
        {"us/A": "a.example.com A answers in us with endpoint us/Ep of VPC hub, and nothing in the assembly joins"},
    ),
    Case(
        "endpoint-in-another-vpc",
        "a peering connection joins them",
        cell(
            {
                "Hub": vpc("hub"),
                "Ep": endpoint(ref("Hub")),
                "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep")),
                "Peering": {"Type": "AWS::EC2::VPCPeeringConnection", "Properties": {"VpcId": ref("Vpc")}},
            }
        ),
    ),
    Case(
        "endpoint-in-another-vpc",
        "the endpoint is in the zone's VPC",
        cell({"Ep": endpoint(ref("Vpc")), "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep"))}),
    ),
    # https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html: base plus two, and 169.254.169.253.
    Case(
        "dhcp-bypasses-resolver",
        "two other servers",
        cell(dhcp("10.0.9.53", "10.0.9.54")),
        {"us/Options": "name the DNS servers 10.0.9.53, 10.0.9.54"},
    ),
    Case("dhcp-bypasses-resolver", "AmazonProvidedDNS", cell(dhcp("AmazonProvidedDNS"))),
    Case("dhcp-bypasses-resolver", "the Resolver by its addresses", cell(dhcp("10.0.0.2", "169.254.169.253"))),
    Case("dhcp-bypasses-resolver", "no private zone", [stack("us", {"Vpc": vpc("us"), **dhcp("10.0.9.53")})]),
    # Clones.
    Case(
        "clone-lacks-name",
        "one of two cells lacks a name",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1"), "B": host("b", "10.0.0.2")}),
            clone("eu", "eu-west-1", {"A": host("a", "10.0.0.1")}),
        ],
        {"eu/Zone": "Zone example.com of eu lacks 1 name that the zone of us has: b.example.com."},
    ),
    Case(
        "clone-lacks-name",
        "a wildcard stands for the name",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone("eu", "eu-west-1", {"A": host("*", "10.0.0.1")}),
        ],
        {"us/Zone": "Zone example.com of us lacks 1 name that the zone of eu has: *.example.com."},
    ),
    Case(
        "clone-lacks-name",
        "the same names",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone("eu", "eu-west-1", {"A": host("a", "10.1.0.1")}),
        ],
    ),
    Case(
        "clone-lacks-name",
        "zones of other names",
        [clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}), stack("eu", {"Vpc": vpc()}, "eu-west-1")],
    ),
    Case(
        "clone-leaves-region",
        "a host of another cell's block",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone("eu", "eu-west-1", {"A": host("a", "10.0.0.1")}, "10.1.0.0/16"),
        ],
        {"eu/A": "a.example.com A in eu (eu-west-1) answers with 10.0.0.1, which is in us-east-1."},
    ),
    Case(
        "clone-leaves-region",
        "an endpoint's name of another Region",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone(
                "eu",
                "eu-west-1",
                {"A": record(Z, "a.example.com", "CNAME", "x.vpce-svc-1.us-east-1.vpce.amazonaws.com")},
            ),
        ],
        {"eu/A": "which is in us-east-1"},
    ),
    Case(
        "clone-leaves-region",
        "both cells have one block, which is each cell's own",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone("eu", "eu-west-1", {"A": host("a", "10.0.0.1")}),
        ],
    ),
    Case(
        "clone-leaves-region",
        "the other Region is the secondary only",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone(
                "eu",
                "eu-west-1",
                {
                    "A": record(Z, "a.example.com", "A", "10.1.0.1", Failover="PRIMARY", SetIdentifier="p"),
                    "B": record(Z, "a.example.com", "A", "10.0.0.1", Failover="SECONDARY", SetIdentifier="s"),
                },
                "10.1.0.0/16",
            ),
        ],
    ),
    Case(
        "clone-leaves-region",
        "a distribution, whose stack is elsewhere",
        [
            clone("us", "us-east-1", {"A": host("a", "10.0.0.1")}),
            clone("eu", "eu-west-1", {"A": record(Z, "a.example.com", "CNAME", "d1.cloudfront.net")}),
        ],
    ),
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html: the rule wins.
    Case(
        "record-hidden-by-rule",
        "a rule for the zone's own name in its only VPC",
        cell(
            {
                "A": record(Z, "a.example.com", "A", "10.0.0.1"),
                "Rule": rule("example.com", {"Ip": "192.0.2.1"}),
                "In": rule_in(ref("Vpc"), ref("Rule")),
            }
        ),
        {
            "us/Zone": "1 name of zone example.com (us/Zone) is answered nowhere, as in its VPCs rule us/Rule "
            "(example.com) goes before it: a.example.com."
        },
    ),
    Case(
        "record-hidden-by-rule",
        "a rule for a less specific name, and one that only one of two VPCs has",
        cell(
            {
                "A": record(Z, "a.example.com", "A", "10.0.0.1"),
                "Rule": rule("com", {"Ip": "192.0.2.1"}),
                "In": rule_in(ref("Vpc"), ref("Rule")),
                "Other": vpc("other"),
                "Two": zone("two.org", ref("Vpc"), ref("Other")),
                "B": record(ref("Two"), "b.two.org", "A", "10.0.0.1"),
                "Rule2": rule("two.org", {"Ip": "192.0.2.1"}),
                "In2": rule_in(ref("Vpc"), ref("Rule2")),
            }
        ),
    ),
)
