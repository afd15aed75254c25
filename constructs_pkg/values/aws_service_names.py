"""The private names of AWS services: what clients ask for, and what an endpoint's zones must answer.

The regular rule is ``SERVICE.REGION.SUFFIX`` for the service ``com.amazonaws.REGION.SERVICE``. Many services follow
another, so that the rule is applied to those of `_REGULAR` alone; `_IRREGULAR` tells the names of the others. Of a
service in neither, the names are not known here and have to be given.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html for the names of
services, https://docs.aws.amazon.com/general/latest/gr/rande.html for the rule, and the page above each line below.
"""

from __future__ import annotations

import re

from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.place import Region

_REGULAR = """
access-analyzer acm acm-fips acm-pca acm-pca-fips appconfig appconfigdata application-autoscaling athena autoscaling
backup batch bedrock bedrock-agent bedrock-agent-runtime bedrock-fips bedrock-runtime bedrock-runtime-fips cassandra
cassandra-fips cloudformation cloudtrail codebuild codebuild-fips codecommit codecommit-fips codedeploy
codedeploy-commands-secure codepipeline cognito-identity cognito-idp comprehend config datasync dms dms-fips ds ebs
ec2 ec2messages ecs eks elasticache elasticache-fips elasticbeanstalk elasticfilesystem elasticfilesystem-fips
elasticloadbalancing elasticmapreduce email email-smtp emr-containers emr-serverless events fis fsx fsx-fips
git-codecommit glue grafana guardduty guardduty-data guardduty-fips imagebuilder inspector2 kafka kafka-fips kendra
kms kms-fips lakeformation lambda license-manager logs macie2 monitoring mq network-firewall organizations pi pi-fips
pipes polly rds rds-data redshift redshift-data redshift-data-fips redshift-fips redshift-serverless rekognition
rekognition-fips resource-groups schemas secretsmanager securityhub servicecatalog servicediscovery
servicediscovery-fips sns sqs sqs-fips ssm ssm-contacts ssm-fips ssm-incidents ssmmessages states storagegateway sts
sts-fips swf sync-states synthetics tagging textract textract-fips transcribe transfer translate vpc-lattice
workspaces xray
b2bi verifiedpermissions
"""

# A service and its names; one without a dot at its end is put before ``.REGION.SUFFIX``. No name: no private DNS.
_IRREGULAR = """
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
ecr.api api.ecr
ecr.dkr *.dkr.ecr
# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
execute-api *.execute-api
# https://docs.aws.amazon.com/appsync/latest/devguide/using-private-apis.html
appsync-api *.appsync-api
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
s3 s3 *.s3 s3-accesspoint *.s3-accesspoint s3-control *.s3-control
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html
com.amazonaws.s3-global.accesspoint *.accesspoint.s3-global.amazonaws.com.
# https://docs.aws.amazon.com/streams/latest/dev/vpc.html
kinesis-streams kinesis *.control-kinesis *.data-kinesis
# https://docs.aws.amazon.com/firehose/latest/dev/vpc.html
kinesis-firehose firehose
# https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html
sagemaker.api api.sagemaker
sagemaker.runtime runtime.sagemaker
sagemaker.featurestore-runtime featurestore-runtime.sagemaker
sagemaker.metrics metrics.sagemaker
aws.sagemaker.REGION.notebook *.notebook.REGION.sagemaker.aws.
aws.sagemaker.REGION.studio *.studio.REGION.sagemaker.aws.
# https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
eks-auth eks-auth.REGION.api.aws.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
ecs-agent ecs-a
ecs-telemetry ecs-t
# https://docs.aws.amazon.com/codeartifact/latest/ug/create-vpc-endpoints.html
codeartifact.api codeartifact
codeartifact.repositories *.d.codeartifact
# https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-access.html
airflow.api api.airflow
airflow.env env.airflow
airflow.ops ops.airflow
# https://docs.aws.amazon.com/iot-sitewise/latest/userguide/vpc-endpoint-access.html
iotsitewise.api api.iotsitewise
iotsitewise.data data.iotsitewise
# https://docs.aws.amazon.com/appstream2/latest/developerguide/access-api-cli-through-interface-vpc-endpoint.html
appstream.api appstream2
# https://docs.aws.amazon.com/general/latest/gr/rum-service.html
rum-dataplane dataplane.rum
# https://docs.aws.amazon.com/grafana/latest/userguide/VPC-endpoints.html
grafana-workspace *.grafana-workspace
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_interface_vpc_endpoints.html
com.amazonaws.iam iam.amazonaws.com.
# https://docs.aws.amazon.com/general/latest/gr/r53.html
com.amazonaws.route53 route53.amazonaws.com.
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-streams.html
dynamodb-streams
"""

# https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
_SUFFIXES = {"aws": "amazonaws.com", "aws-us-gov": "amazonaws.com", "aws-cn": "amazonaws.com.cn"}

_WHOLE = re.compile(r"(?:(?:cn\.)?com\.amazonaws|eu\.amazonaws|aws|api\.aws)\.")

# Services whose whole name has no Region (the page of services above).
GLOBAL_SERVICES = ("iam", "route53", "s3-global.accesspoint")

# Services whose pages say that endpoint policies are not supported; that of `VpcEndpointPolicySupported` in
# DescribeVpcEndpointServices is the answer for any other.
# https://docs.aws.amazon.com/b2bi/latest/userguide/vpc-interface-endpoints.html
# https://docs.aws.amazon.com/verifiedpermissions/latest/userguide/vpc-interface-endpoints.html
WITHOUT_POLICY = ("b2bi", "verifiedpermissions")


def whole_name(service: str, region: Region) -> str:
    """Return the whole name of a `service` of AWS that may be given as it is named after the Region."""
    return service if _WHOLE.match(service) else f"com.amazonaws.{region}.{service}"


def short_name(service: str, region: Region) -> str:
    """Return the name of a `service` of AWS without what every name in `region` begins with."""
    return service.removeprefix("cn.").removeprefix(f"com.amazonaws.{region}.")


def private_names(service: str, region: Region) -> tuple[DnsName, ...] | None:
    """Return the names of a `service` of AWS in `region`, none where it has no private DNS; None if not known.

    Args:
        service: Its short or whole name, such as ``ecr.api`` or ``com.amazonaws.us-east-1.ecr.api``.
        region: The Region of the service.
    """
    suffix = _SUFFIXES.get(region.partition)
    short = short_name(service, region)
    patterns = _NAMES.get(".".join("REGION" if label == region else label for label in short.split(".")))
    if suffix is None or patterns is None:
        return None
    filled = (pattern if pattern.endswith(".") else f"{pattern}.REGION.{suffix}" for pattern in patterns)
    return tuple(DnsName(name.replace("REGION", region)) for name in filled)


def zone_of(name: DnsName) -> ZoneName:
    """Return the zone that holds nothing but `name`, as AWS makes one for private DNS: the name without its wildcard.

    Source: https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html
    """
    return ZoneName(name.removeprefix("*."))


def _irregular() -> dict[str, tuple[str, ...]]:
    lines = [line.split() for line in _IRREGULAR.splitlines() if line and not line.startswith("#")]
    return {service: tuple(names) for service, *names in lines}


_NAMES = {service: (service,) for service in _REGULAR.split()} | _irregular()
