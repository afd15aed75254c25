"""Cases of rules on failover and health checks."""

from ..templates import alias, endpoint_alias, of_endpoint
from .case import (
    PUBLIC,
    Case,
    P,
    Z,
    aliased,
    balancer,
    cell,
    endpoint,
    failover,
    get_att,
    health_check,
    record,
    ref,
    stack,
)

ALARM = {"Name": "a", "Region": "us-east-1"}
CHECK = {"HealthCheckId": "abcdef00-0000-0000-0000-000000000000"}
SECONDARY = failover("SECONDARY", "10.0.0.2")


def role_alias(role: str, target: object, zone_id: object = Z, **fields: object) -> dict[str, object]:
    return dict(aliased("f.example.com", target, zone_id, Failover=role, SetIdentifier=role, **fields))


CASES = (
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html.
    Case(
        "failover-without-partner",
        "a primary alone",
        cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK)}),
        {"us/A": "f.example.com A has a PRIMARY record (10.0.0.1) and no SECONDARY."},
    ),
    Case("failover-without-partner", "both", cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": SECONDARY})),
    Case(
        "failover-without-partner",
        "the zone is brought, and may have the other",
        [stack("us", {"A": record("Z1", "f.example.com", "A", "10.0.0.1", Failover="PRIMARY", SetIdentifier="p")})],
    ),
    Case(
        "failover-without-partner",
        "the role is chosen at deployment",
        [
            stack(
                "us",
                {"A": record("Z1", "f.example.com", "A", "10.0.0.1", Failover=ref("Role"), SetIdentifier="p")},
                Parameters={"Role": {"Type": "String"}},
            )
        ],
    ),
    Case(
        "failover-unwatched",
        "a primary without a health check",
        cell({"A": failover("PRIMARY", "10.0.0.1"), "B": SECONDARY}),
        {"us/A": "The PRIMARY of f.example.com A (10.0.0.1) has no health check: it always counts as healthy."},
    ),
    Case(
        "failover-unwatched",
        "an alias that does not evaluate its target",
        cell(
            {
                "A": role_alias("PRIMARY", "x.elb.us-east-1.amazonaws.com", "Z26RNL4JYFTOTI", evaluate=False),
                "B": SECONDARY,
            }
        ),
        {"us/A": "has no health check and EvaluateTargetHealth is not true"},
    ),
    Case(
        "failover-unwatched",
        "an alias of a record that nothing checks",
        cell(
            {
                "A": role_alias("PRIMARY", "h.example.com"),
                "B": SECONDARY,
                "H": record(Z, "h.example.com", "A", "10.0.0.1"),
            }
        ),
        {"us/A": "has no health check, and nothing checks its target"},
    ),
    Case("failover-unwatched", "a health check", cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": SECONDARY})),
    Case(
        "failover-unwatched",
        "an alias that evaluates a load balancer",
        cell({"A": role_alias("PRIMARY", "x.elb.us-east-1.amazonaws.com", "Z26RNL4JYFTOTI"), "B": SECONDARY}),
    ),
    # "VPC interface endpoints" in https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
    Case(
        "evaluation-without-benefit",
        "a primary that evaluates an endpoint",
        cell(
            {
                "Ep": endpoint(ref("Vpc")),
                "A": role_alias("PRIMARY", of_endpoint("Ep", 1), of_endpoint("Ep", 0)),
                "B": SECONDARY,
            }
        ),
        {"us/A": "f.example.com A (Failover PRIMARY) is an alias of us/Ep, an interface endpoint"},
    ),
    Case(
        "evaluation-without-benefit",
        "a primary that evaluates an endpoint and has a health check",
        cell(
            {
                "Ep": endpoint(ref("Vpc")),
                "A": role_alias("PRIMARY", of_endpoint("Ep", 1), of_endpoint("Ep", 0), **CHECK),
                "B": SECONDARY,
            }
        ),
    ),
    Case(
        "evaluation-without-benefit",
        "a simple alias, of which nothing hangs on health",
        cell({"Ep": endpoint(ref("Vpc")), "A": record(Z, "a.example.com", "A", AliasTarget=endpoint_alias("Ep"))}),
    ),
    Case(
        "failover-unbounded",
        "a health check made elsewhere",
        cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": SECONDARY}),
        {"us/A": "and the TTL of the PRIMARY of f.example.com A (10.0.0.1) do not tell when nobody is sent there"},
    ),
    Case(
        "failover-unbounded",
        "an alarm made elsewhere",
        cell(
            {
                "A": failover("PRIMARY", "10.0.0.1", HealthCheckId=ref("Check")),
                "B": SECONDARY,
                "Check": health_check(Type="CLOUDWATCH_METRIC", AlarmIdentifier=ALARM),
            }
        ),
        {"us/A": "Health check us/Check"},
    ),
    Case(
        "failover-unbounded",
        "an alias of an AWS resource, whose TTL is AWS's own",
        cell(
            {
                "Nlb": balancer(),
                "A": aliased(
                    "f.example.com",
                    get_att("Nlb", "DNSName"),
                    get_att("Nlb", "CanonicalHostedZoneID"),
                    Failover="PRIMARY",
                    SetIdentifier="PRIMARY",
                    **CHECK,
                ),
                "B": SECONDARY,
            }
        ),
    ),
    Case(
        "failover-unbounded",
        "an alarm made beside it",
        cell(
            {
                "A": failover("PRIMARY", "10.0.0.1", HealthCheckId=ref("Check")),
                "B": SECONDARY,
                "Check": health_check(
                    Type="CLOUDWATCH_METRIC", AlarmIdentifier={"Name": ref("Alarm"), "Region": "us-east-1"}
                ),
                "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Period": 60, "EvaluationPeriods": 3}},
            }
        ),
    ),
    Case(
        "failover-same-target",
        "one address for both",
        cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": failover("SECONDARY", "10.0.0.1")}),
        {"us/B": "PRIMARY and SECONDARY of f.example.com A are both 10.0.0.1."},
    ),
    Case(
        "failover-same-target",
        "one name, once with a dot and once without",
        cell(
            {
                "A": record(
                    Z, "f.example.com", "CNAME", "a.example.com", Failover="PRIMARY", SetIdentifier="1", **CHECK
                ),
                "B": record(Z, "f.example.com", "CNAME", "A.example.com.", Failover="SECONDARY", SetIdentifier="2"),
            }
        ),
        {"us/B": "PRIMARY (a.example.com) and SECONDARY (A.example.com.) of f.example.com CNAME lead to the same."},
    ),
    Case(
        "failover-same-target",
        "an alias of a record with the primary's address",
        cell(
            {
                "A": failover("PRIMARY", "10.0.0.1", **CHECK),
                "B": failover("SECONDARY", AliasTarget=alias("other.example.com", Z)),
                "Other": record(Z, "other.example.com", "A", "10.0.0.1"),
            }
        ),
        {"us/B": "PRIMARY (10.0.0.1) and SECONDARY (alias of other.example.com) of f.example.com A lead to the same."},
    ),
    Case(
        "failover-same-check",
        "one health check for both, so that they fail together",
        cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": failover("SECONDARY", "10.0.0.2", **CHECK)}),
        {"us/B": "of f.example.com A have the same health check"},
    ),
    Case(
        "failover-same-check",
        "a secondary without a health check",
        cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": SECONDARY}),
    ),
    Case(
        "failover-same-check",
        "a primary that its target can bring down alone",
        cell(
            {
                "A": failover("PRIMARY", AliasTarget=alias("other.example.com", Z), **CHECK),
                "B": failover("SECONDARY", "10.0.0.2", **CHECK),
            }
        ),
    ),
    Case(
        "failover-same-target",
        "two addresses",
        cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK), "B": SECONDARY}),
    ),
    Case(
        "slow-failover",
        "a TTL of 61 seconds with a health check",
        [
            stack(
                "us",
                {
                    "A": {
                        "Type": "AWS::Route53::RecordSet",
                        "Properties": {
                            "HostedZoneId": "Z1",
                            "Name": "f.example.com",
                            "Type": "A",
                            "TTL": 61,
                            "ResourceRecords": ["10.0.0.1"],
                            **CHECK,
                        },
                    }
                },
            )
        ],
        {"us/A": "f.example.com A has a health check and a TTL of 61 seconds, more than 60."},
    ),
    Case("slow-failover", "a TTL of 60 seconds", cell({"A": failover("PRIMARY", "10.0.0.1", **CHECK)})),
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html.
    Case(
        "health-check-private-address",
        "an address of RFC 1918",
        [stack("us", {"C": health_check(Type="TCP", IPAddress="10.0.0.1", Port=443)})],
        {"us/C": "Health check us/C probes 10.0.0.1, which is no public address."},
    ),
    Case(
        "health-check-private-address",
        "shared address space of RFC 6598",
        [stack("us", {"C": health_check(Type="TCP", IPAddress="100.64.0.1", Port=443)})],
        {"us/C": "100.64.0.1"},
    ),
    Case(
        "health-check-private-address",
        "an internal load balancer",
        [
            stack(
                "us",
                {
                    "Lb": balancer(Scheme="internal"),
                    "C": health_check(Type="TCP", FullyQualifiedDomainName=get_att("Lb", "DNSName"), Port=443),
                },
            )
        ],
        {"us/C": "an internal load balancer"},
    ),
    Case(
        "health-check-private-address",
        "a public name that has a private address",
        [
            stack(
                "us",
                {
                    "Public": PUBLIC,
                    "A": record(P, "a.example.com", "A", "10.0.0.1"),
                    "C": health_check(Type="HTTP", FullyQualifiedDomainName="a.example.com"),
                },
            )
        ],
        {"us/C": "probes a.example.com, whose public record is 10.0.0.1"},
    ),
    Case(
        "health-check-private-address",
        "a public address",
        [stack("us", {"C": health_check(Type="TCP", IPAddress="8.8.8.8", Port=443)})],
    ),
    Case(
        "health-check-private-address",
        "an internet-facing load balancer",
        [
            stack(
                "us",
                {
                    "Lb": balancer(Scheme="internet-facing"),
                    "C": health_check(Type="TCP", FullyQualifiedDomainName=get_att("Lb", "DNSName"), Port=443),
                },
            )
        ],
    ),
    Case(
        "health-check-private-address",
        "an alarm, which is not probed",
        [stack("us", {"C": health_check(Type="CLOUDWATCH_METRIC", AlarmIdentifier={"Name": "a", "Region": "x"})})],
    ),
    Case(
        "health-check-name-missing",
        "the public zone does not have the name",
        [stack("us", {"Public": PUBLIC, "C": health_check(Type="HTTPS", FullyQualifiedDomainName="gone.example.com")})],
        {"us/C": "probes gone.example.com, and public zone example.com (us/Public) answers NXDOMAIN"},
    ),
    Case(
        "health-check-name-missing",
        "the public zone has the name",
        [
            stack(
                "us",
                {
                    "Public": PUBLIC,
                    "A": record(P, "a.example.com", "A", AliasTarget=alias("x.elb.us-east-1.amazonaws.com", "Z35")),
                    "C": health_check(Type="HTTPS", FullyQualifiedDomainName="a.example.com"),
                },
            )
        ],
    ),
    Case(
        "health-check-name-missing",
        "the address is given beside the name, which is the Host header",
        [
            stack(
                "us",
                {
                    "Public": PUBLIC,
                    "C": health_check(Type="HTTPS", FullyQualifiedDomainName="gone.example.com", IPAddress="8.8.8.8"),
                },
            )
        ],
    ),
    Case(
        "health-check-name-private",
        "only a private zone has the name",
        cell(
            {
                "A": record(Z, "a.example.com", "A", "10.0.0.1"),
                "C": health_check(Type="HTTPS", FullyQualifiedDomainName="a.example.com"),
            }
        ),
        {"us/C": "probes a.example.com, which the assembly has in private zone example.com (us/Zone) only."},
    ),
    Case(
        "health-check-name-private",
        "a name of nobody here",
        cell({"C": health_check(Type="HTTPS", FullyQualifiedDomainName="www.example.org")}),
    ),
    # https://www.rfc-editor.org/rfc/rfc9110#section-4.2.
    Case(
        "health-check-port",
        "HTTPS on port 80",
        [stack("us", {"C": health_check(Type="HTTPS", IPAddress="8.8.8.8", Port="80")})],
        {"us/C": "Health check us/C speaks HTTPS to port 80, the port of HTTP."},
    ),
    Case(
        "health-check-port",
        "HTTPS on port 8443, and TCP on 80",
        [
            stack(
                "us",
                {
                    "C": health_check(Type="HTTPS", IPAddress="8.8.8.8", Port=8443),
                    "D": health_check(Type="TCP", IPAddress="8.8.8.8", Port=80),
                },
            )
        ],
    ),
    Case(
        "health-check-incomplete",
        "checks without what their types need",
        [
            stack(
                "us",
                {
                    "Web": health_check(Type="HTTP", Port=80),
                    "Text": health_check(Type="HTTPS_STR_MATCH", IPAddress="8.8.8.8"),
                    "Alarm": health_check(Type="CLOUDWATCH_METRIC"),
                    "Sum": health_check(Type="CALCULATED", HealthThreshold=1),
                },
            )
        ],
        {
            "us/Web": "is of type HTTP and has no IPAddress or FullyQualifiedDomainName.",
            "us/Text": "is of type HTTPS_STR_MATCH and has no SearchString.",
            "us/Alarm": "is of type CLOUDWATCH_METRIC and has no AlarmIdentifier.",
            "us/Sum": "is of type CALCULATED and has no ChildHealthChecks.",
        },
    ),
    Case(
        "health-check-incomplete",
        "a name, an address known at deployment, and an alarm",
        [
            stack(
                "us",
                {
                    "Web": health_check(Type="HTTP", FullyQualifiedDomainName="www.example.org"),
                    "Late": health_check(Type="TCP", IPAddress=get_att("Ip", "PublicIp"), Port=5432),
                    "Ip": {"Type": "AWS::EC2::EIP"},
                    "Alarm": health_check(Type="CLOUDWATCH_METRIC", AlarmIdentifier=ALARM),
                },
            )
        ],
    ),
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html, HealthThreshold.
    Case(
        "health-check-constant",
        "none, and more than there are",
        [
            stack(
                "us",
                {
                    "None": health_check(Type="CALCULATED", ChildHealthChecks=["a", "b"], HealthThreshold=0),
                    "More": health_check(Type="CALCULATED", ChildHealthChecks=["a", "b"], HealthThreshold=3),
                    "Turned": health_check(
                        Type="CALCULATED", ChildHealthChecks=["a"], HealthThreshold=2, Inverted=True
                    ),
                },
            )
        ],
        {
            "us/None": "asks for 0 of 2 health checks, and is always healthy.",
            "us/More": "asks for 3 of 2 health checks, and is always unhealthy.",
            "us/Turned": "asks for 2 of 1 health check, and is always healthy.",
        },
    ),
    Case(
        "health-check-constant",
        "all of them",
        [stack("us", {"All": health_check(Type="CALCULATED", ChildHealthChecks=["a", "b"], HealthThreshold=2)})],
    ),
)
