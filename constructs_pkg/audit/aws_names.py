"""The DNS names of AWS services, as far as they are known here: what an endpoint's private DNS takes over.

The regular rule is ``SERVICE.REGION.SUFFIX`` for the service ``com.amazonaws.REGION.SERVICE``. It is applied to the
services of `_REGULAR` only; what follows another rule stands in `_IRREGULAR`; for all others the names are not known,
since many do not follow it. Both tables were put together from the pages below, and checked against botocore 1.43.106
for every host that botocore has. The Regions of the ISO partitions and of the European Sovereign Cloud are not known.

Sources: https://docs.aws.amazon.com/general/latest/gr/rande.html for the rule,
https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html for the services' names.
"""

from __future__ import annotations

import re
from functools import cache

from constructs_pkg.audit.places import REGIONS
from constructs_pkg.audit.pseudo import partition_of
from constructs_pkg.audit.zonetree import ancestors

# Services with an endpoint in PrivateLink whose host name follows the rule.
_REGULAR = """
access-analyzer account acm acm-fips acm-pca acm-pca-fips app-integrations appconfig appconfigdata
application-autoscaling applicationinsights appmesh appmesh-envoy-management apprunner aps athena auditmanager
autoscaling autoscaling-plans b2bi backup backup-gateway batch bedrock bedrock-agent bedrock-agent-runtime
bedrock-agentcore bedrock-data-automation bedrock-data-automation-fips bedrock-data-automation-runtime
bedrock-data-automation-runtime-fips bedrock-fips bedrock-runtime bedrock-runtime-fips billingconductor braket cases
cassandra cassandra-fips ce cleanrooms cleanrooms-ml cloudcontrolapi cloudcontrolapi-fips cloudformation cloudhsmv2
cloudtrail codebuild codebuild-fips codecommit codecommit-fips codedeploy codedeploy-commands-secure codeguru-profiler
codeguru-reviewer codepipeline cognito-identity cognito-identity-fips cognito-idp cognito-idp-fips comprehend
comprehendmedical compute-optimizer config connect-campaigns controlcatalog cost-optimization-hub
data-servicediscovery databrew dataexchange datasync devops-guru discovery dms dms-fips drs ds ds-data ebs ec2
ec2messages ecs eks elasticache elasticache-fips elasticbeanstalk elasticbeanstalk-health elasticfilesystem
elasticfilesystem-fips elasticloadbalancing elasticmapreduce email email-fips email-smtp emr-containers emr-serverless
entityresolution events finspace finspace-api fis forecast forecast-fips forecastquery forecastquery-fips
frauddetector fsx fsx-fips git-codecommit glue grafana greengrass groundstation guardduty guardduty-data
guardduty-fips healthlake identitystore imagebuilder inspector-scan inspector2 iotfleetwise kafka kafka-fips
kafkaconnect kendra kms kms-fips lakeformation lambda launchwizard license-manager license-manager-fips
license-manager-linux-subscriptions license-manager-linux-subscriptions-fips license-manager-user-subscriptions logs
lookoutequipment m2 macie2 mail-manager mail-manager-fips managedblockchain-query mediaconnect medical-imaging
memory-db mgn migrationhub-orchestrator migrationhub-strategy models-v2-lex monitoring mq network-firewall
network-firewall-fips networkmonitor observabilityadmin organizations organizations-fips outposts pca-connector-ad
pca-connector-scep pcs pcs-fips personalize personalize-events personalize-runtime pi pi-fips pinpoint pipes
pipes-fips polly profile proton ram rbin rds rds-data redshift redshift-data redshift-data-fips redshift-fips
redshift-serverless redshift-serverless-fips refactor-spaces rekognition rekognition-fips repostspace resource-groups
resource-groups-fips rolesanywhere rum runtime-v2-lex s3tables sagemaker-geospatial schemas scn secretsmanager
securityhub securitylake securitylake-fips serverlessrepo servicecatalog servicecatalog-appregistry servicediscovery
servicediscovery-fips shield shield-fips snow-device-management sns social-messaging sqs sqs-fips ssm ssm-contacts
ssm-fips ssm-incidents ssm-quicksetup ssmmessages states storagegateway sts sts-fips swf swf-fips sync-states
synthetics synthetics-fips tagging textract textract-fips tnb transcribe transcribestreaming
transfer translate trustedadvisor verifiedpermissions voiceid vpc-lattice wafv2 wafv2-fips wellarchitected wisdom
workmail workspaces workspaces-web workspaces-web-fips xray
"""

# A service, its names and where they are told. ``{r}`` is the Region; a name without ``{`` or ``.com`` goes before
# ``.REGION.SUFFIX``. No names: the service has no private DNS.
_IRREGULAR = """
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
ecr.api api.ecr
ecr.dkr *.dkr.ecr
ecr-public.api api.ecr-public
# https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
execute-api *.execute-api
# https://docs.aws.amazon.com/appsync/latest/devguide/using-private-apis.html
appsync-api *.appsync-api
# https://aws.amazon.com/blogs/storage/introducing-private-dns-support-for-amazon-s3-with-aws-privatelink/
s3 s3 *.s3 s3-accesspoint *.s3-accesspoint s3-control *.s3-control
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html
com.amazonaws.s3-global.accesspoint *.accesspoint.s3-global.amazonaws.com
# https://docs.aws.amazon.com/streams/latest/dev/vpc.html
kinesis-streams kinesis *.control-kinesis *.data-kinesis
# https://docs.aws.amazon.com/firehose/latest/dev/vpc.html
kinesis-firehose firehose
# https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/vpc-endpoints.html
kinesisvideo *.kinesisvideo
# https://docs.aws.amazon.com/sagemaker/latest/dg/interface-vpc-endpoint.html
sagemaker.api api.sagemaker
sagemaker.runtime runtime.sagemaker
sagemaker.featurestore-runtime featurestore-runtime.sagemaker
sagemaker.metrics metrics.sagemaker
aws.sagemaker.{r}.notebook *.notebook.{r}.sagemaker.aws
aws.sagemaker.{r}.studio *.studio.{r}.sagemaker.aws
# https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
eks-auth eks-auth.{r}.api.aws
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
# https://docs.aws.amazon.com/iot-sitewise/latest/userguide/vpc-interface-endpoints.html
iotsitewise.api api.iotsitewise
iotsitewise.data data.iotsitewise
# https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, page by page
appstream.api appstream2
iotwireless.api api.iotwireless
payment-cryptography.controlplane controlplane.payment-cryptography
payment-cryptography.dataplane dataplane.payment-cryptography
pinpoint-sms-voice-v2 sms-voice
pricing.api api.pricing
rum-dataplane dataplane.rum
grafana-workspace *.grafana-workspace
aws.api.{r}.bcm-data-exports bcm-data-exports.{r}.api.aws
aws.api.{r}.freetier freetier.{r}.api.aws
aws.api.{r}.kendra-ranking kendra-ranking.{r}.api.aws
aws.api.{r}.qbusiness qbusiness.{r}.api.aws
api.aws.{r}.cassandra-streams cassandra-streams.{r}.api.aws
com.amazonaws.iam iam.amazonaws.com
com.amazonaws.route53 route53.amazonaws.com
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-streams.html
dynamodb-streams
"""

# Public host names of services whose private DNS is not in the tables above.
_PUBLIC_ONLY = """
dynamodb streams.dynamodb s3-outposts
s3.amazonaws.com *.s3.amazonaws.com sts.amazonaws.com cloudfront.amazonaws.com
"""

_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]+")
_OF_SERVICE = re.compile(
    r"(?:cn\.)?(?P<before>[a-z]+\.[a-z]+)\.(?:(?P<region>[a-z]{2,4}(?:-[a-z]+)+-[0-9]+)\.)?(?P<after>.+)"
)
_REGIONAL = "com.amazonaws.{r}."


def _table(text: str) -> dict[str, tuple[str, ...]]:
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {service: tuple(map(_pattern, names)) for service, *names in lines}


def _pattern(name: str) -> str:
    return name if "{" in name or name.endswith(".com") else f"{name}.{{r}}.{{s}}"


_NAMES = {service: (_pattern(service),) for service in _REGULAR.split()} | _table(_IRREGULAR)


def service_of(service_name: str) -> str | None:
    """Return what the tables here call a service, such as ``ecr.api`` for ``com.amazonaws.us-east-1.ecr.api``."""
    found = _OF_SERVICE.fullmatch(service_name)
    if found is None:
        return None
    region = "{r}." if found["region"] else ""
    return f"{found['before']}.{region}{found['after']}".removeprefix(_REGIONAL)


def private_names(service_name: str) -> tuple[str, ...] | None:
    """Return the names that private DNS takes over for a service of AWS, None where they are not known.

    Args:
        service_name: The whole name, such as ``com.amazonaws.us-east-1.sqs``.
    """
    patterns = _NAMES.get(service_of(service_name) or "")
    found = _OF_SERVICE.fullmatch(service_name)
    if patterns is None or found is None:
        return None
    region = found["region"] or ""
    return tuple(one.format(r=region, s=partition_of(region)[1]) for one in patterns)


def is_service_name(name: str) -> bool:
    """Tell whether `name` is a public name of an AWS service in a known Region, as far as the tables go."""
    regions = [label for label in name.split(".") if _REGION.fullmatch(label)]
    region = regions[-1] if regions else ""
    if regions and region not in REGIONS:
        return False
    hosts = _hosts(region)
    return name in hosts or any(f"*.{above}" in hosts for above in ancestors(name.partition(".")[2]))


@cache
def _hosts(region: str) -> frozenset[str]:
    public = (_pattern(name) for name in _PUBLIC_ONLY.split())
    patterns = {one for names in _NAMES.values() for one in names} | set(public)
    return frozenset(
        one.format(r=region, s=partition_of(region)[1]) for one in patterns if bool(region) == ("{r}" in one)
    )
