"""A cell's endpoint service, its interface endpoint and that one's name, with L2 constructs."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_elasticloadbalancingv2_targets as elbv2_targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_route53_targets as route53_targets
from constructs import Construct

from bench import cells


class LinksStack(cdk.Stack):
    """The stack of what joins a cell to others."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        place: int,
        vpc: ec2.IVpc,
        zone: route53.IHostedZone,
        **kwargs: Any,
    ) -> None:
        description = f"Services, endpoints and records of cell {cells.key(place)}"
        super().__init__(scope, construct_id, description=description, **kwargs)
        self._offer(place, vpc)
        self._consume(place, vpc, zone)

    def _offer(self, place: int, vpc: ec2.IVpc) -> None:
        group = ec2.SecurityGroup(
            self,
            "ServiceSecurityGroup",
            vpc=vpc,
            description="Traffic of the Network Load Balancer of an endpoint service",
            allow_all_outbound=False,
        )
        load_balancer = elbv2.NetworkLoadBalancer(
            self,
            "LoadBalancer",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            internet_facing=False,
            security_groups=[group],
            enforce_security_group_inbound_rules_on_private_link_traffic=False,
            deletion_protection=True,
            cross_zone_enabled=True,
            ip_address_type=elbv2.IpAddressType.IPV4,
        )
        for port, target_port, last_byte in cells.LISTENERS:
            addresses = cells.targets(place, last_byte)
            load_balancer.add_listener(f"Listener{port}", port=port).add_targets(
                "Targets",
                port=target_port,
                protocol=elbv2.Protocol.TCP,
                targets=[elbv2_targets.IpTarget(address, target_port) for address in addresses],
                health_check=elbv2.HealthCheck(
                    protocol=elbv2.Protocol.TCP,
                    interval=cdk.Duration.seconds(30),
                    healthy_threshold_count=3,
                    unhealthy_threshold_count=3,
                ),
            )
            for address in addresses:
                group.add_egress_rule(ec2.Peer.ipv4(f"{address}/32"), ec2.Port.tcp(target_port), "To targets")
        service = ec2.VpcEndpointService(
            self,
            "Service",
            vpc_endpoint_service_load_balancers=[load_balancer],
            acceptance_required=True,
            allowed_principals=[iam.ArnPrincipal(f"arn:aws:iam::{cells.ACCOUNT}:root")],
            supported_ip_address_types=[ec2.IpAddressType.IPV4],
        )
        cdk.CfnOutput(
            self,
            "ServiceName",
            description="The name consumers connect to",
            value=service.vpc_endpoint_service_name,
        )

    def _consume(self, place: int, vpc: ec2.IVpc, zone: route53.IHostedZone) -> None:
        group = ec2.SecurityGroup(
            self,
            "EndpointSecurityGroup",
            vpc=vpc,
            description="Who may use an interface endpoint",
            allow_all_outbound=False,
        )
        for port, _, _ in cells.LISTENERS:
            group.add_ingress_rule(ec2.Peer.ipv4(cells.block(place)), ec2.Port.tcp(port), f"tcp {port}")
        endpoint = ec2.InterfaceVpcEndpoint(
            self,
            "Endpoint",
            vpc=vpc,
            service=ec2.InterfaceVpcEndpointService(cells.SERVICE_NAME),
            subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[group],
            open=False,
            private_dns_enabled=False,
            ip_address_type=ec2.VpcEndpointIpAddressType.IPV4,
        )
        route53.ARecord(
            self,
            "Record",
            zone=zone,
            record_name=cells.NAME,
            target=route53.RecordTarget.from_alias(route53_targets.InterfaceVpcEndpointTarget(endpoint)),
        )
