"""What the single values and the parser refuse, and the nearest text they accept."""

from constructs_pkg.values.cidr import Cidr, IpAddress, VpcCidr
from constructs_pkg.values.consumer import ServiceName
from constructs_pkg.values.dns import DnsName, RecordName, ZoneName
from constructs_pkg.values.place import AccountId, AvailabilityZoneId, AvailabilityZoneName, Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_id import (
    ApplicationLoadBalancerArn,
    BucketName,
    CertificateArn,
    DatabaseArn,
    DomainVerificationId,
    HealthCheckId,
    HostedZoneId,
    InstanceId,
    KeyArn,
    NetworkLoadBalancerArn,
    ParameterPath,
    PrefixListId,
    ResourceId,
    RouteTableId,
    SecurityGroupId,
    SubnetId,
    VpcId,
)
from constructs_pkg.values.text import Text

from .case import Case
from .examples import ACCOUNT, AZ_A, CERTIFICATE, ZONE_ID, cell, made, names, nlb, records, value


def _case(rule: str, kind: type[Text], refused: str, accepted: str) -> Case:
    return Case(f"{kind.__name__} {refused!r}", rule, "", lambda: value(kind, refused), lambda: value(kind, accepted))


def _id(kind: type[ResourceId], refused: str, accepted: str | None = None) -> Case:
    return _case("malformed-id", kind, refused, accepted or kind.example)


SINGLE_VALUES = [
    _case("malformed-cidr", Cidr, "10.0.0.0", "10.0.0.0/32"),
    _case("malformed-cidr", Cidr, "10.0.0.1/24", "10.0.0.0/24"),
    _case("malformed-cidr", Cidr, "10.0.0.0/33", "10.0.0.0/32"),
    _case("malformed-cidr", Cidr, "fe80::%1/64", "fe80::/64"),
    _case("vpc-cidr-not-ipv4", VpcCidr, "fd00::/16", "10.0.0.0/16"),
    _case("malformed-address", IpAddress, "10.0.0.256", "10.0.0.255"),
    _case("malformed-address", IpAddress, "fe80::1%eth0", "fe80::1"),
    _case("empty-name", DnsName, ".", "a."),
    _case("empty-name", RecordName, "", "@"),
    _case("empty-label", DnsName, "a.example.com..", "a.example.com."),
    _case("malformed-label", DnsName, "-db.example.com", "_db-1.example.com"),
    _case("malformed-label", DnsName, "a.*.example.com", "*.a.example.com"),
    _case("malformed-label", DnsName, "b\u00fcro.example.com", "xn--bro-hoa.example.com"),
    _case("wildcard-zone", ZoneName, "*.example.com", "example.com"),
    _case("malformed-account-id", AccountId, "\u0661" * 12, ACCOUNT),
    _case("malformed-region", Region, "us-east", "us-east-1"),
    _case("malformed-region", Region, "us-east-\u0661", "us-gov-west-1"),
    _case("malformed-az-name", AvailabilityZoneName, "us-east-1", "us-east-1a"),
    _case("malformed-az-name", AvailabilityZoneName, "use1-az1", "us-west-2-lax-1a"),
    _case("malformed-az-id", AvailabilityZoneId, "us-east-1a", "use1-az4"),
    _case("malformed-az-id", AvailabilityZoneId, "use1-az", "usw2-lax1-az1"),
    _case(
        "malformed-principal", Principal, f"arn:aws:sts::{ACCOUNT}:assumed-role/a/b", f"arn:aws:iam::{ACCOUNT}:user/a"
    ),
    _case("malformed-principal", Principal, f"arn:aws:iam::{ACCOUNT}:group/a", f"arn:aws:iam::{ACCOUNT}:role/a"),
    _case("malformed-account-id", Principal, "arn:aws:iam::1:root", f"arn:aws:iam::{ACCOUNT}:root"),
    _case("organisation-as-principal", Principal, "o-abcdefghij", "*"),
    _case("malformed-service-name", ServiceName, "vpce-svc-0123456789abcdef0", "com.amazonaws.route53"),
    _case("malformed-service-name", ServiceName, "com.amazonaws.vpce.us-east-1", "com.amazonaws.us-east-1.ecr.api"),
    _case(
        "malformed-region",
        ServiceName,
        "com.amazonaws.vpce.east.vpce-svc-01234567",
        "eu.amazonaws.vpce.eusc-de-east-1.vpce-svc-01234567",
    ),
    _case("malformed-service-name", ServiceName, "aws", "aws.sagemaker.us-east-1.notebook"),
    _case("malformed-service-name", ServiceName, "com.example.ssm", "api.aws.us-east-1.cassandra-streams"),
    _case("token-where-literal", Region, "${Token[AWS.Region.4]}", "us-east-1"),
]

IDS = [
    _id(VpcId, "vpc-0123"),
    _id(VpcId, "vpc-01234567\n", "vpc-01234567"),
    _id(SubnetId, "subnet-xyz"),
    _id(SecurityGroupId, "sg-0123456789ABCDEF0"),
    _id(PrefixListId, "pl-1"),
    _id(RouteTableId, "rtb-1"),
    _id(InstanceId, "i-1"),
    _id(HostedZoneId, "/hostedzone/Z1", ZONE_ID),
    _id(HealthCheckId, "G"),
    _id(NetworkLoadBalancerArn, "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/net/a/0123456789abcdef"),
    _id(ApplicationLoadBalancerArn, nlb(), nlb(kind="app")),
    _id(CertificateArn, "certificate/0", CERTIFICATE),
    _id(KeyArn, "key/0", KeyArn.example),
    _id(DatabaseArn, "orders", DatabaseArn.example),
    _id(DomainVerificationId, "dv-1", DomainVerificationId.example),
    _id(BucketName, "My-Bucket"),
    _id(BucketName, "ab", "abc"),
    _id(ParameterPath, "service-name"),
    _id(ParameterPath, "/a" * 16, "/a" * 15),
]

PARSER = [
    Case(
        "a key that is not known is refused",
        "unknown-key",
        "network.flow_logs.retention",
        lambda: made(flow_logs={"retention": 30}),
        lambda: made(flow_logs={"retention_days": 30}),
    ),
    Case(
        "a value of another type is refused",
        "wrong-type",
        "network.nat_gateways",
        lambda: made(nat_gateways="1"),
        lambda: made(nat_gateways=0),
    ),
    Case(
        "a number where text stands is refused",
        "not-text",
        "network.cidr",
        lambda: made(cidr=10),
        lambda: made(cidr="10.0.0.0/16"),
    ),
    Case(
        "a number known only at deployment is no other type",
        "token-where-literal",
        "network.nat_gateways",
        lambda: made(nat_gateways=-1.8881545897087503e289),
        lambda: made(nat_gateways=0),
    ),
    Case(
        "a number known only at deployment is no text",
        "token-where-literal",
        "network.cidr",
        lambda: made(cidr=-1.8881545897087503e289),
        lambda: made(cidr="10.0.0.0/16"),
    ),
    Case(
        "a missing key is named",
        "missing-key",
        "network.cidr",
        lambda: cell(network={"availability_zones": [AZ_A]}),
        lambda: cell(network={"availability_zones": [AZ_A], "cidr": "10.0.0.0/16"}),
    ),
    Case(
        "a value inside a policy is found at its own path",
        "wrong-type",
        "policy.weight",
        lambda: records({"policy": {"policy": "weighted", "set_identifier": "a", "weight": "1"}}),
        lambda: records({"policy": {"policy": "weighted", "set_identifier": "a", "weight": 1}}),
    ),
    Case(
        "the zone of an endpoint's name exists",
        "zone-without-id",
        "",
        lambda: names({"zone": {"name": "example.com"}}),
        lambda: names({"zone": {"name": "example.com", "id": ZONE_ID}}),
    ),
]

VALUE_RULES = [*SINGLE_VALUES, *IDS, *PARSER]
