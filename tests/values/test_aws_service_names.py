"""The private names of AWS services as endpoints make zones for them, held to AWS's pages and to the audit's table."""

import pytest

from constructs_pkg.audit import aws_names
from constructs_pkg.values.aws_service import InterfaceEndpoint
from constructs_pkg.values.aws_service_names import _NAMES, private_names, whole_name
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse

REGIONS = [Region(name) for name in ("eu-west-1", "us-gov-west-1", "cn-north-1")]


@pytest.mark.parametrize("region", REGIONS)
def test_both_tables_tell_the_same_names(region: Region) -> None:
    """What zones are made for is what the independent witness expects of private DNS, in every kind of partition."""
    here = {service: private_names(service.replace("REGION", region), region) for service in _NAMES}
    there = {
        service: aws_names.private_names(whole_name(service.replace("REGION", region), region)) for service in _NAMES
    }
    assert there == here


@pytest.mark.parametrize(
    ("service", "region", "names"),
    [
        # https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
        ("ecr.dkr", "eu-west-1", ["*.dkr.ecr.eu-west-1.amazonaws.com"]),
        ("com.amazonaws.cn-north-1.ecr.api", "cn-north-1", ["api.ecr.cn-north-1.amazonaws.com.cn"]),
        # https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
        ("eks-auth", "us-gov-west-1", ["eks-auth.us-gov-west-1.api.aws"]),
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_interface_vpc_endpoints.html
        ("com.amazonaws.iam", "us-east-1", ["iam.amazonaws.com"]),
        # https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html
        ("kms-fips", "us-gov-west-1", ["kms-fips.us-gov-west-1.amazonaws.com"]),
        ("cn.com.amazonaws.cn-north-1.ec2", "cn-north-1", ["ec2.cn-north-1.amazonaws.com.cn"]),
    ],
)
def test_names_follow_the_services_pages(service: str, region: str, names: list[str]) -> None:
    """A service is asked for by the names on its page, be it named short or whole."""
    found = private_names(service, Region(region))
    assert found is not None
    assert names == [str(name) for name in found]


@pytest.mark.parametrize(("service", "region"), [("made-up", "us-east-1"), ("ssm", "us-iso-east-1")])
def test_no_name_is_guessed(service: str, region: str) -> None:
    """Names of a service in no table, and those of partitions whose suffix is not known here, are not known."""
    assert private_names(service, Region(region)) is None


def test_each_name_has_a_zone_of_its_own() -> None:
    """S3 is asked for by three names and everything below them: three zones, each with its apex and wildcard."""
    endpoint = parse(InterfaceEndpoint, {"service": "s3", "names": "own-zones"})
    zones = endpoint.own_zones(Region("us-east-1"))
    starts = ("s3", "s3-accesspoint", "s3-control")
    expected = {f"{s}.us-east-1.amazonaws.com": 2 for s in starts}
    assert expected == {str(zone): len(names) for zone, names in zones.items()}


def test_whole_names_stay_as_they_are() -> None:
    """Only a short name is put after the Region's beginning."""
    region = Region("us-east-1")
    whole = ["com.amazonaws.iam", "aws.sagemaker.us-east-1.notebook", "api.aws.us-east-1.cassandra-streams"]
    assert [*whole, "com.amazonaws.us-east-1.ecr.api"] == [whole_name(name, region) for name in (*whole, "ecr.api")]
