"""The names of AWS services, held to what AWS's pages and botocore say."""

import json
from pathlib import Path

import pytest

from constructs_pkg.audit import aws_names
from constructs_pkg.audit.aws_names import is_service_name, private_names


@pytest.mark.parametrize(
    ("service", "names"),
    [
        # https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
        ("com.amazonaws.us-east-1.ec2", ["ec2.us-east-1.amazonaws.com"]),
        ("com.amazonaws.us-gov-west-1.kms", ["kms.us-gov-west-1.amazonaws.com"]),
        ("cn.com.amazonaws.cn-north-1.sts", ["sts.cn-north-1.amazonaws.com.cn"]),
        ("com.amazonaws.us-east-1.kms-fips", ["kms-fips.us-east-1.amazonaws.com"]),
        # https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
        ("com.amazonaws.us-west-2.ecr.api", ["api.ecr.us-west-2.amazonaws.com"]),
        ("cn.com.amazonaws.cn-north-1.ecr.dkr", ["*.dkr.ecr.cn-north-1.amazonaws.com.cn"]),
        # https://docs.aws.amazon.com/streams/latest/dev/vpc.html
        (
            "com.amazonaws.us-east-1.kinesis-streams",
            [
                "kinesis.us-east-1.amazonaws.com",
                "*.control-kinesis.us-east-1.amazonaws.com",
                "*.data-kinesis.us-east-1.amazonaws.com",
            ],
        ),
        # https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html
        ("com.amazonaws.us-east-1.sagemaker.runtime", ["runtime.sagemaker.us-east-1.amazonaws.com"]),
        ("aws.sagemaker.us-east-1.studio", ["*.studio.us-east-1.sagemaker.aws"]),
        # https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
        ("com.amazonaws.eu-west-1.eks-auth", ["eks-auth.eu-west-1.api.aws"]),
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_interface_vpc_endpoints.html
        ("com.amazonaws.iam", ["iam.amazonaws.com"]),
        # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-streams.html
        ("com.amazonaws.us-east-1.dynamodb-streams", []),
    ],
)
def test_private_dns_takes_over_the_documented_names(service: str, names: list[str]) -> None:
    """A service's private DNS names are those of its page."""
    found = private_names(service)
    assert found is not None
    assert names == list(found)


@pytest.mark.parametrize("service", ["com.amazonaws.us-east-1.made-up", "com.example", "", "vpce-svc-0"])
def test_guesses_no_name(service: str) -> None:
    """A service that is not in the tables has names that are not known."""
    assert private_names(service) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sqs.us-east-1.amazonaws.com", True),
        ("bucket.s3.eu-west-1.amazonaws.com", True),
        ("bucket.with.dots.s3.eu-west-1.amazonaws.com", True),
        ("s3.cn-north-1.amazonaws.com.cn", True),
        ("s3.cn-north-1.amazonaws.com", False),
        ("dynamodb.us-east-1.amazonaws.com", True),
        ("route53.amazonaws.com", True),
        ("sqs.us-moon-1.amazonaws.com", False),
        ("made-up.us-east-1.amazonaws.com", False),
        ("us-east-1.amazonaws.com", False),
        ("amazonaws.com", False),
        ("sqs.us-east-1.example.com", False),
        ("", False),
    ],
)
def test_knows_the_public_names_of_services(name: str, expected: bool) -> None:
    """A public name is a service's host in a known Region and in the suffix of its partition."""
    assert expected == is_service_name(name)


def test_botocore_reaches_regular_services_by_the_rule() -> None:
    """Where botocore has a service under the same name, its host in a Region follows the rule as well."""
    botocore = pytest.importorskip("botocore", reason="botocore is the second source, and is not installed")
    endpoints = json.loads((Path(botocore.__file__).parent / "data" / "endpoints.json").read_text(encoding="utf-8"))
    partition = endpoints["partitions"][0]
    regular = {service for service, names in aws_names._NAMES.items() if names == (f"{service}.{{r}}.{{s}}",)}
    different = []
    for service in sorted(regular & partition["services"].keys()):
        found = partition["services"][service]
        here = {**partition["defaults"], **found.get("defaults", {}), **found["endpoints"].get("us-east-1", {})}
        if here["hostname"] not in ("{service}.{region}.{dnsSuffix}", f"{service}.us-east-1.amazonaws.com"):
            different.append((service, here["hostname"]))
    assert [] == different
