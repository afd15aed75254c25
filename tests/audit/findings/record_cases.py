"""Cases of rules on records: CNAMEs, aliases, routing, references."""

from ..templates import alias, endpoint_alias
from .case import Case, P, Z, aliased, cell, conditional, endpoint, get_att, public, record, ref, stack, vpc, zone

CLOUDFRONT = "Z2FDTNDATAQYW2"
WWW = record(Z, "www.example.com", "CNAME", "www.example.org")
TWO = {"SetIdentifier": "two"}


def weighted(name: str, value: str, **fields: object) -> dict[str, object]:
    made = record(Z, "w.example.com", "A", value, SetIdentifier=name)
    properties = made["Properties"]
    assert isinstance(properties, dict)
    return {**made, "Properties": {**properties, **fields}}


CASES = (
    # CNAME: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat.
    Case(
        "cname-beside-records",
        "a CNAME and a TXT record of one name",
        cell({"A": WWW, "B": record(Z, "WWW.example.com.", "TXT", '"x"')}),
        {"us/A": "www.example.com has a CNAME record (www.example.org) beside TXT (us/B)"},
    ),
    Case("cname-beside-records", "two weighted CNAMEs", cell({"A": {**WWW}, "B": {**WWW}})),
    Case(
        "cname-beside-records",
        "the records exist under conditions that may exclude each other",
        cell({"A": conditional(WWW), "B": record(Z, "www.example.com", "TXT", '"x"')}),
    ),
    Case(
        "cname-beside-records",
        "names that differ by a label",
        cell({"A": WWW, "B": record(Z, "a.www.example.com", "A", "10.0.0.1")}),
    ),
    Case(
        "cname-at-apex",
        "the CNAME has the zone's name",
        cell({"A": record(Z, "Example.com.", "CNAME", "www.example.org")}),
        {"us/A": "example.com is the apex of its zone and has a CNAME (www.example.org)."},
    ),
    Case("cname-at-apex", "an alias at the apex", cell({"A": aliased("example.com", "www.example.com")})),
    Case("cname-at-apex", "a CNAME below the apex", cell({"A": WWW})),
    # RFC 1034 section 3.6.2 and RFC 4592: a wildcard stands for the names that it leads to itself.
    Case(
        "cname-loop",
        "two names that lead to each other",
        cell(
            {
                "A": record(Z, "a.example.com", "CNAME", "b.example.com"),
                "B": record(Z, "b.example.com", "CNAME", "A.example.com."),
            }
        ),
        {"us/A": "a.example.com → b.example.com → a.example.com"},
    ),
    Case(
        "cname-loop",
        "a wildcard that stands for its own target",
        cell({"A": record(Z, "*.example.com", "CNAME", "b.example.com")}),
        {"us/A": "b.example.com → b.example.com"},
    ),
    Case(
        "cname-loop",
        "two zones that one VPC sees",
        [
            stack(
                "us",
                {
                    "Vpc": vpc(),
                    "One": zone("one.test", ref("Vpc")),
                    "Two": zone("two.test", ref("Vpc")),
                    "A": record(ref("One"), "a.one.test", "CNAME", "b.two.test"),
                    "B": record(ref("Two"), "b.two.test", "CNAME", "a.one.test"),
                },
            )
        ],
        {"us/A": "a.one.test → b.two.test → a.one.test"},
    ),
    Case(
        "cname-loop",
        "two zones that no VPC sees together",
        [
            stack(
                "us",
                {
                    "Vpc": vpc(),
                    "Other": vpc(),
                    "One": zone("one.test", ref("Vpc")),
                    "Two": zone("two.test", ref("Other")),
                    "A": record(ref("One"), "a.one.test", "CNAME", "b.two.test"),
                    "B": record(ref("Two"), "b.two.test", "CNAME", "a.one.test"),
                },
            )
        ],
    ),
    Case(
        "cname-loop",
        "a chain that ends",
        cell(
            {
                "A": record(Z, "a.example.com", "CNAME", "b.example.com"),
                "B": record(Z, "b.example.com", "A", "10.0.0.1"),
            }
        ),
    ),
    Case(
        "cname-without-target",
        "the target is in the zone and is not there",
        cell({"A": record(Z, "a.example.com", "CNAME", "gone.example.com")}),
        {"us/A": "a.example.com is a CNAME of gone.example.com, which zone example.com (us/Zone) does not have"},
    ),
    Case("cname-without-target", "the target is in nobody's zone here", cell({"A": WWW})),
    Case(
        "cname-without-target",
        "another record's name is known at deployment only, and may be the target",
        [
            stack(
                "us",
                {
                    "Vpc": vpc(),
                    "Zone": zone("example.com", ref("Vpc")),
                    "A": record(Z, "a.example.com", "CNAME", "gone.example.com"),
                    "B": record(Z, ref("Name"), "A", "10.0.0.1"),
                },
                Parameters={"Name": {"Type": "String"}},
            )
        ],
    ),
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
    Case(
        "alias-without-target",
        "the zone has no record of that name",
        cell({"A": aliased("a.example.com", "gone.example.com")}),
        {"us/A": "a.example.com A is an alias of gone.example.com, and its zone has no A record of that name."},
    ),
    Case(
        "alias-without-target",
        "the zone has the name with another type",
        cell({"A": aliased("a.example.com", "b.example.com"), "B": record(Z, "b.example.com", "AAAA", "fd00::1")}),
        {"us/A": "no A record of that name"},
    ),
    Case(
        "alias-without-target",
        "the target is there",
        cell({"A": aliased("a.example.com", "B.example.com."), "B": record(Z, "b.example.com", "A", "10.0.0.1")}),
    ),
    Case(
        "alias-without-target",
        "the zone is brought, and may have the record",
        [stack("us", {"A": record("Z1", "a.example.com", "A", AliasTarget=alias("gone.example.com", "Z1"))})],
    ),
    Case(
        "alias-without-target",
        "the alias leads to an endpoint",
        cell({"Ep": endpoint(ref("Vpc")), "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep"))}),
    ),
    Case(
        "alias-of-another-zone",
        "the target's zone is another of the assembly",
        cell({"Other": zone("other.test", ref("Vpc")), "A": aliased("a.example.com", "b.other.test", ref("Other"))}),
        {"us/A": "an alias of b.other.test in zone other.test (us/Other)"},
    ),
    Case(
        "alias-of-another-zone",
        "the target's zone is a load balancer's",
        cell({"A": aliased("a.example.com", "x.elb.us-east-1.amazonaws.com", "Z26RNL4JYFTOTI")}),
    ),
    Case(
        "alias-loop",
        "two aliases of each other",
        cell({"A": aliased("a.example.com", "b.example.com"), "B": aliased("b.example.com", "a.example.com")}),
        {"us/A": "Alias a.example.com A leads back to itself: a.example.com → b.example.com → a.example.com."},
    ),
    Case(
        "alias-loop",
        "an alias of itself",
        cell({"A": aliased("a.example.com", "a.example.com")}),
        {"us/A": "a.example.com → a.example.com"},
    ),
    Case(
        "alias-loop",
        "aliases of one target",
        cell(
            {
                "A": aliased("a.example.com", "c.example.com"),
                "B": aliased("b.example.com", "c.example.com"),
                "C": record(Z, "c.example.com", "A", "10.0.0.1"),
            }
        ),
    ),
    Case(
        "alias-of-cloudfront",
        "in a private zone",
        cell({"A": aliased("a.example.com", "d1.cloudfront.net", CLOUDFRONT, False)}),
        {"us/A": "alias of the CloudFront distribution d1.cloudfront.net"},
    ),
    Case(
        "alias-of-cloudfront",
        "in a public zone",
        public({"A": record(P, "a.example.com", "A", AliasTarget=alias("d1.cloudfront.net", CLOUDFRONT))}),
    ),
    Case(
        "evaluation-of-cloudfront",
        "EvaluateTargetHealth is true",
        public({"A": record(P, "a.example.com", "A", AliasTarget=alias("d1.cloudfront.net", CLOUDFRONT))}),
        {"us/A": "d1.cloudfront.net with EvaluateTargetHealth true"},
    ),
    Case(
        "evaluation-of-cloudfront",
        "EvaluateTargetHealth is false",
        cell({"A": aliased("a.example.com", "d1.cloudfront.net", CLOUDFRONT, "false")}),
    ),
    Case(
        "multivalue-alias",
        "a multivalue answer record with an alias",
        cell({"A": aliased("a.example.com", "b.example.com", MultiValueAnswer=True, SetIdentifier="1")}),
        {"us/A": "a.example.com A is a multivalue answer record and an alias."},
    ),
    Case(
        "multivalue-alias",
        "MultiValueAnswer is false",
        cell({"A": aliased("a.example.com", "b.example.com", MultiValueAnswer=False)}),
    ),
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html.
    Case(
        "duplicate-record",
        "two simple records of one name and type",
        cell({"A": WWW, "B": record(Z, "www.example.com.", "CNAME", "b.example.org")}),
        {"us/B": "2 records of www.example.com CNAME have no set identifier: us/A and us/B."},
    ),
    Case(
        "duplicate-record",
        "two weighted records with one set identifier",
        cell({"A": weighted("x", "10.0.0.1", Weight=1), "B": weighted("x", "10.0.0.2", Weight=1)}),
        {"us/B": "2 records of w.example.com A have set identifier x: us/A and us/B."},
    ),
    Case(
        "duplicate-record",
        "set identifiers of their own",
        cell({"A": weighted("x", "10.0.0.1", Weight=1), "B": weighted("y", "10.0.0.2", Weight=1)}),
    ),
    Case("duplicate-record", "one of the two under a condition", cell({"A": WWW, "B": conditional(WWW)})),
    Case(
        "mixed-routing",
        "a weighted and a latency record",
        cell({"A": weighted("x", "10.0.0.1", Weight=1), "B": weighted("y", "10.0.0.2", Region="us-east-1")}),
        {"us/A": "Records of w.example.com A follow different policies, weighted and latency"},
    ),
    Case(
        "mixed-routing",
        "one policy",
        cell({"A": weighted("x", "10.0.0.1", Weight=1), "B": weighted("y", "10.0.0.2", Weight=0)}),
    ),
    Case(
        "mixed-routing",
        "simple records, one of which says that it is not multivalue",
        cell({"A": record(Z, "a.example.com", "A", "10.0.0.1", MultiValueAnswer=False), "B": WWW}),
    ),
    Case(
        "record-outside-zone",
        "the name ends like the zone's without being below it",
        cell({"A": record(Z, "badexample.com", "A", "10.0.0.1")}),
        {"us/A": "badexample.com A is not within its zone example.com (us/Zone)."},
    ),
    Case("record-outside-zone", "the apex and a name below it", cell({"A": WWW, "B": {**WWW}})),
    Case(
        "routing-not-private",
        "IP-based routing in a private zone",
        cell({"A": weighted("x", "10.0.0.1", CidrRoutingConfig={"CollectionId": "c", "LocationName": "*"})}),
        {"us/A": "has IP-based routing"},
    ),
    Case(
        "routing-not-private",
        "IP-based routing in a public zone",
        public({"A": record(P, "a.example.com", "A", "203.0.113.1", CidrRoutingConfig={"LocationName": "*"}, **TWO)}),
    ),
    Case(
        "health-check-on-simple-record",
        "a simple record with a health check",
        cell({"A": record(Z, "a.example.com", "A", "10.0.0.1", HealthCheckId="abc")}),
        {"us/A": "a simple record of a private zone and has health check abc"},
    ),
    Case(
        "health-check-on-simple-record",
        "a weighted record with a health check",
        cell({"A": weighted("x", "10.0.0.1", Weight=1, HealthCheckId="abc")}),
    ),
    Case(
        "geolocation-without-default",
        "countries only",
        cell({"A": weighted("x", "10.0.0.1", GeoLocation={"CountryCode": "DE"})}),
        {"us/A": "w.example.com A has geolocation records for DE and no default."},
    ),
    Case(
        "geolocation-without-default",
        "a default is there",
        cell(
            {
                "A": weighted("x", "10.0.0.1", GeoLocation={"CountryCode": "DE"}),
                "B": weighted("y", "10.0.0.2", GeoLocation={"CountryCode": "*"}),
            }
        ),
    ),
    Case(
        "weighted-ttls-differ",
        "60 and 300 seconds",
        cell({"A": weighted("x", "10.0.0.1", Weight=1), "B": weighted("y", "10.0.0.2", Weight=1, TTL="300")}),
        {"us/A": "The weighted records of w.example.com A have TTLs of 60 and 300 seconds."},
    ),
    Case(
        "weighted-ttls-differ",
        "60 seconds, as text and as a number",
        cell({"A": weighted("x", "10.0.0.1", Weight=1), "B": weighted("y", "10.0.0.2", Weight=1, TTL=60)}),
    ),
    # CloudFormation.
    Case(
        "dangling-reference",
        "Ref, Fn::GetAtt and Fn::Sub of what is not there",
        cell(
            {
                "A": record(ref("Nobody"), "a.example.com", "A", get_att("Nothing", "PrivateIp")),
                "B": record(Z, {"Fn::Sub": "b.${Label}.example.com"}, "A", "10.0.0.1"),
            }
        ),
        {"us/A": "us/A refers to Nobody and Nothing", "us/B": "us/B refers to Label"},
    ),
    Case(
        "dangling-reference",
        "pseudo parameters, escapes and a function's own variables",
        cell(
            {
                "A": record(Z, {"Fn::Sub": ["${Label}.${AWS::Region}.${!Not}", {"Label": "a"}]}, "A", "10.0.0.1"),
                "B": record(ref("Zone"), "b.example.com", "A", {"Ref": "AWS::NoValue"}),
            }
        ),
    ),
    Case(
        "dangling-reference",
        "a transform may add what is missing",
        [stack("us", {"A": record(ref("Nobody"), "a.example.com", "A", "10.0.0.1")}, Transform="Macro")],
    ),
    Case(
        "zone-name-ambiguous",
        "two zones of that name in the account",
        [
            stack("us", {"Vpc": vpc(), "Zone": zone("example.com", ref("Vpc"))}),
            stack("eu", {"Vpc": vpc(), "Zone": zone("example.com", ref("Vpc"))}, "eu-west-1"),
            stack("app", {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"HostedZoneName": "example.com."}}}),
        ],
        {"app/A": "names its zone example.com., and account 111111111111 has 2 so called: us/Zone and eu/Zone."},
    ),
    Case(
        "zone-name-ambiguous",
        "the other zone is in another account",
        [
            stack("us", {"Vpc": vpc(), "Zone": zone("example.com", ref("Vpc"))}),
            stack("eu", {"Vpc": vpc(), "Zone": zone("example.com", ref("Vpc"))}, account="222222222222"),
            stack("app", {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"HostedZoneName": "example.com."}}}),
        ],
    ),
    Case(
        "zone-name-without-dot",
        "no dot at the end",
        [stack("us", {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"HostedZoneName": "example.com"}}})],
        {"us/A": "us/A has HostedZoneName example.com, without a dot at its end."},
    ),
    Case(
        "zone-name-without-dot",
        "a dot at the end",
        [stack("us", {"A": {"Type": "AWS::Route53::RecordSet", "Properties": {"HostedZoneName": "example.com."}}})],
    ),
)
