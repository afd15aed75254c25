"""Which CloudFormation type is what Terraform's AWS provider calls otherwise.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs and
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
"""

from __future__ import annotations

_CLOUDFORMATION = {
    "aws_cloudwatch_event_rule": "AWS::Events::Rule",
    "aws_db_event_subscription": "AWS::RDS::EventSubscription",
    "aws_iam_role": "AWS::IAM::Role",
    "aws_lambda_function": "AWS::Lambda::Function",
    "aws_lambda_permission": "AWS::Lambda::Permission",
    "aws_lb": "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "aws_lb_listener": "AWS::ElasticLoadBalancingV2::Listener",
    "aws_lb_target_group": "AWS::ElasticLoadBalancingV2::TargetGroup",
    "aws_route53_record": "AWS::Route53::RecordSet",
    "aws_route53_zone": "AWS::Route53::HostedZone",
    "aws_security_group": "AWS::EC2::SecurityGroup",
    "aws_sns_topic": "AWS::SNS::Topic",
    "aws_sns_topic_policy": "AWS::SNS::TopicPolicy",
    "aws_sns_topic_subscription": "AWS::SNS::Subscription",
    "aws_vpc_endpoint": "AWS::EC2::VPCEndpoint",
    "aws_vpc_endpoint_service": "AWS::EC2::VPCEndpointService",
}


def cloudformation_type(vendors: str) -> str:
    """Return the CloudFormation type of what the vendor's file calls `vendors`."""
    return vendors if vendors.startswith("AWS::") else _CLOUDFORMATION[vendors]
