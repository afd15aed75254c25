"""Custom names, which no two resources may have: a resource with one cannot be replaced under it.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html.
"""

from __future__ import annotations

from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.value import Resource, literal_text

# The property that names a resource of each type.
_PROPERTY = {
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::EC2::SecurityGroup": "GroupName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
}


def custom_name(side: Side, resource: Resource) -> str | None:
    """Return the name that a template gives a resource; None where CloudFormation makes one up, or it is not told."""
    return literal_text(side.value(resource, _PROPERTY.get(side.type_of(resource), "")))
