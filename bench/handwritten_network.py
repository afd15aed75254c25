"""A cell's VPC, its logs, its closed default security group and its private zone, with L2 constructs."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from constructs import Construct

from bench import cells

_HANDLER = (cells.ROOT / "constructs_pkg/fragments/handlers/close_default_security_group.py").read_text("utf-8")


class NetworkStack(cdk.Stack):
    """The stack of a cell's network."""

    def __init__(self, scope: Construct, construct_id: str, place: int, **kwargs: Any) -> None:
        key = cells.key(place)
        super().__init__(scope, construct_id, description=f"Network and private zones of cell {key}", **kwargs)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(cells.block(place)),
            availability_zones=list(cells.AVAILABILITY_ZONES),
            nat_gateways=0,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20)
            ],
            restrict_default_security_group=False,
        )
        for name, service in (
            ("S3", ec2.GatewayVpcEndpointAwsService.S3),
            ("DynamoDb", ec2.GatewayVpcEndpointAwsService.DYNAMODB),
        ):
            self.vpc.add_gateway_endpoint(name, service=service).add_to_policy(
                iam.PolicyStatement(
                    principals=[iam.AnyPrincipal()],
                    actions=["*"],
                    resources=["*"],
                    conditions={"StringEquals": {"aws:PrincipalAccount": self.account}},
                )
            )
        log_key = kms.Key(self, "LogKey", description="Encrypts the logs of a private cell", enable_key_rotation=True)
        log_key.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(f"logs.{self.region}.{self.url_suffix}")],
                actions=["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
                resources=["*"],
                conditions={
                    "ArnLike": {
                        "kms:EncryptionContext:aws:logs:arn": self.format_arn(
                            service="logs",
                            resource="log-group",
                            resource_name="*",
                            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
                        )
                    }
                },
            )
        )
        self._log_flows(log_key)
        self._close_default_security_group(log_key)
        self.zone = route53.PrivateHostedZone(
            self, "Zone", zone_name=cells.ZONE, vpc=self.vpc, comment=f"Private zone of {key}"
        )

    def _log_flows(self, log_key: kms.Key) -> None:
        group = logs.LogGroup(self, "FlowLogGroup", encryption_key=log_key, retention=logs.RetentionDays.ONE_YEAR)
        flow_logs = self.format_arn(service="ec2", resource="vpc-flow-log", resource_name="*")
        role = iam.Role(
            self,
            "FlowLogRole",
            assumed_by=iam.ServicePrincipal(
                "vpc-flow-logs.amazonaws.com",
                conditions={
                    "StringEquals": {"aws:SourceAccount": self.account},
                    "ArnLike": {"aws:SourceArn": flow_logs},
                },
            ),
            inline_policies={
                "WriteFlowLogs": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(
                            actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                            resources=[group.log_group_arn],
                        )
                    ]
                )
            },
        )
        ec2.FlowLog(
            self,
            "FlowLog",
            resource_type=ec2.FlowLogResourceType.from_vpc(self.vpc),
            # The destination would add a policy of its own to the role.
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group, role.without_policy_updates()),
            traffic_type=ec2.FlowLogTrafficType.ALL,
            max_aggregation_interval=ec2.FlowLogMaxAggregationInterval.TEN_MINUTES,
        )

    def _close_default_security_group(self, log_key: kms.Key) -> None:
        group = logs.LogGroup(
            self, "DefaultSecurityGroupLogGroup", encryption_key=log_key, retention=logs.RetentionDays.ONE_YEAR
        )
        group_arn = self.format_arn(
            service="ec2", resource="security-group", resource_name=self.vpc.vpc_default_security_group
        )
        role = iam.Role(
            self,
            "DefaultSecurityGroupRole",
            assumed_by=iam.ServicePrincipal(
                "lambda.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": self.account}}
            ),
            inline_policies={
                "CloseDefaultSecurityGroup": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(
                            actions=["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
                            resources=[group_arn],
                        ),
                        iam.PolicyStatement(actions=["ec2:DescribeSecurityGroups"], resources=["*"]),
                        iam.PolicyStatement(
                            actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[group.log_group_arn]
                        ),
                    ]
                )
            },
        )
        function = lambda_.Function(
            self,
            "DefaultSecurityGroupFunction",
            description="Takes every rule from the default security group of a private cell",
            code=lambda_.Code.from_inline(_HANDLER),
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=128,
            timeout=cdk.Duration.seconds(60),
            role=role,
            log_group=group,
            logging_format=lambda_.LoggingFormat.JSON,
        )
        cdk.CustomResource(
            self,
            "ClosedDefaultSecurityGroup",
            service_token=function.function_arn,
            properties={"SecurityGroupId": self.vpc.vpc_default_security_group},
        )
